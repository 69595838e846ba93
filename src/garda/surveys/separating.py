"""Which services may be shown beside the offices: pure, on how many sheets each service has in each office.

Results by office and results by service cut the same sheets two ways. Whoever holds both can reckon, for any
two lots of services, what the few say that tie them together: the offices take sides, and the sheets on the
wrong side are laid bare. So a service is shown only where every way of parting the services leaves five
sheets or more (or none) on the wrong side: the narrowest cut of a network, found by counting to five.
A service with too few waits: its months are put together until they are enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
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


def blocks(
    sheets: Sheets,
    months: Sequence[date],
    is_safe: Callable[[Sequence[Block], date, date], bool] | None = None,
    after: Callable[[Sequence[Block], date], None] = lambda _shown, _month: None,
) -> list[Block]:
    """The blocks that may be shown, in the order in which they come out: at the end of each month.

    `is_safe` judges blocks over months where more than services is out; `after` hears what is out each month.
    """
    judge = is_safe or (lambda found, first, last: _is_safe(sheets, found, first, last))
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
        while new and not judge([*shown, *new], min(one.first for one in new), month):
            new.remove(min(new, key=lambda one: (_size(sheets, one), one.service)))
        for one in new:
            del begun[one.service]
        shown += new
        after(shown, month)
    return shown


def is_safe(sheets: Sheets, shown: Sequence[Block], first: date, last: date) -> bool:
    """Whether the blocks shown lay nothing bare to who tells these offices apart, in these months."""
    return _is_safe(sheets, shown, first, last)


def islands(sheets: Sheets, shown: Iterable[Block]) -> list[frozenset[tuple[Office, date]]]:
    """Offices and months whose every sheet is in blocks shown, and in no network with others: the sum of such
    blocks is the sum of these offices, a figure that somebody could reckon."""
    found = []
    for nodes in components(edges(sheets, list(shown))):
        if all(not isinstance(node, Rest) for node in nodes):
            found.append(frozenset(node.of for node in nodes if isinstance(node, Row)))
    return found


def _size(sheets: Sheets, block: Block) -> int:
    return sum(n for (_office, service, month), n in sheets.items() if block.holds(service, month))


# ---- the network ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """An office with its marks in a month."""

    of: tuple[Office, date]


@dataclass(frozen=True)
class Rest:
    """What of a month is in no block."""

    month: date


class Edges(dict[Hashable, dict[Hashable, int]]):
    """How many sheets lie between each two nodes, both ways."""


def edges(sheets: Sheets, shown: Sequence[Block]) -> Edges:
    """Offices on one side, blocks (and what is left of each month) on the other; sheets between them."""
    column_of, found = columns(sheets, shown), Edges()
    for name, n in sheets.items():
        join(found, Row((name[0], name[2])), column_of[name], n)
    return found


def columns(sheets: Sheets, shown: Sequence[Block]) -> dict[tuple[Office, str, date], Hashable]:
    """The block in which each of the sheets lies, or what is left of its month."""
    by_service: dict[str, list[Block]] = {}
    for block in shown:
        by_service.setdefault(block.service, []).append(block)
    found: dict[tuple[Office, str, date], Hashable] = {}
    for name in sheets:
        _office, service, month = name
        inside = (one for one in by_service.get(service, ()) if one.holds(service, month))
        found[name] = next(inside, None) or Rest(month)
    return found


def join(edges: Edges, row: Hashable, column: Hashable, n: int) -> None:
    """Lay so many sheets between two nodes."""
    edges.setdefault(row, {})[column] = edges.get(row, {}).get(column, 0) + n
    edges.setdefault(column, {})[row] = edges.get(column, {}).get(row, 0) + n


def components(edges: Edges) -> list[list[Hashable]]:
    """The parts of the network that nothing ties together."""
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


def touching(shown: Sequence[Block], first: date, last: date) -> tuple[list[Block], date]:
    """The blocks that these months are tied to, and from which month on: a block ties its months together."""
    while True:
        touched = [block for block in shown if block.last >= first and block.first <= last]
        begins = min((block.first for block in touched), default=first)
        if begins >= first:
            return touched, first
        first = begins


def _is_safe(sheets: Sheets, shown: Sequence[Block], first: date, last: date) -> bool:
    """Whether no cut between two blocks is narrower than five, in the months from `first` to `last`."""
    _touched, first = touching(shown, first, last)
    near = {name: n for name, n in sheets.items() if first <= name[2] <= last}
    laid = edges(near, shown)
    for nodes in components(laid):
        root, *others = loose(laid, nodes)
        if any(cut(laid, other, root) is not None for other in others):
            return False
    return True


def loose(edges: Edges, nodes: Iterable[Hashable]) -> list[Hashable]:
    """Of the columns of a part one for each lot whose members are plainly tied; the others need no cut.

    Plain is what shares five sheets' worth of offices with the widest column of a month: who is tied to one
    that is tied to another is tied to both.
    """
    columns = [node for node in nodes if not isinstance(node, Row)]
    width: dict[date, dict[Hashable, int]] = {}
    for column in columns:
        for row, n in edges[column].items():
            month = row.of[1] if isinstance(row, Row) else date.min
            here = width.setdefault(month, {})
            here[column] = here.get(column, 0) + n
    tied = {column: column for column in columns}
    for here in width.values():
        widest = max(here, key=lambda one: here[one])
        for column in here:
            a, b = _lot(tied, column), _lot(tied, widest)
            if a != b and _shared(edges, column, widest) >= FEWEST:
                tied[a] = b
    lots = list(dict.fromkeys(_lot(tied, column) for column in columns))
    return sorted(lots, key=lambda one: -sum(edges[one].values()))


def _lot(tied: Mapping[Hashable, Hashable], one: Hashable) -> Hashable:
    while tied[one] != one:
        one = tied[one]
    return one


def _shared(edges: Edges, one: Hashable, other: Hashable) -> int:
    """How many sheets may go between two nodes by what lies next to both."""
    near, far = edges[one], edges[other]
    return sum(min(wide, far[node]) for node, wide in near.items() if node in far)


def cut(edges: Edges, start: Hashable, end: Hashable) -> set[Hashable] | None:
    """None where five sheets or more tie the two together, else the side of `start` of the narrowest cut."""
    if sum(edges[start].values()) < FEWEST:
        return {start}
    if _shared(edges, start, end) >= FEWEST:
        return None
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
            return set(came)
        path = [(came[end], end)]
        while path[-1][0] != start:
            path.append((came[path[-1][0]], path[-1][0]))
        more = min(edges[a][b] - used.get((a, b), 0) for a, b in path)
        for a, b in path:
            used[a, b] = used.get((a, b), 0) + more
            used[b, a] = used.get((b, a), 0) - more
        total += more
    return None
