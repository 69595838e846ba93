"""What a workload is, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One figure: operations per second and the time of one, in milliseconds of wall clock and of CPU.

    `limit` names the measure of the same run that this one is held against ("" = it is a limit itself).
    """

    name: str
    per_second: float
    middle_ms: float
    slowest_ms: float
    cpu_ms: float
    limit: str = ""
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For the pipe between the processes."""
        return asdict(self)


@dataclass(frozen=True)
class Setting:
    """Under what a workload runs: how many cases lie in the database, and for how long it is measured."""

    cases: int
    seconds: float
    threads: int


@dataclass(frozen=True)
class Workload:
    """A name, words for the page, and the act of measuring."""

    name: str
    words: str
    measure: Callable[[Setting], list[Measure]]
