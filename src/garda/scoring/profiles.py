"""Parts that must each hold: a unit with one failing part is not among the best, however good the others."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

Unit = TypeVar("Unit")
Part = TypeVar("Part")


def failing(parts: Mapping[Part, Fraction | None], edge: Fraction) -> tuple[Part, ...]:
    """The parts below the edge, the lowest first. What nobody knows does not fail: it is unknown."""
    known = [(value, part) for part, value in parts.items() if value is not None and value < edge]
    return tuple(part for _value, part in sorted(known, key=lambda row: row[0]))


def best(units: Mapping[Unit, Mapping[Part, Fraction | None]], edge: Fraction) -> tuple[Unit, ...]:
    """The units of which every part is known and holds, ordered by their weakest part, the highest first."""
    whole = [
        (min(value for value in parts.values() if value is not None), unit)
        for unit, parts in units.items()
        if parts and None not in parts.values() and not failing(parts, edge)
    ]
    return tuple(unit for _weakest, unit in sorted(whole, key=lambda row: -row[0]))
