"""What is measured, in the order of the page, and how a database is filled before it."""

from __future__ import annotations

from garda.config.bench.shapes import Workload


def fill(cases: int) -> None:
    """Fill the empty database of this process with a city and that many cases."""


WORKLOADS: tuple[Workload, ...] = ()
