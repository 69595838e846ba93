"""Which services may be shown beside the offices: pure, on how many sheets each service has in each office.

Results by office and results by service cut the same sheets two ways. Whoever holds both can reckon, for any
two lots of services, what the few say that tie them together: the offices take sides, and the sheets on the
wrong side are laid bare. So a service is shown only where every way of parting the services leaves five
sheets or more (or none) on the wrong side: the narrowest cut of a network, found by counting to five.
A service with too few waits: its months are put together until they are enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from garda.scoring import FEWEST

Office = Hashable  # an office with its marks: everything that may be told apart there within a month
Sheets = Mapping[tuple[Office, str, date], int]  # office, service, month → how many sheets


@dataclass(frozen=True)
class Block:
    """Months of one service that are shown as one sum, not apart."""

    service: str
    first: date
    last: date

    def holds(self, service: str, month: date) -> bool:
        """Whether sheets of this service and month are in it."""
        return service == self.service and self.first <= month <= self.last


def blocks(sheets: Sheets, months: Sequence[date]) -> list[Block]:
    """The blocks that may be shown, in the order in which they come out: at the end of each month."""
    shown: list[Block] = []
    begun: dict[str, date] = {}
    for month in months:
        for _office, service, when in sheets:
            if service and when == month:
                begun.setdefault(service, month)
        new = [
            block
            for service, first in sorted(begun.items())
            if _size(sheets, block := Block(service, first, month)) >= FEWEST
        ]
        while new and not _is_safe(sheets, [*shown, *new], min(one.first for one in new), month):
            new.remove(min(new, key=lambda one: (_size(sheets, one), one.service)))
        for one in new:
            del begun[one.service]
        shown += new
    return shown


def is_safe(sheets: Sheets, shown: Sequence[Block], first: date, last: date) -> bool:
    """Whether the blocks shown lay nothing bare to who tells these offices apart, in these months."""
    return _is_safe(sheets, shown, first, last)


def islands(sheets: Sheets, shown: Iterable[Block]) -> list[frozenset[tuple[Office, date]]]:
    """Offices and months whose every sheet is in blocks shown, and in no network with others: the sum of such
    blocks is the sum of these offices, a figure that somebody could reckon."""
    found = []
    for nodes in _components(_edges(sheets, list(shown))):
        if all(not isinstance(node, _Rest) for node in nodes):
            found.append(frozenset(node.of for node in nodes if isinstance(node, _Row)))
    return found


def _size(sheets: Sheets, block: Block) -> int:
    return sum(n for (_office, service, month), n in sheets.items() if block.holds(service, month))


# ---- the network ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Row:
    of: tuple[Office, date]


@dataclass(frozen=True)
class _Rest:
    month: date


_Edges = dict[Hashable, dict[Hashable, int]]


def _edges(sheets: Sheets, shown: Sequence[Block]) -> _Edges:
    """Offices on one side, blocks (and what is left of each month) on the other; sheets between them."""
    by_service: dict[str, list[Block]] = {}
    for block in shown:
        by_service.setdefault(block.service, []).append(block)
    edges: _Edges = {}
    for (office, service, month), n in sheets.items():
        row = _Row((office, month))
        found = next((one for one in by_service.get(service, ()) if one.holds(service, month)), None)
        column: Hashable = found or _Rest(month)
        edges.setdefault(row, {})[column] = edges.get(row, {}).get(column, 0) + n
        edges.setdefault(column, {})[row] = edges.get(column, {}).get(row, 0) + n
    return edges


def _components(edges: _Edges) -> list[list[Hashable]]:
    left, found = dict.fromkeys(edges), []
    while left:
        start = next(iter(left))
        del left[start]
        nodes, queue = [start], deque([start])
        while queue:
            for other in edges[queue.popleft()]:
                if other in left:
                    del left[other]
                    nodes.append(other)
                    queue.append(other)
        found.append(nodes)
    return found


def _is_safe(sheets: Sheets, shown: Sequence[Block], first: date, last: date) -> bool:
    """Whether no cut between two blocks is narrower than five, in the months from `first` to `last`."""
    touched = [block for block in shown if block.last >= first and block.first <= last]
    first = min((block.first for block in touched), default=first)
    near = {name: n for name, n in sheets.items() if first <= name[2] <= last}
    edges = _edges(near, shown)
    for nodes in _components(edges):
        columns = [node for node in nodes if not isinstance(node, _Row)]
        if any(_flow(edges, columns[0], other) < FEWEST for other in columns[1:]):
            return False
    return True


def _flow(edges: _Edges, start: Hashable, end: Hashable) -> int:
    """How much can flow from one node to another, counted no further than five."""
    used: dict[tuple[Hashable, Hashable], int] = {}
    total = 0
    while total < FEWEST:
        came: dict[Hashable, Hashable] = {start: start}
        queue = deque([start])
        while queue and end not in came:
            node = queue.popleft()
            for other, wide in edges[node].items():
                if other not in came and wide - used.get((node, other), 0) > 0:
                    came[other] = node
                    queue.append(other)
        if end not in came:
            break
        path = [(came[end], end)]
        while path[-1][0] != start:
            path.append((came[path[-1][0]], path[-1][0]))
        more = min(edges[a][b] - used.get((a, b), 0) for a, b in path)
        for a, b in path:
            used[a, b] = used.get((a, b), 0) + more
            used[b, a] = used.get((b, a), 0) - more
        total += more
    return total
