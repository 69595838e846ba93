"""What must stay hidden so that no figure, and no sum or difference of figures, speaks of fewer than five.

Every published figure is a group of people. Whoever holds several can add and subtract them; what can be
reached so are the sums in their span. A figure is shown only if, with all those shown before it, no group of
one to four people comes within reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import TypeVar

FEWEST = 5

# Reckoned in the integers modulo a large prime: a sum that vanishes exactly vanishes here too.
_PRIME = 2**61 - 1

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

    Each row is reduced by those before it: it holds none of their pivots, and its own is 1.
    """

    def __init__(self, sizes: Mapping[int, int]) -> None:
        self.sizes = sizes
        self.small = [cell for cell, size in sizes.items() if size < FEWEST]
        self.rows: list[tuple[int, dict[int, int]]] = []

    def taken(self, groups: Sequence[frozenset[int]]) -> list[int]:
        """The places of the groups that may be shown: each judged with all those taken before it.

        What is safe together is safe one by one, so whole halves are judged at once where nothing is few.
        """
        big = [
            at
            for at, group in enumerate(groups)
            if not group or sum(self.sizes[cell] for cell in group) >= FEWEST
        ]
        return self._taken(groups, big)

    def _taken(self, groups: Sequence[frozenset[int]], places: list[int]) -> list[int]:
        before = len(self.rows)
        for at in places:
            self._join(groups[at])
        if len(self.rows) == before or self._is_safe():
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
            pivot = min(row)
            inverse = pow(row[pivot], -1, _PRIME)
            self.rows.append((pivot, {cell: value * inverse % _PRIME for cell, value in row.items()}))

    def _is_safe(self) -> bool:
        """Whether no set of one to four people can be reckoned.

        A vector that is at right angles to every row is at right angles to every sum of rows. One is drawn at
        random (the same each time); a set is within reach exactly if its entries add up to nothing. A false
        alarm has a chance of some 1 in 10**18 and only hides more.
        """
        if not self.small:
            return True
        chance = Random(20091807)
        against = {cell: chance.randrange(1, _PRIME) for cell in sorted(self.sizes)}
        for pivot, row in reversed(self.rows):
            against[pivot] = 0
            against[pivot] = -sum(value * against[cell] for cell, value in row.items()) % _PRIME
        return not _reaches_nothing([(self.sizes[cell], against[cell]) for cell in self.small])


def _subtract(row: dict[int, int], other: Mapping[int, int], times: int) -> None:
    for cell, value in other.items():
        left = (row.get(cell, 0) - times * value) % _PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _reaches_nothing(entries: Sequence[tuple[int, int]]) -> bool:
    """Whether some of the entries, with fewer than five people together, add up to nothing.

    Four people are in four cells at the most, so two halves of one or two cells each make every such set.
    """
    halves = [(size, value, {at}) for at, (size, value) in enumerate(entries)]
    halves += [
        (one + other, (value + more) % _PRIME, {at, beside})
        for at, (one, value) in enumerate(entries)
        for beside, (other, more) in enumerate(entries[:at])
        if one + other < FEWEST
    ]
    by_value: dict[int, list[tuple[int, set[int]]]] = {}
    for size, value, cells in halves:
        if value == 0:
            return True
        for there, others in by_value.get(-value % _PRIME, ()):
            if size + there < FEWEST and not cells & others:
                return True
        by_value.setdefault(value, []).append((size, cells))
    return False
