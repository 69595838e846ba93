"""One writer at a time, in the order of arrival, without asking the file again and again.

SQLite has one writer. A thread that finds another one writing sleeps and asks again, longer each time, so
that with a few threads the slowest answers grow to seconds. Threads of one process can simply wait for each
other; processes still wait by the file's own lock.
"""

from __future__ import annotations

import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PATIENCE = 20.0
_queues: dict[str, threading.Lock] = {}


def queue_of(name: str) -> threading.Lock:
    """The queue of writers to that file in this process."""
    return _queues.setdefault(name, threading.Lock())


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, whose transactions begin when it is their turn."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._turn: threading.Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        name = str(self.settings_dict["NAME"])
        # What lies in memory belongs to one connection: there is nobody to wait for.
        if self._turn is None and "memory" not in name:
            turn = queue_of(name)
            if not turn.acquire(timeout=PATIENCE):
                raise OperationalError("database is locked")
            self._turn = turn
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._next()
            raise

    def _next(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._next()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._next()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._next()
