"""A month that is none makes no draft; a limit nobody can keep is said at once."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.rosters.models import Plan
from tests.office.staff import signed_in
from tests.town import build_town, moment


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday."""
    with clock.moved_to(moment("2025-11-04", "09:00")):
        yield build_town(flows=())


@pytest.mark.parametrize("month", ["9999-12", "x", "2025-13"])
def test_item_16_a_month_that_is_none_makes_no_draft(town: Any, month: str) -> None:
    answer = signed_in(town, "melati", "lurah").post("/kerja/rencana/buat/", {"bulan": month})
    assert answer.status_code == 422
    assert "Pilih bulan dari daftar." in answer.content.decode()
    assert not Plan.objects.exists()


def test_item_16_a_limit_above_the_staff_is_said(town: Any) -> None:
    sent = {"people": "50", "alarm_after": "1", "radius": "150", "rests_on": ""}
    client = signed_in(town, "melati", "lurah")
    said = client.post("/kerja/kantor/atur/", sent, follow=True).content.decode()
    assert "tidak akan tercapai" in said
