"""A directive whose button is pressed twice at one moment is given once, and every click leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.apart import database
from tests.directives import race

pytestmark = pytest.mark.race


def test_item_24_clicks_at_one_moment_all_lead_to_the_one_directive(tmp_path: Path) -> None:
    with database(tmp_path) as env:
        said = race.part(env, "race")
        counted = race.part(env, "count")
    assert len(said) == race.CLICKS
    assert {status for status, _where in said} == {302}
    assert len({where for _status, where in said}) == 1
    assert counted == [[1, 2, 2, ["directive.issued", "directive.coordinated"]]]
