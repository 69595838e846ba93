"""What would lift a score over an edge: how far each band is, and which single element could carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from garda.scoring.banding import band_of
from garda.scoring.language import Band, Element, Instrument
from garda.scoring.trees import Evidence, Tree, weigh


@dataclass(frozen=True, slots=True)
class Lift:
    """One element that alone would lift the score into the band: from what it has, to what it would need."""

    element: Element
    given: Fraction | None
    needs: Fraction


def distances(instrument: Instrument, value: Fraction) -> Mapping[str, Fraction]:
    """How far the value lies from the lower edge of each band: above nothing when it has passed it."""
    return {band.key: value - band.lowest for band in instrument.bands}


def lifts(instrument: Instrument, evidence: Evidence, band: Band) -> tuple[Lift, ...]:
    """The elements of which one alone, raised within its scale, would bring the score into the band or above.

    In the order of the instrument; empty when the score is there already, or no single element can do it.
    """
    tree = weigh(instrument, evidence)
    wanted = _least(instrument, band)
    if _is_there(instrument, tree, band):
        return ()
    found = []
    for node in tree.nodes:
        if node.element is None or not node.most:
            continue
        scale = instrument.scale(node.element.scale)
        if scale is None or not scale.highest:
            continue
        needs = (node.brings + wanted - tree.value) / node.most * scale.highest
        reachable = [point.value for point in scale.points if point.value >= needs]
        if scale.points:
            if reachable:
                found.append(Lift(node.element, node.given, min(reachable)))
        elif needs <= scale.highest:
            found.append(Lift(node.element, node.given, needs))
    return tuple(found)


def _is_there(instrument: Instrument, tree: Tree, band: Band) -> bool:
    here = band_of(instrument, tree.value)
    return here is not None and here.lowest >= band.lowest


def _least(instrument: Instrument, band: Band) -> Fraction:
    """The least exact value that is shown inside the band: half a step below the first that it holds."""
    step = Fraction(1, 10**instrument.decimals)
    first = band.lowest if band.with_lowest else band.lowest + step
    return first - step / 2 if first > 0 else first
