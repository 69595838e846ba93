"""What residents and officers may send twice, or with hours that no clock knows."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from garda import clock
from garda.rosters.models import EmptyReport
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
PAGE = "/contoh/kantor/melati/kosong/"


@pytest.fixture
def town() -> Town:
    return build_town()


def test_item_16_the_same_report_sent_twice_is_one_report_with_one_code(town: Town, client: Client) -> None:
    with clock.moved_to(moment("2025-11-04", "10:00")):
        page = client.get(PAGE).content.decode()
        typed = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', page)) | {"hari": "2025-11-04"}
        first, again = client.post(PAGE, typed), client.post(PAGE, typed)
        assert first.status_code == again.status_code == 302
        assert first.headers["Location"] == again.headers["Location"]
        assert EmptyReport.objects.count() == 1
        client.post(PAGE, {**typed, "kunci": "x" * 30})
        assert EmptyReport.objects.count() == 2, "another form is another report"


@pytest.mark.parametrize("typed", ["09.75", "-1.30", "24.00", "9", "٩.٩٩"])
def test_item_16_an_hour_that_no_clock_knows_is_said_at_its_field(
    town: Town, client: Client, typed: str
) -> None:
    with clock.moved_to(moment("2025-11-04", "10:00")):
        page = client.post(PAGE, {"hari": "2025-11-04", "jam": typed})
    assert page.status_code == 422 and "Tulis jamnya seperti 09.40." in page.content.decode()
    assert not EmptyReport.objects.exists()
