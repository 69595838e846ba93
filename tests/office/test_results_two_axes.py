"""Two axes over several offices: each failing is named for what it is, and none is made up by a mean."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from garda import clock
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import answered, asking_town
from tests.town import Town, moment

HERE = "/kerja/hasil/?instrumen=tegas-santun&masa=2025-10"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment("2025-11-10", "09:00")):
        yield asking_town()


def rated(town: Town, unit: str, places: list[int | None], n: int = 8) -> None:
    for place in range(n):
        at = moment(f"2025-10-{(1, 2, 3, 6, 7, 8, 9, 10)[place % 8]:02d}", f"09:{place:02d}")
        answered(town, places, unit, at=at, key="tegas-santun")


def read(town: Town) -> str:
    response = signed_in(town, "setda", "sekda").get(HERE)
    assert response.status_code == 200
    return unescape(re.sub(r"\s+", " ", text_of(response)))


def headline(said: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", said)
    assert found is not None
    return found[1]


def test_item_15_a_lax_office_and_a_rude_one_are_not_a_lax_and_rude_city(town: Town) -> None:
    rated(town, "melati", [0, 0, 0, 3, 3, 3])  # the rule is not held, courtesy is
    rated(town, "kenanga", [3, 3, 3, 0, 0, 0])  # the other way round
    said = read(town)
    assert headline(said).endswith(": 1 kantor santun tetapi longgar, 1 kantor tegas tetapi kasar")
    assert "longgar dan kasar" not in said.lower()
    rows = {row[1]: row[0] for row in re.findall(r"(<tr><th scope=\"row\">.*?hasil/(\w+)/.*?</tr>)", said)}
    assert "Santun tetapi longgar" in rows["melati"] and "Tegas tetapi kasar" not in rows["melati"]
    assert "Tegas tetapi kasar" in rows["kenanga"] and "Santun tetapi longgar" not in rows["kenanga"]
    assert "62,50" in said, "both axes of the city keep their figures"


def test_item_15_offices_alike_are_counted(town: Town) -> None:
    for unit in ("melati", "kenanga"):
        rated(town, unit, [3, 3, 3, 3, 3, 3])
    assert headline(read(town)).endswith(": 2 kantor tegas dan santun")


def test_item_15_four_ratings_of_an_office_are_in_no_count_of_offices(town: Town) -> None:
    for unit in ("melati", "kenanga"):
        rated(town, unit, [3, 3, 3, 3, 3, 3])
    rated(town, "kec-taman", [0, 0, 0, 0, 0, 0], n=4)
    said = read(town)
    assert "longgar" not in said.lower()
    # With both others shown, the four would be the rest of the city: one of the two stays unsaid as well.
    assert headline(said).endswith(": 1 kantor tegas dan santun")
