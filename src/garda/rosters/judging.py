"""What the rule of cover says of an absence: the gaps it would open, the times that would work instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from garda import cover
from garda.cover import Gap, Span
from garda.people.calendars import counter_calendar
from garda.people.models import Unit
from garda.rosters.days import STAND_IN, RosterDay, days_of, span_on

LONGEST = 1100  # days: the longest leave there is, and some


@dataclass(frozen=True)
class DayGap:
    """A gap on one day; `lacks` is "people", "desk:<key>", "skill:<key>" or "nobody"."""

    day: date
    start: int
    end: int
    lacks: str
    have: int
    need: int

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True)
class Judgement:
    """What one absence would do to its office.

    `gaps` fall below what the office must keep; `empty` are the minutes with nobody at all. `missed` says in
    which minutes of which day the person would have been there. `times` are windows that would work that day.
    """

    gaps: tuple[DayGap, ...]
    empty: tuple[DayGap, ...]
    missed: Mapping[date, tuple[Span, ...]]
    times: tuple[tuple[datetime, datetime], ...] = ()
    days: Mapping[date, RosterDay] | None = None

    @property
    def minutes(self) -> int:
        """Minutes below what must be kept, each counted once."""
        return minutes_of(self.gaps)


def minutes_of(gaps: Iterable[DayGap]) -> int:
    """Minutes of some gaps, those that overlap counted once."""
    by_day: dict[date, list[Span]] = {}
    for gap in gaps:
        by_day.setdefault(gap.day, []).append((gap.start, gap.end))
    return sum(cover.minutes(spans) for spans in by_day.values())


def days_between(unit: Unit, start: datetime, end: datetime) -> tuple[date, date]:
    """The first and last local day that a span of time touches."""
    calendar = counter_calendar(unit)
    last = max(start, end - timedelta(microseconds=1))
    return calendar.local(start).date(), calendar.local(last).date()


def judge(unit: Unit, person: int, start: datetime, end: datetime) -> Judgement:
    """What the office would lack if `person` were away from `start` to `end`, as everything stands now.

    An absence of theirs whose place is held already is judged as if it were asked anew.
    """
    calendar = counter_calendar(unit)
    first, last = days_between(unit, start, end)
    found = days_of([unit], first, last)
    days = {day: _as_if_there(roster, person) for (_unit, day), roster in found.items()}
    gaps: list[DayGap] = []
    empty: list[DayGap] = []
    missed: dict[date, tuple[Span, ...]] = {}
    for day, roster in sorted(days.items()):
        span = span_on(calendar, day, start, end)
        there = cover.shared(cover.shared(cover.on_duty(roster.cover, person), [span]), roster.cover.opening)
        if not there:
            continue
        missed[day] = there
        gaps += _on(day, cover.opened_by(roster.cover, person, span))
        bare = replace(roster.cover, people=1, desks=(), skills={})
        empty += [replace(one, lacks="nobody") for one in _on(day, cover.opened_by(bare, person, span))]
    return Judgement(
        tuple(gaps), tuple(empty), missed,
        _times(unit, person, start, end, days) if gaps else (), days,
    )  # fmt: skip


def _as_if_there(roster: RosterDay, person: int) -> RosterDay:
    """The day with `person` back wherever they are planned, but for where they stand in for others."""
    one = next((one for one in roster.people if one.person == person), None)
    if one is None or not one.away:
        return roster
    lent = [span for span, kind, _state in one.away if kind == STAND_IN]
    day = roster.cover
    for span in cover.less(one.spans, lent):
        day = cover.with_hand(day, person, span)
    return replace(roster, cover=day)


def _on(day: date, gaps: Iterable[Gap]) -> list[DayGap]:
    return [DayGap(day, one.start, one.end, one.lacks, one.have, one.need) for one in gaps]


def _times(
    unit: Unit, person: int, start: datetime, end: datetime, days: Mapping[date, RosterDay]
) -> tuple[tuple[datetime, datetime], ...]:
    """Windows of the same length on the same day; an absence of several days has none to offer."""
    if len(days) != 1:
        return ()
    calendar = counter_calendar(unit)
    [(day, roster)] = days.items()
    span = span_on(calendar, day, start, end)
    ordinal = day.toordinal()
    return tuple(
        (calendar.moment((ordinal, a)), calendar.moment((ordinal, b)))
        for a, b in cover.times(roster.cover, person, span[1] - span[0], span[0])
    )


def closes(roster: RosterDay, leaver: int, away: Span, other: int, skills: Iterable[str], span: Span) -> bool:
    """True if `other`, there in `span`, leaves no gap while `leaver` is away in `away`."""
    helped = cover.with_hand(roster.cover, other, span, skills)
    return not cover.opened_by(helped, leaver, away)


def spans_needed(gaps: Sequence[DayGap]) -> dict[date, Span]:
    """From when to when a substitute is needed, by day: one stretch from the first gap to the last."""
    found: dict[date, Span] = {}
    for gap in gaps:
        start, end = found.get(gap.day, (gap.start, gap.end))
        found[gap.day] = (min(start, gap.start), max(end, gap.end))
    return found


def as_facts(gaps: Iterable[DayGap]) -> list[dict[str, Any]]:
    """Gaps as the book keeps them."""
    return [
        {"day": one.day.isoformat(), "start": one.start, "end": one.end, "lacks": one.lacks,
         "have": one.have, "need": one.need}
        for one in gaps
    ]  # fmt: skip


def from_facts(facts: Iterable[Mapping[str, Any]]) -> tuple[DayGap, ...]:
    """Gaps out of the book."""
    return tuple(
        DayGap(
            date.fromisoformat(one["day"]), one["start"], one["end"], one["lacks"], one["have"], one["need"]
        )
        for one in facts
    )


def staying(judged: Judgement) -> tuple[int, int]:
    """How many stay at the fewest while the person is missed, and how many must; -1 when nobody is missed."""
    counts = []
    least = 1
    for day, spans in judged.missed.items():
        roster = (judged.days or {})[day]
        least = roster.cover.people
        there = cover.profile(roster.cover)
        counts += [count - 1 for a, b in spans for start, end, count in there if max(a, start) < min(b, end)]
    return min(counts, default=-1), least
