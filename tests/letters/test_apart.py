"""Numbers without a gap: eight processes signing at once, and a kill at every place where it could hurt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases import apart as cases_apart
from tests.letters import apart


def told(env: dict[str, str]) -> dict[str, Any]:
    """What is there in the end."""
    done = apart.part(env, "told")
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.race
def test_item_12_eight_processes_sign_at_once_and_no_number_is_missing_or_given_twice(tmp_path: Path) -> None:
    with cases_apart.database(tmp_path) as env:
        assert apart.part(env, "bring", "12").returncode == 0
        runners = [apart.starting(env, "sign", str(me)) for me in range(8)]
        given: list[int] = []
        for one in runners:
            out, err = one.communicate("go\n")
            cases_apart.put_away(one)
            assert one.returncode == 0, err[-2000:]
            given += [json.loads(line) for line in out.splitlines()]
        after = told(env)
    assert sorted(given) == after["signed"] == list(range(1, 13))
    assert (after["last"], after["reserved"], after["events"]) == (12, [], 12)
    assert after["faults"] == [] and after["whole"]


@pytest.mark.crash
def test_item_12_a_kill_anywhere_leaves_no_half_signed_letter_and_a_batch_goes_on(tmp_path: Path) -> None:
    with cases_apart.database(tmp_path) as env:
        assert apart.part(env, "bring", "5").returncode == 0
        for where in ("numbered", "file-kept", "recorded"):
            assert apart.part(env, "die", where).returncode == -9, where
        between = told(env)
        assert between["steps"] == ["signing"] * 5
        assert (between["signed"], between["reserved"], between["events"]) == ([], [1], 0)
        assert between["loose"] == 2, "files that no row names are swept away by the tick"
        assert apart.part(env, "batch", "2").returncode == -9
        last = apart.part(env, "batch", "0")
        assert last.returncode == 0, last.stderr[-2000:]
        after = told(env)
    assert (after["signed"], after["reserved"], after["last"]) == ([1, 2, 3, 4, 5], [], 5)
    assert (after["events"], after["open_batches"], after["steps"]) == (5, 0, ["pickup"] * 5)
    assert after["faults"] == [] and after["whole"]
