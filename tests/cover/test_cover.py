"""Cover never falls below the minimum in any minute: held against a count minute by minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from garda import cover
from garda.cover import Day, DeskNeed, Hand
from tests.cover import slow_count

SKILLS = ("adminduk", "isyarat", "tanah")
MINUTES = 60  # a short day, so that every minute can be looked at


@st.composite
def spans(draw: st.DrawFn, most: int = 3) -> tuple[tuple[int, int], ...]:
    """Spans of minutes within the short day, as they come: touching, overlapping, empty."""
    found = draw(st.lists(st.tuples(st.integers(0, MINUTES), st.integers(0, MINUTES)), max_size=most))
    return tuple((min(a, b), max(a, b)) for a, b in found)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """A random office's day."""
    able = st.frozensets(st.sampled_from(SKILLS))
    desks = draw(st.lists(st.tuples(st.integers(1, 2), able), max_size=2))
    hands = draw(st.lists(st.tuples(spans(), able), max_size=5))
    return Day(
        opening=draw(spans()),
        people=draw(st.integers(1, 3)),
        desks=tuple(DeskNeed(f"loket-{n}", people, skills) for n, (people, skills) in enumerate(desks)),
        skills=draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 2), max_size=2)),
        hands=tuple(Hand(n, times, skills) for n, (times, skills) in enumerate(hands)),
    )


@given(days())
def test_item_16_gaps_are_exactly_the_minutes_below_the_minimum(day: Day) -> None:
    short = {minute for gap in cover.gaps(day) for minute in range(gap.start, gap.end)}
    assert short == {minute for minute in range(MINUTES) if slow_count.is_short(day, minute)}
    assert all(gap.have < gap.need for gap in cover.gaps(day))


@given(days())
def test_the_profile_counts_everybody_in_every_open_minute(day: Day) -> None:
    counted = {m: count for start, end, count in cover.profile(day) for m in range(start, end)}
    assert counted == {m: len(slow_count.there(day, m)) for m in range(MINUTES) if slow_count.is_open(day, m)}


@given(days(), st.integers(0, 4), st.integers(0, MINUTES), st.integers(0, MINUTES))
def test_item_16_what_is_refused_is_what_would_fall_below(day: Day, who: int, a: int, b: int) -> None:
    start, end = min(a, b), max(a, b)
    gone = cover.without(day, who, (start, end))
    opened = {m for gap in cover.opened_by(day, who, (start, end)) for m in range(gap.start, gap.end)}
    missed = {m for m in range(start, end) if who in {one for one, _ in slow_count.there(day, m)}}
    assert opened == {m for m in missed if slow_count.is_short(gone, m)}


@given(days(), st.integers(0, 4), st.integers(1, 30), st.integers(0, MINUTES))
def test_item_16_every_time_offered_instead_works(day: Day, who: int, length: int, wish: int) -> None:
    for span in cover.times(day, who, length, wish):
        assert span[1] - span[0] == length
        assert cover.opened_by(day, who, span) == ()


@examples(max_examples=60)
@given(
    days(), st.lists(st.tuples(st.integers(0, 4), st.integers(0, MINUTES), st.integers(1, 40)), max_size=12)
)
def test_item_16_granting_only_what_opens_no_gap_never_makes_a_minute_worse(
    day: Day, wishes: list[tuple[int, int, int]]
) -> None:
    before = {m for m in range(MINUTES) if slow_count.is_short(day, m)}
    now = day
    for who, start, length in wishes:
        span = (start, min(MINUTES, start + length))
        if not cover.opened_by(now, who, span):
            now = cover.without(now, who, span)
    assert {m for m in range(MINUTES) if slow_count.is_short(now, m)} <= before


def test_one_person_never_sits_at_two_desks() -> None:
    desks = (DeskNeed("loket-1"), DeskNeed("loket-2"))
    one = Day(opening=((0, 10),), desks=desks, hands=(Hand(1, ((0, 10),)),))
    assert [(gap.lacks, gap.have, gap.need) for gap in cover.gaps(one)] == [("desk:loket-2", 0, 1)]
    two = cover.with_hand(one, 2, (0, 10))
    assert cover.gaps(two) == ()


def test_a_desk_that_only_one_can_work_at_is_theirs() -> None:
    desks = (DeskNeed("umum"), DeskNeed("tanah", skills=frozenset({"tanah"})))
    day = Day(
        opening=((0, 10),), desks=desks,
        hands=(Hand(1, ((0, 10),), frozenset({"tanah"})), Hand(2, ((0, 10),))),
    )  # fmt: skip
    assert cover.gaps(day) == ()
    assert [gap.lacks for gap in cover.gaps(cover.without(day, 1, (3, 5)))] == ["desk:tanah"]
