"""Two check-ins at once are one; a kill in between leaves nothing half; one alarm however many look."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cases import apart
from tests.rosters import presence_apart


def ask(runner: subprocess.Popen[str], part: str) -> None:
    """Tell a process what to do."""
    assert runner.stdin is not None
    runner.stdin.write(f"{part}\n")
    runner.stdin.flush()


def answer(runner: subprocess.Popen[str]) -> Any:
    """What it says when it is done."""
    assert runner.stdout is not None and runner.stderr is not None
    line = runner.stdout.readline()
    assert line, runner.stderr.read()[-3000:]
    return json.loads(line)


def together(runners: list[subprocess.Popen[str]], part: str) -> list[Any]:
    """All of them do it at once."""
    for one in runners:
        ask(one, part)
    return [answer(one) for one in runners]


@pytest.mark.race
@pytest.mark.crash
def test_item_16_presence_holds_when_many_act_at_once_and_when_one_is_killed(tmp_path: Path) -> None:
    with apart.database(tmp_path) as env:
        runners = [presence_apart.starting(env, me) for me in range(3)]
        try:
            together(runners[:1], "prepare")
            together(runners, "hurry")
            between = together(runners[:1], "told")[0]
            together(runners[:1], "leave")
            together(runners, "empty")
            ask(runners[2], "die")
            assert runners[2].wait() == -9
            after = together(runners[:1], "told")[0]
        finally:
            for one in runners:
                one.kill()
                one.wait()
            apart.put_away(*runners)
    assert between["open"] <= 1 and between["overlaps"] == between["backwards"] == 0
    assert between["came"] == between["stays"] and between["gone"] == between["ended"]
    assert between["raised"] == between["alarms"]
    assert after["open"] == 0 and after["came"] == after["stays"], "who was killed has not come"
    assert after["raised"] == after["alarms"] and after["open_alarms"] == 2, "one per empty office"
    assert after["bells"] == after["raised"]
