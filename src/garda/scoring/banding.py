"""Which band a value falls in, and what values can come out at all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from garda.scoring.exact import rounded
from garda.scoring.language import Band, Instrument, Scale
from garda.scoring.reach import reach


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest value that can come out."""

    lowest: Fraction
    highest: Fraction


def band_of(instrument: Instrument, value: Fraction) -> Band | None:
    """The band of a value as it is shown: rounded once, then held against the edges."""
    seen = rounded(value, instrument.decimals)
    return next((band for band in instrument.bands if band.holds(seen)), None)


def part_of_top(scale: Scale | None, value: Fraction) -> Fraction:
    """What a value is of the highest of its scale: "3" of 4 is 3/4."""
    return value / scale.highest if scale is not None and scale.highest else Fraction(0)


def range_of(instrument: Instrument, part: str | None = None) -> Range:
    """What can come out of the instrument, or of one of the parts that are scored apart."""
    if instrument.formula == "shares":
        return Range(Fraction(0), instrument.out_of)
    reaches = reach(instrument)
    lowest = highest = Fraction(0)
    for element in instrument.elements:
        if part is not None and element.part != part:
            continue
        scale = instrument.scale(element.scale)
        if scale is None:
            continue
        highest += reaches[element.key] * instrument.out_of
        if not _may_be_missing(instrument):
            lowest += reaches[element.key] * part_of_top(scale, scale.lowest) * instrument.out_of
    return Range(lowest, highest)


def _may_be_missing(instrument: Instrument) -> bool:
    """Evidence that is not there counts for nothing, whatever the lowest of its scale."""
    return instrument.formula == "weighted-tree"
