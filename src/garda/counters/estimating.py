"""When it will be somebody's turn: an interval from recent facts, or nothing when there are too few.

The time until the n-th next call is the sum of n service times shared by the desks that serve. Its spread is
worked out from the times of recent tickets themselves, without a bell curve: sums are convolved, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

FEWEST = 10  # recent services below which nothing is said
LOW, HIGH = 0.1, 0.9
LONGEST = 60  # minutes: a longer service counts as this, so that one forgotten button tells no tales
MOST_AHEAD = 60


@dataclass(frozen=True)
class Turn:
    """Minutes from now until the turn: hardly before `low`, probably by `high`; `n` facts behind it."""

    low: int
    middle: int
    high: int
    n: int


def turn(ahead: int, desks: int, minutes: Sequence[int]) -> Turn | None:
    """The interval for somebody with `ahead` tickets before them; None with too few facts or no desk.

    `minutes` are recent service times of the office, each one ticket, whole minutes.
    """
    if len(minutes) < FEWEST or desks < 1:
        return None
    times = tuple(sorted(min(LONGEST, max(1, one)) for one in minutes))
    if ahead <= 0:
        return Turn(0, 0, quantile(_sums(times, 1), HIGH, desks), len(times))
    spread = _sums(times, min(ahead, MOST_AHEAD))
    return Turn(
        quantile(spread, LOW, desks), quantile(spread, 0.5, desks), quantile(spread, HIGH, desks), len(times)
    )


def quantile(spread: Sequence[float], share: float, desks: int) -> int:
    """The minute by which `share` of the sums are over, if `desks` work side by side."""
    reached = 0.0
    for total, weight in enumerate(spread):
        reached += weight
        if reached >= share - 1e-12:
            return round(total / desks)
    return round((len(spread) - 1) / desks)


@lru_cache(maxsize=256)
def _sums(times: tuple[int, ...], many: int) -> tuple[float, ...]:
    """How likely each sum of `many` service times is: place = minutes."""
    if many == 0:
        return (1.0,)
    one = [0.0] * (times[-1] + 1)
    for minutes in times:
        one[minutes] += 1 / len(times)
    if many == 1:
        return tuple(one)
    half = _sums(times, many // 2)
    whole = _convolved(half, half)
    return _convolved(whole, one) if many % 2 else whole


def _convolved(some: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    found = [0.0] * (len(some) + len(other) - 1)
    for a, weight in enumerate(some):
        if weight > 1e-12:
            for b, more in enumerate(other):
                found[a + b] += weight * more
    return tuple(found)
