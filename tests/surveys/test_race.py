"""One invitation, eight processes: one answer. Killed while answering: sheet, mark and count, or none."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.cases.apart import database
from tests.surveys import race

pytestmark = [pytest.mark.race, pytest.mark.crash]
ALONE = 48


def test_item_10_one_invitation_gives_one_answer_at_once_and_under_kill_9(tmp_path: Path) -> None:
    with database(tmp_path) as env:
        every = [token for (token,) in race.part(env, "prepare", str(race.TOKENS + ALONE))]
        tokens, alone = every[: race.TOKENS], every[race.TOKENS :]
        said = race.part(env, "race", *tokens)
        process = race.starting(env, "one-by-one", *alone)
        assert process.stdout is not None
        told = [json.loads(process.stdout.readline()) for _ in range(7)]
        process.kill()
        told += [json.loads(line) for line in process.stdout.read().splitlines() if line.endswith("]")]
        process.wait()
        process.stdout.close()
        ((sheets, taken, kept, differ),) = race.part(env, "count")
        again = race.part(env, "one-by-one", *alone)
    assert len(said) == race.TOKENS * race.PEOPLE
    assert Counter(Counter(token for token, what in said if what == "kept").values()) == {1: race.TOKENS}
    # Whatever was acknowledged before the kill is there, with its mark and its count, and nothing twice.
    assert int(sheets) == int(taken) == int(kept) >= race.TOKENS + len(told) and differ == "0"
    done = int(sheets) - race.TOKENS
    assert Counter(what for _token, what in again) == {"kept": ALONE - done, "refused": done}
