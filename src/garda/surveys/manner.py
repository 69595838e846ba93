"""What visitors said of one officer, for that officer alone, and of an office without anybody's name.

An officer sees whole months put together until five answers or more are in them, and only where neither the
figures of the office nor those of the services, beside it, leave one to four colleagues' visitors over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from garda import scoring
from garda.people.models import City, Person
from garda.scoring import FEWEST, Measure, Tally, showable
from garda.surveys import periods, releasing, results, separating
from garda.surveys.keeping import marks_of
from garda.surveys.models import Response
from garda.surveys.releasing import Cell
from garda.surveys.results import Board
from garda.surveys.tallying import parsed

KEY = "tegas-santun"
MOST = 20_000  # sheets of one officer in a year

COLUMNS = ("unit_id", "service", "day", "assisted_by_id", "flags", "aside", "pattern")
_Row = tuple[Any, ...]
# A finest class for the reader's eyes: unit, marks, month, and whether they are the officer's own.
_Fine = tuple[int | None, str, date, bool]
Patterns = Counter[tuple[int | None, ...]]
_Count = Callable[[Mapping[tuple[int | None, ...], int]], int]


@dataclass(frozen=True)
class Stretch:
    """Some whole months and what visitors said of the officer in them."""

    first: date
    last: date
    n: int
    measure: Measure


@dataclass(frozen=True)
class Own:
    """Everything an officer may read of what visitors said: the latest stretch first; what still waits."""

    stretches: tuple[Stretch, ...] = ()
    waits: bool = False
    simulated: bool = False


@dataclass
class _Gathered:
    months: list[date] = field(default_factory=list)
    cells: dict[Cell, Patterns] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Sheets gathered so far."""
        return sum(sum(patterns.values()) for patterns in self.cells.values())


def own(city: City, officer: Person, today: date) -> Own:
    """What visitors said of this officer in the year of the last month that is over."""
    board = results.board(city, KEY, periods.latest(today), today)
    return of_board(board, _sheets(board, officer)) if board is not None else Own()


def of_officers(city: City, key: str, officers: Collection[int], today: date) -> dict[int, Own]:
    """The same of several officers and any instrument that visitors answer; each for its officer alone."""
    board = results.board(city, key, periods.latest(today), today)
    if board is None:
        return {}
    rows = Response.objects.filter(
        officer__in=list(officers), instrument_id=board.edition.pk,
        day__range=(board.year.first, board.year.last),
    )  # fmt: skip
    found: dict[int, list[_Row]] = {}
    for who, *row in rows.values_list("officer_id", *COLUMNS)[:MOST]:
        found.setdefault(int(who or 0), []).append(tuple(row))
    return {who: of_board(board, _sorted_in(board, some)) for who, some in found.items()}


def of_board(board: Board, sheets: Mapping[Cell, Patterns]) -> Own:
    """The stretches that may be shown, beside everything that `board` shows.

    A stretch is judged beside what was out when its last month ended, so it stays as it is from then on.
    """
    if not sheets:
        return Own()
    shown: list[tuple[date, date, dict[Cell, Patterns]]] = []
    now = _Gathered()
    for month in board.months:
        here = {cell: patterns for cell, patterns in sheets.items() if cell.month == month}
        if not here and not now.months:
            continue
        now.months.append(month)
        now.cells |= here
        if now.n >= FEWEST and _is_safe(board, [*(cells for _f, _l, cells in shown), now.cells], month):
            shown.append((now.months[0], periods.month_at(month).last, now.cells))
            now = _Gathered()
    instrument = board.edition.instrument
    found = []
    for first, last, cells in reversed(shown):
        together: Patterns = Counter()
        for patterns in cells.values():
            together.update(patterns)
        found.append(Stretch(first, last, together.total(), scoring.measure(Tally(instrument, together))))
    return Own(tuple(found), now.n > 0, board.simulated)


def _is_safe(board: Board, mine: Sequence[Mapping[Cell, Patterns]], until: date) -> bool:
    """Whether the officer's stretches, beside every figure shown, leave no small group of others over."""
    own_cells = {cell: patterns for cells in mine for cell, patterns in cells.items()}
    places = len(board.edition.instrument.elements)
    counters: list[_Count] = [_total, *(_to(place) for place in range(places))]
    for counted in counters:
        counts: Counter[_Fine] = Counter()
        for cell, tally in board.tallies.items():
            one = counted(own_cells.get(cell, Counter()))
            counts[cell.unit, cell.marks, cell.month, True] += one
            counts[cell.unit, cell.marks, cell.month, False] += counted(tally.patterns) - one
        groups = list(_groups(board, counts, own_cells, until))
        wanted = [f"own {at}" for at in range(len(mine))]
        groups += [(name, _of(cells)) for name, cells in zip(wanted, mine, strict=True)]
        if not showable(groups, counts) >= set(wanted):
            return False
    return _is_apart(board, own_cells, until)


def _groups(
    board: Board, counts: Mapping[_Fine, int], mine: Mapping[Cell, Patterns], until: date
) -> Iterable[tuple[object, list[_Fine]]]:
    """What is shown of the offices where the officer serves, over the finer cells."""
    offices = {cell.unit for cell in mine}
    for name in sorted(board.shown.names, key=lambda one: (one.until, one.sheets, one.period, one.unit or 0)):
        if name.unit in offices and name.until <= until:
            cells = [cell for cell in counts if cell[0] == name.unit and _in(name, cell)]
            yield name, cells


def _in(name: releasing.Name, cell: _Fine) -> bool:
    without = releasing.WITHOUT[name.sheets]
    inside = name.period.first <= cell[2] <= name.until
    return inside and not any(mark in cell[1] for mark in without)


def _of(cells: Iterable[Cell]) -> list[_Fine]:
    return [(cell.unit, cell.marks, cell.month, True) for cell in cells]


def _is_apart(board: Board, mine: Mapping[Cell, Patterns], until: date) -> bool:
    """The same beside the services: the officer is as an office of their own."""
    sheets: dict[tuple[Hashable, str, date], int] = {}
    for cell, tally in board.tallies.items():
        one = _total(mine.get(cell, Counter()))
        for is_own, n in ((True, one), (False, tally.count() - one)):
            if n:
                sheets[(cell.unit, cell.marks, is_own), cell.service, cell.month] = n
    blocks = [block for block in board.shown.blocks if block.last <= until]
    return separating.is_safe(sheets, blocks, min(cell.month for cell in mine), until)


def _total(patterns: Mapping[tuple[int | None, ...], int]) -> int:
    return sum(patterns.values())


def _to(place: int) -> _Count:
    return lambda patterns: sum(n for pattern, n in patterns.items() if pattern[place] is not None)


def _sheets(board: Board, officer: Person) -> dict[Cell, Patterns]:
    """The officer's sheets of the year by finest class; one query."""
    rows = Response.objects.filter(
        officer=officer, instrument_id=board.edition.pk, day__range=(board.year.first, board.year.last)
    )
    return _sorted_in(board, list(rows.values_list(*COLUMNS)[:MOST]))


def _sorted_in(board: Board, rows: Iterable[_Row]) -> dict[Cell, Patterns]:
    found: dict[Cell, Counter[str]] = {}
    for unit, service, day, assisted, flags, aside, pattern in rows:
        marks = marks_of(assisted is not None, bool(flags), aside)
        cell = Cell(unit, service, day.replace(day=1), marks)
        if cell.month in board.months:
            found.setdefault(cell, Counter())[pattern] += 1
    return {cell: Counter(parsed(patterns)) for cell, patterns in found.items()}


# ---- for who leads an office ---------------------------------------------------------------------
@dataclass(frozen=True)
class Spread:
    """How the officers of an office spread over the quadrants, without names.

    `counts` by quadrant, None where one to four are in it; empty while fewer than five officers have enough
    answers.
    """

    counts: Mapping[str, int | None] = field(default_factory=dict)
    simulated: bool = False


def spread(city: City, unit_id: int, today: date) -> Spread:
    """The spread by each officer's latest stretch, those that they may see themselves; one query more."""
    board = results.board(city, KEY, periods.latest(today), today)
    if board is None:
        return Spread()
    quadrants: Counter[str] = Counter()
    for sheets in _by_officer(board, unit_id).values():
        stretch = next(iter(of_board(board, sheets).stretches), None)
        if stretch is not None and stretch.measure.quadrant is not None:
            quadrants[stretch.measure.quadrant.key] += 1
    if quadrants.total() < FEWEST:
        return Spread()
    return Spread({key: n if n >= FEWEST else None for key, n in quadrants.items()}, board.simulated)


def _by_officer(board: Board, unit_id: int) -> dict[int, dict[Cell, Patterns]]:
    rows = Response.objects.filter(
        unit_id=unit_id, instrument_id=board.edition.pk, officer__isnull=False,
        day__range=(board.year.first, board.year.last),
    )  # fmt: skip
    found: dict[int, list[_Row]] = {}
    for who, *row in rows.values_list("officer_id", *COLUMNS)[:MOST]:
        found.setdefault(int(who), []).append(tuple(row))
    return {who: _sorted_in(board, some) for who, some in found.items()}
