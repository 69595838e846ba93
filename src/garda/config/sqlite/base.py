"""One writer at a time, in the order of arrival, without asking the file again and again.

SQLite has one writer. Whoever finds another one writing sleeps and asks again, longer each time, so that
with a few threads the slowest answers grow to seconds. Here threads of one process wait for each other, and
processes ask for the turn by a lock beside the file, which the system gives back when its holder is killed.
"""

from __future__ import annotations

import os
import threading
import time
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

try:
    import fcntl
except ImportError:  # Windows: processes wait by SQLite's own lock
    fcntl = None  # type: ignore[assignment]

PATIENCE = 20.0
# Seconds between two questions for the turn: a short transaction takes about two of them.
PAUSE = 0.0005


class Queue:
    """The writers to one file: those of this process in order, and one process at a time."""

    def __init__(self, name: str) -> None:
        self._here = threading.Lock()
        self._lock = os.open(f"{name}-turn", os.O_RDWR | os.O_CREAT, 0o600) if fcntl else -1

    def wait(self, patience: float) -> bool:
        """Whether the turn came within `patience` seconds."""
        until = time.monotonic() + patience
        if not self._here.acquire(timeout=patience):
            return False
        while fcntl is not None:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    self._here.release()
                    return False
                time.sleep(PAUSE)
        return True

    def next(self) -> None:
        """Give the turn back; any thread may."""
        if fcntl is not None:
            fcntl.flock(self._lock, fcntl.LOCK_UN)
        self._here.release()


_queues: dict[str, Queue] = {}
_making = threading.Lock()
if hasattr(os, "register_at_fork"):
    # A child that shared the open lock would share the turn as well.
    os.register_at_fork(after_in_child=_queues.clear)


def queue_of(name: str) -> Queue:
    """The queue of writers to that file."""
    with _making:
        if name not in _queues:
            _queues[name] = Queue(name)
        return _queues[name]


# A longer statement (many rows put in at once) is seldom said twice, and would only fill the memory.
LONGEST = 8192


@lru_cache(maxsize=1024)
def _spoken(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    """Django's own, that puts a statement into SQLite's words once and not each time it is said."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """The statement with "?" where a value stands."""
        if param_names is None and len(query) <= LONGEST:
            return _spoken(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, whose transactions begin when it is their turn."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._turn: Queue | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of ours on the open connection."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        name = str(self.settings_dict["NAME"])
        # What lies in memory belongs to one connection: there is nobody to wait for.
        if self._turn is None and "memory" not in name:
            turn = queue_of(name)
            if not turn.wait(PATIENCE):
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
            turn.next()

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
