"""Services as a list shows them: which of them stand past the day on which they were to be looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from garda.cases.models import FlowReview, PublishedFlow
from garda.people.changes import changed
from garda.sight import shelves
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 4)


@pytest.fixture
def town() -> Town:
    return build_town()


def review(town: Town, day: date) -> None:
    PublishedFlow.objects.filter(city=town.city).update(review=day)
    changed(town.city)


def stale(town: Town, time: str = "09:00") -> set[str]:
    return {
        one.key for one in shelves.services(town.city, moment(TODAY.isoformat(), time), "id") if one.stale
    }


def test_a_standard_is_looked_at_anew_from_midnight_in_the_city_until_a_review_says_what_came_of_it(
    town: Town,
) -> None:
    every = {one.key for one in shelves.services(town.city, moment(), "id")}
    review(town, TODAY)
    assert stale(town, "23:59") == set()
    review(town, TODAY - timedelta(days=1))
    assert stale(town, "00:01") == every
    row = PublishedFlow.objects.get(city=town.city, key="sktm")
    looked = {"flow": row, "by": town.persons["pu", "penyelenggara", 1], "at": moment(), "words": "Cocok."}
    FlowReview.objects.create(**looked, outcome="", next_review=TODAY + timedelta(days=90))
    assert stale(town) == every
    FlowReview.objects.create(**looked, outcome="kept", next_review=TODAY - timedelta(days=2))
    assert stale(town) == every
    FlowReview.objects.create(**looked, outcome="kept", next_review=TODAY + timedelta(days=90))
    assert stale(town) == every - {"sktm"}


def test_many_standards_past_their_day_cost_one_query(town: Town, django_assert_num_queries: Any) -> None:
    review(town, TODAY - timedelta(days=1))
    stale(town)
    with django_assert_num_queries(1):
        assert len(stale(town)) == 2
