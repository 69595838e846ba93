"""Six desks call at once while numbers go on being given: each number once, to one desk."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.cases.apart import database
from tests.counters import race

pytestmark = pytest.mark.race


def test_item_9_desks_that_call_at_once_get_a_number_each(tmp_path: Path) -> None:
    with database(tmp_path) as env:
        race.part(env, "prepare")
        said = race.part(env, "race")
        *tickets, (_what, open_ones) = race.part(env, "count")
    called = [code for what, code in said if what == "called"]
    given = [code for what, code in said if what == "given"]
    assert len(called) == len(set(called)), "a number to one desk only"
    assert len(called) == race.WAITING, "nobody who waits is passed over"
    assert len(given) == len(set(given)) == race.GIVERS * race.MORE, "no number twice"
    assert Counter(state for _code, state in tickets)["done"] == race.WAITING
    assert len({code for code, _state in tickets}) == race.NUMBERS
    assert open_ones == "0"
