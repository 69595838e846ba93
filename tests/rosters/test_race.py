"""Sixteen people want the last place of their office at the same moment, on sixty-three days."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.cases.apart import database
from tests.rosters import race

pytestmark = pytest.mark.race


def test_item_16_of_a_thousand_wishes_for_a_last_place_exactly_one_each_is_granted(tmp_path: Path) -> None:
    with database(tmp_path) as env:
        race.part(env, "prepare")
        said = race.part(env, "race")
    assert len(said) == race.PEOPLE * race.ROUNDS
    granted = Counter(day for day, state in said if state == "granted")
    assert granted == Counter(str(day) for day in race.days()), "exactly one a day"
    assert {state for _day, state in said} == {"granted", "refused"}
