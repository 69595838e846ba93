"""Which results of a year may be shown together, so that no two of them, subtracted, speak of one to four.

Pure. Every figure of every page is one of the groups named here: the city and each office by month, quarter
and year, up to each month that is out; each service of the city in blocks of months (`separating`); and for
the survey of satisfaction each service within an office, where there is room for it (`dividing`). All are
judged at once and in the order in which they came out: what was shown in March counts in October. The groups
with all sheets come before those without the sheets that somebody set aside, so that setting aside one sheet
never tells what stood on it. None is set aside once its month is out, so each figure has one edition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from garda.scoring import FEWEST, Tally, showable
from garda.surveys import dividing, separating
from garda.surveys.dividing import Share
from garda.surveys.keeping import ASIDE, ASSISTED, FLAGGED
from garda.surveys.periods import Period, month_at, quarter_at, year_at
from garda.surveys.separating import Block

# The number of the rule by which is judged: another with each change, so that no older judgement counts.
RULE = 2
ALL, COUNTED, PLAIN = "all", "counted", "plain"
# Which marks a sheet may not have to be in the group.
WITHOUT: Mapping[str, str] = {ALL: "", COUNTED: ASIDE, PLAIN: ASIDE + ASSISTED + FLAGGED}


class Cell(NamedTuple):
    """A finest class of sheets: this office, this service, this month, these marks."""

    unit: int | None
    service: str
    month: date
    marks: str


class Name(NamedTuple):
    """One group of the city (no unit) or of an office: over which period, up to which month, which sheets."""

    unit: int | None
    period: Period
    until: date
    sheets: str


@dataclass(frozen=True)
class Released:
    """What may be shown: groups of the city and its offices, and blocks of services."""

    names: frozenset[Name]
    blocks: tuple[Block, ...]
    shares: tuple[Share, ...] = ()

    def block_months(self, service: str, months: Iterable[date]) -> tuple[date, ...]:
        """Those of the months that may be shown as one sum for the service: whole blocks alone."""
        months = list(months)
        found: list[date] = []
        for block in self.blocks:
            inside = [month for month in months if block.holds(service, month)]
            if inside and min(months) <= block.first and block.last <= max(months):
                found += inside
        return tuple(found)

    def share_months(self, unit: int, service: str, months: Iterable[date]) -> tuple[date, ...]:
        """The same for a service within one office: whole shares alone."""
        return dividing.months_of(self.shares, unit, service, months)


Counts = Mapping[Cell, int]
_Items = tuple[tuple[Cell, int], ...]


Keep = Callable[[str, Callable[[], Released]], Released]


def released(
    tallies: Mapping[Cell, Tally],
    months: Sequence[date],
    keep: Keep = lambda _mark, judge: judge(),
    *,
    within: bool = False,
) -> Released:
    """What may be shown of these months that are over: judged by sheets, then by each element.

    An element that some left open rests on fewer people than the sheets do; a score is shown only where
    every one of its elements may be. `within`: services within an office come out too. `keep` is handed a
    mark of everything that is judged and the judging itself: who keeps an earlier judgement under that mark
    may give it back.
    """
    vectors = [_items({cell: tally.count() for cell, tally in tallies.items()})]
    places = range(len(next(iter(tallies.values())).instrument.elements)) if tallies else range(0)
    for place in places:
        vectors.append(_items({cell: sum(one.answers_to(place)) for cell, one in tallies.items()}))
    judged = (tuple(dict.fromkeys(vectors)), tuple(months), within)
    mark = hashlib.sha256(repr((RULE, judged)).encode()).hexdigest()
    return keep(mark, lambda: _judged(*judged))


def _items(counts: Counts) -> _Items:
    return tuple(sorted(((cell, n) for cell, n in counts.items()), key=lambda row: _order(row[0])))


def _order(cell: Cell) -> tuple[date, int, str, str]:
    return cell.month, cell.unit or 0, cell.service, cell.marks


@lru_cache(maxsize=64)
def _judged(vectors: tuple[_Items, ...], months: tuple[date, ...], within: bool = False) -> Released:
    sheets = _least(vectors)
    blocks, shares = dividing.shown(sheets, months, _home, within=within)
    of_blocks, of_shares = dividing.islands(sheets, blocks, shares, _home)
    kept: frozenset[object] | None = None
    for items in vectors:
        counts = _by_office(items)
        every = _with_islands(counts, months, [*of_blocks, *of_shares])
        kept = _together([one for one in every if kept is None or one[0] in kept], counts)
    kept = kept or frozenset()
    # An island that must not be known takes its services along.
    sunk = {place for island in of_blocks if island not in kept for place in island}
    wet = sunk | {place for island in of_shares if island not in kept for place in island}
    touched = {(service, month) for office, service, month in sheets if (office, month) in sunk}
    near = {(_home(office), service, month) for office, service, month in sheets if (office, month) in wet}
    return Released(
        frozenset(one for one in kept if isinstance(one, Name)),
        tuple(block for block in blocks if not any(block.holds(*place) for place in touched)),
        tuple(share for share in shares if not any(share.holds(*place) for place in near)),
    )


def _least(vectors: tuple[_Items, ...]) -> dict[tuple[separating.Office, str, date], int]:
    """Of each office, service and month the fewest that any element rests on."""
    tables = [dict(items) for items in vectors]
    sheets: dict[tuple[separating.Office, str, date], int] = {}
    for cell, _n in vectors[0]:
        name = ((cell.unit, cell.marks), cell.service, cell.month)
        sheets[name] = sheets.get(name, 0) + min(table.get(cell, 0) for table in tables)
    return sheets


def _home(office: Hashable) -> Hashable:
    """The office proper, of an office with its marks."""
    return office[0] if isinstance(office, tuple) else office


_Office = tuple[int | None, str, date]  # unit, marks, month


def _by_office(items: _Items) -> dict[_Office, int]:
    found: dict[_Office, int] = {}
    for cell, n in items:
        if n:
            name = (cell.unit, cell.marks, cell.month)
            found[name] = found.get(name, 0) + n
    return found


def _together(
    groups: Iterable[tuple[object, Iterable[_Office]]], counts: Mapping[_Office, int]
) -> frozenset[object]:
    """As `showable`, sparing it what is plain: groups of too few, and the same group under several names."""
    names: dict[frozenset[_Office], list[object]] = {}
    for name, cells in groups:
        names.setdefault(frozenset(cell for cell in cells if cell in counts), []).append(name)
    distinct = [(same, same) for same in names if sum(counts[cell] for cell in same) >= FEWEST]
    return frozenset(name for same in showable(distinct, counts) for name in names[same])


def _with_islands(
    counts: Mapping[_Office, int],
    months: Sequence[date],
    islands: Iterable[frozenset[tuple[object, date]]],
) -> Iterator[tuple[object, list[_Office]]]:
    """Every group in the order in which it comes out; an island with the last of its months."""
    by_end: dict[date, list[frozenset[tuple[object, date]]]] = {}
    for island in islands:
        by_end.setdefault(max(month for _office, month in island), []).append(island)
    for until in months:
        yield from groups_of(counts, until)
        for island in by_end.get(until, ()):
            yield island, [cell for cell in counts if ((cell[0], cell[1]), cell[2]) in island]


def groups_of(counts: Mapping[_Office, int], until: date) -> Iterator[tuple[Name, list[_Office]]]:
    """The groups of the city and its offices that come out when the month `until` is over."""
    by_unit: dict[int, list[_Office]] = {}
    for cell in counts:
        if cell[0] is not None:
            by_unit.setdefault(cell[0], []).append(cell)
    for sheets in (ALL, COUNTED, PLAIN):
        for unit in (None, *sorted(by_unit)):
            near = counts if unit is None else by_unit[unit]
            for period in (month_at(until), quarter_at(until), year_at(until)):
                cells = [cell for cell in near if _is_in(cell, unit, period, until, sheets)]
                if cells:
                    yield Name(unit, period, until, sheets), cells


def _is_in(cell: _Office, unit: int | None, period: Period, until: date, sheets: str) -> bool:
    its_unit, marks, month = cell
    if not period.first <= month <= until or unit not in (None, its_unit):
        return False
    return not any(mark in marks for mark in WITHOUT[sheets])
