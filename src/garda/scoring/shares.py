"""Shares of records: how many of how many, each alone, with its interval. No records means no share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from garda.scoring.exact import down, root_above, up
from garda.scoring.hiding import FEWEST
from garda.scoring.language import Element, Instrument
from garda.scoring.measuring import SURE
from garda.scoring.scores import State


@dataclass(frozen=True, slots=True)
class Share:
    """One share: `counted` of `among`, out of the instrument's whole."""

    element: Element
    state: State
    counted: int | None
    among: int | None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


def shares(instrument: Instrument, counts: Mapping[str, tuple[int, int]]) -> tuple[Share, ...]:
    """One share for each element of the instrument, in its order; never one number for all of them."""
    if instrument.formula != "shares":
        raise ValueError(f"{instrument.key} is not made of shares")
    return tuple(
        _share(instrument, element, *counts.get(element.key, (0, 0))) for element in instrument.elements
    )


def _share(instrument: Instrument, element: Element, counted: int, among: int) -> Share:
    if not 0 <= counted <= among:
        raise ValueError(f"{counted} of {among} is no share")
    if among < FEWEST:
        return Share(element, "hidden" if among else "none", None if among else 0, None if among else 0)
    low, high = _wilson(counted, among)
    unit = instrument.out_of
    return Share(
        element,
        "sound" if among >= instrument.least else "insufficient",
        counted,
        among,
        Fraction(counted, among) * unit,
        down(low * unit, instrument.decimals),
        up(high * unit, instrument.decimals),
    )


def _wilson(counted: int, among: int) -> tuple[Fraction, Fraction]:
    """Wilson's interval of a share: honest near nothing and near all, where others run out of bounds."""
    share, square = Fraction(counted, among), SURE**2
    middle = share + square / (2 * among)
    half = SURE * root_above(share * (1 - share) / among + square / (4 * among**2))
    whole = 1 + square / among
    return max(Fraction(0), (middle - half) / whole), min(Fraction(1), (middle + half) / whole)
