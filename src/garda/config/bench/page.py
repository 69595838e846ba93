"""The page of benchmarks: what was measured, on what, beside what limit."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import django

from garda import __version__, clock
from garda.config.bench.shapes import Measure
from garda.config.telling import number


@dataclass(frozen=True)
class Run:
    """All measures of one engine at one size."""

    engine: str
    cases: int
    measures: tuple[Measure, ...]


def write(target: Path, runs: Iterable[Run], remarks: str = "") -> None:
    """Write the page anew; `remarks` (Markdown) is kept between the lines that mark it."""
    kept = remarks or remarks_of(target)
    parts = [
        "# Benchmarks",
        "",
        "Written by `./do bench`; side by side, each act beside the limit measured in the same run.",
        "",
        f"Garda {__version__} · {clock.now():%Y-%m-%d %H:%M} UTC · {machine()}",
        "",
    ]
    for run in runs:
        parts += [f"## {run.engine}, {number(run.cases)} cases", "", *table(run), ""]
    parts += ["<!-- remarks -->", kept, "<!-- end of remarks -->", ""]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(parts), encoding="utf-8")


def remarks_of(target: Path) -> str:
    """What a person wrote between the marks of an older page."""
    if not target.exists():
        return ""
    return (
        target.read_text("utf-8").partition("<!-- remarks -->\n")[2].partition("\n<!-- end of remarks -->")[0]
    )


def machine() -> str:
    """The machine and the versions that matter."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, Django {django.__version__}, SQLite {sqlite3.sqlite_version}"
    )


def table(run: Run) -> list[str]:
    """One row per measure; the share of its limit where it has one."""
    by_name = {measure.name: measure for measure in run.measures}
    rows = [
        "| measure | per second | middle ms | slowest ms (p99) | CPU ms | of its limit | note |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for one in run.measures:
        limit = by_name.get(one.limit)
        share = (
            f"{one.per_second / limit.per_second:.0%} of {limit.name}" if limit and limit.per_second else ""
        )
        figures = f"{one.per_second:.0f} | {one.middle_ms:.2f} | {one.slowest_ms:.2f} | {one.cpu_ms:.2f}"
        rows.append(f"| {one.name} | {figures} | {share} | {one.note} |")
    return rows
