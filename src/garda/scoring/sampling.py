"""How many answers are enough."""

from __future__ import annotations

from fractions import Fraction

from garda.scoring.exact import rounded
from garda.scoring.language import Instrument

CHI_SQUARE = Fraction(3841, 1000)  # one degree of freedom, 5 per cent
HALF = Fraction(1, 2)
ERROR = Fraction(1, 20)


def krejcie_morgan(population: int) -> int:
    """The sample that the table of Krejcie and Morgan (1970) asks for, by its formula, for any population.

    PermenPANRB 14/2017 gives this table as an aid; the formula gives every row of it when it is rounded.
    """
    if population < 1:
        return 0
    spread = CHI_SQUARE * HALF * (1 - HALF)
    needed = spread * population / (ERROR**2 * (population - 1) + spread)
    return min(population, int(rounded(needed, 0)))


def enough(instrument: Instrument, population: int | None) -> int | None:
    """The fewest answers that make a score; None when it cannot be said because nobody knows how many
    people were served. A population smaller than `least` cannot give more answers than it has people, yet
    never fewer than `least` are enough: a person could be known."""
    if instrument.minimum != "krejcie-morgan":
        return instrument.least
    if population is None:
        return None
    return max(instrument.least, krejcie_morgan(population))
