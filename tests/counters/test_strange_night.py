"""Numbers across midnight, and a token in another city."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from garda import clock
from garda.counters import queues, taking
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
EVENING = moment("2025-11-04", "14:55")


@pytest.fixture
def town() -> Town:
    """The town with its two flows."""
    return build_town()


def test_item_9_a_number_of_yesterday_waits_no_more_and_its_page_still_opens(
    town: Town, client: Client
) -> None:
    unit = town.units["melati"]
    given = taking.take_number(unit, at=EVENING, channel="phone")
    morning = moment("2025-11-05", "09:00")
    with clock.moved_to(morning):
        page = client.get(f"/contoh/antrean/{given.token}/")
        assert page.status_code == 200
        assert "orang lagi" not in page.content.decode(), "nobody waits for a number of yesterday"
    assert queues.queue_of(unit, morning).waiting == ()
    assert taking.take_number(unit, at=morning + timedelta(minutes=1), channel="phone").code == given.code


def test_item_9_a_token_opens_in_its_own_city_alone(town: Town, client: Client) -> None:
    given = taking.take_number(town.units["melati"], at=EVENING, channel="phone")
    other = build_town(key="lain")
    with clock.moved_to(EVENING):
        assert client.get(f"/contoh/antrean/{given.token}/").status_code == 200
        assert client.get(f"/{other.city.key}/antrean/{given.token}/").status_code == 404
