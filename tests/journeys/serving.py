"""The whole application served from a thread of the test's own process, over a database of its own.

Of its own process, so that `clock.move` moves the server's time too: time is moved, never slept. A
database of its own, a file on SQLite, because threads that share Django's in-memory test database lock
each other out; the two towns in it are built once, and each journey makes its own matters.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
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


@contextlib.contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A fresh database with all tables, in use by all threads for as long as the block lasts."""
    settings = connection.settings_dict
    was = settings["NAME"]
    name = str(folder / "journeys.sqlite3")
    if connection.vendor == "postgresql":
        name = f"{was}_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    kept = _leave(name)
    _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        yield
    finally:
        _leave(was)
        connections["default"] = kept
        _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


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
