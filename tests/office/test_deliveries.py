"""News that did not reach its resident stands before the officer with its reason and the next act."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from garda import clock
from garda.cases.errands import work_off
from garda.cases.models import Case
from garda.notices.models import Dispatch
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, file_matter, moment

pytestmark = pytest.mark.django_db
REASON = "Alamat surel ini ditolak penerimanya"


@pytest.fixture
def town(settings: Settings) -> object:
    settings.EMAIL_HOST = "surel.contoh.example"
    with clock.moved_to(moment()):
        yield build_town()


def failed(town: Town, unit: str = "melati") -> tuple[Case, Dispatch]:
    case = file_matter(town, unit=unit, answers={"what": "Got mampet", "email": "bunga@contoh.example"}).case
    work_off(moment())
    Dispatch.objects.filter(case=case).update(
        state=Dispatch.FAILED, trouble="not-reachable", next_try_at=None
    )
    return case, Dispatch.objects.get(case=case)


def test_the_case_and_the_heads_list_say_why_and_what_to_do(town: Town) -> None:
    case, _ = failed(town)
    failed(town, "kenanga")
    page = text_of(signed_in(town, "melati", "petugas-loket").get(f"/kerja/urusan/{case.number}/"))
    assert REASON in page and "Telepon warga" in page and "diminta di formulir" in page
    listed = text_of(signed_in(town, "melati", "lurah").get("/kerja/tidak-terkirim/"))
    assert "Sampaikan:" in listed and "sudah kami terima dengan nomor" in listed
    assert case.number in listed and REASON in listed and "1 kabar tidak terkirim" in listed
    assert "2 kabar tidak terkirim" in text_of(
        signed_in(town, "kec-taman", "camat").get("/kerja/tidak-terkirim/")
    )
    assert signed_in(town, "melati", "petugas-loket").get("/kerja/tidak-terkirim/").status_code == 403


def test_what_was_done_instead_stands_there_and_it_leaves_the_list(town: Town) -> None:
    case, row = failed(town)
    lurah = signed_in(town, "melati", "lurah")
    address = f"/kerja/urusan/{case.number}/kabar/{row.pk}/"
    assert "Tulis apa yang sudah dilakukan" in text_of(lurah.post(address, {"kata": " "}, follow=True))
    lurah.post(address, {"kata": "Sudah ditelepon pukul 10", "dari": "daftar"})
    assert "Semua kabar sampai" in text_of(lurah.get("/kerja/tidak-terkirim/"))
    assert "Sudah ditelepon pukul 10" in text_of(lurah.get(f"/kerja/urusan/{case.number}/"))
    again = lurah.post(address, {"kata": "Lagi"}, follow=True)
    assert "sudah diurus rekan" in text_of(again)


def test_it_can_be_sent_once_more(town: Town) -> None:
    case, row = failed(town)
    officer = signed_in(town, "melati", "petugas-loket")
    officer.post(f"/kerja/urusan/{case.number}/kabar/{row.pk}/", {"aksi": "ulang"})
    row.refresh_from_db()
    assert (row.state, row.tries, row.next_try_at) == (Dispatch.WAITING, 0, moment())


def test_another_office_cannot_touch_it(town: Town) -> None:
    case, row = failed(town)
    stranger = signed_in(town, "kenanga", "petugas-loket")
    assert stranger.post(f"/kerja/urusan/{case.number}/kabar/{row.pk}/", {"aksi": "ulang"}).status_code == 404
    other, _ = failed(town, "kenanga")
    officer = signed_in(town, "melati", "petugas-loket")
    officer.post(
        f"/kerja/urusan/{case.number}/kabar/{Dispatch.objects.get(case=other).pk}/", {"aksi": "ulang"}
    )
    assert Dispatch.objects.filter(state=Dispatch.FAILED).count() == 2
