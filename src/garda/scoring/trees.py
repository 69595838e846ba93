"""Nested weights with evidence at the leaves: what is there counts, what is missing is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from garda.scoring.banding import band_of, part_of_top
from garda.scoring.language import Band, Element, Instrument
from garda.scoring.reach import reach, reach_of_part

Evidence = Mapping[str, Fraction | int | str | None]


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the table by hand: what it may bring, brings, and at most could bring yet."""

    key: str
    depth: int
    element: Element | None
    most: Fraction
    brings: Fraction
    at_most: Fraction
    given: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The score from evidence. `value` counts what is missing as nothing; it is final when nothing is.

    `band` is named only when it can no longer change: when `value` and `at_most` share it.
    """

    value: Fraction
    at_most: Fraction
    band: Band | None
    missing: tuple[str, ...]
    nodes: tuple[Node, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every leaf has evidence."""
        return not self.missing

    def node(self, key: str) -> Node:
        """The row of that key."""
        return next(one for one in self.nodes if one.key == key)


def worth(instrument: Instrument, key: str, given: Fraction | int | str) -> Fraction:
    """The number that evidence stands for: a grade of the scale ("BB") or a number on it.

    Raises ValueError for what the scale does not have.
    """
    element = instrument.element(key)
    scale = instrument.scale(element.scale) if element else None
    if scale is None:
        raise ValueError(f"no such element: {key}")
    if isinstance(given, str):
        found = next((point.value for point in scale.points if point.key == given), None)
        if found is None:
            raise ValueError(f"no grade {given} for {key}")
        return found
    value = Fraction(given)
    if scale.points and all(point.value != value for point in scale.points):
        raise ValueError(f"no answer worth {given} for {key}")
    if not scale.lowest <= value <= scale.highest:
        raise ValueError(f"{given} is beyond the scale of {key}")
    return value


def weigh(instrument: Instrument, evidence: Evidence) -> Tree:
    """Score the evidence: element key → grade or number; None, or no key, where there is none yet."""
    if instrument.formula != "weighted-tree":
        raise ValueError(f"{instrument.key} is not scored from evidence")
    unknown = set(evidence) - {element.key for element in instrument.elements}
    if unknown:
        raise ValueError(f"no such element: {sorted(unknown)[0]}")
    leaves = _leaves(instrument, evidence)
    nodes = tuple(_walk(instrument, leaves, None, 0))
    roots = [node for node in nodes if node.depth == 0]
    value = sum((node.brings for node in roots), Fraction(0))
    at_most = sum((node.at_most for node in roots), Fraction(0))
    band = band_of(instrument, value)
    return Tree(
        value,
        at_most,
        band if band == band_of(instrument, at_most) else None,
        tuple(element.key for element in instrument.elements if leaves[element.key].given is None),
        nodes,
    )


def _leaves(instrument: Instrument, evidence: Evidence) -> dict[str, Node]:
    reaches = reach(instrument)
    leaves = {}
    for element in instrument.elements:
        most = reaches[element.key] * instrument.out_of
        said = evidence.get(element.key)
        given = None if said is None else worth(instrument, element.key, said)
        brings = Fraction(0) if given is None else most * part_of_top(instrument.scale(element.scale), given)
        at_most = most if given is None else brings
        leaves[element.key] = Node(element.key, 0, element, most, brings, at_most, given)
    return leaves


def _walk(instrument: Instrument, leaves: Mapping[str, Node], key: str | None, depth: int) -> list[Node]:
    """The rows in or under one part, each part before what it holds."""
    rows: list[Node] = []
    for part in instrument.under(key):
        below = _walk(instrument, leaves, part.key, depth + 1)
        own = [row for row in below if row.depth == depth + 1]
        most = reach_of_part(instrument, part) * instrument.out_of
        brings = sum((row.brings for row in own), Fraction(0))
        at_most = sum((row.at_most for row in own), Fraction(0))
        rows += [Node(part.key, depth, None, most, brings, at_most), *below]
    for element in instrument.of_part(key):
        leaf = leaves[element.key]
        rows.append(Node(leaf.key, depth, element, leaf.most, leaf.brings, leaf.at_most, leaf.given))
    return rows
