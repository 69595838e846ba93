"""Setiap mesin basis data diukur dalam proses dan folder data sementara sendiri; data kota tidak
tersentuh. './do bench' menyediakan PostgreSQL sementara."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg

from garda.config.bench import bare, plans
from garda.config.bench.city import settle
from garda.config.bench.filling import fill
from garda.config.bench.measuring import Amounts, measure, soaked
from garda.config.bench.page import Run, Soak, write
from garda.config.bench.shapes import Measure
from garda.config.migrating import migrate
from garda.config.telling import FINDINGS, FINE, TROUBLE, Halt, number, say, warn

Place = tuple[str, int]

QUICK = Amounts(writes=24, reads=16, rounds=2)
FULL = Amounts(writes=200, reads=60, rounds=4)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda bench` takes."""
    parser.add_argument("--sizes", default="1000,100000,1000000", help="banyaknya urusan, dipisah koma")
    parser.add_argument("--quick", action="store_true", help="sedikit putaran, untuk mencoba")
    parser.add_argument("--soak", type=int, default=100_000, help="permintaan untuk uji memori (0: tidak)")
    parser.add_argument("--plans", type=int, default=57, help="kantor yang direncanakan sebulan (0: tidak)")
    parser.add_argument("--minutes", type=float, default=25, help="paling lama; ukuran berikut dilewati")
    parser.add_argument("--engine", default="", help="hanya mesin ini: sqlite atau postgresql")
    parser.add_argument("--postgres", default="", help="alamat server PostgreSQL untuk diukur juga")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"), help="halaman yang ditulis")
    parser.add_argument("--add", action="store_true", help="tambahkan pada hasil pengukuran sebelumnya")
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)


def act(options: argparse.Namespace) -> int:
    """Measure every engine at every size, then write the page."""
    if options.inside:
        return act_inside(options)
    begun = time.monotonic()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    engines = {"SQLite": "", **({"PostgreSQL": options.postgres} if options.postgres else {})}
    wanted = {name: address for name, address in engines.items() if options.engine.lower() in name.lower()}
    kept = Kept(options, begun)
    with contextlib.ExitStack() as stack:
        grounds = {
            (engine, size): stack.enter_context(Ground(address, size))
            for size in sizes
            for engine, address in wanted.items()
        }
        filled = fill_all(grounds, options)
        stack.callback(kept.write)
        for (engine, size), ground in grounds.items():
            if time.monotonic() - begun > 60 * options.minutes * 0.9:
                kept.skipped.append(f"{engine}, {number(size)}")
                continue
            warn(f"{engine}, {number(size)} urusan: mengukur …")
            found = [Measure(**facts) for facts in ground.inside(f"measure:{size}", options)]
            kept.add(Run(engine, size, tuple(found), filled[engine, size]))
        if options.soak and time.monotonic() - begun < 60 * options.minutes * 0.9:
            warn("Uji memori …")
            with Ground("", 1000) as ground:
                left = 60 * options.minutes - (time.monotonic() - begun)
                marks = ground.inside(f"soak:{options.soak}:{max(60, int(left))}", options)
            kept.soak = Soak(tuple((int(n), float(mb)) for n, mb in marks))
        if options.plans and time.monotonic() - begun < 60 * options.minutes * 0.9:
            warn("Rencana sebulan …")
            kept.plans = tuple(plans.planned(options.plans, 0.3 if options.quick else plans.SECONDS))
    if not kept.runs:
        raise Halt("Tidak ada yang terukur.", FINDINGS)
    say(f"{options.out} ditulis dalam {time.monotonic() - begun:.0f} detik.")
    return FINE


def fill_all(grounds: dict[tuple[str, int], Ground], options: argparse.Namespace) -> dict[Place, float]:
    """Fill every ground, the engines beside each other: nothing is timed yet. Seconds by ground."""
    found: dict[Place, float] = {}
    for size in dict.fromkeys(size for _, size in grounds):
        warn(f"{number(size)} urusan: mengisi …")
        children = {
            place: ground.process(f"fill:{size}", options)
            for place, ground in grounds.items()
            if place[1] == size
        }
        found |= {place: float(answer_of(child, "fill")) for place, child in children.items()}
    return found


class Kept:
    """What was measured so far, on disk after every step: a run that breaks off has not been in vain."""

    def __init__(self, options: argparse.Namespace, begun: float) -> None:
        self.options, self.begun = options, begun
        self.skipped: list[str] = []
        self.file = Path(os.environ.get("GARDA_BENCH") or tempfile.gettempdir()) / "garda-bench.json"
        old = json.loads(self.file.read_text("utf-8")) if options.add and self.file.exists() else {}
        self.runs = [run_of(facts) for facts in old.get("runs", [])]
        self.soak = Soak(tuple((int(n), float(mb)) for n, mb in old["soak"])) if old.get("soak") else None
        self.plans = tuple(Measure(**one) for one in old.get("plans", []))
        self.seconds = float(old.get("seconds", 0))

    def add(self, run: Run) -> None:
        """One engine at one size; it takes the place of an older one."""
        others = [one for one in self.runs if (one.engine, one.cases) != (run.engine, run.cases)]
        self.runs = sorted([*others, run], key=lambda one: (one.engine == "PostgreSQL", one.cases))
        self.write()

    def write(self) -> None:
        """The page, and beside it what it was made from."""
        if not self.runs:
            return
        seconds = self.seconds + time.monotonic() - self.begun
        facts = {
            "runs": [asdict(run) for run in self.runs],
            "soak": self.soak.marks if self.soak else None,
            "plans": [one.as_dict() for one in self.plans],
            "seconds": seconds,
        }
        self.file.write_text(json.dumps(facts), "utf-8")
        write(self.options.out, self.runs, self.soak, self.skipped, seconds, self.plans)


def run_of(facts: dict[str, Any]) -> Run:
    """A run as it was written down."""
    return Run(**{**facts, "measures": tuple(Measure(**one) for one in facts["measures"])})


class Ground:
    """Data of its own for one engine: a folder, and a new database on the server at `address` if given."""

    def __init__(self, address: str, size: int) -> None:
        self.server, self.name = address, f"garda_bench_{size}"
        self.folder = tempfile.TemporaryDirectory(prefix="garda-bench-", dir=os.environ.get("GARDA_BENCH"))

    def __enter__(self) -> Ground:
        if self.server:
            self._tell(f'DROP DATABASE IF EXISTS "{self.name}"', f'CREATE DATABASE "{self.name}"')
        return self

    def __exit__(self, *_: object) -> None:
        if self.server:
            self._tell(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self.folder.cleanup()

    def _tell(self, *sentences: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            for sentence in sentences:
                server.execute(sentence.encode())

    def process(self, task: str, options: argparse.Namespace) -> subprocess.Popen[str]:
        """A process of the bench on this ground; the last line it says is JSON."""
        address = f"{self.server.rsplit('/', 1)[0]}/{self.name}" if self.server else ""
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
        most, _, seconds = amount.partition(":")
        found = soaked(city, int(most), FULL.threads, tell, float(seconds or 3600))
    else:
        found = [one.as_dict() for one in measure(city, QUICK if options.quick else FULL, tell)]
    say(json.dumps(found))
    return FINE
