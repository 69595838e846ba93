"""Setting Django up before a room with tables is imported.

The command line, the web worker and the tick begin here: only after this may models be imported, so
what they need is named as text and imported by name, once, at their start.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import threading
import time
from multiprocessing.connection import wait
from types import ModuleType

import django

# How long a process may take to finish its present work after its parent has gone.
GRACE = 10.0


def started(module: str) -> ModuleType:
    """The module of this name, imported after Django has been set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "garda.config.settings")
    django.setup()
    return importlib.import_module(module)


def leave_with_parent() -> None:
    """Stop this process when the one that made it is gone, even by `kill -9`.

    Otherwise a web worker would keep the port, and a tick would go on unseen.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        # Asked first, so that the work at hand is finished; by force only after the grace.
        os.kill(os.getpid(), 15)
        time.sleep(GRACE)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
