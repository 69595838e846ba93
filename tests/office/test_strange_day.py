"""The office's day when people are gone whom the roster expects."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from tests.office.staff import signed_in, text_of
from tests.office.test_office_day import came
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Any:
    """The town at nine."""
    with clock.moved_to(moment(time="09:00")):
        yield build_town()


def test_item_16_the_next_two_hours_say_that_they_are_the_roster_and_who_is_there(town: Town) -> None:
    page = text_of(signed_in(town, "melati", "seklur").get("/kerja/kantor/"))
    assert "Menurut jadwal" not in page, "no presence kept: nothing is said about people"
    came(town, "seklur")
    page = text_of(signed_in(town, "melati", "seklur").get("/kerja/kantor/"))
    assert "Menurut jadwal. Tercatat di tempat sekarang: 1 orang." in page
