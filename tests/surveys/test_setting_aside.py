"""Flagged sheets stand apart; only a head above the office sets them aside, and both values stay."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from garda.cases.acting import Refused
from garda.surveys import keeping, periods, publishing, releasing, results, setting_aside, tallying
from garda.surveys.publishing import in_force
from garda.trails import reading, writing
from tests.surveys.asked import added_up, answered, asking_town
from tests.surveys.test_instruments import larger
from tests.town import DAY, Town, moment

pytestmark = pytest.mark.django_db
DAYS = {"first": date(2025, 11, 1), "last": date(2025, 11, 30)}
ON = date.fromisoformat(DAY)


@pytest.fixture
def town() -> Town:
    """Six sheets from one device at Melati, two honest ones."""
    town = asking_town()
    for minute in range(6):
        answered(town, [3] * 9, device="phone", at=moment(time=f"09:{minute * 4:02d}"))
    answered(town, [1] * 9, at=moment(time="10:00"))
    answered(town, [0] * 9, at=moment(time="10:10"))
    return town


def decide(town: Town, act: str, **more: object) -> int:
    """The camat acts on Melati's flagged sheets."""
    edition = in_force(town.city, "skm", ON)
    assert edition is not None
    how = {"reason": "one-person", "own": [town.units["kec-taman"].pk], "at": moment(time="11:00")} | more
    by = town.persons["kec-taman", "camat", 1]
    return setting_aside.act(act, town.city, town.units["melati"], edition.pk, ON, by=by, **how)


def test_item_10_a_flag_changes_no_figure_and_what_is_set_aside_leaves_both_values(town: Town) -> None:
    edition = in_force(town.city, "skm", ON)
    assert edition is not None
    assert added_up(edition, **DAYS).count() == 8
    assert tallying.cells(edition, by=("marks",), **DAYS) == {("",): 2, ("f",): 6}
    lot = setting_aside.lot(town.city, town.units["melati"], edition.pk, ON)
    assert lot is not None and (lot.count, lot.flags, lot.state) == (6, {"device": 6}, "counted")
    assert decide(town, "set-aside") == 6
    assert added_up(edition, **DAYS).count() == 2
    assert added_up(edition, but="", **DAYS).count() == 8
    assert keeping.recount(town.city) == 0
    line = reading.lines(town.city, "survey-flags", lot.key)[0]
    assert (line.name, line.facts["reason"], line.facts["sheets"]) == ("answers.set-aside", "one-person", 6)
    assert decide(town, "take-back", reason="") == 6
    assert added_up(edition, **DAYS).count() == 8


def test_item_10_nobody_sets_aside_what_was_said_about_their_own_office(town: Town) -> None:
    with pytest.raises(Refused):
        decide(town, "set-aside", own=[town.units["melati"].pk])
    for reason in ("", "karena jelek", "\0"):
        with pytest.raises(Refused):
            decide(town, "set-aside", reason=reason)


def test_item_79_once_the_month_is_reckoned_nothing_of_it_is_set_aside_or_taken_back(town: Town) -> None:
    """Two editions of a figure, with and without a few sheets, would say what stood on these."""
    assert decide(town, "set-aside", at=moment("2025-12-06", "23:59")) == 6
    for act, reason in (("take-back", ""), ("set-aside", "trial")):
        with pytest.raises(Refused, match="tidak berubah lagi"):
            decide(town, act, reason=reason, at=moment("2025-12-07", "00:00"))
    lot = setting_aside.lot(town.city, town.units["melati"], in_force_now(town).pk, ON)
    assert lot is not None and lot.state == "aside" and not lot.waits(date(2025, 12, 7))


@pytest.mark.parametrize("out", ["2025-12-08", "2026-01-08"])
def test_item_79_who_reads_first_on_the_day_a_month_comes_out_waits_for_no_judging(
    town: Town, out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(town, [2] * 9, at=moment("2025-12-03", "10:10"))
    decide(town, "set-aside")
    day = date.fromisoformat(out)
    period = periods.latest(day)
    results.prepare(town.city, day - timedelta(days=1))
    monkeypatch.setattr(releasing, "_judged", None)  # whoever judges now fails
    board = results.board(town.city, "skm", period, day)
    assert board is not None
    assert board.months[-1] == period.first
    assert board.result(results.CITY, periods.month_at(ON)).n == 8


def test_item_79_an_edition_that_ended_this_year_is_prepared_as_well(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = in_force_now(town)
    publishing.publish(town.city, larger(town, begins=date(2025, 11, 20)), at=moment("2025-11-20"))
    day = date(2025, 12, 8)
    results.prepare(town.city, day - timedelta(days=1))
    monkeypatch.setattr(releasing, "_judged", None)
    board = results.board(town.city, "skm", periods.latest(day), day, old.pk)
    assert board is not None and board.result(results.CITY, periods.latest(day)).n == 8


def in_force_now(town: Town) -> publishing.Edition:
    """The edition of the town's day."""
    edition = in_force(town.city, "skm", ON)
    assert edition is not None
    return edition


def test_two_who_decide_at_once_do_not_both(town: Town) -> None:
    decide(town, "set-aside", seen=0)
    with pytest.raises(Refused):
        decide(town, "set-aside", seen=0)
    with pytest.raises(writing.Overtaken):
        decide(town, "take-back", seen=0)


def test_whatever_is_tried_in_whatever_order_only_lawful_steps_happen(town: Town) -> None:
    rng, state = Random(7), "counted"
    for _ in range(12):
        act = rng.choice(sorted(setting_aside.ACTS))
        end = setting_aside.after(state, act)
        if end is None:
            with pytest.raises(Refused):
                decide(town, act)
        else:
            decide(town, act)
            state = end
        lot = setting_aside.lots(town.city, [town.units["melati"].pk], **DAYS)[0]
        assert lot.state == state
    assert keeping.recount(town.city) == 0
