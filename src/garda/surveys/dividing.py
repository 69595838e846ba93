"""Which services may be shown within one office, beside everything else that is out: pure.

A share is the sum of a service's sheets in one office over some months. Beside offices, months and services
of the whole city it must lay nothing bare. It does not, where two networks hold (the proof stands in decision
0024): without the sheets of all shares, every cut between two services still runs through five sheets; and
within each office, every cut between two shares, or a share and the rest, does. What cannot be had without
touching that waits for more months, or is never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from garda.scoring import FEWEST
from garda.surveys import separating
from garda.surveys.separating import Block, Office, Rest, Row, Sheets

Home = Callable[[Office], Hashable]  # the office proper of an office with its marks
Name = tuple[Office, str, date]


@dataclass(frozen=True)
class Share:
    """Months of one service in one office that are shown as one sum."""

    home: Hashable
    service: str
    first: date
    last: date

    def holds(self, home: Hashable, service: str, month: date) -> bool:
        """Whether sheets of this office, service and month are in it."""
        return (home, service) == (self.home, self.service) and self.first <= month <= self.last


def shown(
    sheets: Sheets, months: Sequence[date], home: Home, *, within: bool
) -> tuple[list[Block], list[Share]]:
    """What may be shown, in the order in which it comes out: services first, then services in offices.

    Without `within` no share is looked for, and the blocks are those of `separating`.
    """
    if not within:
        return separating.blocks(sheets, months), []
    town = _Town(sheets, home)
    shares: list[Share] = []
    waiting: dict[tuple[Hashable, str], dict[date, int]] = {}

    def is_safe(blocks: Sequence[Block], first: date, last: date) -> bool:
        return not town.faults(blocks, shares, first, last)

    def add(blocks: Sequence[Block], month: date) -> None:
        for name in town.by_month.get(month, ()):
            one = home(name[0]), name[1]
            if name[1] and one[0] is not None:
                begun = waiting.setdefault(one, {})
                begun[month] = begun.get(month, 0) + sheets[name]
        size = {
            Share(*one, min(begun), month): sum(begun.values())
            for one, begun in sorted(waiting.items(), key=lambda row: str(row[0]))
            if sum(begun.values()) >= FEWEST
        }
        for share in _accepted(town, blocks, shares, size):
            shares.append(share)
            del waiting[share.home, share.service]

    return separating.blocks(sheets, months, is_safe, add), shares


def _accepted(
    town: _Town, blocks: Sequence[Block], old: Sequence[Share], size: Mapping[Share, int]
) -> list[Share]:
    """Those of the new shares that may come out together: of what stands in the way, the smallest goes."""
    left = town.roomy(blocks, old, sorted(size, key=lambda one: (-size[one], str(one))))
    while left:
        first, last = min(one.first for one in left), max(one.last for one in left)
        lots = town.faults(blocks, [*old, *left], first, last)
        if not lots:
            break
        gone: set[Share] = set()
        for faults in lots:
            fault = faults[0]
            if gone.isdisjoint(fault):
                guilty = [one for one in left if one in fault] or left
                gone.add(min(guilty, key=lambda one: (size[one], str(one))))
        left = [one for one in left if one not in gone]
    return left


# ---- the two networks ----------------------------------------------------------------------------
Fault = frozenset[Share]  # the shares that stand in the way of one cut; perhaps none


class _Town:
    """All sheets of a year, and what was found about months and offices so far."""

    def __init__(self, sheets: Sheets, home: Home) -> None:
        self.sheets, self.home = sheets, home
        self.by_month: dict[date, list[Name]] = {}
        self.by_home: dict[Hashable, list[Name]] = {}
        for name in sheets:
            self.by_month.setdefault(name[2], []).append(name)
            self.by_home.setdefault(home(name[0]), []).append(name)
        self.found: dict[Hashable, list[Fault]] = {}

    def roomy(self, blocks: Sequence[Block], old: Sequence[Share], wanted: Sequence[Share]) -> list[Share]:
        """Those wanted that leave half of each block outside all shares: what ties the services together."""
        column_of = separating.columns(self.sheets, blocks)
        taken = _inside(self.sheets, old, self.home)
        outside: dict[Hashable, int] = {}
        least: dict[Hashable, int] = {}
        for name, n in self.sheets.items():
            column = column_of[name]
            least[column] = least.get(column, 0) + n
            if name not in taken:
                outside[column] = outside.get(column, 0) + n
        least = {column: max(2 * FEWEST, n // 2) for column, n in least.items()}
        found = []
        for one in wanted:
            costs: dict[Hashable, int] = {}
            for name in self.by_home[one.home]:
                if one.holds(one.home, *name[1:]):
                    costs[column_of[name]] = costs.get(column_of[name], 0) + self.sheets[name]
            if all(
                outside[column] - n >= least[column]
                for column, n in costs.items()
                if not isinstance(column, Rest)
            ):
                found.append(one)
                for column, n in costs.items():
                    outside[column] -= n
        return found

    def faults(
        self, blocks: Sequence[Block], shares: Sequence[Share], first: date, last: date
    ) -> list[list[Fault]]:
        """What would be laid bare, by lots of months, and by offices with a share in these months."""
        found: list[list[Fault]] = []
        for begins, ends in self._lots(blocks, first, last):
            here = tuple(one for one in blocks if one.first <= ends and one.last >= begins)
            near = frozenset(one for one in shares if one.first <= ends and one.last >= begins)
            key = (begins, ends, here, near)
            if key not in self.found:
                names = [name for month in self._months(begins, ends) for name in self.by_month[month]]
                self.found[key] = _between_services(self, names, here, near)
            found.append(self.found[key])
        by_home: dict[Hashable, list[Share]] = {}
        for one in shares:
            by_home.setdefault(one.home, []).append(one)
        for home, theirs in by_home.items():
            if any(one.last >= first and one.first <= last for one in theirs):
                known = (home, frozenset(theirs))
                if known not in self.found:
                    self.found[known] = _between_shares(self.sheets, self.by_home[home], theirs, self.home)
                found.append(self.found[known])
        return [faults for faults in found if faults]

    def _months(self, first: date, last: date) -> list[date]:
        return sorted(month for month in self.by_month if first <= month <= last)

    def _lots(self, blocks: Sequence[Block], first: date, last: date) -> list[tuple[date, date]]:
        """These months in lots that no block ties together, each from its first to its last."""
        _touched, first = separating.touching(blocks, first, last)
        lots: list[tuple[date, date]] = []
        spans = [(month, month) for month in self._months(first, last)]
        spans += [
            (one.first, min(one.last, last)) for one in blocks if one.last >= first and one.first <= last
        ]
        for begins, ends in sorted(spans):
            if lots and begins <= lots[-1][1]:
                lots[-1] = (lots[-1][0], max(ends, lots[-1][1]))
            else:
                lots.append((begins, ends))
        return lots


def _inside(names: Iterable[Name], shares: Iterable[Share], home: Home) -> dict[Name, Share]:
    by_place: dict[tuple[Hashable, str], list[Share]] = {}
    for one in shares:
        by_place.setdefault((one.home, one.service), []).append(one)
    found = {}
    for name in names:
        office, service, month = name
        for one in by_place.get((home(office), service), ()):
            if one.first <= month <= one.last:
                found[name] = one
    return found


def _between_services(
    town: _Town, names: Sequence[Name], blocks: Sequence[Block], shares: Iterable[Share]
) -> list[Fault]:
    """The network of `separating` without the shares; each share's sheets must lie within one part of it."""
    near = {name: town.sheets[name] for name in names}
    inside = _inside(near, shares, town.home)
    column_of = separating.columns(near, blocks)
    edges = separating.edges({name: n for name, n in near.items() if name not in inside}, blocks)
    part: dict[Hashable, int] = {}
    faults: dict[Fault, None] = {}
    for at, nodes in enumerate(separating.components(edges)):
        root, *others = separating.loose(edges, nodes)
        for other in others:
            side = separating.cut(edges, other, root)
            if side is not None:
                faults[_across(side, inside, column_of)] = None
        known = any(isinstance(node, Rest) for node in nodes)
        part.update(dict.fromkeys(nodes, -1 if known else at))
    for name, share in inside.items():
        row, column = Row((name[0], name[2])), column_of[name]
        here = -1 if isinstance(column, Rest) else part.get(column)
        if here is None or part.setdefault(row, here) != here:
            same = frozenset(other for there, other in inside.items() if column_of[there] == column)
            faults[same | {share}] = None
    return list(faults)


def _across(side: set[Hashable], inside: Mapping[Name, Share], column_of: Mapping[Name, Hashable]) -> Fault:
    """The shares with sheets between the two sides of a cut."""
    return frozenset(
        share
        for name, share in inside.items()
        if (Row((name[0], name[2])) in side) != (column_of[name] in side)
    )


def _between_shares(
    sheets: Sheets, names: Sequence[Name], shares: Sequence[Share], home: Home
) -> list[Fault]:
    """Within an office: its months and marks on one side, its shares and the rest of it on the other."""
    edges = _office(sheets, names, shares, home)
    faults: list[Fault] = []
    for nodes in separating.components(edges):
        columns = [node for node in nodes if not isinstance(node, Row)]
        root = REST if REST in columns else columns[0]
        for other in columns:
            if isinstance(other, Share) and other != root and separating.cut(edges, other, root) is not None:
                faults.append(frozenset({other}))
    return faults


REST = "the rest"  # what of an office is in no share


def _office(sheets: Sheets, names: Sequence[Name], shares: Sequence[Share], home: Home) -> separating.Edges:
    inside, edges = _inside(names, shares, home), separating.Edges()
    for name in names:
        separating.join(edges, Row((name[0], name[2])), inside.get(name, REST), sheets[name])
    return edges


# ---- sums that somebody could reckon -------------------------------------------------------------
def islands(
    sheets: Sheets, blocks: Sequence[Block], shares: Sequence[Share], home: Home
) -> tuple[list[frozenset[tuple[Office, date]]], list[frozenset[tuple[Office, date]]]]:
    """Offices and months whose sum follows from blocks alone, and those where it does from shares alone."""
    inside = _inside(sheets, shares, home)
    bare = {name: n for name, n in sheets.items() if name not in inside}
    column_of = separating.columns(sheets, blocks)
    of_blocks = []
    for nodes in separating.components(separating.edges(bare, blocks)):
        if not any(isinstance(node, Rest) for node in nodes):
            rows = {node.of for node in nodes if isinstance(node, Row)}
            columns = set(nodes)
            rows |= {(name[0], name[2]) for name in inside if column_of[name] in columns}
            of_blocks.append(frozenset(rows))
    theirs: dict[Hashable, list[Name]] = {}
    for name in sheets:
        theirs.setdefault(home(name[0]), []).append(name)
    of_shares = [
        frozenset(node.of for node in nodes if isinstance(node, Row))
        for one in sorted({share.home for share in shares}, key=str)
        for nodes in separating.components(_office(sheets, theirs[one], shares, home))
        if REST not in nodes
    ]
    return of_blocks, of_shares


def months_of(
    shares: Iterable[Share], home: Hashable, service: str, months: Iterable[date]
) -> tuple[date, ...]:
    """Those of the months that may be shown as one sum for the service there: whole shares alone."""
    months = list(months)
    found: list[date] = []
    for share in shares:
        within = [month for month in months if share.holds(home, service, month)]
        if within and min(months) <= share.first and share.last <= max(months):
            found += within
    return tuple(found)
