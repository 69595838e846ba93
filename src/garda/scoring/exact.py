"""Exact numbers: fractions in, fractions through, and rounded once, half up, when they are shown."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import isqrt

_WRITTEN = re.compile(r"-?\d{1,12}(\.\d{1,12}|/0*[1-9]\d{0,11})?")
_FINE = 10**6  # a root is never further from the truth than one part of this


def exact(raw: object) -> Fraction | None:
    """The number that a file writes as 1, 21.85, "21.85" or "1/9"; None for anything else.

    A decimal stands for itself and not for its nearest binary number, so TOML must be read with Decimal.
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Fraction(raw) if abs(raw) <= 10**12 else None
    if isinstance(raw, Decimal):
        return Fraction(raw) if raw.is_finite() and _WRITTEN.fullmatch(str(raw)) else None
    if isinstance(raw, str) and _WRITTEN.fullmatch(raw):
        return Fraction(raw)
    return None


def rounded(value: Fraction, decimals: int) -> Fraction:
    """The value at so many decimals, half away from nothing: 74.995 becomes 75.00, -0.5 becomes -1."""
    unit = 10**decimals
    whole = (abs(value) * unit * 2 + 1) // 2
    return Fraction(whole if value >= 0 else -whole, unit)


def shown(value: Fraction, decimals: int) -> Decimal:
    """The rounded value as a decimal with all its places: 75.00."""
    whole = int(rounded(value, decimals) * 10**decimals)
    return Decimal(whole).scaleb(-decimals)


def down(value: Fraction, decimals: int) -> Fraction:
    """The nearest value of so many decimals that is not above."""
    return Fraction(value * 10**decimals // 1, 10**decimals)


def up(value: Fraction, decimals: int) -> Fraction:
    """The nearest value of so many decimals that is not below."""
    return -down(-value, decimals)


def root_above(value: Fraction) -> Fraction:
    """The square root, rounded up to a millionth: the same on every machine."""
    if value <= 0:
        return Fraction(0)
    squared = -(-value.numerator * _FINE**2 // value.denominator)
    root = isqrt(squared)
    return Fraction(root if root * root == squared else root + 1, _FINE)
