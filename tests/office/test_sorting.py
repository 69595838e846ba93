"""What residents sent and nobody could place: sorted by whoever may, masked, each reading logged, once."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from garda import clock
from garda.cases import sealing
from garda.cases.models import Case
from garda.cases.saying import spoken
from garda.notices import contacts
from garda.notices.landing import put_aside_for_officer
from garda.notices.models import Attachment, Contact, Dispatch, Message, MessageReading
from tests.notices.cloud import NUMBER, TOKEN
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment, photo, report

pytestmark = pytest.mark.django_db
NIK = "9901014107900001"
WORDS = f"Tolong cek berkas saya NIK {NIK}, lampu di Gang 3 masih mati"


@pytest.fixture(autouse=True)
def _connected(settings: Settings) -> object:
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBERS = TOKEN, {"contoh": NUMBER}
    with clock.moved_to(moment()):
        yield


@pytest.fixture
def town() -> Town:
    return build_town()


def came(town: Town, case: Case | None = None, *, words: str = WORDS, papers: int = 0) -> Message:
    contact = contacts.contact_of(town.city, Contact.WHATSAPP, "+6281234567890")
    assert contact is not None
    Contact.objects.filter(pk=contact.pk).update(last_in_at=moment())
    row = Message.objects.create(
        city=town.city, channel="whatsapp", outside_id=f"wamid.{Message.objects.count()}", contact=contact,
        kind="text", sealed=sealing.seal(json.dumps({"text": words})), said_at=moment(), came_at=moment(),
    )  # fmt: skip
    for n in range(papers):
        Attachment.objects.create(message=row, sealed=sealing.seal_bytes(photo(shade=n).content))
    put_aside_for_officer(row, "closed" if case else "asked", moment(), case)
    return row


def test_the_list_shows_what_waits_masked_and_only_to_the_office_in_charge(town: Town) -> None:
    case = report(town).case
    came(town, case)
    came(town, words="Jadwal posyandu kapan?")
    page = text_of(signed_in(town, "melati", "petugas-loket").get("/kerja/pesan/"))
    assert "lampu di Gang 3" in page and NIK not in page and "81234567890" not in page
    assert "posyandu" not in page, "that one is the city's desk's"
    assert "posyandu" in text_of(signed_in(town, "setda", "penghubung").get("/kerja/pesan/"))
    assert "lampu di Gang 3" not in text_of(signed_in(town, "kenanga", "petugas-loket").get("/kerja/pesan/"))
    assert signed_in(town, "kota", "admin").get("/kerja/pesan/").status_code == 403
    row = Message.objects.order_by("pk")[0]
    assert signed_in(town, "kenanga", "petugas-loket").get(f"/kerja/pesan/{row.pk}/").status_code == 404


def test_reading_one_is_logged_and_its_sender_opens_by_a_second_press(town: Town) -> None:
    row = came(town, report(town).case, papers=1)
    officer = signed_in(town, "melati", "petugas-loket")
    page = text_of(officer.get(f"/kerja/pesan/{row.pk}/"))
    assert NIK not in page and "+6281234567890" not in page
    opened = text_of(officer.post(f"/kerja/pesan/{row.pk}/"))
    assert "+6281234567890" in opened and NIK in opened
    assert officer.get(f"/kerja/pesan/{row.pk}/berkas/1/")["Content-Type"] == "image/jpeg"
    assert officer.get(f"/kerja/pesan/{row.pk}/berkas/2/").status_code == 404
    log = text_of(signed_in(town, "melati", "lurah").get("/kerja/pembacaan/"))
    assert "membuka pengirimnya" in log and "membuka fotonya" in log
    assert [one.what for one in MessageReading.objects.order_by("pk")] == ["words", "sender", "paper:1"]


def test_attached_it_stands_in_the_record_as_the_residents_words_by_this_officer(town: Town) -> None:
    case = report(town).case
    row = came(town, case, papers=1)
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.post(f"/kerja/pesan/{row.pk}/lampirkan/", {"nomor": case.number}).status_code == 302
    assert spoken(case, "remark") == {"remark": WORDS}
    event = case.events.get(name="resident.added")
    assert (event.by_kind, event.by_person_id) == ("resident", town.persons["melati", "petugas-loket", 1].pk)
    row.refresh_from_db()
    assert (row.state, row.why, bytes(row.sealed), Attachment.objects.count()) == (
        Message.DONE,
        "attached",
        b"",
        0,
    )
    assert case.papers.count() == 1
    assert case.number in str(Dispatch.objects.get().key) or Dispatch.objects.count() == 1


def test_a_number_out_of_reach_or_none_at_all_is_told_at_the_field(town: Town) -> None:
    row = came(town, report(town).case)
    far = report(town, unit="kenanga").case
    officer = signed_in(town, "melati", "petugas-loket")
    for typed in (far.number, "XYZ-25-0001", "", "a" * 500, "\x00"):
        found = officer.post(f"/kerja/pesan/{row.pk}/lampirkan/", {"nomor": typed})
        assert found.status_code == 422 and "Tidak ada urusan dengan nomor ini" in text_of(found)
    assert Message.objects.get(pk=row.pk).state == Message.SORTING


def test_made_a_report_it_is_numbered_and_its_writer_gets_the_receipt(town: Town) -> None:
    row = came(town, report(town).case, words="Pohon tumbang di depan musala", papers=1)
    area = town.area("kenanga")
    assert area is not None
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.post(f"/kerja/pesan/{row.pk}/urusan-baru/", {"kelurahan": area.code}).status_code == 302
    case = Case.objects.order_by("-pk")[0]
    assert (case.unit, case.channel, case.assisted) == (town.units["kenanga"], "whatsapp", True)
    assert spoken(case, "what", "phone") == {
        "what": "Pohon tumbang di depan musala",
        "phone": "+6281234567890",
    }
    assert case.papers.count() == 1
    assert Dispatch.objects.get().case == case


def test_set_aside_needs_a_reason_and_keeps_only_that(town: Town) -> None:
    row = came(town, report(town).case)
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.post(f"/kerja/pesan/{row.pk}/kesampingkan/", {"alasan": "  "}).status_code == 422
    assert (
        officer.post(f"/kerja/pesan/{row.pk}/kesampingkan/", {"alasan": "Iklan pinjaman"}).status_code == 302
    )
    row.refresh_from_db()
    assert (row.why, row.sorted_words, bytes(row.sealed)) == ("set-aside", "Iklan pinjaman", b"")


def test_two_officers_sort_one_message_once(town: Town) -> None:
    case = report(town).case
    row = came(town, case)
    first, second = (signed_in(town, "melati", "petugas-loket", seat) for seat in (1, 2))
    assert first.post(f"/kerja/pesan/{row.pk}/lampirkan/", {"nomor": case.number}).status_code == 302
    assert second.post(f"/kerja/pesan/{row.pk}/lampirkan/", {"nomor": case.number}).status_code == 404
    assert case.events.filter(name="resident.added").count() == 1


def test_strange_addresses_and_acts_are_not_there(town: Town) -> None:
    row = came(town, report(town).case)
    officer = signed_in(town, "melati", "petugas-loket")
    for path in ("999999", "9" * 30, f"{row.pk}/berkas/0", f"{row.pk}/berkas/{'9' * 30}"):
        assert officer.get(f"/kerja/pesan/{path}/").status_code == 404
    assert officer.post(f"/kerja/pesan/{row.pk}/hapus/").status_code == 404
    assert officer.get(f"/kerja/pesan/{row.pk}/lampirkan/").status_code == 405


def test_the_list_asks_no_more_the_more_waits(town: Town) -> None:
    case = report(town).case
    officer = signed_in(town, "melati", "petugas-loket")
    came(town, case, papers=1)
    officer.get("/kerja/pesan/")
    with CaptureQueriesContext(connection) as few:
        officer.get("/kerja/pesan/")
    for _ in range(12):
        came(town, case, papers=2)
    with CaptureQueriesContext(connection) as many:
        officer.get("/kerja/pesan/")
    assert len(many) <= len(few) <= 9
