"""Reading what staff rounds said: trends of an office, and how they move with what visitors say of it.

Everything comes from figures that were decided when their round was over (`closing`); nothing else of a round
among staff is ever read by a page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from garda import scoring
from garda.people.models import City, Unit
from garda.scoring import Instrument, Measure, Relation, Tally
from garda.surveys import periods, publishing, results, tallying
from garda.surveys.models import Point, Round
from garda.surveys.releasing import COUNTED, Name
from garda.surveys.rounds import STAFF

RATINGS = "skm"
LAGS = (0, 1, 2, 3)  # months from a round to the ratings beside it
SHOWN = 12
LATELY = timedelta(days=400)
LOOKED_AT = 3000


@dataclass(frozen=True)
class Told:
    """One figure of a round (or of several together) about one office."""

    id: int
    key: str
    unit_id: int
    deep: bool
    first: date
    last: date
    n: int
    rounds: int
    measure: Measure
    simulated: bool

    def value(self, part: str | None) -> Fraction | None:
        """The value of one part, or of the whole where there are no parts."""
        return next((one.value for one in self.measure.scores if one.part == part), None)


@dataclass(frozen=True)
class Trend:
    """The figures of one office in the order of time. `waiting`: rounds are over that may not be told yet."""

    key: str
    points: tuple[Told, ...]
    waiting: bool

    @property
    def latest(self) -> Told | None:
        """The last figure."""
        return self.points[-1] if self.points else None

    def values(self, part: str | None) -> list[Fraction]:
        """The values of one part, the oldest first."""
        return [value for one in self.points if (value := one.value(part)) is not None]

    def steps(self, part: str | None) -> tuple[Fraction, ...] | None:
        """The step from each figure to the next; None with fewer than three, which make no trend."""
        return scoring.trend(self.values(part))


@dataclass(frozen=True)
class Related:
    """How one part moves with the ratings of visitors so many months later, over how many offices."""

    part: str | None
    lag: int
    relation: Relation


def trend(unit: Unit, key: str, *, deep: bool = False) -> Trend:
    """The last figures of one office; two queries."""
    rows = Point.objects.filter(city_id=unit.city_id, key=key, unit=unit, deep=deep)
    kept = list(rows.select_related("city").order_by("-last", "-pk")[:SHOWN])
    kept.reverse()
    closed = Round.objects.filter(
        city_id=unit.city_id, instrument__key=key, audience=STAFF, closed_at__isnull=False
    )
    if kept:
        closed = closed.filter(last__gt=kept[-1].last)
    if not deep:
        closed = closed.filter(boxes__unit=unit)
    return Trend(key, tuple(_told(row) for row in kept if _edition(row) is not None), closed.exists())


def latest(city: City, key: str, units: Collection[int], *, deep: bool = False) -> dict[int, Told]:
    """The last figure of each of these offices; one query."""
    rows = Point.objects.filter(city=city, key=key, deep=deep, unit__in=list(units)).order_by("-last", "-pk")
    found: dict[int, Told] = {}
    for row in rows.select_related("city")[:LOOKED_AT]:
        if row.unit_id not in found and _edition(row) is not None:
            found[row.unit_id] = _told(row)
    return found


def point(city: City, key: str, point_id: int) -> Told | None:
    """The figure of that id and instrument."""
    row = Point.objects.select_related("city").filter(city=city, key=key, pk=point_id).first()
    return _told(row) if row is not None and _edition(row) is not None else None


def edition_of(city: City, told: Told) -> publishing.Edition | None:
    """The edition with which a figure was asked."""
    pk = Point.objects.values_list("instrument_id", flat=True).get(pk=told.id)
    return publishing.edition(city, pk)


def related(city: City, key: str, today: date) -> list[Related]:
    """How each part moves with visitors' ratings, for each lag: one pair for each office that has both.

    An office counts once, with its latest figure that has ratings of a month that is over beside it.
    """
    told = _by_unit(city, key, today - LATELY)
    asked = publishing.in_force(city, RATINGS, today)
    parts = sorted(
        {one.part for rows in told.values() for row in rows for one in row.measure.scores}, key=str
    )
    ratings = _ratings(city, asked, told, today) if asked is not None and told else {}
    found = []
    for part in parts:
        for lag in LAGS:
            pairs = [pair for rows in told.values() if (pair := _pair(rows, part, lag, ratings)) is not None]
            found.append(Related(part, lag, scoring.rank_relation(pairs)))
    return found


def _by_unit(city: City, key: str, since: date) -> dict[int, list[Told]]:
    rows = Point.objects.filter(city=city, key=key, deep=False, last__gte=since).select_related("city")
    found: dict[int, list[Told]] = {}
    for row in rows.order_by("-last", "-pk")[:LOOKED_AT]:
        if _edition(row) is not None:
            found.setdefault(row.unit_id, []).append(_told(row))
    return found


def _ratings(
    city: City, asked: publishing.Edition, told: Mapping[int, Sequence[Told]], today: date
) -> dict[tuple[int, date], Fraction]:
    """The visitors' index of each of these offices in each month in which it may be shown."""
    first = min(row.last for rows in told.values() for row in rows).replace(day=1)
    last = date.fromordinal(today.replace(day=1).toordinal() - 1)
    if last < first:
        return {}
    boards = {
        year: results.board(city, RATINGS, periods.year_at(date(year, 1, 1)), today, asked.pk)
        for year in range(first.year, last.year + 1)
    }
    found = {}
    tallies = tallying.tallies(asked, first, last, ("unit", "month"), units=list(told))
    for (unit, month), tally in tallies.items():
        board, name = boards[month.year], Name(unit, periods.month_at(month), month, COUNTED)
        value = scoring.measure(tally).score.value
        if board is not None and name in board.shown.names and value is not None:
            found[unit, month] = value
    return found


def _pair(
    rows: Sequence[Told], part: str | None, lag: int, ratings: Mapping[tuple[int, date], Fraction]
) -> tuple[Fraction, Fraction] | None:
    for row in rows:
        value = row.value(part)
        rated = ratings.get((row.unit_id, months_on(row.last, lag)))
        if value is not None and rated is not None:
            return value, rated
    return None


def months_on(day: date, months: int) -> date:
    """The first day of the month that lies so many months after that of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _edition(row: Point) -> publishing.Edition | None:
    return publishing.edition(row.city, row.instrument_id)


@lru_cache(maxsize=4096)
def _measured(instrument: Instrument, patterns: tuple[tuple[str, int], ...]) -> Measure:
    """The score of a figure: what was decided never changes, so it is reckoned once."""
    return scoring.measure(Tally(instrument, tallying.parsed(dict(patterns))))


def _told(row: Point) -> Told:
    asked = _edition(row)
    assert asked is not None, "a figure names its edition"
    measure = _measured(asked.instrument, tuple(row.patterns.items()))
    rounds = len({round for round, _unit in row.cells})
    return Told(
        row.pk, row.key, row.unit_id, row.deep, row.first, row.last, row.n, rounds, measure, row.simulated
    )  # fmt: skip
