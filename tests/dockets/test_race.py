"""Reports that arrive at once make one docket, and its kept counts lose none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.apart import database
from tests.dockets import race

pytestmark = pytest.mark.race


def test_item_22_reports_at_once_make_one_docket_and_one_form_one_report(tmp_path: Path) -> None:
    with database(tmp_path) as env:
        race.part(env, "prepare")
        said = race.part(env, "race")
        counted = race.part(env, "count")
    assert len(said) == 2 * race.MANY
    assert len({docket for _id, docket in said}) == 1, "one docket"
    reports = race.MANY + 1
    assert len({one for one, _docket in said}) == reports, "the same form is one report"
    assert counted == [[reports, 2, reports, reports, 0]]
