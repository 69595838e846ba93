"""Sorting complaints into rules, facilities and behaviour, in the browser: one touch, correction, reach."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.figures import parting
from garda.figures.models import PartClass
from tests.figures.test_parting import LATE, complained
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town

ADDRESS = "/kerja/masukan/"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(LATE):
        yield build_town()


def test_item_14_one_touch_confirms_what_the_words_suggest(town: Town) -> None:
    case = complained(town, "Petugas judes sekali")
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(ADDRESS))
    assert "1 masukan belum dipilah" in page and "Petugas judes sekali" in page and case.number in page
    assert "Karena kata:" in page and "judes" in page
    assert "1 menunggu" in text_of(lurah.get("/kerja/suara/"))
    row = PartClass.objects.get()
    assert lurah.post(f"{ADDRESS}{row.pk}/benar/").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.parts, row.by) == ("confirmed", "behaviour", town.persons["melati", "lurah", 1])
    assert "Semua masukan sudah dipilah" in text_of(lurah.get(ADDRESS))
    # The same press again does nothing more.
    assert lurah.post(f"{ADDRESS}{row.pk}/benar/").status_code == 302
    assert len(parting.trace(town.city, row.pk)) == 2


def test_item_14_a_correction_needs_a_reason_and_leaves_a_trace(town: Town) -> None:
    complained(town, "Petugas judes sekali")
    row, seklur = PartClass.objects.get(), signed_in(town, "melati", "seklur")
    here = f"{ADDRESS}{row.pk}/"
    form = {"parts": ["rules", "behaviour"], "about": "kantor", "tone": "kurang", "why": "", "seen": "1"}
    wrong = seklur.post(here, form)
    assert wrong.status_code == 422 and "Tulis alasan perbaikannya." in text_of(wrong)
    assert 'value="rules" checked' in text_of(wrong)
    assert seklur.post(here, {**form, "why": "Syaratnya memang tidak jelas"}).status_code == 302
    page = text_of(seklur.get(here))
    assert "memperbaiki dari Perilaku menjadi Aturan dan Perilaku" in page
    assert "Syaratnya memang tidak jelas" in page


def test_two_who_sort_at_once_the_second_keeps_what_was_typed(town: Town) -> None:
    complained(town, "Petugas judes sekali")
    row = PartClass.objects.get()
    lurah, seklur = signed_in(town, "melati", "lurah"), signed_in(town, "melati", "seklur")
    assert lurah.post(f"{ADDRESS}{row.pk}/benar/").status_code == 302
    form = {"parts": ["rules"], "about": "kantor", "tone": "kurang", "why": "Ini soal syarat", "seen": "1"}
    late = seklur.post(f"{ADDRESS}{row.pk}/", form)
    assert late.status_code == 422
    assert "Orang lain sudah memilahnya" in text_of(late) and "Ini soal syarat" in text_of(late)


def test_another_office_and_another_post_do_not_sort_here(town: Town) -> None:
    complained(town, "Petugas judes sekali")
    row = PartClass.objects.get()
    for unit, kind in (("kenanga", "lurah"), ("pu", "kepala-opd")):
        stranger = signed_in(town, unit, kind)
        assert stranger.get(f"{ADDRESS}{row.pk}/").status_code == 404
        assert stranger.post(f"{ADDRESS}{row.pk}/benar/").status_code == 404
        assert "judes" not in text_of(stranger.get(ADDRESS))
    assert signed_in(town, "melati", "petugas-loket").get(ADDRESS).status_code == 403
    assert signed_in(town, "kec-taman", "camat").get(f"{ADDRESS}{row.pk}/").status_code == 200


def test_a_confidential_report_is_sorted_without_its_words_by_those_who_may_not_open_it(town: Town) -> None:
    case = complained(town, "Petugas judes sekali")
    type(case).objects.filter(pk=case.pk).update(private=True, unit=town.units["setda"])
    page = text_of(signed_in(town, "melati", "lurah").get(ADDRESS))
    assert "judes" not in page and f"{case.number}</a>" not in page
    assert "Isinya hanya dibaca yang berwenang." in page


@pytest.mark.parametrize("typed", ["5000x", "9" * 6000, "-1", "\x00", "😀", "0"])
def test_bad_input_is_answered_and_nothing_breaks(town: Town, typed: str) -> None:
    complained(town, "Petugas judes sekali")
    row, lurah = PartClass.objects.get(), signed_in(town, "melati", "lurah")
    assert lurah.get(ADDRESS, {"hal": typed, "tentang": typed}).status_code == 200
    form = {"parts": [typed], "about": typed, "tone": typed, "why": typed * 50, "seen": typed}
    assert lurah.post(f"{ADDRESS}{row.pk}/", form).status_code == 422
    assert lurah.get(f"{ADDRESS}{10**30}/").status_code == 404
    assert lurah.post(f"{ADDRESS}{row.pk}/benar/", {"kembali": f"https://{typed}"}).url == ADDRESS


def test_what_is_about_the_city_waits_on_a_page_of_its_own(town: Town) -> None:
    complained(town, "Lampu jalan mati", "penerangan-jalan")
    lurah = signed_in(town, "melati", "lurah")
    assert "Semua masukan sudah dipilah" in text_of(lurah.get(ADDRESS))
    page = text_of(lurah.get(ADDRESS, {"tentang": "kota"}))
    assert "1 masukan belum dipilah" in page and "Lampu jalan mati" in page
