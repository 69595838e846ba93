"""The page of benchmarks: what was measured, on what, beside what limit, and what falls short."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg

from garda import __version__, clock
from garda.config.bench.shapes import Measure
from garda.config.telling import number

TARGETS = {"filing": 0.50, "moving": 0.40}
LEVEL = 1.3
LEVEL_ACTS = ("following", "officer's list", "head's page (kelurahan)", "head's page (whole city)")
INTRODUCTION = """\
Written by `./do bench`. Every act stands beside its limit, measured in the same round of the same run, on
the same server with the same settings and middleware: *bare insert* is a Django view that puts one row into
a table in one transaction, *bare read* one that reads a row by its key. Requests come over loopback on open
connections, four at a time, from a driver on the same machine. Rates, CPU (server and database together)
and shares are medians over the rounds; waits are over all answers. Filing is the resident's form as a
browser sends it (token, one-time key, nine fields, sixteen different reports, the class of complaint guessed
from the words) up to the receipt; moving is an officer's POST. Pages are made by one process a core, at most
four, with two threads each. SQLite runs with WAL and `synchronous=FULL`, PostgreSQL with `fsync` and
`synchronous_commit` on.

The past is closed matters of 3 to 6 events over three years, made by the real verbs once and multiplied
with their chains made anew; about 3,000 matters are open at every large size (600 at 1,000), the same 45 on
the measured desk. Marks for searching, errands long done and papers are left out of the past.
"""
PLANS = """\
One plan after the other in one process, of made-up offices with leave, half days elsewhere and three skills;
each must keep four people, two desks and one skill. The limit is the bound that CP-SAT proves.
"""


@dataclass(frozen=True)
class Run:
    """All measures of one engine at one size; seconds it took to fill."""

    engine: str
    cases: int
    measures: tuple[Measure, ...]
    filled: float = 0.0

    def of(self, name: str) -> Measure | None:
        """The measure of that name."""
        return next((one for one in self.measures if one.name == name), None)


@dataclass(frozen=True)
class Soak:
    """Requests answered and megabytes held, from the beginning to the end of a long run."""

    marks: tuple[tuple[int, float], ...]


def write(
    target: Path,
    runs: Sequence[Run],
    soak: Soak | None,
    skipped: Sequence[str],
    seconds: float,
    plans: Sequence[Measure] = (),
) -> None:
    """Write the page anew; what a person wrote between the marks of remarks is kept."""
    kept = remarks_of(target)
    parts = [
        "# Benchmarks", "", INTRODUCTION,
        f"Garda {__version__} · {clock.now():%Y-%m-%d %H:%M} UTC · {machine()} · {seconds / 60:.0f} min", "",
        "## Targets", "", *targets(runs, soak), "",
    ]  # fmt: skip
    for run in runs:
        parts += [f"## {run.engine}, {number(run.cases)} matters", "", *table(run), ""]
    if plans:
        parts += ["## A month planned", "", PLANS, *rows_of(plans), ""]
    if soak is not None:
        line = ", ".join(f"{mb:.0f} MB at {number(done)}" for done, mb in soak.marks)
        parts += ["## Memory", "", f"The server's processes over a mixture of all acts (SQLite): {line}.", ""]
    if skipped:
        parts += [f"Not measured for want of time: {'; '.join(skipped)}.", ""]
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
        f"Python {platform.python_version()}, Django {django.__version__}, SQLite {sqlite3.sqlite_version}, "
        f"psycopg {psycopg.__version__}"
    )


def targets(runs: Sequence[Run], soak: Soak | None) -> list[str]:
    """Each target and what was reached, worst first seen at any size."""
    rows = ["| target | engine | reached | |", "|---|---|---|---|"]
    for engine in dict.fromkeys(run.engine for run in runs):
        own = [run for run in runs if run.engine == engine]
        for name, wanted in TARGETS.items():
            shares = [(one.share, run.cases) for run in own if (one := run.of(name)) and one.share]
            said = ", ".join(f"{share:.0%} at {number(cases)}" for share, cases in shares)
            fine = bool(shares) and min(share for share, _ in shares) >= wanted
            rows.append(
                f"| {name} ≥ {wanted:.0%} of the bare insert's rate | {engine} | {said} | {_word(fine)} |"
            )
        if len(own) > 1:
            rows += [_level(engine, own[0], own[-1], name) for name in LEVEL_ACTS]
    if soak is not None and len(soak.marks) > 1:
        # the first stretch fills caches; what counts is what comes after it
        first, last = soak.marks[1][1], soak.marks[-1][1]
        said = f"{last - first:+.0f} MB ({last / first - 1:+.1%}) from {number(soak.marks[1][0])} on"
        rows.append(f"| memory flat over {number(soak.marks[-1][0])} requests | SQLite | {said} | {_word(last < 1.1 * first)} |")  # fmt: skip  # noqa: E501
    return rows


def _level(engine: str, small: Run, large: Run, name: str) -> str:
    """How much dearer a page is in the large city, beside how much dearer the bare read is there.

    The machine's mood differs from minute to minute; each page is compared with the bare read of its own
    round, and what remains is the page's own.
    """
    one, other = small.of(name), large.of(name)
    if one is None or other is None or not one.share or not other.share:
        return f"| {name} | {engine} | not measured | |"
    times = one.share / other.share
    cpu = other.cpu_ms / one.cpu_ms if one.cpu_ms else 0.0
    said = f"{times:.2f}× ({one.p50:.1f} → {other.p50:.1f} ms by the clock; CPU {cpu:.2f}×)"
    target = f"{name} at {number(large.cases)} ≤ {LEVEL}× of {number(small.cases)}, beside the bare read"
    return f"| {target} | {engine} | {said} | {_word(times <= LEVEL)} |"


def _word(fine: bool) -> str:
    return "reached" if fine else "**short**"


def table(run: Run) -> list[str]:
    """One row per measure; the share of its limit where it has one."""
    return rows_of(run.measures)


def rows_of(measures: Sequence[Measure]) -> list[str]:
    """The same of any measures; what stands beside one that has no limit."""
    rows = [
        "| act | per second | p50 ms | p95 ms | p99 ms | CPU ms | of its limit | answers |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in measures:
        share = f"{one.share:.0%} of {one.limit}" if one.share is not None else one.note
        figures = f"{one.rate:,.0f} | {one.p50:.2f} | {one.p95:.2f} | {one.p99:.2f} | {one.cpu_ms:.2f}"
        rows.append(f"| {one.name} | {figures} | {share} | {number(one.count)} |")
    return rows
