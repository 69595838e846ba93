"""Trust as it is asked and as it is shown, beside satisfaction: by kelurahan and month, each source apart.

What was asked comes from the boards of `surveys.results`, so that it tells on nobody together with every
other page; what was shown comes from the kept counts of `trusting`. The two are never put into one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from garda import scoring
from garda.figures import trusting
from garda.figures.models import SignCount, TrustSign
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.scoring import Instrument, Score, Share
from garda.surveys import periods, publishing, results
from garda.surveys.periods import Period
from garda.surveys.releasing import ALL, Name, groups_of
from garda.surveys.results import CITY, Board, Result, Scope

ASKED, SATISFACTION, SIGNS = "kepercayaan", "skm", "tanda-percaya"
WHOLE = "overall"  # the part of the instrument that asks for trust as a whole
MONTHS = 12
LEAST_MOVE = 1  # points by which each must move before the two are said to move apart


@dataclass(frozen=True)
class Reading:
    """One value that may be shown: how many answered, how many it needs, its interval."""

    value: Fraction
    n: int
    sound: bool
    low: Fraction | None
    high: Fraction | None
    needed: int | None


@dataclass(frozen=True)
class Beside:
    """Trust and satisfaction of one group over one period; None where nothing may be said."""

    trust: Reading | None
    satisfaction: Reading | None
    trust_n: int | None = None
    satisfaction_n: int | None = None


@dataclass(frozen=True)
class Apart:
    """That the two moved in opposite ways since the period before; `sure` when beyond both intervals."""

    trust: Fraction
    satisfaction: Fraction
    sure: bool


@dataclass(frozen=True)
class Place:
    """A kelurahan: the two beside each other, how they moved, and the signs."""

    unit: Unit
    now: Beside
    apart: Apart | None
    signs: tuple[Share, ...]


@dataclass(frozen=True)
class Picture:
    """Everything the pages of trust show about a city and a period."""

    period: Period
    whole: Beside
    before: Beside
    apart: Apart | None
    sides: tuple[scoring.ElementScore, ...]
    months: tuple[tuple[date, Beside], ...]
    places: tuple[Place, ...]
    silent: int
    signs: tuple[Share, ...]
    editions: tuple[publishing.Edition, ...]
    simulated: bool


def apart(before: Beside, now: Beside) -> Apart | None:
    """Whether trust and satisfaction moved in opposite ways, each by a point or more."""
    if not (before.trust and before.satisfaction and now.trust and now.satisfaction):
        return None
    trust = now.trust.value - before.trust.value
    satisfaction = now.satisfaction.value - before.satisfaction.value
    if trust * satisfaction >= 0 or min(abs(trust), abs(satisfaction)) < LEAST_MOVE:
        return None
    sure = _beyond(before.trust, now.trust) and _beyond(before.satisfaction, now.satisfaction)
    return Apart(trust, satisfaction, sure)


def _beyond(before: Reading, now: Reading) -> bool:
    if before.high is None or before.low is None or now.high is None or now.low is None:
        return False
    return before.sound and now.sound and (now.low > before.high or now.high < before.low)


def reading(result: Result | None, part: str | None = None) -> tuple[Reading | None, int | None]:
    """The value of a result that may be shown, and how many answered where that may be said."""
    if result is None or result.measure is None:
        return None, result.n if result else None
    score = _part(result.measure.scores, part)
    if score is None or score.value is None or score.n is None:
        return None, score.n if score else None
    sound = score.state == "sound"
    return Reading(score.value, score.n, sound, score.low, score.high, score.needed), score.n


def _part(scores: Sequence[Score], part: str | None) -> Score | None:
    return next((one for one in scores if part is None or one.part == part), None)


# ---- the picture ---------------------------------------------------------------------------------
class Boards:
    """The boards of both instruments, each year read once."""

    def __init__(self, city: City, today: date) -> None:
        self.city, self.today = city, today
        self._boards: dict[tuple[str, int], Board | None] = {}

    def beside(self, scope: Scope, period: Period) -> Beside:
        """Trust and satisfaction of a group over a period."""
        trust, trust_n = reading(self._result(ASKED, scope, period), WHOLE)
        satisfaction, satisfaction_n = reading(self._result(SATISFACTION, scope, period))
        return Beside(trust, satisfaction, trust_n, satisfaction_n)

    def board(self, key: str, period: Period) -> Board | None:
        """The board of the year in which the period lies."""
        place = (key, period.first.year)
        if place not in self._boards:
            self._boards[place] = results.board(self.city, key, period, self.today)
        return self._boards[place]

    def _result(self, key: str, scope: Scope, period: Period) -> Result | None:
        board = self.board(key, period)
        return board.result(scope, period) if board is not None else None

    @property
    def simulated(self) -> bool:
        """Whether anything simulated was read."""
        return any(board is not None and board.simulated for board in self._boards.values())


def picture(city: City, period: Period, today: date) -> Picture:
    """The whole picture of a city."""
    boards = Boards(city, today)
    earlier = periods.before(period)
    signs = _Signs(city, period, today)
    places = [one for unit in _kelurahan(city) if (one := _place(unit, boards, signs, period, earlier))]
    whole, before = boards.beside(CITY, period), boards.beside(CITY, earlier)
    board = boards.board(ASKED, period)
    asked = board.result(CITY, period) if board else None
    sides = _part(asked.measure.scores, "sides") if asked and asked.measure else None
    months = tuple((one.first, boards.beside(CITY, one)) for one in _months(today))
    shown = [board for key in (ASKED, SATISFACTION) if (board := boards.board(key, period))]
    return Picture(
        period, whole, before, apart(before, whole), sides.elements if sides else (), months,
        tuple(sorted(places, key=_lowest_first)), len(_kelurahan(city)) - len(places), signs.of(None),
        tuple(board.edition for board in shown), boards.simulated or signs.simulated,
    )  # fmt: skip


def _place(unit: Unit, boards: Boards, signs: _Signs, period: Period, earlier: Period) -> Place | None:
    """A kelurahan of which something may be said; the period before only where both can be compared."""
    now, shown = boards.beside(Scope(unit=unit.pk), period), signs.of(unit)
    if not _speaks(now, shown):
        return None
    before = boards.beside(Scope(unit=unit.pk), earlier) if now.trust and now.satisfaction else None
    return Place(unit, now, apart(before, now) if before else None, shown)


def _speaks(now: Beside, signs: Iterable[Share]) -> bool:
    return bool(now.trust or now.satisfaction or any(one.value is not None for one in signs))


def _lowest_first(one: Place) -> tuple[bool, Fraction, str]:
    return one.now.trust is None, one.now.trust.value if one.now.trust else Fraction(0), one.unit.name


def _kelurahan(city: City) -> list[Unit]:
    return sorted(
        (unit for unit in register_of(city).open_units() if unit.kind == "kelurahan"),
        key=lambda unit: unit.name,
    )


def _months(today: date) -> list[Period]:
    """The last twelve months that are over, the earliest first."""
    found = [periods.latest(today)]
    while len(found) < MONTHS:
        found.append(periods.before(found[-1]))
    return found[::-1]


# ---- signs ---------------------------------------------------------------------------------------
class _Signs:
    """The signs of every kelurahan over a period, read once, shown only where no few can be told."""

    def __init__(self, city: City, period: Period, today: date) -> None:
        edition = publishing.in_force(city, SIGNS, today)
        self.instrument: Instrument | None = edition.instrument if edition else None
        self.simulated = False
        self._inside = period.months(today)
        self._counts: dict[str, dict[_Cell, tuple[int, int]]] = {}
        codes = {area.code: area.pk for area in register_of(city).areas.values()}
        year = periods.year_at(period.first).months(today)
        rows = SignCount.objects.filter(city=city, month__in=year, element__in=trusting.ELEMENTS)
        for row in rows:
            cell = (codes.get(row.area_code), "", row.month)
            kept = self._counts.setdefault(row.element, {})
            shown, among = kept.get(cell, (0, 0))
            kept[cell] = (shown + row.shown, among + row.among)
            self.simulated = self.simulated or row.simulated
        self._may = {element: _may(counts, year) for element, counts in self._counts.items()}
        self._period = period

    def of(self, unit: Unit | None) -> tuple[Share, ...]:
        """The shares of a kelurahan, or of the whole city."""
        if self.instrument is None or not self._inside:
            return ()
        area = unit.area_id if unit else None
        found: dict[str, tuple[int, int]] = {}
        for element, counts in self._counts.items():
            name = Name(area, self._period, self._inside[-1], ALL)
            cells = [
                pair for (where, _none, month), pair in counts.items()
                if month in self._inside and (unit is None or where == area)
            ]  # fmt: skip
            if cells and name in self._may[element]:
                found[element] = (sum(one[0] for one in cells), sum(one[1] for one in cells))
            elif cells:
                found[element] = (0, 1)  # there is something that may not be told: "hidden", not "none"
        return scoring.shares(self.instrument, found)


_Cell = tuple[int | None, str, date]


def _may(counts: Mapping[_Cell, tuple[int, int]], months: Sequence[date]) -> frozenset[Name]:
    """Which groups of a sign may be shown together: city and kelurahan, by month, quarter and year."""
    among = sorted(((cell, pair[1]) for cell, pair in counts.items()), key=repr)
    return _showable(tuple(among), tuple(months))


@lru_cache(maxsize=64)
def _showable(items: tuple[tuple[_Cell, int], ...], months: tuple[date, ...]) -> frozenset[Name]:
    # Months that are over hardly change: judged once, the answer is kept by the process.
    among = dict(items)
    names: dict[frozenset[_Cell], list[Name]] = {}
    for until in months:
        for name, cells in groups_of(among, until):
            if name.sheets == ALL:
                names.setdefault(frozenset(cells), []).append(name)
    distinct = [(same, same) for same in names if sum(among[cell] for cell in same) >= scoring.FEWEST]
    return frozenset(name for same in scoring.showable(distinct, among) for name in names[same])


@dataclass(frozen=True)
class Record:
    """One matter behind a sign."""

    number: str
    month: date
    shown: bool
    simulated: bool


def records(
    city: City, element: str, area_code: str | None, period: Period, today: date, limit: int
) -> tuple[list[Record], int]:
    """The latest matters behind a sign, and how many there are in all; two queries."""
    rows = TrustSign.objects.filter(city=city, element=element, month__in=period.months(today))
    if area_code is not None:
        rows = rows.filter(area_code=area_code)
    found = rows.select_related("case").order_by("-month", "-pk")[:limit]
    return [Record(one.case.number, one.month, one.shown, one.simulated) for one in found], rows.count()
