"""The signing desk in the browser: preview, one press, many with one press, the register, revocation."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.cases.models import Case, Event, Reading
from garda.letters import batching, issuing
from garda.letters.models import Letter
from tests import town as towns
from tests.letters import wards
from tests.office.staff import do, signed_in, text_of

pytestmark = pytest.mark.django_db
NOON = ("2025-11-04", "10:00")


@pytest.fixture
def town() -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(towns.moment(*NOON)):
        yield wards.build()


def test_the_head_sees_the_letter_and_signs_it_with_one_press(town: towns.Town) -> None:
    case = wards.at_signing(town)
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(f"/kerja/urusan/{case.number}/"))
    assert page.count('action="/kerja/urusan/MLT-25-0001/tanda-tangan/"') == 1
    assert 'type="password"' not in page
    picture = lurah.get(f"/kerja/urusan/{case.number}/surat/pratinjau.png")
    assert picture.content.startswith(b"\x89PNG") and picture["Cache-Control"] == "no-store"
    assert lurah.get(f"/kerja/urusan/{case.number}/surat/pratinjau.pdf").content.startswith(b"%PDF")
    assert Reading.objects.filter(case=case, what="letter").count() == 2
    done = do(lurah, case, "tanda-tangan")
    assert done.status_code == 302
    assert towns.fresh(case).step == "pickup"
    page = text_of(lurah.get(f"/kerja/urusan/{case.number}/"))
    assert "400.9/1/MLT/XI/2025" in page
    again = do(lurah, case, "tanda-tangan")
    assert again.status_code == 422 and Letter.objects.count() == 1


def test_whoever_does_not_sign_sees_neither_button_nor_preview(town: towns.Town) -> None:
    case = wards.at_signing(town)
    desk = signed_in(town, "melati", "petugas-loket")
    assert "tanda-tangan/" not in text_of(desk.get(f"/kerja/urusan/{case.number}/"))
    assert desk.get(f"/kerja/urusan/{case.number}/surat/pratinjau.png").status_code == 404
    assert do(desk, case, "tanda-tangan").status_code == 403
    assert not Letter.objects.exists()


def test_item_11_a_letter_lacking_what_the_law_asks_for_is_not_issued_and_the_lack_is_named(
    town: towns.Town,
) -> None:
    case = wards.at_signing(town)
    case.said.filter(key="nik").delete()
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get(f"/kerja/urusan/{case.number}/"))
    assert "“NIK”" in page and "tanda-tangan/" not in page
    refused = do(lurah, case, "tanda-tangan")
    assert refused.status_code == 422 and "“NIK”" in text_of(refused)
    assert not Letter.objects.exists() and towns.fresh(case).step == "signing"


def test_ticked_letters_are_ordered_with_one_press_and_worked_off_by_the_tick(town: towns.Town) -> None:
    cases = [wards.at_signing(town) for _ in range(3)]
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get("/kerja/tanda-tangan/"))
    assert all(f'value="{case.number}:{case.seq}"' in page for case in cases)
    assert "Bunga" not in page, "a list names nobody"
    assert lurah.post("/kerja/tanda-tangan/").status_code == 422
    ticked = [f"{case.number}:{case.seq}" for case in cases[:2]]
    sent = lurah.post("/kerja/tanda-tangan/", {"urusan": ticked})
    assert re.fullmatch(r"/kerja/tanda-tangan/\d+/", sent["Location"])
    assert "0 dari 2" in text_of(lurah.get(sent["Location"]))
    assert batching.work(clock.now()) == 2
    assert "2 surat sudah ditandatangani" in text_of(lurah.get(sent["Location"]))
    assert [towns.fresh(case).step for case in cases] == ["pickup", "pickup", "signing"]
    seen = {"semua": "ya", "dilihat": f"{cases[2].number}:{cases[2].seq}"}
    lurah.post("/kerja/tanda-tangan/", seen)
    assert batching.work(clock.now()) == 1
    assert sorted(Letter.objects.values_list("n", flat=True)) == [1, 2, 3]
    other = signed_in(town, "kenanga", "lurah")
    assert other.get(sent["Location"]).status_code == 404


def test_a_letter_of_a_batch_that_changed_meanwhile_is_left_and_said_so(town: towns.Town) -> None:
    case = wards.at_signing(town)
    lurah = signed_in(town, "melati", "lurah")
    sent = lurah.post("/kerja/tanda-tangan/", {"urusan": [f"{case.number}:{case.seq}"]})
    do(lurah, case, "catatan", words="Tunggu dulu")
    batching.work(clock.now())
    page = text_of(lurah.get(sent["Location"]))
    assert case.number in page and "0 dari 1" in page
    assert not Letter.objects.filter(state=Letter.SIGNED).exists()


def _signed(town: towns.Town) -> tuple[Case, Letter]:
    case = wards.at_signing(town)
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=clock.now())
    return towns.fresh(case), Letter.objects.get(case=case)


def test_the_register_lists_by_unit_and_year_and_finds_by_number_alone(town: towns.Town) -> None:
    case, letter = _signed(town)
    desk = signed_in(town, "melati", "petugas-loket")
    page = text_of(desk.get("/kerja/surat/"))
    assert letter.number in page and "Warga Lurah Melati" in page and "Bunga" not in page
    assert letter.number in text_of(desk.get("/kerja/surat/?nomor=400.9/1/"))
    assert letter.number not in text_of(desk.get("/kerja/surat/?nomor=Bunga"))
    assert letter.number not in text_of(signed_in(town, "kenanga", "lurah").get("/kerja/surat/"))
    table = text_of(desk.get("/kerja/surat/?bentuk=csv"))
    assert letter.number in table and "Bunga" not in table
    file = desk.post(f"/kerja/surat/{letter.pk}/surat.pdf")
    assert file.content.startswith(b"%PDF")
    assert Event.objects.get(case=case, name="letter.delivered").facts["way"] == "print"
    assert Reading.objects.filter(case=case, why="cetak surat").exists()
    assert signed_in(town, "kenanga", "lurah").get(f"/kerja/surat/{letter.pk}/").status_code == 404


def test_item_12_a_letter_is_revoked_with_a_cause_and_words_by_those_who_may(town: towns.Town) -> None:
    case, letter = _signed(town)
    address = f"/kerja/surat/{letter.pk}/cabut/"
    desk, lurah = signed_in(town, "melati", "petugas-loket"), signed_in(town, "melati", "lurah")
    assert desk.post(address, {"reason": "mistake", "words": "Salah"}).status_code == 403
    refused = lurah.post(address, {"reason": "mistake", "words": " "})
    assert refused.status_code == 422
    refused = lurah.post(address, {"reason": "replaced", "words": "Salah"})
    assert refused.status_code == 422 and "Salah" in text_of(refused)
    done = lurah.post(address, {"reason": "mistake", "words": "Nama tertulis salah."})
    assert done.status_code == 302
    letter.refresh_from_db()
    assert letter.state == Letter.REVOKED
    event = Event.objects.get(case=case, name="letter.revoked")
    assert (event.facts["number"], event.facts["reason"]) == (letter.number, "mistake")
    assert "Nama tertulis" not in str(event.facts)
    assert lurah.post(address, {"reason": "mistake", "words": "Lagi"}).status_code == 422
    admin = signed_in(town, "kota", "admin")
    assert "Dicabut" in text_of(admin.get(f"/kerja/surat/{letter.pk}/"))


def test_item_36_who_declared_an_interest_revokes_no_letter_of_that_matter(town: towns.Town) -> None:
    case, letter = _signed(town)
    lurah = signed_in(town, "melati", "lurah")
    declared = {"number": case.number, "why": "Pemohonnya tetangga yang berselisih dengan saya."}
    assert lurah.post("/kerja/ikrar/kepentingan/", declared).status_code == 302
    barred = lurah.post(
        f"/kerja/surat/{letter.pk}/cabut/", {"reason": "mistake", "words": "Nama tertulis salah."}
    )
    assert barred.status_code == 422 and "orang lain yang memutus" in text_of(barred)
    letter.refresh_from_db()
    assert letter.state != Letter.REVOKED


@pytest.mark.parametrize("address", ["/kerja/surat/", "/kerja/tanda-tangan/"])
def test_a_list_of_letters_asks_as_much_with_three_as_with_one(town: towns.Town, address: str) -> None:
    lurah = signed_in(town, "melati", "lurah")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            _signed(town)
            wards.at_signing(town)
        lurah.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = text_of(lurah.get(address))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14, counts
    assert "MLT" in page
