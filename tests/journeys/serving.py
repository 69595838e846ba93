"""The whole application served from a thread of the test's own process, over a database of its own.

Of its own process, so that `clock.move` moves the server's time too: time is moved, never slept. A
database of its own, a file on SQLite, because threads that share Django's in-memory test database lock
each other out; the two towns in it are built once, and each journey makes its own matters.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler as Handler

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class _Silent(WSGIRequestHandler):
    """Says nothing about requests: what matters is asserted by the journeys."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def log_error(self, format: str, *args: Any) -> None:
        """Nothing: a browser that leaves in the middle of an answer is no trouble of ours."""


class _Server(ThreadedWSGIServer):
    """One thread per connection of the browser; all are over when the server is closed."""

    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that was closed while its answer was on the way."""


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address at which the application answers for as long as the block lasts."""
    handler: type[Handler] = _Silent
    server = _Server(("127.0.0.1", 0), handler, ipv6=False)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


@dataclass(frozen=True)
class Pattern:
    """A database that nobody works in: each file of journeys gets a copy, and what was made in it."""

    name: str
    made: bytes

    def throw_away(self) -> None:
        """It is gone."""
        _postgres(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


def pattern(folder: Path, make: Callable[[], object]) -> Pattern:
    """A database with all tables and with what `make` puts in."""
    name = _name(folder, "pattern")
    _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    with _in_use(name):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        made = pickle.dumps(make())
    return Pattern(name, made)


@contextlib.contextmanager
def own_database(folder: Path, of: Pattern) -> Iterator[Any]:
    """A copy of the pattern, in use by all threads for as long as the block lasts; yields what was made."""
    name = _name(folder, "journeys")
    _postgres(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{of.name}"'
    )
    if connection.vendor == "sqlite":
        with (
            contextlib.closing(sqlite3.connect(of.name)) as old,
            contextlib.closing(sqlite3.connect(name)) as new,
        ):
            old.backup(new)
    try:
        with _in_use(name):
            yield pickle.loads(of.made)
    finally:
        _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _name(folder: Path, what: str) -> str:
    """What a database is called: a file in the folder, or a name on the server that no other process has."""
    if connection.vendor == "postgresql":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        return f"{connection.settings_dict['NAME']}_{what}_{worker}"
    return str(folder / f"{what}.sqlite3")


@contextlib.contextmanager
def _in_use(name: str) -> Iterator[None]:
    """Every connection made in the block goes to this database; afterwards to the one of before."""
    was = connection.settings_dict["NAME"]
    kept = _leave(name)
    try:
        yield
    finally:
        _leave(was).close()
        connections["default"] = kept


def _leave(name: str) -> BaseDatabaseWrapper:
    """Every new connection goes to `name`; answers the connection of before, which is left as it is.

    It is kept open: the test database in memory lives as long as the connection to it does.
    """
    kept = connections["default"]
    if kept.vendor == "postgresql":
        kept.close()
        kept.close_pool()  # type: ignore[attr-defined]
    kept.settings_dict["NAME"] = name
    del connections["default"]
    return kept


def _postgres(*sentences: str) -> None:
    """Tell the server itself, where there is one."""
    if connection.vendor != "postgresql":
        return
    with connection._nodb_cursor() as cursor:
        for words in sentences:
            cursor.execute(words)
