"""A number from the phone to the rating, and the wall between them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Stage

pytestmark = pytest.mark.journey


def test_item_9_a_number_from_the_phone_to_the_rating(stage: Stage) -> None:
    resident = stage.resident()
    resident.goes_to("/contoh/layanan/sktm/rute/?kelurahan=99.01.01.1001").follows("Ambil nomor")
    resident.heads("Ambil nomor antrean").looks_around("ambil-nomor")
    resident.presses("Ambil nomor").reads("Berikutnya giliran Anda", "siapkan").looks_around("nomor")
    code = resident.page.locator("h1").inner_text()
    ticket = re.sub(r"^https?://[^/]+", "", resident.page.url)

    wall = stage.resident(width=1280).goes_to("/contoh/layar/melati/").reads("Belum ada panggilan", code)
    wall.page.evaluate(
        "window.said = []; window.SpeechSynthesisUtterance = function (words) { this.words = words; };"
        "Object.defineProperty(window, 'speechSynthesis', {value: {speak: one => said.push(one.words)}});"
    )
    officer = stage.officer("melati", "petugas-loket").signs_in().goes_to_the_desk()
    officer.presses(f"Panggil {code}").reads(f"{code} di Loket 1").looks_around("meja-antre")
    wall.reads("Silakan ke loket").looks_around("layar")
    wall.page.wait_for_function("said.length > 0")
    assert wall.page.evaluate("said[0]").startswith("Nomor H, ")
    resident.goes_to(ticket).reads("Silakan ke Loket 1 sekarang").looks_around("dipanggil")

    officer.presses("Mulai melayani").reads("Dilayani")
    officer.goes_to("/kerja/antrean/").heads("Tidak ada yang menunggu").looks_around("antrean")
    officer.presses("Selesai")
    expect(officer.page.get_by_role("button", name="Selesai")).to_have_count(0)
    resident.goes_to(ticket).reads("Anda sudah dilayani").ticks("Sangat baik").looks_around("dilayani")
    resident.presses("Kirim penilaian").reads("Penilaian Anda sudah kami terima.")
    expect(resident.page.get_by_role("button", name="Kirim penilaian")).to_have_count(0)


def test_item_9_a_number_becomes_a_matter_and_needs_no_scripts(stage: Stage) -> None:
    resident = stage.resident(scripts=False)
    resident.goes_to("/contoh/kantor/melati/").follows("Ambil nomor").chooses(
        "Untuk keperluan apa?", "Saya belum tahu"
    )
    resident.ticks("Lansia").presses("Ambil nomor").reads("Berikutnya giliran Anda")
    code, ticket = resident.page.locator("h1").inner_text(), resident.page.url
    officer = stage.officer("melati", "petugas-loket", scripts=False).signs_in().goes_to("/kerja/antrean/")
    officer.reads("Lansia").presses(f"Panggil {code}").presses("Mulai melayani").follows("Catat urusannya")
    officer.reads(f"Untuk nomor antrean {code}.").looks_around("catat-dari-nomor")
    officer.goes_to(officer.page.locator("main .needs a", has_text="Lapor").first.get_attribute("href"))
    officer.writes("Apa masalahnya?", "Saluran tersumbat").presses("Simpan dan cetak struk")
    officer.reads("Tercatat sebagai")
    number = re.search(r"MLT-25-\d{4,}", officer.text)
    assert number
    officer.goes_to("/kerja/antrean/").reads(number[0]).presses("Selesai")
    resident.page.goto(ticket)
    resident.reads(f"Urusan Anda tercatat sebagai {number[0]}")
