"""What a measurement gives, and under what it was taken."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Slice:
    """One short stretch of one act: answers, seconds of wall clock and of CPU, each answer's milliseconds."""

    count: int
    seconds: float
    cpu: float
    waits: list[float]


@dataclass(frozen=True)
class Measure:
    """One act over all rounds: medians of the rounds; waits of all answers together, in milliseconds.

    `share` is the median over the rounds of this act's rate as a part of its limit's rate of that round
    (None where it has no limit). CPU is of the server and its database together.
    """

    name: str
    rate: float
    p50: float
    p95: float
    p99: float
    cpu_ms: float
    count: int
    limit: str = ""
    share: float | None = None
    note: str = ""  # what stands beside it instead of a share

    def as_dict(self) -> dict[str, Any]:
        """For the pipe between processes."""
        return asdict(self)


@dataclass
class Act:
    """The slices of one act, round by round."""

    name: str
    limit: str = ""
    slices: list[Slice] = field(default_factory=list)


def measure_of(act: Act, limit: Act | None) -> Measure:
    """The medians over the rounds of an act beside its limit."""
    waits = sorted(wait for one in act.slices for wait in one.waits)
    rates = [one.count / one.seconds for one in act.slices]
    shares = (
        [rate / (one.count / one.seconds) for rate, one in zip(rates, limit.slices, strict=False)]
        if limit
        else []
    )
    return Measure(
        name=act.name,
        rate=statistics.median(rates),
        p50=part(waits, 0.50),
        p95=part(waits, 0.95),
        p99=part(waits, 0.99),
        cpu_ms=statistics.median(1000 * one.cpu / one.count for one in act.slices),
        count=len(waits),
        limit=act.limit,
        share=statistics.median(shares) if shares else None,
    )


def part(waits: Sequence[float], share: float) -> float:
    """The wait that `share` of the sorted waits do not exceed."""
    return waits[min(len(waits) - 1, int(share * len(waits)))] if waits else 0.0
