"""Races and crashes, with real processes on a database of their own."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.cases import apart

PROCESSES = 8
MOVES = 2000


def _together(env: dict[str, str], part: str) -> list[list[object]]:
    """PROCESSES copies of a part, let go at the same moment; what each printed."""
    runners = [apart.starting(env, part, str(number)) for number in range(PROCESSES)]
    results = []
    for one in runners:
        out, err = one.communicate("go\n")
        apart.put_away(one)
        assert one.returncode == 0, err[-2000:]
        results.append([json.loads(line) for line in out.splitlines()])
    return results


@pytest.mark.race
def test_eight_processes_race_on_the_same_cases_and_exactly_one_wins_each(tmp_path: Path) -> None:
    with apart.database(tmp_path) as env:
        wins = Counter(pk for result in _together(env, "race") for pk in result)
        assert len(wins) == 10
        assert set(wins.values()) == {1}
        (after,) = apart.part(env, "finish")
        assert after["faults"] == []


@pytest.mark.race
def test_the_same_form_sent_at_once_by_eight_processes_is_one_matter(tmp_path: Path) -> None:
    with apart.database(tmp_path) as env:
        receipts = [tuple(line) for result in _together(env, "same-form") for line in result]
        assert len(receipts) == PROCESSES
        assert len(set(receipts)) == 1
        (after,) = apart.part(env, "finish")
        assert after["cases"] == 11
        assert after["numbers"] == [11], "a number is used exactly when a matter is kept"


@pytest.mark.crash
def test_two_thousand_moves_under_kill_9_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    dice = Random(9)
    acknowledged: list[tuple[int, int]] = []
    with apart.database(tmp_path) as env:
        while len(acknowledged) < MOVES:
            _one_round(env, dice, acknowledged)
        (after,) = apart.part(env, "finish")
    kept = dict(after["seqs"])
    assert after["faults"] == []
    assert [(pk, seq) for pk, seq in acknowledged if kept.get(pk, 0) < seq] == []
    assert after["undone"] == []
    assert after["doubled"] == 0
    assert after["opened"] == after["cases"] + after["limbs"], "each opening is counted exactly once"
    assert sum(after["numbers"]) == after["cases"] + after["limbs"]


def _one_round(env: dict[str, str], dice: Random, acknowledged: list[tuple[int, int]]) -> None:
    """Two walkers and the tick at work, until all are killed at a moment that the dice choose."""
    walkers = [apart.starting(env, "many-moves", str(number)) for number in range(2)]
    processes = [*walkers, apart.starting(env, "tick")]
    ears = [threading.Thread(target=_listen, args=(one, acknowledged)) for one in walkers]
    for ear in ears:
        ear.start()
    target = len(acknowledged) + dice.randrange(150, 400)
    try:
        while len(acknowledged) < target and all(one.poll() is None for one in processes):
            ears[0].join(0.02)
        for one in processes:
            assert one.poll() is None, one.stderr.read()[-2000:] if one.stderr else ""
    finally:
        for one in dice.sample(processes, len(processes)):
            one.send_signal(signal.SIGKILL)
        for one in processes:
            one.wait()
        for ear in ears:
            ear.join()
        apart.put_away(*processes)


def _listen(process: subprocess.Popen[str], acknowledged: list[tuple[int, int]]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        # A line cut off by the kill was never acknowledged.
        if line.endswith("\n"):
            pk, seq = json.loads(line)
            acknowledged.append((pk, seq))
