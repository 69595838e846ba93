"""Setiap mesin basis data diukur dalam proses dan folder data sementara sendiri; data kota tidak
tersentuh. './do bench' menyediakan PostgreSQL sementara."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from garda.config.bench import bare
from garda.config.bench.city import settle
from garda.config.bench.filling import fill
from garda.config.bench.measuring import Amounts, measure, soaked
from garda.config.bench.page import Run, Soak, write
from garda.config.bench.shapes import Measure
from garda.config.migrating import migrate
from garda.config.telling import FINDINGS, FINE, TROUBLE, Halt, number, say, warn

QUICK = Amounts(writes=24, reads=16, rounds=2)
FULL = Amounts(writes=300, reads=120, rounds=5)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda bench` takes."""
    parser.add_argument("--sizes", default="1000,100000,1000000", help="banyaknya urusan, dipisah koma")
    parser.add_argument("--quick", action="store_true", help="sedikit putaran, untuk mencoba")
    parser.add_argument("--soak", type=int, default=100_000, help="permintaan untuk uji memori (0: tidak)")
    parser.add_argument("--minutes", type=float, default=25, help="paling lama; ukuran berikut dilewati")
    parser.add_argument("--engine", default="", help="hanya mesin ini: sqlite atau postgresql")
    parser.add_argument("--postgres", default="", help="alamat server PostgreSQL untuk diukur juga")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"), help="halaman yang ditulis")
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)


def act(options: argparse.Namespace) -> int:
    """Measure every engine at every size, then write the page."""
    if options.inside:
        return act_inside(options)
    sizes = sorted(int(size) for size in options.sizes.split(","))
    engines = {"SQLite": "", **({"PostgreSQL": options.postgres} if options.postgres else {})}
    wanted = {name: address for name, address in engines.items() if options.engine.lower() in name.lower()}
    begun, runs, skipped = time.monotonic(), list[Run](), list[str]()
    soak = Soaking(options)
    try:
        for engine, address in wanted.items():
            with Ground(address) as ground:
                for size in sizes:
                    if time.monotonic() - begun > 60 * options.minutes * 0.8:
                        skipped.append(f"{engine}, {number(size)}")
                        continue
                    if size == sizes[-1]:
                        soak.begin()
                    warn(f"{engine}, {number(size)} urusan: mengisi …")
                    filled = ground.inside(f"fill:{size}", options)
                    soak.wait()
                    warn(f"{engine}, {number(size)} urusan: mengukur …")
                    found = [Measure(**facts) for facts in ground.inside(f"measure:{size}", options)]
                    runs.append(Run(engine, size, tuple(found), float(filled)))
    finally:
        soak.end()
    if not runs:
        raise Halt("Tidak ada yang terukur.", FINDINGS)
    write(options.out, runs, soak.found, skipped, time.monotonic() - begun)
    say(f"{options.out} ditulis dalam {time.monotonic() - begun:.0f} detik.")
    return FINE


class Ground:
    """Data of its own for one engine: a folder, and a new database on the server at `address` if given."""

    NAME = "garda_bench"

    def __init__(self, address: str) -> None:
        self.server = address
        self.folder = tempfile.TemporaryDirectory(prefix="garda-bench-", dir=os.environ.get("GARDA_BENCH"))

    def __enter__(self) -> Ground:
        if self.server:
            self._tell(f'DROP DATABASE IF EXISTS "{self.NAME}"', f'CREATE DATABASE "{self.NAME}"')
        return self

    def __exit__(self, *_: object) -> None:
        if self.server:
            self._tell(f'DROP DATABASE IF EXISTS "{self.NAME}" WITH (FORCE)')
        self.folder.cleanup()

    def _tell(self, *sentences: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            for sentence in sentences:
                server.execute(sentence.encode())

    def process(self, task: str, options: argparse.Namespace) -> subprocess.Popen[str]:
        """A process of the bench on this ground; the last line it says is JSON."""
        address = f"{self.server.rsplit('/', 1)[0]}/{self.NAME}" if self.server else ""
        environment = dict(
            os.environ,
            GARDA_VAR=self.folder.name,
            GARDA_DATABASE_URL=address,
            DJANGO_SETTINGS_MODULE="garda.config.bench.settings",
        )
        code = "import sys; from garda.config.cli import main; sys.exit(main())"
        words = ["bench", f"--inside={task}", *(["--quick"] if options.quick else [])]
        command = [sys.executable, "-c", code, *words]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def inside(self, task: str, options: argparse.Namespace) -> Any:
        """Do a task on this ground and wait for what it found."""
        return answer_of(self.process(task, options), task)


def answer_of(child: subprocess.Popen[str], task: str) -> Any:
    """What a process of the bench found; Halt when it failed."""
    said, _ = child.communicate()
    if child.returncode:
        raise Halt(f"Bagian {task} gagal.", TROUBLE)
    return json.loads(said.strip().splitlines()[-1])


class Soaking:
    """The long run for memory, beside the filling of the largest size: neither of the two is timed."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.ground: Ground | None = None
        self.child: subprocess.Popen[str] | None = None
        self.found: Soak | None = None

    def begin(self) -> None:
        """Start it, once."""
        if self.options.soak and self.ground is None:
            self.ground = Ground("")
            self.child = self.ground.process(f"soak:{self.options.soak}", self.options)

    def wait(self) -> None:
        """Until it is over: nothing is timed beside it."""
        if self.child is not None:
            self.found = Soak(tuple((int(n), float(mb)) for n, mb in answer_of(self.child, "soak")))
            self.child = None

    def end(self) -> None:
        """Clear up after it."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
        if self.ground is not None:
            self.ground.folder.cleanup()


def act_inside(options: argparse.Namespace) -> int:
    """One task in a process of its own; the last line of the answer is JSON."""
    task, _, amount = options.inside.partition(":")
    migrate()
    (Path(os.environ["GARDA_VAR"]) / "static").mkdir(exist_ok=True)
    city = settle()
    bare.lay()
    tell: Callable[[str], None] = warn
    begun = time.monotonic()
    if task == "fill":
        fill(city, int(amount))
        found: Any = time.monotonic() - begun
    elif task == "soak":
        fill(city, 1000)
        found = soaked(city, int(amount), FULL.threads, tell)
    else:
        found = [one.as_dict() for one in measure(city, QUICK if options.quick else FULL, tell)]
    say(json.dumps(found))
    return FINE
