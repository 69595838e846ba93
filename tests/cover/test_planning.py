"""A month's plan: its rules hold for random months, its gaps those of a slow count, its bound proved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garda.cover import Day, DeskNeed, Hand, Span, minutes
from garda.cover import planning_exact as exact
from garda.cover import planning_greedy as greedy
from garda.cover.planning import LONGEST, WEEK, Month, PlanDay, lacking, ways
from garda.cover.planning_findings import standing
from tests.cover.slow_count import is_short

MONDAY = 739_557 - (739_557 - 1) % 7
MORNING, AFTERNOON = (480, 720), (780, 900)
OPENINGS = (
    (MORNING, AFTERNOON), ((480, 900),), ((480, 1200),), ((600, 720),), ((420, 690), (780, 990)),
)  # fmt: skip
DESKS = ((), (DeskNeed("x", 1, frozenset({"a"})),), (DeskNeed("x"), DeskNeed("y")))


def month(
    *,
    days: int = 14,
    people: int = 4,
    least: int = 2,
    opening: tuple[Span, ...] = (MORNING, AFTERNOON),
    weekends: bool = False,
    away: dict[tuple[int, int], tuple[Span, ...]] | None = None,
    able: dict[int, frozenset[str]] | None = None,
    desks: tuple[DeskNeed, ...] = (),
) -> Month:
    """Days from a Monday on, everybody free; closed at the weekend unless said."""
    able = able or {who: frozenset() for who in range(1, people + 1)}
    made = []
    for ahead in range(days):
        spans = opening if weekends or ahead % 7 < 5 else ()
        gone = {who: found for who in able if (found := (away or {}).get((who, ahead), ()))}
        made.append(PlanDay(MONDAY + ahead, Day(spans, least, desks), able, gone))
    return Month(tuple(made))


@st.composite
def months(draw: st.DrawFn) -> Month:
    """Small months of every sort."""
    people = draw(st.integers(1, 5))
    skill = st.frozensets(st.sampled_from(["a", "b"]))
    opening = draw(
        st.sampled_from(
            [(MORNING, AFTERNOON), ((480, 900),), ((480, 1200),), ((600, 720),), ((420, 690), (780, 990))]
        )
    )
    away = draw(
        st.dictionaries(
            st.tuples(st.integers(1, people), st.integers(0, 8)),
            st.sampled_from([((0, 1440),), ((480, 600),), ((700, 800),)]),
            max_size=6,
        )
    )
    return month(
        days=draw(st.integers(1, 9)),
        people=people,
        least=draw(st.integers(0, 3)),
        opening=opening,
        weekends=draw(st.booleans()),
        away=away,
        able={who: draw(skill) for who in range(1, people + 1)},
        desks=draw(
            st.sampled_from([(), (DeskNeed("x", 1, frozenset({"a"})),), (DeskNeed("x"), DeskNeed("y"))])
        ),
    )


@settings(max_examples=25, deadline=None)
@given(months())
def test_a_plan_breaks_no_rule_and_its_gaps_are_those_of_a_slow_count(asked: Month) -> None:
    made = greedy.plan(asked)
    found = standing(asked, made.shifts)
    assert {one.kind for one in found.findings} <= {"gap"}
    for day in asked.days:
        there = {who: spans for (who, number), spans in made.shifts.items() if number == day.number}
        for who, spans in there.items():
            assert who in day.skills and minutes(spans) <= LONGEST
    slow = 0
    for day in asked.days:
        there = {who: spans for (who, number), spans in made.shifts.items() if number == day.number}
        slow += slow_uncovered(day, there)
    assert slow == found.uncovered
    assert greedy.plan(asked) == made


def slow_uncovered(day: PlanDay, there: dict[int, tuple[Span, ...]]) -> int:
    """Minutes in which something lacks, by asking each minute."""
    hands = tuple(Hand(who, spans, day.skills[who]) for who, spans in there.items())
    return sum(is_short(replace(day.cover, hands=hands), minute) for minute in range(1440))


def test_enough_people_leave_no_minute_uncovered_and_work_their_week() -> None:
    asked = month(days=28, people=6, least=3)
    found = standing(asked, greedy.plan(asked).shifts)
    assert (found.uncovered, found.apart, found.findings) == (0, 0, ())
    assert set(found.worked.values()) == {20 * 360}


def test_leave_is_respected_and_others_take_the_place() -> None:
    asked = month(people=3, least=2, opening=((480, 900),), away={(1, day): ((0, 1440),) for day in range(5)})
    made = greedy.plan(asked)
    assert not [who for who, number in made.shifts if who == 1 and number < MONDAY + 5]
    assert standing(asked, made.shifts).uncovered > 0  # two people cannot both have a break and both stay


def test_breaks_lie_apart_so_that_somebody_stays() -> None:
    asked = month(days=5, people=2, least=1, opening=((480, 900),))
    made = greedy.plan(asked)
    assert standing(asked, made.shifts).uncovered == 0
    for number in range(MONDAY, MONDAY + 5):
        assert made.shifts[1, number] != made.shifts[2, number]


def test_a_long_opening_is_shared_by_two_shifts_within_the_weekly_hours() -> None:
    asked = month(days=28, people=8, least=1, opening=((480, 1200),), weekends=True)
    found = standing(asked, greedy.plan(asked).shifts)
    assert found.uncovered == 0 and found.findings == ()
    assert max(found.worked.values()) <= 4 * WEEK


def test_ways_hold_the_break_and_the_longest_day() -> None:
    for opening in (((480, 900),), ((480, 1200),), ((450, 720), (780, 960)), ((540, 600),)):
        for way in ways(opening, 60):
            assert 0 < way.minutes <= LONGEST
    assert [one.spans for one in ways(((480, 900),), 60)][:2] == [
        ((480, 690), (750, 900)),
        ((480, 750), (810, 900)),
    ]
    assert ways((), 60) == ()


def test_findings_name_what_a_hand_made_plan_breaks() -> None:
    asked = replace(
        month(days=7, people=1, least=1, opening=((480, 900),), weekends=True, away={(1, 0): ((480, 540),)}),
        row=5,
    )
    shifts = {(1, MONDAY + ahead): ((480, 900),) for ahead in range(7)}
    found = {one.kind: one for one in standing(asked, shifts).findings}
    assert set(found) == {"away", "hours", "row"}
    assert (found["away"].start, found["away"].end) == (480, 540)
    assert (found["hours"].have, found["hours"].need) == (2940, WEEK)
    late = {(1, MONDAY): ((900, 1380),), (1, MONDAY + 1): ((480, 600),)}
    rest = next(one for one in standing(asked, late).findings if one.kind == "rest")
    assert (rest.have, rest.need) == (540, 660)


def test_hours_carried_from_the_week_before_count() -> None:
    asked = replace(month(days=5, people=1, least=1), carried={(1, (MONDAY - 1) // 7): WEEK - 400})
    made = greedy.plan(asked)
    assert sum(minutes(spans) for spans in made.shifts.values()) <= 400


@pytest.mark.skipif(not exact.is_here(), reason="OR-Tools is an extra")
@settings(max_examples=8, deadline=None)
@given(months())
def test_the_solver_is_never_worse_breaks_no_rule_and_states_its_gap(asked: Month) -> None:
    plain, best = greedy.plan(asked), exact.plan(asked, seconds=2)
    assert exact.cost(asked, best.shifts) <= exact.cost(asked, plain.shifts)
    assert {one.kind for one in standing(asked, best.shifts).findings} <= {"gap"}
    assert best.gap is not None and 0 <= best.gap <= 1


@pytest.mark.skipif(not exact.is_here(), reason="OR-Tools is an extra")
def test_the_bound_is_proved_where_no_minute_can_be_saved() -> None:
    asked = month(days=7, people=3, least=2, opening=((480, 900),))
    best = exact.plan(asked, seconds=5)
    assert best.method == "cp-sat" and best.gap == 0
    lacks = sum(
        lacking(day, {who: spans for (who, number), spans in best.shifts.items() if number == day.number})
        for day in asked.days
    )
    assert lacks == 0
