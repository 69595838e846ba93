"""How far a target was reached, in per cent, for what should rise and for what should fall."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

Better = Literal["higher", "lower"]


def attainment(
    target: Fraction, reached: Fraction, better: Better = "higher", most: Fraction | None = None
) -> Fraction | None:
    """Reached of target, in per cent; where lower is better, (2 x target - reached) of target.

    Half of what was aimed at is 50; a stunting rate of half the target is 150. Never below nothing, and not
    above `most` where a city caps it. None without a target, which nothing can be a share of.
    """
    if target <= 0:
        return None
    got = reached if better == "higher" else 2 * target - reached
    value = max(Fraction(0), got / target * 100)
    return value if most is None else min(value, most)
