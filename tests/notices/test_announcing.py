"""An office announces what a public record says, a second person approves, a question becomes a matter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from garda import clock
from garda.cases.models import Case
from garda.notices.announcing import sources
from garda.notices.models import Announcement
from garda.people.changes import changed
from garda.people.models import DayOff
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment, publish_flow

pytestmark = pytest.mark.django_db
HOLIDAY = "day:2025-11-12:"


@pytest.fixture
def town() -> object:
    with clock.moved_to(moment()):
        yield build_town()


def key_of(town: Town, start: str) -> str:
    found = sources(town.city, town.units["melati"], clock.now())
    return next(one.key for one in found if one.key.startswith(start))


def drafted(town: Town, start: str = HOLIDAY, added: str = "") -> Announcement:
    writer = signed_in(town, "melati", "seklur")
    form = {"sumber": key_of(town, start), "tambahan": added}
    assert writer.post("/kerja/pengumuman/", form).status_code == 302
    return Announcement.objects.order_by("-pk")[0]


def test_item_71_it_quotes_the_record_and_a_second_person_approves(town: Town) -> None:
    row = drafted(town, added="Loket buka lagi Kamis pagi.")
    page = "/contoh/pengumuman/"
    assert "Hari Jadi Kota Contoh" not in text_of(Client().get(page))
    address = f"/kerja/pengumuman/{row.pk}/setujui/"
    own = text_of(signed_in(town, "melati", "seklur").get("/kerja/pengumuman/"))
    assert "Setujui dan umumkan" not in own
    assert signed_in(town, "melati", "seklur").post(address).status_code == 403
    assert signed_in(town, "kenanga", "lurah").post(address).status_code == 404
    signed_in(town, "melati", "lurah").post(address)
    shown = text_of(Client().get(page))
    assert "Hari Jadi Kota Contoh" in shown and "Loket buka lagi" in shown and "12 November" in shown
    with clock.moved_to(moment() + timedelta(days=31)):
        assert "Hari Jadi Kota Contoh" not in text_of(Client().get(page))


def test_item_71_a_record_that_changed_since_is_quoted_anew_before_anyone_reads_it(town: Town) -> None:
    row = drafted(town)
    DayOff.objects.filter(day="2025-11-12").update(name="Hari Jadi ke-100")
    changed(town.city)
    lurah = signed_in(town, "melati", "lurah")
    address = f"/kerja/pengumuman/{row.pk}/setujui/"
    assert "berubah sejak dikutip" in text_of(lurah.post(address, follow=True))
    assert Announcement.objects.get().stage == Announcement.DRAFT
    lurah.post(address)
    shown = text_of(Client().get("/contoh/pengumuman/"))
    assert "Hari Jadi ke-100" in shown


def test_item_71_nothing_closed_and_nobodys_numbers_can_be_put_in(town: Town) -> None:
    writer = signed_in(town, "melati", "seklur")
    for source in ("case:MLT-25-0001", "", "flow:tidak-ada:1", "day:2025-11-12:999", "x" * 500):
        refused = writer.post("/kerja/pengumuman/", {"sumber": source})
        assert refused.status_code == 422 and "catatan umum" in text_of(refused)
    for added in (
        "Hubungi 0812 3456 7890",
        "NIK 9901014107900001",
        "surat ke bunga@contoh.example",
        "a" * 301,
    ):
        refused = writer.post("/kerja/pengumuman/", {"sumber": key_of(town, HOLIDAY), "tambahan": added})
        assert refused.status_code == 422
    assert not Announcement.objects.exists()
    assert signed_in(town, "melati", "petugas-loket").get("/kerja/pengumuman/").status_code == 403


def test_item_71_a_question_about_it_becomes_a_numbered_matter(town: Town) -> None:
    row = drafted(town)
    signed_in(town, "melati", "lurah").post(f"/kerja/pengumuman/{row.pk}/setujui/")
    visitor = Client()
    form = text_of(visitor.get(f"/contoh/lapor/?pengumuman={row.pk}"))
    assert "Tentang pengumuman: Kelurahan Melati tutup" in form
    area = town.area("melati")
    assert area is not None
    asked = {"what": "Apakah surat bisa diambil Selasa?", "place": area.code, "pengumuman": str(row.pk)}
    assert visitor.post("/contoh/lapor/", asked).status_code == 302
    case = Case.objects.get()
    assert case.subject is not None and case.subject.key == str(row.pk)
    assert "1 laporan tentang ini" in text_of(signed_in(town, "melati", "seklur").get("/kerja/pengumuman/"))
    for strange in ("0", "9" * 40, "abc", "-1", "\x00", str(row.pk + 1)):
        assert visitor.get("/contoh/lapor/", {"pengumuman": strange}).status_code == 200


def test_a_service_lately_changed_is_a_source_with_its_facts(town: Town) -> None:
    town.flows["sktm"] = publish_flow(city=town.city, key="domisili", day="2025-11-03")
    row = drafted(town, "flow:domisili:1")
    assert row.path == "/contoh/layanan/domisili/" and "versi 1" in row.quoted_id and "Rp0" in row.quoted_id


def test_taken_back_it_is_gone(town: Town) -> None:
    row = drafted(town)
    lurah = signed_in(town, "melati", "lurah")
    lurah.post(f"/kerja/pengumuman/{row.pk}/setujui/")
    lurah.post(f"/kerja/pengumuman/{row.pk}/tarik/")
    assert "Hari Jadi" not in text_of(Client().get("/contoh/pengumuman/"))
    assert lurah.post(f"/kerja/pengumuman/{row.pk}/hapus/").status_code == 404
