"""Item 89: one tree of processes that starts together, notices a fallen child, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.config.place import Place, answers, free_port, until

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found through /proc"),
]

SERVE = """
import sys
from garda.config.starting import started
if __name__ == "__main__":
    serving, running = started("garda.config.serving"), started("garda.config.running")
    with running.running():
        sys.exit(serving.serve(host="127.0.0.1", port=int(sys.argv[1])))
"""


@dataclass
class Tree:
    """A running Garda: its parent, its port, and what it says."""

    parent: subprocess.Popen[bytes]
    port: int
    said: Path

    def children(self) -> dict[str, int]:
        """Name → process number of the children that are alive: "tick" and "web"."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError):
                state, above = folder.joinpath("stat").read_text().rpartition(")")[2].split()[:2]
                command = folder.joinpath("cmdline").read_text()
                if int(above) == self.parent.pid and state != "Z" and "spawn_main" in command:
                    found[int(folder.name)] = command
        # The tick is made first: the lower number, until one of them has been replaced.
        return dict(zip(("tick", "web"), sorted(found), strict=False))

    def is_whole(self) -> bool:
        """Whether both children live and the web answers."""
        return len(self.children()) == 2 and answers(self.port) != 0


@pytest.fixture
def tree(place: Place, tmp_path: Path) -> Iterator[Tree]:
    script = tmp_path / "serve.py"
    script.write_text(SERVE, encoding="utf-8")
    port = free_port()
    said = tmp_path / "said.txt"
    with said.open("wb") as sink:
        parent = subprocess.Popen(
            [sys.executable, str(script), str(port)],
            env=place.environment,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    grown = Tree(parent, port, said)
    try:
        until(grown.is_whole, 60)
        yield grown
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)
        parent.wait()


def is_gone(process: int) -> Callable[[], bool]:
    def gone() -> bool:
        try:
            return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            return True

    return gone


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_item_89_one_signal_stops_everything(tree: Tree, how: signal.Signals) -> None:
    children = tree.children()
    if how == signal.SIGINT:
        os.killpg(tree.parent.pid, how)
    else:
        tree.parent.send_signal(how)
    assert tree.parent.wait(30) == 0
    assert all(is_gone(child)() for child in children.values())
    assert answers(tree.port) == 0
    assert "Traceback" not in tree.said.read_text()


def test_item_89_a_killed_tick_is_noticed_and_started_again(tree: Tree) -> None:
    before = tree.children()
    os.kill(before["tick"], signal.SIGKILL)
    until(lambda: "tick ended with -9" in tree.said.read_text())
    until(lambda: tree.is_whole() and set(tree.children().values()) != set(before.values()))


def test_item_89_a_killed_web_worker_is_noticed_and_started_again(tree: Tree) -> None:
    before = tree.children()
    os.kill(before["web"], signal.SIGKILL)
    until(lambda: "Unexpected exit from worker" in tree.said.read_text())
    until(lambda: tree.is_whole() and set(tree.children().values()) != set(before.values()))


def test_item_89_a_killed_parent_leaves_no_child_behind(tree: Tree) -> None:
    children = tree.children()
    os.kill(tree.parent.pid, signal.SIGKILL)
    for child in children.values():
        until(is_gone(child))
    assert answers(tree.port) == 0


def test_a_tick_that_keeps_falling_ends_the_whole_loudly(tree: Tree) -> None:
    web = tree.children()["web"]
    fallen: set[int] = set()

    def fell_and_gone() -> bool:
        for child in tree.children().values():
            if child not in fallen and child != web:
                fallen.add(child)
                os.kill(child, signal.SIGKILL)
        return tree.parent.poll() is not None

    until(fell_and_gone, 60)
    assert tree.parent.returncode == 1
    assert "stopping everything" in tree.said.read_text()


def test_a_second_one_on_the_same_data_is_refused_in_a_sentence(tree: Tree, place: Place) -> None:
    assert "sudah berjalan" in place.garda("run", "--port", free_port(), code=3)
    assert "sedang dipakai" in place.garda("run", "--port", tree.port, code=3)
    assert "hentikan dahulu" in place.garda("restore", tree.said, "--timpa", code=3)
