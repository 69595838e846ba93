"""A month to be planned: its days, who may be asked on which, and the few ways to spend one day on duty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from garda.cover.gaps import Gap, gaps
from garda.cover.spans import Span, joined, less, minutes
from garda.cover.staffing import Day, Hand

WEEK = 2250  # 37.5 hours without breaks: Perpres 21/2023, article 4
REST = 660  # minutes between two days of duty
ROW = 6  # days of duty in a row
LONGEST = 480  # minutes of duty in one day, without the break
UNBROKEN = 300  # minutes of duty after which somebody must have had a break
NOON = 690  # the first break begins at 11.30, the second where it ends

Shifts = Mapping[tuple[int, int], tuple[Span, ...]]  # (who, day) → minutes on duty


@dataclass(frozen=True)
class PlanDay:
    """One day: `number` counts days (Monday is 1 modulo 7), `cover` says what must be kept, without hands.

    `skills` names everybody who may be asked that day; `away` what of it is taken. `pause`: the break.
    """

    number: int
    cover: Day
    skills: Mapping[int, frozenset[str]]
    away: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    pause: int = 60

    @property
    def week(self) -> int:
        """The week the day belongs to, Monday first."""
        return (self.number - 1) // 7


@dataclass(frozen=True)
class Month:
    """The days to plan in order, and the rules; `carried`: minutes already worked by (who, week)."""

    days: tuple[PlanDay, ...]
    week_minutes: int = WEEK
    rest: int = REST
    row: int = ROW
    carried: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody who may be asked on some day."""
        return tuple(sorted({who for day in self.days for who in day.skills}))

    @property
    def weeks(self) -> tuple[int, ...]:
        """The weeks the month touches."""
        return tuple(sorted({day.week for day in self.days}))


@dataclass(frozen=True, order=True)
class Way:
    """One way to spend a day on duty; `late`: it holds the later break or the later half."""

    spans: tuple[Span, ...]
    late: bool = False

    @property
    def minutes(self) -> int:
        """Its length."""
        return minutes(self.spans)


@dataclass(frozen=True)
class Made:
    """A plan: who is on duty when, by which method, and how far from the proved bound (None: unknown)."""

    shifts: Shifts
    method: str
    gap: float | None = None


@lru_cache(maxsize=4096)
def ways(opening: tuple[Span, ...], pause: int) -> tuple[Way, ...]:
    """The ways to be on duty within an opening: whole days with the break early or late, then halves.

    A stretch of more than five hours gets a break; a day of more than eight is shared by two shifts.
    """
    spans = joined(opening)
    if not spans:
        return ()
    wholes = _wholes(spans, pause)
    if wholes[0].minutes <= LONGEST:
        return tuple(dict.fromkeys((*wholes, *_halves(spans))))
    first, last = spans[0][0], spans[-1][1]
    early = less(spans, [(first + LONGEST + pause, 1440)])
    late = less(spans, [(0, last - LONGEST - pause)])
    return tuple(
        dict.fromkeys((*(Way(one.spans) for one in _wholes(early, pause)),
                       *(Way(one.spans, True) for one in _wholes(late, pause))))
    )  # fmt: skip


def _wholes(spans: tuple[Span, ...], pause: int) -> tuple[Way, ...]:
    long = next(((start, end) for start, end in spans if end - start > UNBROKEN), None)
    if long is None:
        return (Way(spans),)
    start, end = long
    first = NOON if start + 60 <= NOON and NOON + pause + 60 <= end else (start + end) // 2 - pause
    other = first + pause
    if other + pause + 60 > end and start + 60 <= first - pause:
        other = first - pause
    return (
        Way(less(spans, [(first, first + pause)])),
        Way(less(spans, [(other, other + pause)]), True),
    )


def _halves(spans: tuple[Span, ...]) -> tuple[Way, ...]:
    middle = (spans[0][0] + spans[0][1]) // 2 // 30 * 30
    cut = spans[len(spans) // 2][0] if len(spans) > 1 else middle
    halves = (Way(less(spans, [(cut, 1440)])), Way(less(spans, [(0, cut)]), True))
    return tuple(one for one in halves if one.spans)


def ways_of(day: PlanDay, who: int) -> tuple[Way, ...]:
    """The ways still open to somebody that day; beside an absence at least an hour must be left."""
    if who not in day.skills:
        return ()
    gone = day.away.get(who, ())
    found = (replace(one, spans=less(one.spans, gone)) for one in ways(day.cover.opening, day.pause))
    return tuple(dict.fromkeys(one for one in found if one.minutes >= 60))


def staffed(day: PlanDay, shifts: Mapping[int, tuple[Span, ...]]) -> Day:
    """The day with these on duty: who → minutes."""
    hands = tuple(
        Hand(who, spans, day.skills.get(who, frozenset())) for who, spans in shifts.items() if spans
    )
    return replace(day.cover, hands=hands)


def lacking(day: PlanDay, shifts: Mapping[int, tuple[Span, ...]]) -> int:
    """How many person-minutes lack that day: every missing person, seat and skill counts by the minute."""
    return sum(_weight(gap) for gap in gaps(staffed(day, shifts)))


def _weight(gap: Gap) -> int:
    return (gap.need - gap.have) * gap.minutes


def by_day(shifts: Shifts) -> dict[int, dict[int, tuple[Span, ...]]]:
    """The same shifts, day by day."""
    found: dict[int, dict[int, tuple[Span, ...]]] = {}
    for (who, number), spans in shifts.items():
        found.setdefault(number, {})[who] = spans
    return found


def most_of(month: Month) -> dict[tuple[int, int], int]:
    """The most minutes each may work in each week: what the days allow, at most the weekly hours."""
    found: dict[tuple[int, int], int] = {}
    for day in month.days:
        for who in day.skills:
            longest = max((one.minutes for one in ways_of(day, who)), default=0)
            found[who, day.week] = found.get((who, day.week), 0) + longest
    return {
        key: max(0, min(most, month.week_minutes - month.carried.get(key, 0))) for key, most in found.items()
    }
