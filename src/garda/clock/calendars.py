"""Calendars: when an office works. All of it is data: hours, seasons, days off, and the years known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any

from .errors import NaiveMoment, NoWorkingTime, OutOfRange, UnreadableHours
from .hours import DAY, Hours, Span, check_spans
from .words import weekday_words
from .years import Point, Years
from .zones import zone_of

DAY_OFF_KINDS = frozenset({"libur_nasional", "cuti_bersama", "tutup", "kerja"})

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class DayOff:
    """A day unlike its weekday.

    `kind` is "libur_nasional" or "cuti_bersama" (joint decree of three ministers, and the presidential
    decree for civil servants), "tutup" (this office is closed) or "kerja" (this day is worked after
    all, or at other hours). Only "kerja" may carry its own `spans`; without them the day has the hours
    of its weekday, and if that one is never worked, those of the first weekday that is.
    """

    name: str
    kind: str
    name_en: str = ""
    spans: tuple[Span, ...] | None = None

    def __post_init__(self) -> None:
        if self.kind not in DAY_OFF_KINDS:
            raise UnreadableHours(
                f"{self.kind!r} is not a kind of day; use {', '.join(sorted(DAY_OFF_KINDS))}"
            )
        if self.spans is not None:
            if self.kind != "kerja":
                raise UnreadableHours(
                    f"{self.name}: a day off has no hours; a day with hours is a 'kerja' day"
                )
            check_spans(self.spans)

    def words(self, lang: str) -> str:
        return (self.name_en or self.name) if lang.startswith("en") else self.name


@dataclass(frozen=True)
class Season:
    """Days, both ends included, on which other hours hold: Ramadan, for one. The first that fits holds."""

    name: str
    first: date
    last: date
    hours: Hours
    name_en: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UnreadableHours(f"{self.name}: the season ends before it begins")

    def words(self, lang: str) -> str:
        return (self.name_en or self.name) if lang.startswith("en") else self.name


@dataclass(frozen=True)
class Calendar:
    """When one office works, in one zone ("Asia/Jakarta").

    `known_years` are those with a holiday list; what is counted through any other year is said to be
    unsure, never guessed. A calendar remembers what it has worked out: make one and keep it.
    """

    zone: str
    hours: Hours
    seasons: tuple[Season, ...] = ()
    days_off: Mapping[date, DayOff] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    tz: tzinfo = field(init=False, repr=False, compare=False)
    years: Years = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        frozen = dict(self.days_off)
        settle = object.__setattr__
        settle(self, "seasons", tuple(self.seasons))
        settle(self, "days_off", MappingProxyType(frozen))
        settle(self, "known_years", frozenset(self.known_years))
        settle(self, "tz", zone_of(self.zone))
        settle(self, "years", Years(self._spans, self.reason_off))
        settle(self, "_hash", hash((self.zone, self.hours, self.seasons, tuple(sorted(frozen)))))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return Calendar, (self.zone, self.hours, self.seasons, dict(self.days_off), self.known_years)

    def local(self, at: datetime) -> datetime:
        """The moment on this office's own wall clock. Raises NaiveMoment, OutOfRange."""
        if at.utcoffset() is None:
            raise NaiveMoment(f"{at.isoformat()} has no time zone, so nobody can say which moment it is")
        if not FIRST_YEAR < at.year < LAST_YEAR:
            raise OutOfRange(f"the clock counts between {FIRST_YEAR} and {LAST_YEAR}, not in {at.year}")
        return at.astimezone(self.tz)

    def point(self, at: datetime) -> Point:
        """The moment as (local day, minute), taken at the start of its minute."""
        local = self.local(at)
        return local.toordinal(), local.hour * 60 + local.minute

    def moment(self, point: Point) -> datetime:
        """The aware moment of a point; the minute 1440 is the midnight that ends the day."""
        ordinal, minute = point
        if minute == DAY:
            ordinal, minute = ordinal + 1, 0
        day = date.fromordinal(ordinal)
        return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=self.tz)

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The open spans of the day as aware moments, end exclusive; none on a day off."""
        ordinal = day.toordinal()
        return tuple(
            (self.moment((ordinal, start)), self.moment((ordinal, end)))
            for start, end in self.years.spans_on(ordinal)
        )

    def is_working_day(self, day: date) -> bool:
        return bool(self.years.spans_on(day.toordinal()))

    def is_open(self, at: datetime) -> bool:
        day, minute = self.point(at)
        return any(start <= minute < end for start, end in self.years.spans_on(day))

    def next_opening(self, at: datetime) -> datetime | None:
        """The moment itself when open, else the next opening; None when it never opens again."""
        try:
            return self.moment(self.years.opening(self.point(at)))
        except NoWorkingTime:
            return None

    def closes(self, at: datetime) -> datetime | None:
        """The end of the stretch that is open now, be it for a break or the day.

        None when it is closed now, or does not close within a year. Spans that meet are one stretch,
        also over midnight.
        """
        if not self.is_open(at):
            return None
        day, minute = self.point(at)
        for _ in range(366):
            for start, end in self.years.spans_on(day):
                if start <= minute < end:
                    minute = end
            if minute < DAY:
                return self.moment((day, minute))
            day, minute = day + 1, 0
        return None

    def reason_off(self, day: date, lang: str = "id") -> str | None:
        """Why the day is not worked ("Sabtu", "Tahun Baru Imlek"); None when it is.

        A weekly day off stays one, even when a holiday falls on it.
        """
        if self._spans(day):
            return None
        if not self._regular(day):
            season = self._season(day)
            if season is None or not self.hours.week[day.weekday()]:
                return weekday_words(day, lang)
            return season.words(lang)
        return self.days_off[day].words(lang)

    def is_weekly_off(self, day: date) -> bool:
        """Whether the day is off because of its weekday alone."""
        return not self._spans(day) and not self.hours.week[day.weekday()] and not self._regular(day)

    def unsure_years(self, first: int, last: int) -> tuple[int, ...]:
        """The years from first to last without a holiday list."""
        return tuple(number for number in range(first, last + 1) if number not in self.known_years)

    def _season(self, day: date) -> Season | None:
        for season in self.seasons:
            if season.first <= day <= season.last:
                return season
        return None

    def _regular(self, day: date) -> tuple[Span, ...]:
        season = self._season(day)
        return (season.hours if season else self.hours).week[day.weekday()]

    def _spans(self, day: date) -> tuple[Span, ...]:
        entry = self.days_off.get(day)
        if entry is None:
            return self._regular(day)
        if entry.kind != "kerja":
            return ()
        if entry.spans is not None:
            return entry.spans
        season = self._season(day)
        week = (season.hours if season else self.hours).week
        return self._regular(day) or next((spans for spans in week if spans), ())
