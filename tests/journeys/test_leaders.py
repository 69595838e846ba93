"""The journeys of those who lead and arrange: a head's week, a new version of a flow, units, holidays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from garda.cases import residents
from garda.cases.moving import move_case
from tests.journeys.walking import Officer, Stage
from tests.town import Town, file_matter, report

pytestmark = pytest.mark.journey

HEAD = "kode;singkatan;nama;jenis;induk"
GOOD = ("mawar;MWR;Kelurahan Mawar;kelurahan;kec-taman", "dishub;DHB;Dinas Perhubungan;opd;kota")
WRONG = ("anggrek;AGR;Kelurahan Anggrek;kelurahan;kota", "dahlia;DHL;Kelurahan Dahlia;kelurahan;kec-hilang")


def answered(town: Town, what: str, at: Any, *, contested: bool = False) -> Any:
    """A complaint of Kenanga that its officer has answered; contested ones go through the lurah again."""
    case = report(town, what=what, unit="kenanga", at=at).case
    officer, head = town.by("kenanga", "petugas-loket"), town.by("kenanga", "lurah")
    words = {"answer": "Sudah kami ganti pagi ini."}
    move_case(case.pk, "handling", by=officer, at=at + timedelta(minutes=5))
    move_case(case.pk, "answered", by=officer, at=at + timedelta(minutes=9), words=words)
    if contested:
        residents.contest(case.pk, "Belum menyala.", at=at + timedelta(minutes=12))
        again = {"reason": "Benar, belum menyala."}
        move_case(case.pk, "handling", by=head, at=at + timedelta(minutes=15), words=again)
        move_case(case.pk, "answered", by=officer, at=at + timedelta(minutes=20), words=words)
    residents.confirm(case.pk, at=at + timedelta(minutes=25))
    return case


def test_a_head_opens_every_figure_to_the_matters_behind_it(stage: Stage) -> None:
    # A week of its own: three closed well, one only after being contested, one too late, one just come in.
    stage.it_is("2026-02-02", "08:00")
    monday = stage.now
    for n in range(3):
        answered(stage.town, f"Lampu gang mati {n}", monday + timedelta(minutes=n))
    contested = answered(stage.town, "Lampu taman mati", monday + timedelta(minutes=4), contested=True)
    late = report(stage.town, what="Sampah tidak diangkut", category="sampah-kebersihan", unit="kenanga",
                  at=monday - timedelta(days=14)).case  # fmt: skip
    report(stage.town, what="Got mampet di RW 1", category="drainase-banjir", unit="kenanga", at=monday)
    stage.it_is("2026-02-06", "10:00")

    lurah = stage.officer("kenanga", "lurah").signs_in().looks_around("kepala")
    lurah.reads("Terlambat", "Sampah tidak diangkut", "Yang baru muncul minggu ini")
    lurah.reads("Cepat", "Tepat", "Akuntabel", "3 dari 4")
    tepat = lurah.page.locator(".figure", has_text="Tepat")
    expect(tepat).to_contain_text("75%")
    tepat.get_by_role("link").click()
    lurah.heads("75%, 3 dari 4").reads("Penyebut", contested.number).looks_around("angka")
    lurah.follows(contested.number).heads("Lampu taman mati")
    lurah.goes_to("/kerja/kepala/").follows("Lampu jalan").heads("sejak Senin").looks_around("muncul")
    lurah.goes_to("/kerja/kepala/").follows(f"Buka dan putuskan {late.number}").heads("Sampah tidak diangkut")

    camat = stage.officer("kec-taman", "camat").signs_in().looks_around("kepala-camat")
    camat.goes_to("/kerja/angka/cepat/").reads("Per unit", "Kelurahan Kenanga").looks_around("angka-camat")
    mayor = stage.officer("kota", "wali-kota").signs_in().looks_around("kepala-kota")
    mayor.reads("Sampah tidak diangkut")


def test_a_new_version_of_a_flow_is_checked_drawn_and_leaves_running_matters_alone(stage: Stage) -> None:
    answers = {
        "name": "Bunga Contoh", "nik": "9901014107900001", "address": "Gang 3 Nomor 5",
        "deceased": "Wulan Contoh", "deceased-nik": "9901014107400002",
        "died-on": "2025-11-01", "died-at": "rumah",
    }  # fmt: skip
    running = file_matter(stage.town, flow="kematian", unit="kenanga", at=stage.now, answers=answers)
    keeper = stage.officer("pu", "penyelenggara").signs_in().looks_around("alur")
    keeper.follows("Surat Keterangan Kematian").heads("Surat Keterangan Kematian").looks_around("alur-satu")
    keeper.follows("Tulis versi baru").heads("Sama dengan versi yang berlaku").looks_around("naskah-sama")

    # A dead end: the step that nobody can leave is named, with the drawing of the route beside it.
    whole = keeper.field("Naskah").input_value()
    broken = whole.replace('to     = "checking"', 'to     = "cheking"')
    assert broken != whole
    keeper.writes("Naskah", broken).presses("Periksa naskah")
    keeper.heads("melarang terbit").reads("Temuan pemeriksa", "langkah").looks_around("naskah-salah")
    expect(keeper.page.locator(".findings li").first).to_contain_text("baris")
    expect(keeper.page.get_by_role("button", name="Terbitkan versi baru")).to_have_count(0)

    title = "Surat Keterangan Kematian"
    better = whole.replace("minutes = 10", "minutes = 8", 1)
    keeper.writes("Naskah", better).presses("Periksa naskah").heads(f"{title} siap diterbitkan")
    expect(keeper.page.locator(".diff div")).not_to_have_count(0)
    expect(keeper.page.locator(".route svg").first).to_be_visible()
    keeper.looks_around("naskah").presses("Terbitkan versi baru").reads("Centang dulu")
    keeper.ticks("Saya sudah membaca temuan dan selisihnya").presses("Terbitkan versi baru")
    keeper.reads("versi 2 berlaku mulai sekarang").looks_around("alur-dua")

    officer = stage.officer("kenanga", "petugas-loket").signs_in().opens_the_matter(running.case.number)
    officer.reads("Alur kematian versi 1. Urusan ini tetap memakai versi saat diterima.")
    resident = stage.resident().goes_to("/contoh/layanan/kematian/").reads("Standar pelayanan versi 2")
    resident.follows("Cetak poster").reads("versi 2")


def test_an_admin_brings_in_a_sheet_and_moves_a_due_date_by_a_holiday(stage: Stage) -> None:
    stage.it_is("2026-03-03")  # a Tuesday without holidays near
    admin = stage.officer("kota", "admin").signs_in().goes_to("/kerja/unit/").looks_around("unit")
    admin.follows("Masukkan dari lembar").looks_around("lembar")
    hand_in(admin, [GOOD[0], *WRONG, GOOD[1]])
    admin.heads("2 dari 4 baris perlu dibetulkan").reads("Belum ada yang disimpan")
    admin.looks_around("lembar-salah")
    expect(admin.page.locator("tr.wrong")).to_have_count(2)
    expect(admin.page.get_by_role("button", name="Simpan semua")).to_have_count(0)
    admin.goes_to("/kerja/unit/").does_not_read("Kelurahan Mawar")

    admin.goes_to("/kerja/impor/")
    hand_in(admin, list(GOOD))
    admin.heads("2 baris siap disimpan").looks_around("lembar-benar").presses("Simpan semua")
    admin.heads("Tersimpan: 2 baru").looks_around("lembar-tersimpan")
    admin.goes_to("/kerja/unit/").reads("Kelurahan Mawar", "Dinas Perhubungan")
    admin.follows("Kelurahan Mawar").heads("Kelurahan Mawar").looks_around("unit-satu")

    before = stage.resident().reports("Lampu jalan mati di Gang 1", "Kenanga").reads("Selasa 10 Maret")
    admin.goes_to("/kerja/jam/").looks_around("jam")
    admin.writes("Tanggal", "32/3/2026").writes("Nama hari", "Hari Kota Contoh").presses("Simpan hari")
    admin.is_told_what_is_wrong().looks_around("jam-salah")
    expect(admin.field("Nama hari")).to_have_value("Hari Kota Contoh")
    admin.writes("Tanggal", "5/3/2026").presses("Simpan hari").reads("Hari tercatat", "Hari Kota Contoh")

    after = stage.resident().reports("Lampu jalan mati di Gang 2", "Kenanga").reads("Rabu 11 Maret")
    after.opens("Kenapa tanggal itu?").reads("Hari Kota Contoh").looks_around("tanda-terima-libur")
    before.follows_it().reads("Selasa 10 Maret")  # a promise once given does not move


def hand_in(admin: Officer, lines: list[str]) -> None:
    """Upload a sheet of units."""
    text = "\n".join([HEAD, *lines]).encode()
    admin.hands_in("Berkas .xlsx atau .csv", SimpleUploadedFile("unit.csv", text, content_type="text/csv"))
    admin.presses("Periksa lembar")
