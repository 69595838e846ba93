"""Item 36: gifts are decided by the inspectorate, those within it by the mayor; nobody else reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garda import clock
from garda.integrity import declaring
from garda.integrity.models import Gift
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/ikrar/daftar/"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment()):
        new = build_town(flows=())
        build_unit(new, "ins", "INS", "Inspektorat", "inspektorat", "kota", "99.01")
        yield new


def given(town: Town, unit: str, kind: str, what: str) -> Gift:
    """A gift that the holder of that post declared."""
    return declaring.declare_gift(
        town.units[unit], what, "Seorang tamu", value=150_000, got_on=date(2025, 11, 3), taken=True,
        by=town.persons[unit, kind, 1], at=moment(),
    )  # fmt: skip


def test_item_36_the_mayor_reads_and_decides_only_about_gifts_within_the_inspectorate(town: Town) -> None:
    ward = given(town, "melati", "lurah", "Parsel lurah")
    within = given(town, "ins", "inspektur", "Batik inspektur")
    mayor, inspector = signed_in(town, "kota", "wali-kota"), signed_in(town, "ins", "inspektur")
    assert "Batik inspektur" in text_of(mayor.get(PAGE)) and "Parsel lurah" not in text_of(mayor.get(PAGE))
    page = text_of(inspector.get(PAGE))
    assert "Parsel lurah" in page and "Batik inspektur" not in page
    kept = {"outcome": declaring.KEPT}
    assert mayor.post(f"/kerja/ikrar/hadiah/{ward.pk}/", kept).status_code == 404
    assert inspector.post(f"/kerja/ikrar/hadiah/{within.pk}/", kept).status_code == 404
    assert not Gift.objects.exclude(outcome="").exists()
    assert mayor.post(f"/kerja/ikrar/hadiah/{within.pk}/", kept).status_code == 302
    assert inspector.post(f"/kerja/ikrar/hadiah/{ward.pk}/", kept).status_code == 302
    assert Gift.objects.filter(outcome=declaring.KEPT).count() == 2


def test_item_36_a_gift_of_another_city_is_not_there(town: Town) -> None:
    other = build_town(key="lain", flows=())
    theirs = given(other, "melati", "lurah", "Parsel di kota lain")
    inspector = signed_in(town, "ins", "inspektur")
    answer = inspector.post(f"/kerja/ikrar/hadiah/{theirs.pk}/", {"outcome": declaring.KEPT})
    assert answer.status_code == 404 and not Gift.objects.exclude(outcome="").exists()
