"""The tick: what time and the record ask for while nobody presses a button.

One beat works off errands that are due, wakes cases whose clock has something to say, and seals days
that are over. Each piece of work is its own transaction, so a beat may be cut off anywhere: what was
done is done, the rest is found again by the next beat, here or in another process.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

from django.db import close_old_connections, connection

from garda.cases import errands, sealing_days, waking

logger = logging.getLogger("garda.tick")

# How long the tick rests when nothing was due, and at most after a trouble, in seconds.
REST, LONGEST_REST = 1.0, 30.0

# In this order; each answers how many pieces of work it did (0 = nothing is due).
WORK: tuple[tuple[str, Callable[[], int]], ...] = (
    ("wake", waking.wake_due),
    ("errands", errands.work_due),
    ("seal", sealing_days.seal_due),
)


def beat() -> int:
    """One round of everything that is due; answers how many pieces of work were done.

    A trouble in one kind of work doesn't keep the others from being done; it is raised afterwards.
    """
    done = 0
    troubles: list[Exception] = []
    for name, work in WORK:
        try:
            done += work()
        except Exception as trouble:
            logger.exception("tick: %s failed", name)
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return done


def keep_on(stop: threading.Event | None = None) -> None:
    """Beat until SIGTERM, Ctrl-C or `stop`; the work at hand is always finished first."""
    ending = stop or threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ending.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    rest = REST
    while not ending.is_set():
        try:
            rest = 0 if beat() else REST
        except Exception:
            # Already told by beat; the database may be away for a while, so try again more and more slowly.
            rest = min(LONGEST_REST, max(REST, rest) * 2)
        close_old_connections()
        if rest:
            ending.wait(rest)
    connection.close()
