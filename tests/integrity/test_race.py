"""Ticks that empty one box at once lose nothing and double nothing; one form is one paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.apart import database
from tests.integrity import race

pytestmark = pytest.mark.race


def test_item_26_a_box_emptied_by_several_at_once_gives_each_paper_once(tmp_path: Path) -> None:
    with database(tmp_path) as env:
        race.part(env, "prepare")
        said = race.part(env, "race")
        counted = race.part(env, "count")
    assert len({code for [code] in said}) == 1, "the same form is one paper under one code"
    whole = race.SLIPS + 1
    assert counted == [[0, whole, whole, 0]]
