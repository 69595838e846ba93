"""Weak points become matters: owner, day, what was done, and a later period in which the figure has risen."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from garda import clock
from garda.cases.acting import Refused
from garda.rosters.models import Bell
from garda.surveys import following_up, periods, results
from garda.surveys.follow_up_models import FollowUp
from garda.surveys.follow_up_states import ACTS, OPEN, after
from garda.surveys.following_up import Matter
from garda.surveys.results import Scope
from garda.trails import reading
from garda.trails.writing import Overtaken
from tests.surveys.asked import answered, asking_town
from tests.town import Town, moment

NOW = "2025-11-10"
OCTOBER, NOVEMBER = "2025-10", "2025-11"
WEAK = [2, 2, 1, 3, 2, 2, 0, 1, 2]  # behaviour, then time and complaints


@pytest.fixture
def town(db: None) -> Any:
    """Ten visitors of October found behaviour weakest."""
    with clock.moved_to(moment(NOW, "09:00")):
        town = asking_town()
        for n in range(10):
            answered(town, WEAK, at=moment(f"2025-10-{13 + n % 5}", f"09:{n:02d}"))
        yield town


def opened(town: Town) -> list[Matter]:
    period = periods.read(OCTOBER)
    assert period is not None
    board = results.board(town.city, "skm", period, date(2025, 11, 10))
    assert board is not None
    return following_up.open_weakest(
        board, town.units["melati"], period, by=town.persons["melati", "lurah", 1], at=moment(NOW)
    )


def taken(town: Town, **more: Any) -> Matter:
    one = opened(town)[0]
    owner = town.persons["melati", "petugas-loket", 1]
    return following_up.take(
        one.id, owner.pk, date(2025, 11, 14), "Sapa setiap tamu dalam satu menit", at=moment(NOW),
        by=town.persons["melati", "lurah", 1], **more,
    )  # fmt: skip


def reported(town: Town) -> Matter:
    owner = town.persons["melati", "petugas-loket", 1]
    one = taken(town)
    return following_up.report(one.id, "Semua petugas berlatih menyapa", by=owner, at=moment("2025-11-13"))


def test_item_79_the_three_weakest_become_matters_once(town: Town) -> None:
    found = opened(town)
    assert [one.about for one in found] == ["behaviour", "time", "complaints"]
    assert [one.before for one in found] == [1, 2, 2]
    assert {one.before_n for one in found} == {10}
    assert [one.id for one in opened(town)] == [one.id for one in found]
    names = [line.name for line in reading.lines(town.city, "follow-up", found[0].id)]
    assert names == ["followup.opened"]


def test_item_79_a_quarter_that_is_over_opens_the_three_weakest_by_itself_and_the_head_hears(
    db: None,
) -> None:
    with clock.moved_to(moment("2025-10-08", "00:30")):
        town = asking_town()
        for n in range(10):
            answered(town, WEAK, at=moment(f"2025-09-{15 + n % 5}", f"09:{n:02d}"))
        assert following_up.open_past_quarter(town.city, clock.now()) == 3
        assert following_up.open_past_quarter(town.city, clock.now()) == 0
    found = FollowUp.objects.order_by("pk")
    assert [(one.about, one.state, one.period) for one in found] == [
        ("behaviour", OPEN, "2025-t3"), ("time", OPEN, "2025-t3"), ("complaints", OPEN, "2025-t3"),
    ]  # fmt: skip
    bells = Bell.objects.filter(name="followup.opened")
    assert [bell.person for bell in bells] == [town.persons["melati", "lurah", 1]]


def test_item_79_a_quarter_s_three_weakest_open_late_where_time_s_work_had_rested(db: None) -> None:
    late = moment("2025-11-22", "00:30")
    assert late.date() - periods.out_on(date(2025, 9, 30)) == following_up.OPENED_WITHIN
    with clock.moved_to(late):
        town = asking_town()
        for n in range(10):
            answered(town, WEAK, at=moment(f"2025-09-{15 + n % 5}", f"09:{n:02d}"))
        assert following_up.open_past_quarter(town.city, clock.now()) == 3
        assert following_up.open_past_quarter(town.city, clock.now()) == 0
    assert set(FollowUp.objects.values_list("period", flat=True)) == {"2025-t3"}


def test_item_79_long_after_a_quarter_or_with_too_few_answers_nothing_opens_by_itself(town: Town) -> None:
    assert following_up.open_past_quarter(town.city, moment("2025-11-23")) == 0, "the days for it are over"
    assert following_up.open_past_quarter(town.city, moment("2025-10-09")) == 0, "nobody answered by then"


def test_item_79_a_running_month_or_too_few_answers_open_nothing(town: Town) -> None:
    board = results.board(town.city, "skm", periods.month_at(date(2025, 11, 10)), date(2025, 11, 10))
    assert board is not None
    for unit, key in (("melati", NOVEMBER), ("kenanga", OCTOBER)):
        period = periods.read(key)
        assert period is not None
        with pytest.raises(Refused):
            following_up.open_weakest(board, town.units[unit], period, by=None, at=moment(NOW))
    assert not FollowUp.objects.exists()


def test_item_79_an_owner_of_the_office_a_day_and_words_are_needed(town: Town) -> None:
    one, lurah = opened(town)[0], town.persons["melati", "lurah", 1]
    good = {"owner_id": lurah.pk, "due": date(2025, 11, 14), "plan": "Sapa setiap tamu"}
    stranger = town.persons["kenanga", "petugas-loket", 1].pk
    for wrong in (
        {"owner_id": stranger},
        {"due": date(2025, 11, 3)},
        {"due": date(2029, 1, 1)},
        {"plan": " "},
    ):
        with pytest.raises(Refused):
            following_up.take(one.id, **{**good, **wrong}, by=lurah, at=moment(NOW))
    assert following_up.take(one.id, **good, by=lurah, at=moment(NOW)).owner == lurah.name


def test_item_79_the_owner_hears_of_it_and_again_once_it_is_late_as_does_the_head(town: Town) -> None:
    taken(town)
    owner, head = town.persons["melati", "petugas-loket", 1], town.persons["melati", "lurah", 1]
    assert [one.name for one in Bell.objects.filter(person=owner)] == ["followup.taken"]
    assert following_up.remind(moment("2025-11-14")) == 0
    assert following_up.remind(moment("2025-11-17")) == 1
    assert following_up.remind(moment("2025-11-18")) == 0
    assert [one.name for one in Bell.objects.filter(person=head)] == ["followup.late"]


def test_item_79_it_is_better_only_when_a_later_period_says_so(town: Town) -> None:
    one, lurah = reported(town), town.persons["melati", "lurah", 1]
    with pytest.raises(Refused, match="masa berikutnya"):
        following_up.verify(one.id, True, "Sudah ramah", by=lurah, at=moment("2025-12-09"))
    for n in range(6):
        answered(town, [2, 2, 1, 3, 2, 2, 2, 1, 2], at=moment("2025-12-03", f"09:{n:02d}"))
    with pytest.raises(Refused, match="orang lain"):
        owner = town.persons["melati", "petugas-loket", 1]
        following_up.verify(one.id, True, "Sudah ramah", by=owner, at=moment("2026-01-12"))
    done = following_up.verify(one.id, True, "Sudah ramah", by=lurah, at=moment("2026-01-12"))
    assert (done.state, done.before, done.after, done.after_n) == ("better", 1, 3, 6)
    assert done.after_period == "2025-12"


def test_item_79_what_has_not_risen_is_open_again(town: Town) -> None:
    one, lurah = reported(town), town.persons["melati", "lurah", 1]
    for n in range(6):
        answered(town, WEAK, at=moment("2025-12-03", f"09:{n:02d}"))
    with pytest.raises(Refused, match="belum naik"):
        following_up.verify(one.id, True, "Sudah ramah", by=lurah, at=moment("2026-01-12"))
    again = following_up.verify(one.id, False, "Masih dikeluhkan", by=lurah, at=moment("2026-01-12"))
    assert again.state == OPEN


def test_item_79_whoever_saw_an_older_state_changes_nothing(town: Town) -> None:
    one = opened(town)[0]
    lurah = town.persons["melati", "lurah", 1]
    with pytest.raises(Overtaken):
        following_up.take(one.id, lurah.pk, date(2025, 11, 14), "Sapa tamu", by=lurah, at=moment(NOW), seen=0)
    assert FollowUp.objects.get(pk=one.id).state == OPEN


@pytest.mark.parametrize("seed", range(20))
def test_item_79_no_walk_leaves_the_table_of_acts(seed: int) -> None:
    rng, state = Random(seed), OPEN
    for _n in range(40):
        act = rng.choice(sorted(ACTS))
        then = after(state, act)
        assert (then is None) == (state not in ACTS[act][0])
        state = then or state
    assert state in {OPEN, *(end for _starts, end in ACTS.values())}


def test_item_79_what_is_finished_takes_no_act(town: Town) -> None:
    one, lurah = taken(town), town.persons["melati", "lurah", 1]
    following_up.drop(one.id, "Digabung dengan rencana lain", by=lurah, at=moment(NOW))
    for act in (
        lambda: following_up.report(one.id, "Sudah dilakukan", by=lurah, at=moment(NOW)),
        lambda: following_up.drop(one.id, "Sekali lagi", by=lurah, at=moment(NOW)),
        lambda: following_up.verify(one.id, True, "Bagus sekali", by=lurah, at=moment(NOW)),
    ):
        with pytest.raises(Refused):
            act()


def test_item_79_the_result_of_an_office_is_that_of_its_answers(town: Town) -> None:
    board = results.board(town.city, "skm", periods.month_at(date(2025, 10, 1)), date(2025, 11, 10))
    assert board is not None
    found = board.result(Scope(town.units["melati"].pk), periods.month_at(date(2025, 10, 1)))
    assert found.score is not None
    # (3 + 3 + 2 + 4 + 3 + 3 + 1 + 2 + 3) / 9 x 25 = 24 / 9 x 25
    assert found.score.value == pytest.approx(24 / 9 * 25)
    assert found.n == 10
