"""A burdensome rule goes up and comes back: from inside a matter to the changed page and every reporter."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from garda.dockets import reporting
from garda.dockets.models import Docket, Report
from garda.gatherings import keeping
from tests.journeys.walking import Officer, Stage
from tests.town import Town, build_unit, file_matter

pytestmark = pytest.mark.journey

# A word that was said in a closed session, and nowhere else.
MARKER = "kuningkenari"
WARDS = ("alamanda", "bakung", "cempaka", "kamboja", "lavender", "nusaindah", "puspa")
WORDS = "Penghuni kos tidak dikenal ketua RT, jadi pengantarnya lama."
REASON = "Dua belas kantor mengatakan hal yang sama. Kartu keluarga cukup sebagai bukti."
NEW = "Cukup fotokopi KTP-el dan kartu keluarga. Pengantar RT tidak diminta lagi."
ANSWER = "Mulai hari ini pengantar RT tidak diminta lagi untuk surat domisili. Terima kasih."
ANSWERS = {
    "name": "Bunga Contoh", "nik": "9901014107900001", "address": "Gang 3 Nomor 5, RT 02 RW 01",
    "purpose": "bank",
}  # fmt: skip


def seven_wards(town: Town) -> None:
    """Seven offices of this journey's own."""
    for place, key in enumerate(WARDS):
        build_unit(town, key, f"L{place}R", f"Kelurahan {key.title()}", "kelurahan", "kec-taman")


def closed_session(stage: Stage) -> None:
    """What was said about it behind closed doors."""
    town = stage.town
    keeping.keep(
        town.city, town.units["setda"], title=f"Rapat {MARKER}", day=stage.now.date(), closed=True,
        circle=[town.persons["pu", "kepala-opd", 1]], words=f"Kata {MARKER}: hapus saja pengantar RT.",
        by=town.persons["setda", "sekda", 1], at=stage.now,
    )  # fmt: skip


def eleven_more(stage: Stage) -> None:
    """The other reports: one or two from each of the seven wards."""
    town = stage.town
    for n in range(11):
        unit, seat = WARDS[(n + 1) % 7], 1 + (n >= 6)
        reporting.report_rule(
            town.city, town.units[unit], town.persons[unit, "petugas-loket", seat],
            kind="hard" if n % 3 else "perfect", rule="standar-pelayanan", article="domisili",
            words=WORDS, service="domisili", at=stage.now,
        )  # fmt: skip


def without_the_letter(text: str) -> str:
    """The flow's text without the neighbourhood's letter."""
    head, _, rest = text.partition('[[requirement]]\nkey      = "pengantar"')
    assert rest, text[:2000]
    return head + rest[rest.index("[[requirement]]") :]


def reads_no(walker: Any, *addresses: str) -> None:
    """The word from the closed session stands on none of these pages, in no part of them."""
    for one in addresses:
        walker.goes_to(one)
        assert MARKER not in walker.page.content(), one


def reports_from_inside(officer: Officer, number: str) -> None:
    """From the matter to the article, in one form that is filled in already."""
    officer.opens_the_matter(number).follows("Laporkan aturan yang menyulitkan")
    officer.heads("Aturan mana yang perlu diperbaiki?").looks_around("lapor-aturan")
    assert officer.field("Urusan yang membuktikannya").input_value() == number
    option = officer.page.locator("option", has_text=re.compile("^Pengantar RT")).first.inner_text()
    officer.chooses("Yang mana", option).writes("Apa yang terjadi", "singkat")
    officer.presses("Kirim laporan").is_told_what_is_wrong()
    officer.writes("Apa yang terjadi", WORDS).writes("Usul Anda", "Cukup kartu keluarga.")
    officer.writes("Menit terbuang", "40").presses("Kirim laporan")
    officer.reads("Laporan Anda masuk berkas pasalnya.").looks_around("laporan-saya")


def decides_and_changes(sekda: Officer) -> None:
    """The docket: decided, the new wording, the new version of the service."""
    sekda.goes_to("/kerja/kebijakan/").follows("Berkas aturan").reads("12 laporan, 7 kelurahan, 1 pengunjung")
    sekda.looks_around("berkas-aturan").follows("Surat Keterangan Domisili").heads("12 laporan, 7 kelurahan")
    where = sekda.page.url
    sekda.looks_around("berkas").ticks("Diubah: pasal baru").writes("Alasannya", REASON)
    sekda.presses("Simpan keputusan").reads("12 pelapor belum dijawab.", "Belum bisa ditutup")

    sekda.follows("Tulis bunyi pasal yang baru").writes("Berlaku sejak", "5/11/2025")
    sekda.writes("Isinya", NEW).writes("Isinya (Inggris)", "Two copies are enough.")
    sekda.page.locator("main form button").last.click()
    sekda.reads("Bunyi baru tersimpan.").page.goto(where)
    sekda.presses("Tautkan bunyi yang berlaku sejak").reads("Bunyi baru ditautkan.")

    sekda.follows("Ubah alurnya").heads("Sama dengan versi yang berlaku")
    sekda.writes("Naskah", without_the_letter(sekda.field("Naskah").input_value()))
    sekda.presses("Periksa naskah").heads("siap diterbitkan")
    sekda.ticks("Saya sudah membaca temuan dan selisihnya").presses("Terbitkan versi baru")
    sekda.reads("versi 2 berlaku mulai sekarang").page.goto(where)
    sekda.presses("Tautkan Surat Keterangan Domisili versi 2").reads("Versi baru ditautkan.")


def test_a_report_from_within_a_matter_comes_back_as_a_changed_page_and_twelve_answers(stage: Stage) -> None:
    town = stage.town
    seven_wards(town)
    closed_session(stage)
    matter = file_matter(
        town, flow="domisili", unit="alamanda", at=stage.now, answers=ANSWERS,
        brought=["pengantar", "ktp", "kk"],
    )  # fmt: skip
    before = stage.resident().goes_to("/contoh/layanan/domisili/").reads("Pengantar RT dan RW")
    officer = stage.officer("alamanda", "petugas-loket").signs_in()
    reports_from_inside(officer, matter.case.number)
    eleven_more(stage)

    stage.it_is("2025-11-05")
    sekda = stage.officer("setda", "sekda").signs_in()
    decides_and_changes(sekda)
    docket = Docket.objects.get(reference="standar-pelayanan#domisili")
    where = f"/kerja/berkas-aturan/{docket.pk}/"

    # Nobody is forgotten: it cannot be closed before all twelve have their answer.
    sekda.goes_to(where).writes("Jawaban untuk semua", ANSWER).presses("Jawab semuanya")
    sekda.reads("12 pelapor dijawab.", "12 dari 12 sudah dijawab").looks_around("berkas-dijawab")
    assert Report.objects.filter(docket=docket, reply=ANSWER).count() == 12
    sekda.presses("Tutup berkas").reads("Berkas tuntas.", "Sebelum dan sesudah", "belum cukup data")

    # The visitor's page, the poster and the list of changes follow from the new version.
    before.goes_to("/contoh/layanan/domisili/").reads("Standar pelayanan versi 2")
    expect(before.page.locator(".checklist")).not_to_contain_text("Pengantar RT")
    before.reads("Diubah karena kantor melaporkannya:", "12 laporan dari 7 kelurahan")
    before.looks_around("layanan-berubah").follows("Apa yang berubah").reads(NEW, REASON)
    before.looks_around("perubahan").goes_to("/contoh/perubahan/")
    before.heads("Diubah karena kantor Anda melaporkannya").looks_around("perubahan-semua")

    # The reporter reads what became of it, and acknowledges what changed at the desk.
    officer.goes_to("/kerja/kabar/").reads("Laporan aturan Anda sudah dijawab.")
    officer.goes_to("/kerja/lapor-aturan/").heads("1 jawaban baru").follows("Baca jawaban")
    officer.reads(ANSWER, WORDS, "Cukup kartu keluarga.").looks_around("apa-jadinya")
    officer.goes_to("/kerja/perubahan/").heads("1 perubahan belum Anda baca").follows("Baca Standar")
    officer.heads("Ini berubah di meja Anda").looks_around("perubahan-meja")
    officer.presses("Sudah saya baca, saya jalankan").heads("Tidak ada perubahan yang belum Anda baca")
    sekda.goes_to(where)
    assert re.search(r"1 dari \d+ petugas sudah membacanya", sekda.text), sekda.text

    # What was said behind closed doors is on none of these pages.
    public = ("", "perubahan/", f"perubahan/{docket.pk}/", "layanan/domisili/", "layanan/domisili/poster/",
              "aturan/standar-pelayanan/", "pengumuman/", f"cari/?q={MARKER}")  # fmt: skip
    reads_no(before, *(f"/contoh/{one}" for one in public[:-1]), "/api/contoh/layanan/domisili/standar/")
    reads_no(
        officer, "/kerja/lapor-aturan/", "/kerja/berkas-aturan/", where, f"{where}laporan/",
        f"/kerja/perubahan/{docket.pk}/", "/kerja/kabar/",
    )  # fmt: skip
