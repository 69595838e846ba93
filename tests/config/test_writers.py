"""The queue of writers to the embedded database: one at a time, also across processes, also after a kill."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from garda.config.sqlite.base import Queue

HOLD = (
    "import sys, time; from garda.config.sqlite.base import Queue; "
    "q = Queue(sys.argv[1]); print(q.wait(5), flush=True); time.sleep(60)"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes wait by SQLite's own lock there")


def test_threads_take_turns(tmp_path: Path) -> None:
    queue, inside, most = Queue(str(tmp_path / "data")), 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(50):
            assert queue.wait(20)
            inside += 1
            most = max(most, inside)
            inside -= 1
            queue.next()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert most == 1


def test_item_89_the_turn_of_a_killed_process_comes_back(tmp_path: Path) -> None:
    name = str(tmp_path / "data")
    other = subprocess.Popen([sys.executable, "-c", HOLD, name], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    try:
        assert other.stdout.readline().strip() == "True"
        queue = Queue(name)
        assert not queue.wait(0.05)
        other.kill()
        other.wait()
        assert queue.wait(20)
        queue.next()
    finally:
        other.kill()
        other.stdout.close()
        other.wait()
