"""The stretches of time over which results are shown: months, quarters and years, up to the last month out.

A month that still runs is never scored: two readings of it, a day apart, would say what one person said. It
comes out a week after its end, once: until then whoever stands above an office looks at the sheets that were
marked, and afterwards nothing of it changes any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from garda.clock.words import month_words
from garda.texts.words import Words

MONTH, QUARTER, YEAR = "month", "quarter", "year"
# From the end of a month to the day on which its figures are shown, and to the last day on which sheets of it
# may be set aside. In the day between the year is judged, so that no reader waits for it.
OUT_AFTER, DECIDED_WITHIN = timedelta(days=8), timedelta(days=6)
_KEY = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|t([1-4])))?")


@dataclass(frozen=True, order=True)
class Period:
    """From one first of a month to one last day of a month."""

    first: date
    last: date

    @property
    def kind(self) -> str:
        """Whether a month, a quarter or a year."""
        months = self.last.month - self.first.month + 1
        return {1: MONTH, 3: QUARTER}.get(months, YEAR)

    @property
    def key(self) -> str:
        """ "2026-10", "2026-t4", "2026": as the address names it."""
        if self.kind == MONTH:
            return f"{self.first:%Y-%m}"
        return (
            f"{self.first.year}-t{self.first.month // 3 + 1}"
            if self.kind == QUARTER
            else f"{self.first.year}"
        )

    @property
    def words(self) -> Words:
        """ "Oktober 2026", "Triwulan 4 2026", "Tahun 2026"."""
        year = self.first.year
        if self.kind == MONTH:
            return Words(f"{month_words(self.first)} {year}", f"{month_words(self.first, 'en')} {year}")
        if self.kind == QUARTER:
            place = self.first.month // 3 + 1
            return Words(f"Triwulan {place} tahun {year}", f"Quarter {place} of {year}")
        return Words(f"Tahun {year}", f"Year {year}")

    def months(self, today: date) -> tuple[date, ...]:
        """The first days of its months that are out, the earliest first."""
        return tuple(one for one in _months(self.first, self.last) if out_on(one) <= today)

    def is_over(self, today: date) -> bool:
        """Whether all of it is out."""
        return out_on(self.last) <= today

    def is_shown(self, today: date) -> bool:
        """Whether at least one of its months is out."""
        return bool(self.months(today))


def out_on(day: date) -> date:
    """From when on the figures of the month of this day are shown."""
    return _last_of(day) + OUT_AFTER


def decided_by(day: date) -> date:
    """The last day on which sheets of this day may be set aside or taken back."""
    return _last_of(day) + DECIDED_WITHIN


def month_at(day: date) -> Period:
    """The month in which the day lies."""
    return Period(day.replace(day=1), _last_of(day))


def quarter_at(day: date) -> Period:
    """The quarter in which the day lies."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(first, _last_of(first.replace(month=first.month + 2)))


def year_at(day: date) -> Period:
    """The year in which the day lies."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def read(key: str) -> Period | None:
    """The period that an address names, or None."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    year = int(found[1])
    if found[2]:
        return month_at(date(year, int(found[2]), 1))
    return quarter_at(date(year, 3 * int(found[3]), 1)) if found[3] else year_at(date(year, 1, 1))


def latest(today: date) -> Period:
    """The last month that is out."""
    found = before(month_at(today))
    return found if found.is_over(today) else before(found)


def before(period: Period) -> Period:
    """The period of the same kind that ended the day before."""
    return _same(period.kind, period.first - timedelta(days=1))


def after(period: Period) -> Period:
    """The period of the same kind that begins the day after."""
    return _same(period.kind, period.last + timedelta(days=1))


def _same(kind: str, day: date) -> Period:
    return {MONTH: month_at, QUARTER: quarter_at}.get(kind, year_at)(day)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = _last_of(first) + timedelta(days=1)


def _last_of(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
