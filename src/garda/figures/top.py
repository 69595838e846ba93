"""The three top measures of a city: hours per result, results that can be accounted for, standards met.

None of them rises by deleting a slow matter: a number behind which there is nothing any more counts as a
result that is neither sound nor met, and as all the working hours since it was given.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from garda import clock
from garda.figures import adding
from garda.figures.adding import Three
from garda.figures.effects import ENOUGH
from garda.figures.models import DayEnding, Ending, Lost
from garda.people.calendars import calendar_of, city_calendar
from garda.people.models import City
from garda.people.register import register_of
from garda.rosters.models import OfficeDay

Period = tuple[date, date]

DAYS = 30
MEASURES = ("efficient", "sound", "met")
SUMS = ("ended", "results", "minutes", "met", "named", "verified", "whole", "sound")
RATERS = 5  # below, no mean is said


@dataclass(frozen=True)
class Top:
    """The counts behind the three measures of some units over some days."""

    first: date
    last: date
    ended: int = 0
    results: int = 0
    minutes: int = 0
    met: int = 0
    named: int = 0
    verified: int = 0
    whole: int = 0
    sound: int = 0
    overdue: int = 0
    lost: int = 0
    lost_minutes: int = 0
    rated_sum: int = 0
    rated_n: int = 0
    opened_minutes: int = 0
    covered_minutes: int = 0
    simulated: bool = False

    @property
    def spent(self) -> int:
        """The working minutes that count: those of all that ended, and those of the numbers that are gone."""
        return self.minutes + self.lost_minutes

    @property
    def per_result(self) -> int | None:
        """Working minutes per result, halves up; None without a result."""
        return (2 * self.spent + self.results) // (2 * self.results) if self.results > 0 else None

    def of(self, which: str) -> int:
        """The denominator of "sound" or "met"; what is overdue cannot be met any more."""
        late = max(0, self.overdue) if which == "met" else 0
        return max(0, self.results) + self.lost + late

    def share(self, which: str) -> int | None:
        """ "sound" or "met" in whole percent, halves up; None when there is nothing to count."""
        whole, part = self.of(which), max(0, int(getattr(self, which)))
        return min(100, (200 * part + whole) // (2 * whole)) if whole else None

    @property
    def enough(self) -> bool:
        """Whether a comparison with another period would be more than chance."""
        return self.results >= ENOUGH

    @property
    def rating(self) -> float | None:
        """Mean rating, 1 to 4; None below RATERS."""
        return self.rated_sum / self.rated_n if self.rated_n >= RATERS else None


def period_until(city: City, at: datetime) -> Period:
    """The last DAYS days, today among them."""
    today = city_calendar(city).local(at).date()
    return today - timedelta(days=DAYS - 1), today


def top(city: City, units: Collection[int], first: date, last: date, at: datetime) -> Top:
    """The three measures of these units over these local days; a fixed number of queries."""
    return several(city, units, [(first, last)], at, [adding.three(units, first, last)])[0]


def several(
    city: City, units: Collection[int], periods: Sequence[Period], at: datetime, threes: Sequence[Three]
) -> list[Top]:
    """The same for several periods, whose `threes` are at hand: three queries, however many there are."""
    whole = min(first for first, _last in periods), max(last for _first, last in periods)
    days = Q(unit_id__in=list(units), day__range=whole)
    endings = _by_day(DayEnding.objects.filter(days), SUMS)
    kept = _by_day(OfficeDay.objects.filter(days), ("opened", "covered"))
    rows = _lost_rows(city, units, max(end_of(city, last, at) for _first, last in periods))
    found = []
    for (first, last), three in zip(periods, threes, strict=True):
        counted, offices = _within(endings, first, last), _within(kept, first, last)
        gone = _gone(city, rows, end_of(city, last, at))
        found.append(
            Top(
                first, last, **{name: counted[name] for name in SUMS}, overdue=three.overdue,
                lost=len(gone), lost_minutes=sum(one.minutes for one in gone),
                rated_sum=three.rated_sum, rated_n=three.rated_n,
                opened_minutes=offices["opened"], covered_minutes=offices["covered"],
                simulated=bool(counted["simulated"] or three.simulated or offices["simulated"]),
            )
        )  # fmt: skip
    return found


def _by_day(rows: QuerySet[Any], names: Sequence[str]) -> list[dict[str, Any]]:
    """The sums of each local day."""
    summed = rows.order_by().values("day").annotate(
        **{f"n_{name}": Sum(name) for name in names}, n_simulated=Count("pk", filter=Q(simulated=True))
    )  # fmt: skip
    return [
        {"day": row["day"], **{name: row[f"n_{name}"] for name in (*names, "simulated")}} for row in summed
    ]


def _within(rows: list[dict[str, Any]], first: date, last: date) -> Tally[str]:
    """Those of some days, added up; nothing counts as 0."""
    found: Tally[str] = Tally()
    for row in rows:
        if first <= row["day"] <= last:
            found.update({name: n for name, n in row.items() if name != "day"})
    return found


def before(first: date, last: date) -> Period:
    """The period of the same length before."""
    length = (last - first).days + 1
    return first - timedelta(days=length), first - timedelta(days=1)


def _days(units: Collection[int], first: date, last: date) -> Q:
    return Q(unit_id__in=list(units), day__range=(first, last))


@dataclass(frozen=True)
class Gone:
    """A number that counts against the measures: where it was given, since when, the hours it costs."""

    number: str
    unit: str
    since: datetime
    found_on: date
    minutes: int


def lost(city: City, units: Collection[int], last: date, at: datetime) -> list[Gone]:
    """The numbers given up to the day `last` behind which there is nothing; one query."""
    end = end_of(city, last, at)
    return _gone(city, _lost_rows(city, units, end), end)


def end_of(city: City, last: date, at: datetime) -> datetime:
    """When the local day `last` ends, or now while it lasts."""
    return min(at, datetime.combine(last + timedelta(days=1), datetime.min.time(), city_calendar(city).tz))


def _lost_rows(city: City, units: Collection[int], end: datetime) -> list[Lost]:
    rows = Lost.objects.filter(city=city, unit_id__in=list(units), back_on__isnull=True, since__lt=end)
    return list(rows.order_by("since", "pk"))


def _gone(city: City, rows: list[Lost], end: datetime) -> list[Gone]:
    found = []
    for row in rows:
        if row.since < end:
            unit = register_of(city).unit(row.unit_id)
            spent = clock.spent(row.since, end, calendar_of(unit))
            found.append(Gone(row.number, unit.name, row.since, row.found_on, max(0, spent)))
    return found


@dataclass(frozen=True)
class Part:
    """The counts of one unit, as the whole has them; what is overdue is said of the whole alone."""

    unit: int
    results: int
    minutes: int
    sound: int
    met: int


def by_unit(units: Collection[int], first: date, last: date) -> list[Part]:
    """The measures' counts of each unit that had an ending; one query."""
    rows = DayEnding.objects.filter(_days(units, first, last)).values("unit_id")
    summed = rows.annotate(**{f"n_{name}": Sum(name) for name in ("results", "minutes", "sound", "met")})
    found: list[dict[str, Any]] = [{**row} for row in summed.order_by()]
    return [
        Part(row["unit_id"], row["n_results"], row["n_minutes"], row["n_sound"], row["n_met"])
        for row in found
    ]


@dataclass(frozen=True)
class Behind:
    """A matter behind a measure."""

    number: str
    unit: str
    day: date
    outcome: str
    minutes: int
    met: bool
    named: bool
    verified: bool
    whole: bool
    simulated: bool
    private: bool


def behind(units: Collection[int], first: date, last: date, which: str, limit: int = 50) -> list[Behind]:
    """The matters that cost most hours, or the results that were not sound or not met, latest first."""
    rows = Ending.objects.filter(_days(units, first, last))
    if which == "efficient":
        rows = rows.order_by("-minutes", "-pk")
    elif which in MEASURES:
        short = Q(met=False) if which == "met" else Q(named=False) | Q(verified=False) | Q(whole=False)
        rows = rows.filter(short, outcome__in=("done", "refused")).order_by("-day", "-pk")
    else:
        raise KeyError(which)
    told = rows.annotate(
        case_number=F("case__number"), unit_name=F("unit__name"), case_private=F("case__private")
    )
    return [
        Behind(
            row.case_number, row.unit_name, row.day, row.outcome, row.minutes, row.met, row.named,
            row.verified, row.whole, row.simulated, row.case_private,
        )
        for row in told[:limit]
    ]  # fmt: skip
