"""The suggestion on a report's page: class, unit and words, one touch to take it; a person decides."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock, shelf
from garda.cases.models import Case, Event
from garda.rules.loading import load_rules
from tests.office.staff import do, signed_in, text_of
from tests.town import Town, ask_letter, build_town, moment, report


@pytest.fixture
def town(db: None) -> Any:
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment()):
        yield build_town()


def page(town: Town, case: Case, unit: str = "melati", kind: str = "petugas-loket") -> str:
    return text_of(signed_in(town, unit, kind).get(f"/kerja/urusan/{case.number}/"))


def test_a_likelier_class_stands_with_its_words_and_one_touch_takes_it(town: Town) -> None:
    case = report(town, what="Lampu jalan mati di Gang 3, gelap", category="pohon-taman").case
    shown = page(town, case)
    assert "Lebih cocok di kelas <b>Lampu jalan</b>" in shown
    assert "Dari kata: lampu jalan, mati, gelap." in shown
    client = signed_in(town, "melati", "petugas-loket")
    assert do(client, case, "kelas", kelas="penerangan-jalan").status_code == 302
    case.refresh_from_db()
    assert case.category == "penerangan-jalan"
    assert "Kelasnya tampak benar: <b>Lampu jalan</b>" in page(town, case)
    assert "Kelas laporan dibetulkan" in page(town, case)


def test_the_unit_is_suggested_and_one_touch_offers_it(town: Town) -> None:
    case = report(town).case
    shown = page(town, case)
    reason = "Laporan tentang “Lampu jalan” biasanya ditangani unit ini."
    assert reason in shown
    client = signed_in(town, "melati", "petugas-loket")
    assert do(client, case, "tawarkan", unit=town.units["pu"].pk, reason=reason).status_code == 302
    case.refresh_from_db()
    assert case.offer_unit_id == town.units["pu"].pk
    assert 'id="usulan"' not in page(town, case)  # while it is offered there is nothing to decide


def test_the_officer_may_choose_any_class_of_the_list(town: Town) -> None:
    case = report(town).case
    client = signed_in(town, "melati", "petugas-loket")
    assert 'id="f-kelas-kelas"' in page(town, case)
    assert do(client, case, "kelas", kelas="energi-listrik").status_code == 302
    case.refresh_from_db()
    assert case.category == "energi-listrik"
    assert do(client, case, "kelas", kelas="'; DROP TABLE").status_code == 422
    assert do(client, case, "kelas", kelas="energi-listrik").status_code == 422
    assert Event.objects.filter(case=case, name="case.classed").count() == 1


def test_a_city_without_that_unit_gets_no_unit_and_a_text_without_words_no_suggestion(town: Town) -> None:
    school = report(town, what="PPDB zonasi ruwet", category="pendidikan").case  # no unit here teaches
    shown = page(town, school)
    assert "Kelasnya tampak benar" in shown
    assert "biasanya ditangani unit ini" not in shown
    assert 'id="usulan"' not in page(town, report(town, what="xkq zzv").case)


def test_a_letter_has_no_class_to_suggest(town: Town) -> None:
    shown = page(town, ask_letter(town).case)
    assert 'id="usulan"' not in shown
    assert 'id="f-kelas"' not in shown


def test_who_does_not_hold_it_reads_no_suggestion_and_corrects_nothing(town: Town) -> None:
    case = report(town).case
    other = signed_in(town, "kenanga", "petugas-loket")
    assert do(other, case, "kelas", kelas="pohon-taman").status_code in (403, 404)
    case.refresh_from_db()
    assert case.category == "penerangan-jalan"
