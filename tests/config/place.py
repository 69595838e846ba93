"""A folder of data of its own for a program started as a person would start it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

START = "import sys; from garda.config.cli import main; sys.exit(main())"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Served:
    """A running Garda."""

    process: subprocess.Popen[bytes]
    port: int
    said: Path

    def says(self) -> str:
        """What it has said so far."""
        return self.said.read_text("utf-8")

    def page(self, path: str) -> str:
        """The page at a path, as text; the page of an error, too."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code}"


@dataclass
class Place:
    """A folder of data with the environment that points to it; SQLite inside unless told."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that works on this folder, and on no database of the test run."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GARDA_")}
        return {**kept, "PYTHONPATH": str(ROOT / "src"), "GARDA_VAR": str(self.folder), **self.settings}

    @property
    def database(self) -> Path:
        """The embedded database."""
        return self.folder / "garda.sqlite3"

    def garda(self, *words: object, code: int = 0) -> str:
        """Run a command to its end; fails when it ends with another code than expected."""
        done = subprocess.run(
            [sys.executable, "-c", START, *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == code, (
            f"garda {words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
        return done.stdout + done.stderr

    @contextlib.contextmanager
    def served(self, *words: object) -> Iterator[Served]:
        """`garda run` on this folder, from the moment its pages answer; stopped afterwards."""
        script, port = self.folder.parent / f"start-{self.folder.name}.py", free_port()
        script.write_text(f'if __name__ == "__main__":\n    {START}\n', encoding="utf-8")
        said = self.folder.parent / f"said-{self.folder.name}.txt"
        with said.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, str(script), "run", "--port", str(port), *map(str, words)],
                env=self.environment,
                stdout=sink,
                stderr=sink,
            )
        one = Served(process, port, said)
        try:
            until(lambda: answers(port) or process.poll() is not None, 300)
            assert process.poll() is None, said.read_text("utf-8")
            yield one
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)

    def furnish(self, cases: int = 3) -> int:
        """Put a city and some matters in; the number of cases there are then."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.config.furnish", str(cases)],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "garda.config.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return int(done.stdout)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything in the embedded database, table by table."""
        with contextlib.closing(sqlite3.connect(self.database)) as database:
            names = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).fetchall()
            return {
                name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
                for (name,) in names
                if name.split("_")[0] in ("people", "cases", "rules", "mfa", "account")
            }

    def papers(self) -> dict[str, bytes]:
        """The sealed files by name."""
        folder = self.folder / "papers"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> int:
    """The status that the server gives for a page that doesn't exist; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/tidak-ada/", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def until(true: object, seconds: float = 30.0) -> None:
    """Wait until the call gives something true; fails when it doesn't in time."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
