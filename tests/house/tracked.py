"""The files of the house as the rules see them: what git tracks, or would on the next commit."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "garda"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is tracked or about to be (not ignored), that still exists."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(sorted(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()))


@cache
def python_files() -> tuple[Path, ...]:
    """Our Python, migrations apart."""
    return tuple(file for file in tracked() if file.suffix == ".py" and "migrations" not in file.parts)


@cache
def parsed(file: Path) -> ast.Module:
    """A file as a syntax tree."""
    return ast.parse(file.read_text("utf-8"), str(file))


def place(file: Path, line: int = 0) -> str:
    """A file as a reader of a failure finds it."""
    return f"{file.relative_to(ROOT).as_posix()}{f':{line}' if line else ''}"


def rooms() -> tuple[str, ...]:
    """The rooms, by name: every package directly under src/garda."""
    return tuple(sorted(path.parent.name for path in SOURCE.glob("*/__init__.py")))
