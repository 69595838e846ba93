"""Flagged sheets stand apart; only a head above the office sets them aside, and both values stay."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from garda.cases.acting import Refused
from garda.surveys import keeping, setting_aside, tallying
from garda.surveys.publishing import in_force
from garda.trails import reading, writing
from tests.surveys.asked import answered, asking_town
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
    assert tallying.tally(edition, **DAYS).count() == 8
    assert tallying.tally(edition, only="f", **DAYS).count() == 6
    lot = setting_aside.lot(town.city, town.units["melati"], edition.pk, ON)
    assert lot is not None and (lot.count, lot.flags, lot.state) == (6, {"device": 6}, "counted")
    assert decide(town, "set-aside") == 6
    assert tallying.tally(edition, **DAYS).count() == 2
    assert tallying.tally(edition, but="", **DAYS).count() == 8
    assert keeping.recount(town.city) == 0
    line = reading.lines(town.city, "survey-flags", lot.key)[0]
    assert (line.name, line.facts["reason"], line.facts["sheets"]) == ("answers.set-aside", "one-person", 6)
    assert decide(town, "take-back", reason="") == 6
    assert tallying.tally(edition, **DAYS).count() == 8


def test_item_10_nobody_sets_aside_what_was_said_about_their_own_office(town: Town) -> None:
    with pytest.raises(Refused):
        decide(town, "set-aside", own=[town.units["melati"].pk])
    for reason in ("", "karena jelek", "\0"):
        with pytest.raises(Refused):
            decide(town, "set-aside", reason=reason)


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
