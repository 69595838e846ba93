"""Assisted entry: the same record as the resident's own, but for who wrote it down and over which counter."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from garda import clock
from garda.cases import requirements
from garda.cases.acting import RESIDENT
from garda.cases.models import Case, Event
from garda.cases.opening import Filing, open_case
from garda.cases.publishing import flow_of
from garda.cases.saying import spoken
from garda.flow import clean
from garda.sight import needs
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment, photo

LETTER = {
    "name": "Bunga Contoh",
    "nik": "9901014107900001",
    "address": "Gang 3 Nomor 5, RT 02 RW 01",
    "phone": "0812 3456 7890",
    "purpose": "sekolah",
}


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment()):
        yield build_town(flows=("pengaduan", "sktm", "aspirasi"))


def enter(town: Town, key: str, **typed: Any) -> Any:
    """Send the form at the counter of Melati."""
    return signed_in(town, "melati", "petugas-loket").post(f"/kerja/catat/{key}/", typed)


def test_item_12_the_assisted_path_gives_the_same_record_as_self_service(town: Town) -> None:
    answer = enter(town, "sktm", **LETTER, dibawa=["ktp", "kk"])
    assert answer.status_code == 302
    assisted = Case.objects.get()
    flow = flow_of(town.flows["sktm"])
    own = open_case(
        Filing(
            town.flows["sktm"],
            town.units["melati"],
            clean(flow, LETTER).answers,
            area=town.area("melati"),
            brought=("ktp", "kk"),
        ),
        by=RESIDENT,
        at=moment(),
    ).case
    assert spoken(assisted) == spoken(own)
    for name in (
        "flow_id",
        "step",
        "unit_id",
        "desk",
        "area_id",
        "category",
        "due_at",
        "desk_due_at",
        "state",
    ):
        assert getattr(assisted, name) == getattr(own, name), name
    first, second = (Event.objects.get(case=case, seq=1) for case in (assisted, own))
    differing = {
        key
        for key in first.facts
        if first.facts[key] != second.facts.get(key) and key not in ("number", "said", "became")
    }
    assert differing == {"channel", "assisted"}
    assert (first.by_kind, second.by_kind) == ("post", "resident")


def test_item_12_one_tick_says_that_everything_required_was_brought(town: Town) -> None:
    assert enter(town, "sktm", **LETTER, dibawa=["semua"]).status_code == 302
    brought = Event.objects.get(seq=1).facts["brought"]
    assert brought == ["pengantar", "ktp", "kk", "foto-rumah", "pernyataan"]
    assert requirements.lacking(Case.objects.get()) == ()


def test_item_12_the_slip_carries_number_code_and_due_date_and_is_for_this_officer_only(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    answer = client.post("/kerja/catat/sktm/", LETTER)
    slip = text_of(client.get(answer["Location"]))
    case = Case.objects.get()
    assert case.number in slip
    assert "slip-code" in slip
    assert "Selasa 4 November" in slip
    other = text_of(signed_in(town, "melati", "petugas-loket", 2).get(answer["Location"]))
    assert "slip-code" not in other


def test_item_12_the_same_form_sent_again_is_one_matter(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    page = text_of(client.get("/kerja/catat/sktm/"))
    key = page.split('name="kunci" value="')[1].split('"')[0]
    for _again in range(3):
        assert client.post("/kerja/catat/sktm/", {**LETTER, "kunci": key}).status_code == 302
    assert Case.objects.count() == 1


def test_item_12_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(town: Town) -> None:
    answer = enter(town, "sktm", **{**LETTER, "nik": "123"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Bunga Contoh" in page
    assert 'id="isi-nik-salah"' in page
    assert not Case.objects.exists()


def test_a_complaint_at_the_counter_guesses_its_class_and_takes_a_photo(town: Town) -> None:
    shot = SimpleUploadedFile("a.jpg", photo().content, "image/jpeg")
    answer = enter(town, "pengaduan", what="Lampu jalan mati di Gang 3", place="99.01.01.1001", foto=shot)
    assert answer.status_code == 302
    case = Case.objects.get()
    assert case.category == "penerangan-jalan"
    assert case.area == town.area("melati")
    assert case.papers.count() == 1
    assert (case.channel, case.assisted) == ("counter", True)


def test_what_this_office_does_not_give_can_not_be_entered_here(town: Town) -> None:
    agency = signed_in(town, "pu", "penghubung")
    assert agency.get("/kerja/catat/sktm/").status_code == 404
    assert agency.get("/kerja/catat/tidak-ada/").status_code == 404
    page = text_of(agency.get("/kerja/catat/?q=surat tidak mampu"))
    assert "Bukan di kantor ini" in page


def test_item_12_five_needs_without_a_service_are_one_ranked_need_on_the_heads_page(town: Town) -> None:
    for _time in range(5):
        answer = enter(
            town, "aspirasi", what="keringanan listrik", story="", kategori=needs.UNMET, **asked(town)
        )
        assert answer.status_code == 302, text_of(answer)
    page = text_of(signed_in(town, "melati", "lurah").get("/kerja/kepala/"))
    assert "Kebutuhan yang belum ada layanannya" in page
    assert page.count(">keringanan listrik<") == 1
    assert '<span class="count">5</span><div><b><a href="/kerja/kebutuhan/1/">keringanan listrik</a>' in page
    behind = text_of(signed_in(town, "melati", "lurah").get("/kerja/kebutuhan/1/"))
    assert behind.count("/kerja/urusan/MLT-25-") == 5
    city = text_of(signed_in(town, "setda", "sekda").get("/kerja/kepala/"))
    assert "Melati 5" in city


def asked(town: Town) -> dict[str, str]:
    """An answer for every other required question of the aspiration."""
    flow = flow_of(town.flows["aspirasi"])
    return {
        one.key: (one.choices[0].key if one.choices else "Perlu sekali")
        for one in flow.fields
        if one.required and one.key not in ("what", "story")
    }


def test_item_6_a_case_entered_at_a_counter_has_number_owner_and_due_time_at_once(town: Town) -> None:
    client = signed_in(town, "melati", "petugas-loket")
    answer = client.post("/kerja/catat/pengaduan/", {"what": "Got mampet", "place": "99.01.01.1001"})
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.number, case.unit.key, case.state) == ("MLT-25-0001", "melati", Case.OPEN)
    assert case.due_at is not None
    slip = text_of(client.get(answer["Location"]))
    assert case.number in slip
    desk = text_of(client.get("/kerja/meja/"))
    assert case.number in desk, "it lies on the desk of whoever took it down"
    code = slip.split('slip-code">')[1].split("<")[0]
    visitor = Client()
    knocked = visitor.post("/contoh/ikuti/", {"nomor": case.number, "kode": code})
    followed = text_of(visitor.get(knocked["Location"]))
    for words in (case.number, "Sekarang dipegang", "Kelurahan Melati", "paling lambat"):
        assert words in followed


def test_news_by_whatsapp_is_asked_at_the_counter_only_where_the_city_has_it(
    town: Town, settings: Settings
) -> None:
    officer = signed_in(town, "melati", "petugas-loket")
    assert "kabar-wa" not in text_of(officer.get("/kerja/catat/pengaduan/"))
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBERS = "token", {"contoh": "1"}
    assert "kabar-wa" in text_of(officer.get("/kerja/catat/pengaduan/"))
    form = {"what": "Got mampet", "kabar-wa": "ya"}
    refused = officer.post("/kerja/catat/pengaduan/", form)
    assert refused.status_code == 422 and "Tulis nomor WhatsApp Anda" in text_of(refused)
    assert officer.post("/kerja/catat/pengaduan/", {**form, "phone": "081234567890"}).status_code == 302
    assert spoken(Case.objects.get(), "whatsapp") == {"whatsapp": "Ya"}
