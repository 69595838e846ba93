"""A folder of data of its own for a program started as a person would start it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

START = "import sys; from garda.config.cli import main; sys.exit(main())"
ROOT = Path(__file__).resolve().parents[2]


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

    def python(self, script: str) -> str:
        """Run a script with Django set up on this folder."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{script}"],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "garda.config.settings"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


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
