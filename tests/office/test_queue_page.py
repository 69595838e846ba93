"""The caller's strip: every act in the browser, on the page and on the desk."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.counters import taking
from garda.counters.models import Ticket
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Any:
    with clock.moved_to(moment("2025-11-04", "09:00")):
        yield build_town()


def take(town: Town, **more: Any) -> taking.Taken:
    return taking.take_number(town.units["melati"], at=clock.now(), channel="phone", **more)


def test_item_9_the_strip_calls_puts_off_passes_and_finishes(town: Town) -> None:
    one, two = take(town, key="sktm"), take(town)
    officer = signed_in(town, "melati", "petugas-loket")
    assert "Panggil H 001" in text_of(officer.get("/kerja/meja/"))
    assert "2 orang menunggu" in text_of(officer.get("/kerja/antrean/"))
    answer = officer.post("/kerja/antrean/panggil/", {"dari": "meja"})
    assert answer["Location"] == "/kerja/meja/"
    assert "H 001 di Loket 1" in text_of(officer.get("/kerja/meja/"))
    said = text_of(officer.post("/kerja/antrean/panggil/", follow=True))
    assert "Selesaikan, tunda, atau oper dulu" in said, "one number at a desk"
    assert f"/{one.id}/lewat/" not in said, "missed only after as many calls as the rule says"
    assert "Panggil dulu sampai 3 kali" in text_of(
        officer.post(f"/kerja/antrean/{one.id}/lewat/", follow=True)
    )
    officer.post(f"/kerja/antrean/{one.id}/tunda/")
    officer.post("/kerja/antrean/panggil/")
    for _ in range(2):
        officer.post(f"/kerja/antrean/{two.id}/lagi/")
    officer.post(f"/kerja/antrean/{two.id}/lewat/")
    page = text_of(officer.get("/kerja/antrean/"))
    assert "Ditunda" in page
    assert "masih boleh dipanggil" in page
    officer.post(f"/kerja/antrean/{one.id}/panggil/")
    officer.post(f"/kerja/antrean/{one.id}/layani/")
    assert "selesai dilayani" in text_of(officer.post(f"/kerja/antrean/{one.id}/selesai/", follow=True))
    assert sorted(Ticket.objects.values_list("state", flat=True)) == ["done", "missed"]


def test_two_seats_sit_at_two_desks_and_two_calls_are_two_numbers(town: Town) -> None:
    take(town), take(town)
    for seat in (1, 2):
        signed_in(town, "melati", "petugas-loket", seat).post("/kerja/antrean/panggil/")
    assert set(Ticket.objects.values_list("state", flat=True)) == {"called"}


def test_a_number_by_hand_for_who_goes_first(town: Town) -> None:
    officer = signed_in(town, "melati", "petugas-loket")
    said = text_of(officer.post("/kerja/antrean/beri/", {"layanan": "", "dahulu": "difabel"}, follow=True))
    assert "Nomornya P 001" in said
    assert "Penyandang disabilitas" in said
    wrong = text_of(officer.post("/kerja/antrean/beri/", {"layanan": "tidak-ada"}, follow=True))
    assert "tidak ada di sini" in wrong


def test_a_number_continues_a_matter_that_is_there(town: Town) -> None:
    case = report(town, what="Lampu mati", lat=-7.995, lng=112.605).case
    one = take(town)
    officer = signed_in(town, "melati", "petugas-loket")
    wrong = officer.post(f"/kerja/antrean/{one.id}/urusan/", {"urusan": "MLT-25-9999"}, follow=True)
    assert "tidak ada di kantor Anda" in text_of(wrong)
    answer = officer.post(f"/kerja/antrean/{one.id}/urusan/", {"urusan": case.number})
    assert answer["Location"] == f"/kerja/urusan/{case.number}/"
    assert Ticket.objects.get().case_number == case.number


def test_another_offices_queue_and_unknown_acts_are_not_there(town: Town) -> None:
    one = take(town)
    stranger = signed_in(town, "kenanga", "petugas-loket")
    for act in ("panggil", "urusan"):
        assert stranger.post(f"/kerja/antrean/{one.id}/{act}/").status_code == 404
    assert (
        signed_in(town, "melati", "petugas-loket").post(f"/kerja/antrean/{one.id}/entah/").status_code == 404
    )
    assert signed_in(town, "kota", "admin").get("/kerja/antrean/").status_code == 403
