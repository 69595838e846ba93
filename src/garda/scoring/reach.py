"""How far each element reaches into the whole: its weight through all the parts it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from garda.scoring.language import APART, Element, Instrument, Part


@dataclass(frozen=True, slots=True)
class Group:
    """Weights that must add up to `total`: those that stand side by side in one part, or at the root."""

    holder: Part | None
    total: Fraction
    parts: tuple[Part, ...]
    elements: tuple[Element, ...]

    @property
    def sum(self) -> Fraction:
        """What the weights add up to; what stands beyond the whole is not counted."""
        rows: list[Part | Element] = [*self.parts, *self.elements]
        return sum((one.weight for one in rows if not one.beyond), Fraction(0))


def groups(instrument: Instrument) -> Iterator[Group]:
    """Every group of weights, the root first."""
    if instrument.formula == "shares":
        return
    if instrument.formula in APART:
        for part in instrument.under(None):
            yield Group(part, instrument.whole, (), instrument.of_part(part.key))
        return
    yield Group(None, instrument.whole, instrument.under(None), instrument.of_part(None))
    for part in instrument.parts:
        total = part.weight if part.shares is None else part.shares
        yield Group(part, total, instrument.under(part.key), instrument.of_part(part.key))


def reach(instrument: Instrument) -> Mapping[str, Fraction]:
    """The fraction of the whole that each element decides; of its own part where parts are scored apart."""
    if instrument.formula == "shares":
        return {one.key: Fraction(1) for one in instrument.elements}
    if instrument.formula in APART:
        return {one.key: _of(one.weight, instrument.whole) for one in instrument.elements}
    return {one.key: _of(one.weight, *_above(instrument, one.part)) for one in instrument.elements}


def reach_of_part(instrument: Instrument, part: Part) -> Fraction:
    """The fraction of the whole that a part decides."""
    return _of(part.weight, *_above(instrument, part.under))


def _above(instrument: Instrument, key: str | None) -> tuple[Fraction, Fraction]:
    """What the weights in a part are shares of, and the fraction of the whole that the part decides."""
    total, fraction = instrument.whole, Fraction(1)
    for part in _path(instrument, key):
        fraction = _of(part.weight, total, fraction)
        total = part.weight if part.shares is None else part.shares
    return total, fraction


def _path(instrument: Instrument, key: str | None) -> list[Part]:
    """The parts from the root down to the one of this key; a ring is cut."""
    path: list[Part] = []
    part = instrument.part(key)
    while part is not None and part not in path:
        path.append(part)
        part = instrument.part(part.under)
    return path[::-1]


def _of(weight: Fraction, total: Fraction, fraction: Fraction = Fraction(1)) -> Fraction:
    return weight / total * fraction if total else Fraction(0)
