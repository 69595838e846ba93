"""The letter's journeys: from a phone to a verified letter to a rating; a letter that is revoked."""

from __future__ import annotations

from pathlib import Path

import pytest

from garda.letters import authority
from tests.journeys.walking import Officer, Resident, Stage
from tests.letters.wards import pdfsig
from tests.public.visitors import LETTER
from tests.town import ask_letter

pytestmark = pytest.mark.journey
ALL_PAPERS = ("pengantar", "ktp", "kk", "foto-rumah", "pernyataan")


def checked_and_signed(stage: Stage, number: str) -> Officer:
    """The counter ticks the papers, the section head checks, the ward head signs with one press."""
    desk = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(number)
    if desk.page.get_by_text("Semua yang wajib").count():
        desk.ticks("Semua yang wajib").presses("Simpan tanda").reads("Tercatat: sudah Anda lihat di loket.")
    desk.takes("Lengkap, ke verifikasi")
    section = stage.officer("melati", "kasi-pemberdayaan").signs_in().opens_the_matter(number)
    section.takes("Cocok, ke tanda tangan")
    head = stage.officer("melati", "lurah").signs_in().opens_the_matter(number)
    head.page.get_by_role("img", name="Pratinjau surat").wait_for()
    head.looks_around("tanda-tangan").presses("Tanda tangani")
    return head.reads("Surat ditandatangani dan bernomor.", "400.9/")


def downloads(resident: Resident, folder: Path) -> Path:
    """The letter from the page of the matter."""
    with resident.page.expect_download() as coming:
        resident.follows("Unduh surat")
    file = folder / "surat.pdf"
    coming.value.save_as(file)
    return file


def test_item_12_sktm_from_the_phone_to_a_verified_letter_to_a_rating(stage: Stage, tmp_path: Path) -> None:
    authority.forget()
    resident = stage.resident()
    resident.goes_to("/contoh/layanan/sktm/ajukan/").chooses("Kelurahan Anda", "Melati")
    resident.writes("Nama lengkap", "Bunga Contoh").writes("NIK", LETTER["nik"])
    resident.writes("Alamat", LETTER["address"])
    resident.ticks("Sekolah atau kuliah").presses("Ajukan sekarang").keeps_the_receipt()
    checked_and_signed(stage, resident.number)

    resident.follows_it().reads("Surat Anda sudah jadi", "400.9/").looks_around("surat-jadi")
    file = downloads(resident, tmp_path)
    assert "Signature is Valid" in pdfsig(file.read_bytes(), tmp_path)
    # Whoever receives the letter needs no account, no name, no script.
    address = resident.page.get_by_role("link", name="Cara orang memeriksanya").get_attribute("href")
    assert address
    teacher = stage.resident(scripts=False)
    teacher.goes_to("/" + address.split("/", 3)[3])
    teacher.heads("Surat ini asli dan berlaku").does_not_read("Bunga Contoh", LETTER["nik"])
    teacher.page.set_input_files("input[type=file]", str(file))
    teacher.presses("Bandingkan").reads("sama persis dengan yang kami terbitkan").looks_around(
        "periksa-surat"
    )
    spoilt = bytearray(file.read_bytes())
    spoilt[2000] ^= 1
    file.write_bytes(bytes(spoilt))
    teacher.page.set_input_files("input[type=file]", str(file))
    teacher.presses("Bandingkan").reads("bukan yang kami terbitkan")

    desk = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(resident.number)
    desk.takes("Serahkan surat")
    resident.follows_it().ticks("Sangat baik").presses("Kirim nilai").reads("Terima kasih")


def test_item_12_a_letter_is_revoked_and_whoever_holds_it_reads_so_at_once(stage: Stage) -> None:
    authority.forget()
    opened = ask_letter(stage.town, at=stage.now, brought=ALL_PAPERS)
    head = checked_and_signed(stage, opened.case.number)
    head.page.locator("a[href^='/kerja/surat/']", has_text="400.9/").first.click()
    head.reads("Halaman periksa").looks_around("surat")
    address = head.page.get_by_role("link", name="Halaman periksa").get_attribute("href")
    head.presses("Cabut surat").page.wait_for_timeout(100)
    head.page.get_by_label("Alasan untuk pemilik surat").fill(
        "Nama tertulis salah, kami terbitkan yang baru."
    )
    head.presses("Cabut surat").reads("Surat dicabut.").looks_around("surat-dicabut")
    holder = stage.resident(scripts=False)
    assert address
    holder.goes_to("/" + address.split("/", 3)[3]).heads("Surat ini sudah dicabut, jangan diterima")
    holder.looks_around("periksa-dicabut")
    resident = stage.resident()
    resident.knocks(number=opened.case.number, code=opened.code).reads("Surat ini kami cabut")
    resident.reads("Nama tertulis salah").looks_around("surat-saya-dicabut")
