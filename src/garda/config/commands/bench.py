"""Setiap mesin basis data dan ukuran diukur dalam proses dan folder data sementara sendiri; data kota tidak
tersentuh. './do bench' menyediakan PostgreSQL sementara."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from garda.config.bench.page import Run, write
from garda.config.bench.shapes import Measure, Setting
from garda.config.bench.workloads import WORKLOADS, fill
from garda.config.migrating import migrate
from garda.config.telling import FINDINGS, FINE, TROUBLE, Halt, number, say, warn


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda bench` takes."""
    parser.add_argument("--sizes", default="1000,100000", help="banyaknya perkara, dipisah koma")
    parser.add_argument("--seconds", type=float, default=5.0, help="lama setiap pengukuran")
    parser.add_argument("--threads", type=int, default=4, help="pengirim serentak")
    parser.add_argument("--only", default="", help="hanya pengukuran yang namanya memuat kata ini")
    parser.add_argument("--postgres", default="", help="alamat server PostgreSQL untuk diukur juga")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"), help="halaman yang ditulis")
    parser.add_argument("--inside", type=int, default=0, help=argparse.SUPPRESS)


def act(options: argparse.Namespace) -> int:
    """Measure every engine at every size, then write the page."""
    if options.inside:
        return measure_here(options)
    sizes = [int(size) for size in options.sizes.split(",")]
    engines = {"SQLite": "", **({"PostgreSQL": options.postgres} if options.postgres else {})}
    runs = [
        Run(engine, size, tuple(measures))
        for size in sizes
        for engine, address in engines.items()
        if (measures := measure_apart(engine, address, size, options))
    ]
    if not runs:
        raise Halt("Tidak ada yang terukur.", FINDINGS)
    write(options.out, runs)
    say(f"{options.out} ditulis.")
    return FINE


def measure_apart(engine: str, address: str, size: int, options: argparse.Namespace) -> list[Measure]:
    """One engine at one size, in a process of its own on data of its own."""
    warn(f"{engine}, {number(size)} perkara …")
    with tempfile.TemporaryDirectory(prefix="garda-bench-") as folder:
        environment = dict(os.environ, GARDA_VAR=folder)
        with OwnDatabase(address, size) as own:
            environment["GARDA_DATABASE_URL"] = own
            command = [
                sys.executable,
                *started_by(),
                "bench",
                f"--inside={size}",
                f"--seconds={options.seconds}",
            ]
            command += [f"--threads={options.threads}", f"--only={options.only}"]
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Halt(f"Pengukuran pada {engine} gagal.", TROUBLE)
    return [Measure(**facts) for facts in json.loads(done.stdout.strip().splitlines()[-1])]


class OwnDatabase:
    """A new database on the server at `address`, dropped afterwards; nothing to do for SQLite."""

    def __init__(self, address: str, size: int) -> None:
        self.server, self.name = address, f"garda_bench_{size}"

    def __enter__(self) -> str:
        if not self.server:
            return ""
        self._tell(f'DROP DATABASE IF EXISTS "{self.name}"', f'CREATE DATABASE "{self.name}"')
        return f"{self.server.rsplit('/', 1)[0]}/{self.name}"

    def __exit__(self, *_: object) -> None:
        if self.server:
            self._tell(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _tell(self, *sentences: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            for sentence in sentences:
                server.execute(sentence.encode())


def started_by() -> list[str]:
    """How this program was started, to start it again."""
    return ["-c", "import sys; from garda.config.cli import main; sys.exit(main())"]


def measure_here(options: argparse.Namespace) -> int:
    """The inside of one process: tables, cases, workloads; the last line of the answer is JSON."""
    migrate()
    fill(options.inside)
    setting = Setting(options.inside, options.seconds, options.threads)
    found: list[dict[str, Any]] = []
    for workload in WORKLOADS:
        if options.only in workload.name:
            warn(f"  {workload.name}: {workload.words}")
            found += [measure.as_dict() for measure in workload.measure(setting)]
    say(json.dumps(found))
    return FINE
