"""Whether Garda runs on this folder of data: one at a time where the database is embedded.

The lock is the operating system's own, so that it is gone when its holder is, even by `kill -9`.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from garda.config.telling import Halt

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _file() -> Path:
    return Path(settings.VAR) / "running"


@contextlib.contextmanager
def running() -> Iterator[None]:
    """Hold the folder of data for as long as the block lasts; Halt where another holds it."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    with _file().open("a", encoding="utf-8") as file:
        try:
            _take(file)
        except OSError:
            raise Halt("Garda sudah berjalan di folder data ini; hentikan dahulu yang itu.") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def is_running() -> bool:
    """Whether someone holds the folder of data now."""
    if not _file().exists():
        return False
    with _file().open("a", encoding="utf-8") as file:
        try:
            _take(file)
        except OSError:
            return True
    return False
