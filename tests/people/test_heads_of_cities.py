"""The heads of a city as its folder brings them into the database, asked for by day."""

from __future__ import annotations

from datetime import date

import pytest

from garda import shelf
from garda.people.holding import holder_on
from garda.people.loading import load_city
from garda.people.models import Post, Term

pytestmark = pytest.mark.django_db


def mayor(city: str, day: date) -> Term:
    """Who was mayor of a city that was loaded."""
    term = holder_on(Post.objects.get(unit__city__key=city, kind="wali-kota"), day)
    assert term is not None
    return term


def test_item_3_the_head_of_malang_on_the_three_days_after_loading() -> None:
    load_city(shelf.folder("cities", "malang"))
    before, unnamed, acting = (
        mayor("malang", day) for day in (date(2023, 7, 26), date(2024, 5, 6), date(2024, 11, 18))
    )
    assert before.person is not None
    assert before.person.name.endswith("Sutiaji")
    assert before.manner == "definitif"
    assert (unnamed.person, unnamed.manner) == (None, "pj")
    assert unnamed.known_as
    assert "Iwan" not in unnamed.known_as
    assert acting.person is not None
    assert acting.person.name == "Iwan Kurniawan"
    assert acting.manner == "pj"
    assert date(2024, 7, 1) <= acting.first <= date(2024, 7, 31), "about four months before 18 November"
