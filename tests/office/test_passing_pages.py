"""Item 36 in the browser: a report at the wrong desk is passed on, and its reporter reads where it went."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.integrity import boxing, emptying
from garda.integrity.models import Report, Slip
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
WORDS = "Pejabat di inspektorat meminta uang supaya temuan di kelurahan kami dihapus."
WHY = "Terlapor bekerja di Inspektorat, jadi bukan kami yang boleh menanganinya."
OPENED = moment("2025-11-07")
ANSWER = "/contoh/lapor-perilaku/jawaban/"


@pytest.fixture
def town() -> Any:
    with clock.moved_to(moment()):
        found = build_town(flows=())
        build_unit(found, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    with clock.moved_to(OPENED):
        yield found


def filed(town: Town) -> tuple[str, str]:
    """A report about the wrong office, out of the box: its address and its code."""
    code = boxing.drop(
        town.city, town.units["melati"], WORDS, kind=boxing.REPORT, at=moment(), form_key="salah" * 6
    )
    emptying.remind(OPENED)
    return f"/kerja/perilaku/{Report.objects.get().pk}/", code


def opened(client: Client, address: str) -> str:
    """The page once its reader said that it does not concern them."""
    return text_of(press(client, address, "buka", follow=True, concerns="outside"))


def press(client: Client, address: str, act: str = "pindah", follow: bool = False, **typed: str) -> Any:
    """Send the form of the page as it stands."""
    found = re.search(r'name="seen" value="(\d+)"', text_of(client.get(address)))
    assert found
    return client.post(f"{address}{act}/", {"seen": found[1], **typed}, follow=follow)


def test_item_36_the_inspector_passes_on_what_is_about_the_inspectorate_and_sees_it_no_more(
    town: Town,
) -> None:
    address, code = filed(town)
    inspector, mayor = signed_in(town, "ins", "inspektur"), signed_in(town, "kota", "wali-kota")
    assert "Bukan wewenang kami" in text_of(inspector.get(address))
    assert mayor.get(address).status_code == 404
    moved = press(inspector, address, office="ins", reason=WHY)
    assert moved.status_code == 302
    assert "Laporan ditangani Wali Kota." in text_of(inspector.get(moved["Location"]))
    assert inspector.get(address).status_code == 404
    page = opened(mayor, address)
    assert "Dipindahkan ke Wali Kota" in page and WHY in page
    assert "Kelurahan Melati, lalu Inspektorat" in page
    assert "dipindahkan ke meja Anda" in text_of(mayor.get("/kerja/kabar/"))
    followed = text_of(Client().post(ANSWER, {"kode": code}))
    assert "Laporan Anda pindah ke Wali Kota" in followed and WHY in followed
    assert "Yang menangani: Wali Kota." in followed and "Batas penerimaan mulai lagi" in followed


def test_item_36_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(town: Town) -> None:
    address, _code = filed(town)
    inspector = signed_in(town, "ins", "inspektur")
    for office, reason in (("", WHY), ("melati", WHY), ("tidak-ada", WHY), ("ins", ""), ("\0", "x" * 9000)):
        shown = press(inspector, address, office=office, reason=reason)
        assert shown.status_code == 422, (office, reason[:9])
        assert 'class="error"' in text_of(shown)
        assert reason[:60] in text_of(shown)
    assert inspector.post(f"{address}pindah/", {"office": "ins", "reason": WHY}).status_code == 409
    assert Report.objects.get().desk == "inspectorate"


def test_item_36_the_reporter_says_by_code_that_the_office_was_wrong_and_a_stranger_cannot(
    town: Town,
) -> None:
    address, code = filed(town)
    stranger = Client()
    page = text_of(stranger.post(ANSWER, {"kode": code}))
    assert "Orangnya bekerja di kantor lain?" in page
    typed = {"aksi": "jawab", "kata": "Maaf, orangnya pejabat Inspektorat.", "kantor": "ins"}
    assert stranger.post(ANSWER, {"kode": "A" * 16, **typed}).status_code == 422
    assert not Slip.objects.exists()
    key = re.search(r'name="kunci" value="([^"]+)"', page)
    assert key
    assert "sudah di dalam kotak" in text_of(stranger.post(ANSWER, {"kode": code, "kunci": key[1], **typed}))
    with clock.moved_to(moment("2025-11-12")):
        emptying.remind(clock.now())
        assert signed_in(town, "ins", "inspektur").get(address).status_code == 404
        mayor = signed_in(town, "kota", "wali-kota")
        page = opened(mayor, address)
        assert "Disebut pelapor dengan kodenya." in page


def test_item_36_nobody_else_passes_anything_on_by_its_address(town: Town) -> None:
    address, _code = filed(town)
    for unit, kind, code in (
        ("melati", "lurah", 403), ("kec-taman", "camat", 403), ("setda", "sekda", 403),
        ("pu", "kepala-opd", 403), ("kota", "wali-kota", 404),
    ):  # fmt: skip
        client = signed_in(town, unit, kind)
        assert client.post(f"{address}pindah/", {"office": "pu", "reason": WHY}).status_code == code, kind
    assert Client().get(f"{address}pindah/").status_code in (302, 405)


def test_item_36_the_form_says_who_will_read_what_is_written(town: Town) -> None:
    page = text_of(Client().get("/contoh/lapor-perilaku/"))
    assert "Tentang orang Inspektorat dibaca Wali Kota, yang lain dibaca Inspektorat." in page


def test_item_36_words_are_behind_a_cover_that_asks_whether_it_concerns_the_reader(town: Town) -> None:
    boxing.drop(
        town.city, town.units["melati"], WORDS, kind=boxing.REPORT, at=moment(), form_key="sampul" * 6,
        who="Petugas loket dua",
    )  # fmt: skip
    emptying.remind(OPENED)
    address = f"/kerja/perilaku/{Report.objects.get().pk}/"
    inspector = signed_in(town, "ins", "inspektur")
    page = text_of(inspector.get(address))
    assert "Petugas loket dua" in page and "Apakah laporan ini menyangkut Anda?" in page
    assert WORDS not in page and "Langkah berikutnya" not in page
    wrong = press(inspector, address, "buka", concerns="")
    assert wrong.status_code == 422 and "Pilih salah satu" in text_of(wrong)
    typed = {"act": "review", "words": "Kami telaah bersama dua orang saksi.", "seen": "1"}
    early = inspector.post(address, typed)
    assert early.status_code == 422 and "Buka dulu laporannya" in text_of(early)
    page = opened(inspector, address)
    assert WORDS in page and "Ternyata menyangkut saya" in page and "Sudah pernah dibuka" not in page


def test_item_36_who_says_that_it_is_about_them_never_reads_it_and_the_other_desk_does(town: Town) -> None:
    address, code = filed(town)
    inspector, mayor = signed_in(town, "ins", "inspektur"), signed_in(town, "kota", "wali-kota")
    gone = text_of(press(inspector, address, "buka", follow=True, concerns="own"))
    assert "tidak lagi terbuka bagi Anda" in gone and inspector.get(address).status_code == 404
    page = opened(mayor, address)
    assert (
        WORDS in page and "Kelurahan Melati, lalu Inspektorat" in page and "Sudah pernah dibuka" not in page
    )
    followed = text_of(Client().post(ANSWER, {"kode": code}))
    assert "Laporan Anda pindah ke Wali Kota" in followed and "tidak lagi melihatnya" in followed


def test_item_36_who_opened_it_before_is_known_to_who_handles_it_next(town: Town) -> None:
    address, _code = filed(town)
    inspector, mayor = signed_in(town, "ins", "inspektur"), signed_in(town, "kota", "wali-kota")
    opened(inspector, address)
    press(inspector, address, "buka", concerns="own")
    page = opened(mayor, address)
    assert "Sudah pernah dibuka" in page and town.persons["ins", "inspektur", 1].name in page


def written(client: Client, address: str, **typed: str) -> Any:
    """The form of a report, filled in and sent."""
    key = re.search(r'name="kunci" value="([^"]+)"', text_of(client.get(address)))
    assert key
    return client.post(address, {"kantor": "melati", "kata": WORDS, "kunci": key[1], **typed})


@pytest.mark.parametrize("address", ["/contoh/lapor-perilaku/", "/kerja/perilaku/lapor/"])
def test_item_36_the_reporter_is_asked_whether_the_accused_would_read_it(town: Town, address: str) -> None:
    client = Client() if address.startswith("/contoh") else signed_in(town, "melati", "petugas-loket")
    name = town.persons["ins", "inspektur", 1].name
    unasked = written(client, address)
    assert unasked.status_code == 422 and "supaya laporan tidak dibaca terlapor" in text_of(unasked)
    assert "namanya sama" not in text_of(unasked) and WORDS in text_of(unasked)
    for typed in ({"siapa": name}, {"kata": f"{WORDS} Namanya {name}."}, {"siapa": "Pak Inspektur"}):
        asked = written(client, address, penangan="lain", **typed)
        assert asked.status_code == 422 and "yang akan membaca laporan ini" in text_of(asked), typed
        assert "namanya sama" in text_of(asked)
        assert not re.search(r'name="penangan" value="[a-z-]+"[^>]* checked', text_of(asked))
    assert not Slip.objects.exists()
    assert written(client, address, penangan="nama-sama", siapa=name).status_code == 200
    assert Slip.objects.get().unit == town.units["melati"]
    Slip.objects.all().delete()
    for said, unit in (("inspektorat", "ins"), ("pimpinan", "kota"), ("lain", "melati")):
        assert written(client, address, penangan=said, siapa="Orang itu").status_code == 200
        assert Slip.objects.get().unit == town.units[unit]
        Slip.objects.all().delete()
    long = written(client, address, penangan="lain", siapa="x" * 300)
    assert long.status_code == 422 and "Paling banyak 120 huruf" in text_of(long)


def test_item_36_the_first_page_of_who_handles_it_says_when_a_report_is_past_its_limit_and_no_other_does(
    town: Town,
) -> None:
    filed(town)
    inspector, mayor = signed_in(town, "ins", "inspektur"), signed_in(town, "kota", "wali-kota")
    assert "laporan perilaku melewati" not in text_of(inspector.get("/kerja/kepala/"))
    with clock.moved_to(Report.objects.get().due_at):
        page = text_of(inspector.get("/kerja/kepala/"))
        assert "Satu laporan perilaku melewati batas." in page and "Buka laporan perilaku" in page
        assert "Tidak ada yang terlambat." not in page
        for other in (mayor, signed_in(town, "melati", "lurah"), signed_in(town, "setda", "sekda")):
            assert "laporan perilaku melewati" not in text_of(other.get("/kerja/kepala/"))
        assert "Data simulasi" not in page
        Report.objects.update(simulated=True)
        assert "Data simulasi" in text_of(inspector.get("/kerja/kepala/"))
