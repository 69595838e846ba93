"""One office's day as it is and as it is planned: who, how many, where it falls short, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from garda import cover
from garda.cover import Gap, Span
from garda.people.calendars import city_calendar
from garda.people.models import Unit
from garda.rosters import attending
from garda.rosters.attending import Staffing, Stay
from garda.rosters.days import RosterDay, day_of

DAY = 1440
AHEAD = 120


@dataclass(frozen=True)
class Stretch:
    """Minutes with as many people throughout; `recorded` by presence, else planned; `short` of the limit."""

    start: int
    end: int
    count: int
    recorded: bool
    short: bool


@dataclass(frozen=True)
class Away:
    """Somebody's absence that day, within the opening; `kind` a key of the absences."""

    start: int
    end: int
    kind: str
    state: str


@dataclass(frozen=True)
class Line:
    """One person's day: minutes on record, minutes planned, and absences."""

    person: int
    name: str
    title: str
    recorded: tuple[Span, ...]
    planned: tuple[Span, ...]
    away: tuple[Away, ...]
    stands_in: bool = False


@dataclass(frozen=True)
class Timeline:
    """The day of an office. `now` is the minute of the reader's moment, None on another day.

    `kept`: whether presence is kept there, so that what has passed is on record.
    """

    unit: Unit
    day: date
    opening: tuple[Span, ...]
    least: int
    now: int | None
    kept: bool
    stretches: tuple[Stretch, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    staffing: Staffing
    simulated: bool

    @property
    def lowest(self) -> Stretch | None:
        """The stretch with fewest people, the first of them."""
        return min(self.stretches, key=lambda one: (one.count, one.start), default=None)

    @property
    def empty(self) -> tuple[Stretch, ...]:
        """The stretches with nobody."""
        return tuple(one for one in self.stretches if one.count == 0)

    @property
    def coming(self) -> tuple[Gap, ...]:
        """The gaps that are not over yet."""
        return tuple(one for one in self.gaps if self.now is None or one.end > self.now)

    def ahead(self, minutes: int = AHEAD) -> tuple[Stretch, ...]:
        """What is planned for the coming minutes."""
        if self.now is None:
            return ()
        until = self.now + minutes
        return tuple(
            Stretch(max(one.start, self.now), min(one.end, until), one.count, one.recorded, one.short)
            for one in self.stretches
            if one.end > self.now and one.start < until and not one.recorded
        )


def timeline_of(unit: Unit, day: date, at: datetime) -> Timeline:
    """The day of the office as known at `at`; a bounded number of queries."""
    local = city_calendar(unit.city).local(at)
    today = local.date()
    roster = day_of(unit, day)
    staffing = attending.now_in(unit, at)
    stays = attending.stays_of(unit, day) if day <= today else []
    kept = bool(stays) if day < today else staffing.kept and day == today
    now = local.hour * 60 + local.minute if day == today else None
    passed = DAY if day < today else now or 0
    seen = passed if kept else 0
    least = roster.cover.people
    spans = [(one.person_id, _minutes(unit, one, day, passed)) for one, _name in stays]
    return Timeline(
        unit=unit,
        day=day,
        opening=tuple(roster.cover.opening),
        least=least,
        now=now,
        kept=kept,
        stretches=_stretches(roster, spans, seen, least),
        lines=tuple(_lines(roster, stays, spans, seen)),
        gaps=tuple(one for one in cover.gaps(roster.cover) if one.end > seen),
        staffing=staffing,
        simulated=staffing.simulated or any(one.simulated for one, _name in stays),
    )


def _minutes(unit: Unit, stay: Stay, day: date, passed: int) -> Span:
    point = city_calendar(unit.city).point
    ordinal = day.toordinal()

    def minute(at: datetime) -> int:
        on, found = point(at)
        return 0 if on < ordinal else DAY if on > ordinal else found

    return minute(stay.came), minute(stay.left) if stay.left else passed


def _stretches(
    roster: RosterDay, stays: Sequence[tuple[int, Span]], seen: int, least: int
) -> tuple[Stretch, ...]:
    """Recorded stretches up to the minute `seen`, planned ones after it."""
    found = [
        Stretch(start, end, count, True, count < least)
        for start, end, count in cover.counted(
            [(a, min(b, seen)) for a, b in roster.cover.opening if a < seen], stays
        )
    ]
    found += [
        Stretch(max(start, seen), end, count, False, count < least)
        for start, end, count in cover.profile(roster.cover)
        if end > seen
    ]
    return tuple(found)


def _lines(
    roster: RosterDay,
    stays: Sequence[tuple[Stay, str]],
    spans: Sequence[tuple[int, Span]],
    seen: int,
) -> list[Line]:
    """Everybody planned, then who came without being planned."""
    found = []
    opening = roster.cover.opening
    for one in roster.people:
        recorded = tuple(span for who, span in spans if who == one.person and span[0] < span[1])
        gone = [span for span, _kind, _state in one.away]
        planned = [(max(start, seen), end) for start, end in one.spans if end > seen]
        away = tuple(
            Away(start, end, kind, state)
            for (a, b), kind, state in one.away
            for start, end in _within((a, b), opening)
        )
        found.append(
            Line(one.person, one.name, one.title, recorded, cover.less(planned, gone), away, one.stands_in)
        )  # fmt: skip
    known = {one.person for one in found}
    for stay, name in stays:
        if stay.person_id not in known:
            known.add(stay.person_id)
            there = tuple(span for who, span in spans if who == stay.person_id)
            found.append(Line(stay.person_id, name, "", there, (), ()))
    return found


def _within(span: Span, opening: Iterable[Span]) -> list[Span]:
    """The part of a span that lies within the day's first opening and its last closing."""
    spans = list(opening)
    if not spans:
        return []
    start, end = max(span[0], spans[0][0]), min(span[1], spans[-1][1])
    return [(start, end)] if start < end else []
