"""Needs that no service meets: the same need in other words is one, and each counts where it arose."""

from __future__ import annotations

import pytest

from garda.sight import needs
from tests.town import Town, build_town, file_matter, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town(flows=("aspirasi", "sktm"))


def need(town: Town, what: str, unit: str = "melati") -> None:
    file_matter(town, flow="aspirasi", answers={"what": what}, category=needs.UNMET, unit=unit)


def test_item_12_the_same_need_in_other_words_is_one_need(town: Town) -> None:
    for words in (
        "penitipan anak dekat pasar",
        "titip anak dket pasar",
        "pengen ono penitipan anak nang pasar",
    ):
        need(town, words)
    (one,) = needs.unmet(town.city, moment("2025-11-05"))
    assert (one.count, one.wards) == (3, (("Melati", 3),))


def test_item_12_needs_are_ranked_and_told_by_kelurahan(town: Town) -> None:
    for _ in range(2):
        need(town, "sekolah memasak")
    for unit in ("melati", "kenanga", "kenanga"):
        need(town, "penitipan anak", unit)
    whole = needs.unmet(town.city, moment("2025-11-05"))
    assert [(one.words, one.count) for one in whole] == [("penitipan anak", 3), ("sekolah memasak", 2)]
    assert whole[0].wards == (("Kenanga", 2), ("Melati", 1))
    area = town.area("kenanga")
    assert area is not None
    (here,) = needs.unmet(town.city, moment("2025-11-05"), area_code=area.code)
    assert (here.words, here.count) == ("penitipan anak", 2)


def test_what_says_nothing_is_still_a_need_of_its_own(town: Town) -> None:
    need(town, "???")
    need(town, "penitipan anak")
    assert sorted(one.count for one in needs.unmet(town.city, moment("2025-11-05"))) == [1, 1]
