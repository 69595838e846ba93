"""Where a day falls below what the office must keep, found in one sweep over the minutes where it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from garda.cover.spans import Span, joined, shared
from garda.cover.staffing import Day, Hand, on_duty, without


@dataclass(frozen=True, slots=True)
class Gap:
    """Minutes [start, end) in which something lacks: "people", "desk:<key>" or "skill:<key>"."""

    start: int
    end: int
    lacks: str
    have: int
    need: int

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


def profile(day: Day) -> tuple[tuple[int, int, int], ...]:
    """How many are there through the opening: stretches (start, end, count) without a hole."""
    found: list[tuple[int, int, int]] = []
    for start, end, there in _sweep(day):
        if found and found[-1][1] == start and found[-1][2] == len(there):
            found[-1] = (found[-1][0], end, len(there))
        else:
            found.append((start, end, len(there)))
    return tuple(found)


def counted(opening: Iterable[Span], stays: Iterable[tuple[int, Span]]) -> tuple[tuple[int, int, int], ...]:
    """The same for `stays` as (who, span), in any order; somebody in two that overlap counts once."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for who, span in stays:
        spans[who].append(span)
    return profile(Day(tuple(opening), hands=tuple(Hand(who, tuple(one)) for who, one in spans.items())))


def gaps(day: Day) -> tuple[Gap, ...]:
    """Every shortfall within the opening, in order of time; one that goes on unchanged is one gap."""
    open_ones: dict[str, Gap] = {}
    found: list[Gap] = []
    for start, end, there in _sweep(day):
        now = {lacks: (have, need) for lacks, have, need in _lacking(day, there)}
        for lacks, before in list(open_ones.items()):
            if now.get(lacks) != (before.have, before.need) or before.end != start:
                found.append(open_ones.pop(lacks))
        for lacks, (have, need) in now.items():
            before_or_new = open_ones.get(lacks, Gap(start, end, lacks, have, need))
            open_ones[lacks] = replace(before_or_new, end=end)
    return tuple(sorted([*found, *open_ones.values()], key=lambda gap: (gap.start, gap.end, gap.lacks)))


def opened_by(day: Day, who: int, span: Span) -> tuple[Gap, ...]:
    """The gaps there would be in the minutes of `span` in which `who` would be missed.

    A gap in minutes in which `who` is not on duty anyhow is not of their making.
    """
    missed = shared(on_duty(day, who), [span])
    return tuple(
        replace(gap, start=start, end=end)
        for gap in gaps(without(day, who, span))
        for start, end in shared([(gap.start, gap.end)], missed)
    )


def _sweep(day: Day) -> Iterator[tuple[int, int, tuple[Hand, ...]]]:
    """The opening cut wherever somebody comes or goes: (start, end, who is there)."""
    hands = [(one, joined(one.spans)) for one in day.hands]
    marks = {mark for _one, spans in hands for span in spans for mark in span}
    for first, last in joined(day.opening):
        edges = sorted({first, last, *(mark for mark in marks if first < mark < last)})
        for start, end in pairwise(edges):
            there = tuple(one for one, spans in hands if any(a <= start and end <= b for a, b in spans))
            yield start, end, there


def _lacking(day: Day, there: Sequence[Hand]) -> Iterator[tuple[str, int, int]]:
    """What lacks with these people there: (what, have, need)."""
    if len(there) < day.people:
        yield "people", len(there), day.people
    for skill, need in day.skills.items():
        have = sum(skill in one.skills for one in there)
        if have < need:
            yield f"skill:{skill}", have, need
    for desk, have in zip(day.desks, _seated(day, there), strict=True):
        if have < desk.people:
            yield f"desk:{desk.key}", have, desk.people


def _seated(day: Day, there: Sequence[Hand]) -> list[int]:
    """How many each essential desk gets when as many seats as possible are filled, each person on one.

    Augmenting paths (Kuhn 1955): exact for any mix of skills, so that one person able to sit at two desks
    never counts twice. Earlier desks are filled first.
    """
    seats = [place for place, desk in enumerate(day.desks) for _ in range(desk.people)]
    able = [[p for p, one in enumerate(there) if day.desks[place].skills <= one.skills] for place in seats]
    taken: dict[int, int] = {}

    def seat(number: int, asked: set[int]) -> bool:
        for person in able[number]:
            if person in asked:
                continue
            asked.add(person)
            if person not in taken or seat(taken[person], asked):
                taken[person] = number
                return True
        return False

    filled = [0] * len(day.desks)
    for number, place in enumerate(seats):
        filled[place] += seat(number, set())
    return filled
