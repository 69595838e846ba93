"""Scores beside each other: over rounds, over units, and two measures of the same units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import isqrt

from garda.scoring.scores import Score

FEWEST_ROUNDS = 3
FEWEST_UNITS = 3
_FINE = 10**6


@dataclass(frozen=True, slots=True)
class Relation:
    """How two measures move together, from -1 to 1, with the number of units it rests on.

    None where there are fewer than three units, or one of the two never moves.
    """

    value: Fraction | None
    n: int


def trend(rounds: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    """The step from each round to the next; None with fewer than three rounds, which make no trend."""
    if len(rounds) < FEWEST_ROUNDS:
        return None
    return tuple(after - before for before, after in pairwise(rounds))


def relation(pairs: Sequence[tuple[Fraction, Fraction]]) -> Relation:
    """Pearson's correlation of two measures of the same units, to a millionth."""
    n = len(pairs)
    if n < FEWEST_UNITS:
        return Relation(None, n)
    first, second = zip(*pairs, strict=True)
    means = sum(first, Fraction(0)) / n, sum(second, Fraction(0)) / n
    across = sum(((a - means[0]) * (b - means[1]) for a, b in pairs), Fraction(0))
    spread = sum(((a - means[0]) ** 2 for a in first), Fraction(0))
    spread *= sum(((b - means[1]) ** 2 for b in second), Fraction(0))
    if not spread:
        return Relation(None, n)
    square = across**2 / spread
    size = Fraction(isqrt(square.numerator * _FINE**2 // square.denominator), _FINE)
    return Relation(size if across >= 0 else -size, n)


def rank_relation(pairs: Sequence[tuple[Fraction, Fraction]]) -> Relation:
    """Spearman's: the same of the ranks, so that one outlier does not speak for all."""
    if len(pairs) < FEWEST_UNITS:
        return Relation(None, len(pairs))
    first, second = zip(*pairs, strict=True)
    return relation(list(zip(_ranks(first), _ranks(second), strict=True)))


def _ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """The place of each value among all, from 1; equals share the mean of their places."""
    ordered = sorted(values)
    return [Fraction(2 * ordered.index(value) + ordered.count(value) + 1, 2) for value in values]


def mean_of_units(scores: Iterable[Score]) -> tuple[Fraction | None, int]:
    """The simple mean of sound scores of units, and how many they are: each unit counts once, however many
    answered there. Where each answer should count once, add the tallies instead; a page says which it is."""
    values = [score.value for score in scores if score.state == "sound" and score.value is not None]
    return (sum(values, Fraction(0)) / len(values) if values else None), len(values)
