"""A resident's page in every state of a matter: plain Indonesian, one answer, dates in words."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from garda import clock
from garda.cases import handing, moving, residents, splitting, waking
from garda.cases.models import Case
from tests.office.staff import signed_in, text_of
from tests.public.test_items import ENGLISH
from tests.public.visitors import MELATI, REPORT, code_shown, report, send, words_of
from tests.town import Town, fresh, moment, photo

DONE = {"answer": "Lampunya sudah kami ganti."}


def seen(client: Client, case: Case, at: datetime) -> str:
    """The words of the page on which its resident follows a matter."""
    with clock.moved_to(at):
        return words_of(client.get(f"/contoh/ikuti/{case.number}/"))


def test_item_88_no_english_words_in_any_state_of_a_matter(town: Town, client: Client) -> None:
    case, refused = report(client), report(client)
    by, pu = town.by("melati", "petugas-loket"), town.by("pu", "penghubung")
    lurah = town.by("melati", "lurah")
    pages = {"open": seen(client, case, moment())}
    words = {"reason": "Tiang nomor berapa?"}
    moving.move_case(case.pk, "asked", by=by, at=moment(time="09:05"), words=words)
    pages["asked"] = seen(client, case, moment(time="09:06"))
    residents.answer(case.pk, "Tiang 12", at=moment(time="09:10"))
    handing.hand_over(case.pk, town.units["pu"], "Milik dinas", by=by, at=moment(time="09:15"))
    pages["offered"] = seen(client, case, moment(time="09:16"))
    handing.return_to(case.pk, "Bukan kami", by=pu, at=moment(time="09:20"))
    pages["returned"] = seen(client, case, moment(time="09:21"))
    moving.move_case(case.pk, "handling", by=by, at=moment(time="09:25"))
    moving.move_case(case.pk, "working", by=by, at=moment(time="09:30"), words={"date": "2025-11-06"})
    pages["working"] = seen(client, case, moment(time="09:31"))
    waking.wake(case.pk, moment("2025-11-13"))
    pages["late"] = seen(client, case, moment("2025-11-13"))
    at = moment("2025-11-13", "10:00")
    moving.move_case(case.pk, "answered", by=by, at=at, words=DONE, proofs=[photo()])
    pages["answered"] = seen(client, case, moment("2025-11-13", "10:01"))
    residents.contest(case.pk, "Masih mati", at=moment("2025-11-13", "11:00"))
    pages["contested"] = seen(client, case, moment("2025-11-13", "11:01"))
    words = {"answer": "Sudah diperiksa, menyala.", "rule": "uu-25-2009#37"}
    moving.move_case(case.pk, "answered", by=lurah, at=moment("2025-11-13", "13:00"), words=words)
    residents.confirm(case.pk, at=moment("2025-11-13", "14:00"))
    pages["closed"] = seen(client, case, moment("2025-11-13", "14:01"))
    words = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
    moving.move_case(refused.pk, "refused", by=by, at=moment(time="09:40"), words=words)
    pages["refused"] = seen(client, refused, moment(time="09:41"))
    for state, page in pages.items():
        assert case.number in page or refused.number in page, state
        assert set(re.findall(r"(?<![0-9a-z])[a-z]+(?![0-9a-z])", page.lower())) & ENGLISH == set(), state


def test_item_88_no_english_words_where_something_is_wrong(town: Town, client: Client) -> None:
    wrong = {
        "an empty form": send(client, "/contoh/lapor/", {**REPORT, "what": ""}),
        "a wrong number": client.post("/contoh/ikuti/", {"nomor": "XXX-99-1", "kode": "AAAA"}),
        "no such page": client.get("/contoh/tidak-ada/"),
        "no such city": client.get("/atlantis/"),
        "no such matter": client.get("/contoh/ikuti/MLT-25-9999/"),
        "a wrong way to ask": client.delete("/contoh/lapor/"),
        "without the form's token": Client(enforce_csrf_checks=True).post("/contoh/lapor/", REPORT),
    }
    for what, answer in wrong.items():
        assert answer.status_code >= 400 or answer.status_code == 302, what
        assert (
            set(re.findall(r"(?<![0-9a-z])[a-z]+(?![0-9a-z])", words_of(answer).lower())) & ENGLISH == set()
        ), what


@pytest.mark.parametrize(
    ("written", "read"), [("12/9/2024", "12 September 2024"), ("26/4/18", "26 April 2018")]
)
def test_item_88_a_date_typed_day_first_is_read_in_words(
    town: Town, client: Client, written: str, read: str
) -> None:
    typed = {
        "kelurahan": MELATI, "aksi": "kirim", "name": "Bunga Contoh", "nik": "3573014107900001",
        "address": "Gang 3 Nomor 5", "deceased": "Daun Contoh", "deceased-nik": "3573014107500002",
        "died-at": "di rumah", "died-on": written,
    }  # fmt: skip
    assert send(client, "/contoh/layanan/kematian/ajukan/", typed).status_code == 302
    case = Case.objects.get()
    officer = signed_in(town, "melati", "petugas-loket")
    page = text_of(officer.get(f"/kerja/urusan/{case.number}/"))
    shown = page if read in page else text_of(officer.post(
        f"/kerja/urusan/{case.number}/buka/", {"seen": case.seq, "key": "died-on"}
    ))  # fmt: skip
    assert read in shown


def test_item_27_a_matter_of_several_units_gives_its_resident_one_answer(town: Town, client: Client) -> None:
    case = report(client)
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=moment(time="09:05"))
    parts = [(town.units[key], f"Bagian {key}") for key in ("pu", "lh")]
    limbs = splitting.split(case.pk, parts, by=by, at=moment(time="09:10"))
    page = seen(client, case, moment(time="09:11"))
    assert "Dinas Pekerjaan Umum" in page
    assert "Dinas Lingkungan Hidup" in page
    for limb, said in zip(limbs, ("Kabelnya kami ganti", "Dahannya kami pangkas"), strict=True):
        actor = town.by(limb.unit.key, "penghubung")
        moving.move_case(limb.pk, "answered", by=actor, at=moment(time="10:00"), words={"answer": said})
        assert client.get(f"/contoh/ikuti/{limb.number}/").status_code != 200
    words = {"answer": "Semua beres, lampu menyala."}
    moving.move_case(case.pk, "answered", by=by, at=moment(time="11:00"), words=words)
    page = seen(client, case, moment(time="11:01"))
    assert page.count("Semua beres, lampu menyala.") == 1
    assert "Kabelnya kami ganti" not in page
    assert "Dahannya kami pangkas" not in page
    assert fresh(case).state == Case.ANSWERED
    assert code_shown(client, case)


def test_item_27_the_resident_reads_for_whom_a_matter_waits_and_since_when(
    town: Town, client: Client
) -> None:
    case = report(client)
    by = town.by("melati", "petugas-loket")
    handing.hand_over(case.pk, town.units["pu"], "Milik dinas", by=by, at=moment(time="09:15"))
    page = seen(client, case, moment(time="10:00"))
    assert "Dinas Pekerjaan Umum" in page
    assert "09.15" in page
