"""The working time of a calendar, summed up year by year.

A year is laid out once, with running totals of open minutes and of working days; after that, a due
date or a time spent is a few look-ups, whether it spans a day or ten years.

A point here is (ordinal of the local day, minute of that day). The minute of an end may be 1440, so
that an end at midnight still belongs to the day that it ends.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from .errors import NoWorkingTime
from .hours import Span

Point = tuple[int, int]

_HORIZON = 100  # years that a term may reach; the longest term in ordinary hours needs 45
_PATIENCE = 5  # empty years in a row after which nobody should go on waiting


@dataclass(frozen=True, slots=True)
class Year:
    """One year laid out. Lists that end in `_before` have one entry more than the year has days."""

    first: int
    spans: list[tuple[Span, ...]]
    minutes_before: list[int]
    working_before: list[int]
    working: list[date]
    off: list[tuple[date, str]]

    def minutes_at(self, point: Point) -> int:
        """Open minutes from the start of the year to this point."""
        day, minute = point
        place = day - self.first
        total = self.minutes_before[place]
        for start, end in self.spans[place]:
            if minute <= start:
                break
            total += (end if end < minute else minute) - start
        return total


class Years:
    """All years of one calendar, each laid out when first asked for."""

    def __init__(
        self, spans_of: Callable[[date], tuple[Span, ...]], reason_of: Callable[[date], str | None]
    ) -> None:
        self._spans_of = spans_of
        self._reason_of = reason_of
        self._laid: dict[int, Year] = {}

    def year(self, number: int) -> Year:
        laid = self._laid.get(number)
        if laid is None:
            laid = self._laid[number] = self._lay(number)
        return laid

    def spans_on(self, day: int) -> tuple[Span, ...]:
        year = self.year(date.fromordinal(day).year)
        return year.spans[day - year.first]

    def opening(self, point: Point) -> Point:
        """The point itself when open, else the next opening. Raises NoWorkingTime."""
        day, minute = point
        for start, end in self.spans_on(day):
            if minute < end:
                return (day, minute) if minute >= start else (day, start)
        following = self.working_day(day, 1).toordinal()
        return following, self.spans_on(following)[0][0]

    def working_day(self, day: int, count: int) -> date:
        """The count-th working day after the day. Raises NoWorkingTime."""
        number = date.fromordinal(day).year
        year = self.year(number)
        place = year.working_before[day - year.first + 1] + count - 1
        for year in self._onward(number):
            if place < len(year.working):
                return year.working[place]
            place -= len(year.working)
        raise AssertionError("unreachable")  # pragma: no cover

    def between(self, start: Point, end: Point) -> int:
        """Open minutes from start to end, which is not before it."""
        first = date.fromordinal(start[0]).year
        begun = self.year(first)
        if end[0] < begun.first + len(begun.spans):
            return begun.minutes_at(end) - begun.minutes_at(start)
        last = date.fromordinal(end[0]).year
        total = self.year(last).minutes_at(end) - begun.minutes_at(start)
        for number in range(first, last):
            total += self.year(number).minutes_before[-1]
        return total

    def after(self, start: Point, minutes: int) -> Point:
        """The earliest point at which so many (one or more) open minutes have passed.

        Raises NoWorkingTime.
        """
        number = date.fromordinal(start[0]).year
        wanted = self.year(number).minutes_at(start) + minutes
        for year in self._onward(number):
            if wanted <= year.minutes_before[-1]:
                place = bisect_left(year.minutes_before, wanted) - 1
                return year.first + place, _minute_at(year.spans[place], wanted - year.minutes_before[place])
            wanted -= year.minutes_before[-1]
        raise AssertionError("unreachable")  # pragma: no cover

    def working_days(self, first: int, last: int) -> tuple[date, ...]:
        """The working days from first to last, both included."""
        days: list[date] = []
        for year, low, high in self._stretches(first, last):
            days += year.working[year.working_before[low] : year.working_before[high]]
        return tuple(days)

    def off_days(self, first: int, last: int) -> tuple[tuple[date, str], ...]:
        """The days off from first to last, both included, each with its reason."""
        days: list[tuple[date, str]] = []
        for year, low, high in self._stretches(first, last):
            days += year.off[low - year.working_before[low] : high - year.working_before[high]]
        return tuple(days)

    def _stretches(self, first: int, last: int) -> Iterator[tuple[Year, int, int]]:
        if last < first:
            return
        for number in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            year = self.year(number)
            yield year, max(first - year.first, 0), min(last - year.first + 1, len(year.spans))

    def _onward(self, number: int) -> Iterator[Year]:
        """The years from this one on; raises NoWorkingTime rather than walk for ever."""
        empty = 0
        for following in range(number, number + _HORIZON):
            year = self.year(following)
            empty = 0 if year.working else empty + 1
            if empty > _PATIENCE:
                break
            yield year
        raise NoWorkingTime(f"the calendar does not have enough working time from {number} on")

    def _lay(self, number: int) -> Year:
        first = date(number, 1, 1).toordinal()
        year = Year(first, [], [0], [0], [], [])
        minutes = 0
        for ordinal in range(first, date(number, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            spans = self._spans_of(day)
            year.spans.append(spans)
            if spans:
                year.working.append(day)
                minutes += sum(end - start for start, end in spans)
            else:
                year.off.append((day, self._reason_of(day) or ""))
            year.minutes_before.append(minutes)
            year.working_before.append(len(year.working))
        return year


def _minute_at(spans: tuple[Span, ...], wanted: int) -> int:
    """The minute of the day at which `wanted` (one or more) of its open minutes have passed."""
    for start, end in spans:
        if wanted <= end - start:
            return start + wanted
        wanted -= end - start
    raise AssertionError("unreachable")  # pragma: no cover
