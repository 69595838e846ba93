"""Results of one instrument over a year: by office, service and period, each with what lies behind it.

A result is made from kept counts by `scoring`, and shown only where `releasing` lets it. What a page, a
sheet, an export and a profile show comes from here, so that all of them together tell on nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max
from django.db.models.functions import TruncMonth

from garda import scoring
from garda.people.models import City
from garda.people.register import city_by_id
from garda.scoring import Asked, Measure, Score, Tally
from garda.surveys import keeping, periods, publishing, releasing, tallying
from garda.surveys.answering import BY_TURN, FIRST
from garda.surveys.keeping import ASIDE, ASSISTED, FLAGGED
from garda.surveys.models import Kept
from garda.surveys.periods import Period
from garda.surveys.publishing import Edition
from garda.surveys.releasing import ALL, COUNTED, PLAIN, WITHOUT, Cell, Keep, Name, Released

SATISFACTION = "skm"
VISITORS = (FIRST, *BY_TURN)
FEW = scoring.FEWEST


class Scope(NamedTuple):
    """Whose results: of an office, of a service of the city, or (satisfaction) of a service in an office;
    without both, of the whole city."""

    unit: int | None = None
    service: str | None = None


CITY = Scope()


@dataclass(frozen=True)
class Result:
    """What may be said of one group of sheets.

    `state` is that of scoring; "hidden" also where showing it would tell on somebody elsewhere, and then
    nothing else is said. `measure` is made without the sheets set aside, unless only all of them together may
    be shown (`all_sheets`): so it is for a service. `months` are those that it adds up; a service may lack
    the latest while its sheets are too few. The counts of marked sheets are None where they are one to four.
    """

    scope: Scope
    period: Period
    state: str
    measure: Measure | None = None
    months: tuple[date, ...] = ()
    all_sheets: bool = False
    before_aside: Score | None = None
    plain: Score | None = None
    assisted: int | None = 0
    flagged: int | None = 0
    aside: int | None = 0

    @property
    def score(self) -> Score | None:
        """The one score, or the first of several."""
        return self.measure.score if self.measure else None

    @property
    def n(self) -> int | None:
        """How many answered, where that may be said."""
        return self.score.n if self.score else (0 if self.state == "none" else None)

    @property
    def marked(self) -> bool:
        """Whether any sheet stands apart."""
        return (self.assisted, self.flagged, self.aside) != (0, 0, 0)


class Board:
    """Everything that may be shown of one edition in one year, read once."""

    def __init__(
        self,
        edition: Edition,
        year: Period,
        today: date,
        tallies: Mapping[Cell, Tally],
        invited: Mapping[Cell, int] | None = None,
        simulated: bool = False,
        keep: Keep = lambda _mark, judge: judge(),
    ) -> None:
        self.edition, self.year, self.today, self.simulated = edition, year, today, simulated
        self.months = year.months(today)
        self._tallies = {cell: tally for cell, tally in tallies.items() if cell.month in self.months}
        self._invited = dict(invited or {})
        self._found: dict[tuple[Scope, Period], Result] = {}
        # One's own service may be weighed by satisfaction alone: the others' answers are too few by far.
        within = edition.instrument.key == SATISFACTION
        self.shown = releasing.released(self._tallies, self.months, keep, within=within)

    def result(self, scope: Scope, period: Period) -> Result:
        """The result of the scope over the period, up to its last month that is out; reckoned once."""
        if (scope, period) not in self._found:
            self._found[scope, period] = self._result(scope, period)
        return self._found[scope, period]

    def _result(self, scope: Scope, period: Period) -> Result:
        cells = self._cells(scope, period)
        if not cells:
            return Result(scope, period, "none")
        if scope.service is not None:
            return self._of_service(scope, period, cells)
        inside = period.months(self.today)
        may = {
            sheets: Name(scope.unit, period, inside[-1], sheets) in self.shown.names
            for sheets in (ALL, COUNTED, PLAIN)
        }
        wanted = COUNTED if may[COUNTED] else ALL
        if not may[wanted]:
            return Result(scope, period, "hidden")
        asked, apart = self.asked(scope, inside), self._marks(cells)
        measure = self._measured(cells, wanted, asked)
        if all(score.n is None for score in measure.scores):
            return Result(scope, period, "hidden")
        found = Result(
            scope, period, measure.score.state, measure, inside, wanted == ALL and bool(apart[ASIDE]),
            assisted=_told(apart[ASSISTED]), flagged=_told(apart[FLAGGED]), aside=_told(apart[ASIDE]),
        )  # fmt: skip
        if apart[ASIDE] and wanted == COUNTED and may[ALL]:
            found = replace(found, before_aside=self._measured(cells, ALL, asked).score)
        if may[PLAIN] and (apart[ASSISTED] or apart[FLAGGED]):
            found = replace(found, plain=self._measured(cells, PLAIN, asked).score)
        return found

    def _of_service(self, scope: Scope, period: Period, cells: list[Cell]) -> Result:
        """All sheets of a service, in the months of which its sheets may be shown."""
        service, inside = scope.service or "", period.months(self.today)
        if scope.unit is None:
            months = self.shown.block_months(service, inside)
        else:
            months = self.shown.share_months(scope.unit, service, inside)
        cells = [cell for cell in cells if cell.month in months]
        if not cells:
            return Result(scope, period, "hidden")
        measure = self._measured(cells, ALL, self.asked(scope, months))
        apart = self._marks(cells)
        return Result(
            scope, period, measure.score.state, measure, months, bool(apart[ASIDE]),
            assisted=_told(apart[ASSISTED]), flagged=_told(apart[FLAGGED]), aside=_told(apart[ASIDE]),
        )  # fmt: skip

    @property
    def tallies(self) -> Mapping[Cell, Tally]:
        """Every finest class of the months that are out: for judging what may stand beside what is shown."""
        return self._tallies

    def tally(self, scope: Scope, period: Period, sheets: str = COUNTED) -> Tally:
        """The sheets of a group added up, whether or not they may be shown: for reckoning, not for a page."""
        return self._summed(self._cells(scope, period), sheets)

    def tally_in(self, scope: Scope, months: Iterable[date]) -> Tally:
        """All sheets of a group in these months, those set aside among them."""
        inside = set(months)
        cells = [cell for cell in self._tallies if cell.month in inside and _within(cell, scope)]
        return self._summed(cells, ALL)

    def units(self, period: Period) -> list[int]:
        """The offices with any answer in the period."""
        inside = period.months(self.today)
        return sorted({cell.unit for cell in self._tallies if cell.month in inside and cell.unit is not None})

    def services(self, period: Period, unit: int | None = None) -> list[str]:
        """The services with any answer in the period, in an office or in the whole city."""
        cells = self._cells(Scope(unit), period)
        return sorted({cell.service for cell in cells if cell.service})

    def asked(self, scope: Scope, months: Iterable[date]) -> Asked:
        """How many were invited in these months; who was served is who was invited."""
        if self.edition.instrument.minimum != "krejcie-morgan":
            return Asked()  # asked by turn: nobody counted whom it was offered to
        inside = set(months)
        n = sum(
            times for cell, times in self._invited.items() if cell.month in inside and _within(cell, scope)
        )
        return Asked(invited=n or None, population=n or None)

    def _cells(self, scope: Scope, period: Period) -> list[Cell]:
        inside = period.months(self.today)
        return [cell for cell in self._tallies if cell.month in inside and _within(cell, scope)]

    def _measured(self, cells: Iterable[Cell], sheets: str, asked: Asked) -> Measure:
        tally = self._summed(cells, sheets)
        n = tally.count()
        if asked.population is None or asked.population >= n:
            return scoring.measure(tally, asked)
        # Answers may come a month after the service: then it is not known among how many they were given, and
        # the interval is that of a sample of many.
        wide = scoring.measure(tally, replace(asked, population=None)).scores
        found = scoring.measure(tally, replace(asked, population=n))
        scores = (replace(one, low=other.low, high=other.high) for one, other in zip(
            found.scores, wide, strict=True))  # fmt: skip
        return replace(found, scores=tuple(scores))

    def _summed(self, cells: Iterable[Cell], sheets: str) -> Tally:
        without = WITHOUT[sheets]
        patterns: Counter[tuple[int | None, ...]] = Counter()
        for cell in cells:
            if not any(mark in cell.marks for mark in without):
                patterns.update(self._tallies[cell].patterns)
        return Tally(self.edition.instrument, patterns)

    def _marks(self, cells: Iterable[Cell]) -> Counter[str]:
        found: Counter[str] = Counter()
        for cell in cells:
            for mark in cell.marks:
                found[mark] += self._tallies[cell].count()
        return found


def _within(cell: Cell, scope: Scope) -> bool:
    return scope.unit in (None, cell.unit) and scope.service in (None, cell.service)


def _told(n: int) -> int | None:
    return n if n == 0 or n >= FEW else None


# ---- from the tables -----------------------------------------------------------------------------
def board(city: City, key: str, period: Period, today: date, edition_id: int | None = None) -> Board | None:
    """The board of the year in which the period lies, for the edition in force at its end (or the one named).

    None when no such edition was in force in the period.
    """
    fits = editions_in(city, key, period)
    edition = next((one for one in fits if one.pk == edition_id), None) if edition_id else None
    edition = edition or (fits[-1] if fits and edition_id is None else None)
    if edition is None:
        return None
    year = periods.year_at(period.first)
    months = year.months(today)
    if not months:
        return Board(edition, year, today, {})
    since = periods.out_on(months[-1])  # the same board until the next month comes out
    return _board(city.pk, city.version, edition.pk, year, since, _stamp(edition, months[-1]))


def _stamp(edition: Edition, until: date) -> tuple[object, ...]:
    """What differs if the counts of months that are out do: when a simulated month was made or forgotten."""
    rows = Kept.objects.filter(instrument_id=edition.pk, month__lte=until)
    counted = rows.aggregate(rows=Count("pk"), last=Max("pk"))
    return counted["rows"], counted["last"], keeping.touched(edition.pk, until)


@lru_cache(maxsize=16)  # two years of what visitors are asked: each holds every sheet of its year
def _board(
    city_id: int, _version: int, edition_id: int, year: Period, today: date, _stamped: tuple[object, ...]
) -> Board:
    city = city_by_id(city_id)
    edition = publishing.edition(city, edition_id) if city else None
    assert city is not None and edition is not None, "an edition stands in its city"
    last = periods.month_at(year.months(today)[-1]).last
    by = ("unit", "service", "month", "marks")
    found = tallying.tallies(edition, year.first, last, by, but="")
    tallies = {Cell(*name): tally for name, tally in found.items()}
    invited = _invited(city, year.first, last) if edition.instrument.minimum == "krejcie-morgan" else {}
    simulated = bool(tallies) and tallying.is_simulated(edition, year.first, last)
    return Board(edition, year, today, tallies, invited, simulated, _kept)


def _kept(mark: str, judge: Callable[[], Released]) -> Released:
    """Judged once for all processes: what is judged names it, so it never grows old."""
    found = cache.get(f"released-{mark}")
    if not isinstance(found, Released):
        found = judge()
        cache.set(f"released-{mark}", found, timeout=None)
    return found


def prepare(city: City, today: date) -> int:
    """Judge what is out and what comes out tomorrow, before anybody asks; nightly.

    Sheets of what comes out tomorrow can be set aside no more, so what is judged today is what will be shown.
    One year after the other: nothing of it stays in memory here.
    """
    tomorrow = today + timedelta(days=1)
    year = periods.year_at(periods.latest(tomorrow).first)
    done = 0
    for key in VISITORS:
        for edition in editions_in(city, key, year):
            done += board(city, key, year, tomorrow, edition.pk) is not None
            forget()
    return done


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _board.cache_clear()


def editions_in(city: City, key: str, period: Period) -> list[Edition]:
    """The editions that held on some day of the period, the oldest first."""
    every = publishing.editions(city, key)
    return [one for one in every if one.first <= period.last and (one.last or date.max) >= period.first]


def _invited(city: City, first: date, last: date) -> dict[Cell, int]:
    """Invitations by office, service and month; one query."""
    rows = tallying.invitations(city, first, last)
    counts = rows.annotate(month=TruncMonth("served_on")).values_list("unit_id", "service", "month")
    found = counts.annotate(n=Count("pk")).order_by()
    return {Cell(unit, service, month, ""): n for unit, service, month, n in found}


__all__ = ["ALL", "CITY", "COUNTED", "PLAIN", "VISITORS", "Board", "Result", "Scope", "board", "editions_in"]
