"""What must stay hidden so that no figure, and no sum or difference of figures, speaks of fewer than five.

Every published figure is a group of people. Whoever holds several can add, subtract and multiply them; what
can be reckoned so is their linear span. A figure is shown only if, with all those shown before it, nothing
comes within reach that rests on one to four people alone: not what they said together, and not how far one
of them lies from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

FEWEST = 5

# Reckoned in the integers modulo a large prime: a sum that vanishes exactly vanishes here too.
_PRIME = 2**61 - 1

Row = Mapping[int, int]
Name = TypeVar("Name")
Cell = TypeVar("Cell")


def may_renew(shown: int, now: int) -> bool:
    """Whether a figure about `shown` people may give way to one about `now`: not if fewer than five came.

    Two readings of one page, before and after, are two figures too.
    """
    return now == shown or abs(now - shown) >= FEWEST


def showable(groups: Sequence[tuple[Name, Iterable[Cell]]], counts: Mapping[Cell, int]) -> frozenset[Name]:
    """The names of the groups that may be shown together; the caller lists what matters most first.

    A group is a set of cells, a cell a finest class (this office, this service, this month), `counts` says
    how many people each cell holds. Totals, parts and filters are all groups. An empty group may be shown.
    """
    held = [(name, frozenset(cell for cell in cells if counts.get(cell, 0) > 0)) for name, cells in groups]
    merged = _merged(held, counts)
    sizes = {place: size for place, (_cells, size) in enumerate(merged)}
    rows = [
        frozenset(place for place, (cells, _size) in enumerate(merged) if cells[0] in group)
        for _name, group in held
    ]
    span = _Span(sizes)
    return frozenset(held[at][0] for at in span.taken(rows))


def _merged(
    groups: Sequence[tuple[Name, frozenset[Cell]]], counts: Mapping[Cell, int]
) -> list[tuple[list[Cell], int]]:
    """Cells that no group tells apart, taken together, with the number of people in them."""
    members: dict[Cell, list[int]] = {}
    for place, (_name, group) in enumerate(groups):
        for cell in group:
            members.setdefault(cell, []).append(place)
    together: dict[tuple[int, ...], list[Cell]] = {}
    for cell, places in members.items():
        together.setdefault(tuple(places), []).append(cell)
    return [(cells, sum(counts[cell] for cell in cells)) for cells in together.values()]


class _Span:
    """Everything that can be reckoned from the groups shown so far, as rows over the cells.

    Each row is reduced by those before it: it holds none of their pivots, and its own is 1. A pivot is a cell
    of five or more wherever the row has one, so the rows with a small pivot hold small cells alone, and span
    everything in reach that does.
    """

    def __init__(self, sizes: Mapping[int, int]) -> None:
        self.sizes = sizes
        self.rows: list[tuple[int, Row]] = []

    def taken(self, groups: Sequence[frozenset[int]]) -> list[int]:
        """The places of the groups that may be shown: each judged with all those taken before it.

        What is safe together is safe one by one, so whole halves are judged at once where nothing is few.
        """
        return self._taken(groups, list(range(len(groups))))

    def _taken(self, groups: Sequence[frozenset[int]], places: list[int]) -> list[int]:
        before = len(self.rows)
        for at in places:
            self._join(groups[at])
        if self._is_safe():
            return places
        del self.rows[before:]
        if len(places) == 1:
            return []
        half = len(places) // 2
        return self._taken(groups, places[:half]) + self._taken(groups, places[half:])

    def _join(self, group: frozenset[int]) -> None:
        """Add what the group says beyond what is said already."""
        row = dict.fromkeys(group, 1)
        for pivot, other in self.rows:
            if pivot in row:
                _subtract(row, other, row[pivot])
        if row:
            pivot = max(row, key=lambda cell: (self.sizes[cell], cell))
            inverse = pow(row[pivot], -1, _PRIME)
            self.rows.append((pivot, {cell: value * inverse % _PRIME for cell, value in row.items()}))

    def _is_safe(self) -> bool:
        """Whether nothing in reach rests on one to four people alone."""
        small = [(pivot, row) for pivot, row in self.rows if self.sizes[pivot] < FEWEST]
        return all(self._is_wide(rows) for rows in _apart(small))

    def _is_wide(self, rows: Sequence[tuple[int, Row]]) -> bool:
        """Whether every vector in the span of the rows, all over small cells, rests on five or more people.

        Four vectors at right angles to all rows are drawn at random (the same each time), one number of each
        for every cell. The rows can make a vector of up to four given cells exactly if the numbers of those
        cells depend on each other. A false alarm has a chance of some 1 in 10**17 and only hides more.
        """
        if len(rows) == 1:
            return sum(self.sizes[cell] for cell in rows[0][1]) >= FEWEST
        chance = Random(20091807)
        cells = sorted({cell for _pivot, row in rows for cell in row})
        against = {cell: tuple(chance.randrange(1, _PRIME) for _ in range(FEWEST - 1)) for cell in cells}
        for pivot, row in reversed(rows):
            others = [(value, against[cell]) for cell, value in row.items() if cell != pivot]
            against[pivot] = tuple(
                -sum(value * numbers[at] for value, numbers in others) % _PRIME for at in range(FEWEST - 1)
            )
        return not _depend([(self.sizes[cell], against[cell]) for cell in cells], FEWEST - 1)


def _apart(rows: Sequence[tuple[int, Row]]) -> list[list[tuple[int, Row]]]:
    """The rows in lots that have no cell in common: the least vector of the span lies within one lot."""
    lots: list[tuple[set[int], list[tuple[int, Row]]]] = []
    for pivot, row in rows:
        touched = [lot for lot in lots if not lot[0].isdisjoint(row)]
        lots = [lot for lot in lots if lot[0].isdisjoint(row)]
        cells = set(row).union(*(lot[0] for lot in touched))
        lots.append((cells, [*(one for lot in touched for one in lot[1]), (pivot, row)]))
    return [_in_order(lot, rows) for _cells, lot in lots]


def _in_order(lot: list[tuple[int, Row]], rows: Sequence[tuple[int, Row]]) -> list[tuple[int, Row]]:
    places = {pivot: at for at, (pivot, _row) in enumerate(rows)}
    return sorted(lot, key=lambda one: places[one[0]])


def _subtract(row: dict[int, int], other: Row, times: int) -> None:
    for cell, value in other.items():
        left = (row.get(cell, 0) - times * value) % _PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _depend(cells: Sequence[tuple[int, tuple[int, ...]]], room: int) -> bool:
    """Whether some of the cells, with at most `room` people together, have numbers that depend on each other.

    One alone does if they are all nothing, two if they point the same way; more do if, once one of them is
    taken out of the others, the rest do.
    """
    met: dict[tuple[int, ...], int] = {}
    for size, numbers in cells:
        if size > room:
            continue
        if not any(numbers):
            return True
        way = _pointing(numbers)
        if size + met.get(way, room) <= room:
            return True
        met[way] = min(size, met.get(way, room))
    for at, (size, numbers) in enumerate(cells):
        if room - size >= 2:
            rest = [
                (other, _without(more, numbers)) for other, more in cells[at + 1 :] if other < room - size
            ]
            if len(rest) > 1 and _depend(rest, room - size):
                return True
    return False


def _pointing(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers with the first that is something made 1."""
    first = next(number for number in numbers if number)
    inverse = pow(first, -1, _PRIME)
    return tuple(number * inverse % _PRIME for number in numbers)


def _without(numbers: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers less what of them points the way of `taken`."""
    at = next(at for at, number in enumerate(taken) if number)
    times = numbers[at] * pow(taken[at], -1, _PRIME)
    return tuple((number - times * other) % _PRIME for number, other in zip(numbers, taken, strict=True))
