"""Serving and ticking in one tree of processes that live and stop together.

The parent supervises: web workers (granian, WSGI, a few threads each) and one tick. A child that dies is
noticed and started again; a child that keeps dying ends the whole, loudly, so that whoever started it
sees it. A parent that dies takes its children along (`leave_with_parent`). The reasons are in
docs/decisions/0003.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from garda.config.receiving import LINES, THREADS
from garda.config.starting import leave_with_parent, started

logger = logging.getLogger("garda.serving")

# A tick that falls this often within this many seconds is not worth starting again.
FALLS, WITHIN = 5, 60.0


def tick_alone() -> None:
    """The tick's own process. Ctrl-C reaches the whole group; here the parent alone decides, by SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_with_parent()
    started("garda.config.tick").keep_on()


@dataclass
class TickKeeper:
    """Keeps one tick process alive until told to stop; `gave_up` when it would not stay up."""

    on_giving_up: Callable[[], None]
    is_stopping: Callable[[], bool]
    context: Any = field(default_factory=lambda: multiprocessing.get_context("spawn"))
    child: BaseProcess | None = None
    gave_up: bool = False
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start the tick and watch over it."""
        self._launch()
        self._thread = threading.Thread(target=self._watch, name="tick-keeper", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Let the tick finish the work at hand, and see it off."""
        self._stopping.set()
        child = self.child
        if child is None:
            return
        child.terminate()
        child.join(15)
        if child.is_alive():
            logger.error("tick does not finish; it is ended by force")
            child.kill()
            child.join()

    def _launch(self) -> None:
        self.child = self.context.Process(target=tick_alone, name="garda-tick")
        self.child.start()

    def _watch(self) -> None:
        falls: list[float] = []
        while True:
            child = self.child
            if child is None:
                return
            child.join()
            # A signal to the whole group reaches the tick perhaps before the parent: let it arrive here, too.
            if self._stopping.wait(0.3) or self.is_stopping():
                return
            falls = [at for at in falls if time.monotonic() - at < WITHIN] + [time.monotonic()]
            if len(falls) >= FALLS:
                logger.error("tick fell %d times within %d s; stopping everything", len(falls), WITHIN)
                self.gave_up = True
                self.on_giving_up()
                return
            logger.error("tick ended with %s; starting it again", child.exitcode)
            if self._stopping.wait(0.2 * 2 ** len(falls)) or self.is_stopping():
                return
            self._launch()


def usual_workers() -> int:
    """How many processes make pages where nobody says otherwise: one a core, at most four."""
    return max(1, min(4, os.cpu_count() or 1))


def usual_threads(workers: int) -> int:
    """How many pages one process makes at a time where nobody says otherwise.

    Two where there are several processes: more of them take the one interpreter from whoever holds the pen.
    """
    return 4 if workers == 1 else 2


def _is_news(record: logging.LogRecord) -> bool:
    """The server finds that many lines are many threads: they only read, and few make pages."""
    return "Python threads" not in record.getMessage()


def serve(*, host: str, port: int, workers: int = 1, threads: int = 0, tick: bool = True) -> int:
    """Serve until SIGTERM or Ctrl-C; answers the exit code.

    `threads` (0: as usual) stays small on purpose: each holds a database connection, and SQLite has one
    writer. They make the pages; the many threads of the server itself only take in what is sent
    (garda.config.receiving).
    """
    multiprocessing.set_start_method("spawn", force=True)
    os.environ[THREADS] = str(threads or usual_threads(workers))
    logging.getLogger("_granian").addFilter(_is_news)
    server = Server(
        "garda.config.web:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=LINES,
        backpressure=LINES,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_level=LogLevels.warning,
    )

    def stop() -> None:
        server.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    keeper = TickKeeper(on_giving_up=stop, is_stopping=lambda: bool(server.interrupt_signal))
    if tick:
        server.on_startup(keeper.begin)
        server.on_shutdown(keeper.end)
    try:
        server.serve()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return 1 if keeper.gave_up else 0
