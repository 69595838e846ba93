"""The officers' journeys: a desk sorted by time, a keyboard, a colleague who was faster."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from garda.cases.models import Case, Event, Said
from tests.journeys.walking import Officer, Stage
from tests.public.visitors import LETTER, picture
from tests.town import ask_letter, build_unit, report

pytestmark = pytest.mark.journey

ALL_PAPERS = ("pengantar", "ktp", "kk", "foto-rumah", "pernyataan")


def rows(officer: Officer) -> list[str]:
    """The rows of a list, each in one line."""
    return [" ".join(row.inner_text().split()) for row in officer.page.locator("[data-row]").all()]


def test_an_officer_works_by_time_left_and_by_keyboard_alone(stage: Stage) -> None:
    at = stage.now
    # An office of this journey's own, so that nothing else lies on its desk.
    build_unit(stage.town, "dahlia", "DHA", "Kelurahan Dahlia", "kelurahan", "kec-taman")
    road = report(
        stage.town, what="Jalan berlubang di Gang 9", category="jalan-jembatan", unit="dahlia", at=at
    )
    light = report(stage.town, what="Lampu taman mati", unit="dahlia", at=at - timedelta(days=1))
    letter = ask_letter(stage.town, unit="dahlia", at=at, brought=ALL_PAPERS)
    stage.tick()

    officer = stage.officer("dahlia", "petugas-loket").signs_in().goes_to_the_desk()
    officer.heads("3 urusan di meja Anda").looks_around("meja")
    order = [
        next(n for n, row in enumerate(rows(officer)) if said in row) for said in ("Gang 9", "taman", "Tidak")
    ]
    assert order == [2, 1, 0], rows(officer)  # minutes before days, Monday's before Tuesday's

    # Down and up again, open the top one, take its first step: no mouse.
    officer.types("j", "k", "Enter")
    officer.page.wait_for_url(f"**/{letter.case.number}/")
    officer.heads("Surat Keterangan Tidak Mampu").looks_around("urusan")
    officer.reads("akan membaca:", "Berkas Anda lengkap.").types("Enter")
    officer.reads("Lengkap, ke verifikasi. Tercatat.").looks_around("urusan-maju")
    officer.types("Escape").heads("urusan di meja Anda")

    # A question to the resident: its key opens it, the words are typed, Tab and Enter send them.
    officer.opens_the_matter(light.case.number).types("m")
    officer.page.keyboard.type("Lampu yang mana, dekat ayunan?")
    officer.types("Tab", "Enter").reads("Minta keterangan. Tercatat.")
    officer.goes_to_the_desk().reads("Jam berhenti, menunggu warga")

    # Found by number, by name, by NIK; and nothing more is shown of the NIK than its end.
    for words in (letter.case.number, "Bunga", "9901014107900001"):
        officer.searches(words).reads("Surat Keterangan Tidak Mampu")
        assert len(rows(officer)) == 1, rows(officer)
    officer.looks_around("cari-nik")
    officer.opens_the_matter(letter.case.number).does_not_read("9901014107900001")
    officer.searches("tidak pernah ada").heads("Belum ada urusan untuk").looks_around("cari-kosong")
    officer.searches(road.case.number).reads("Jalan berlubang di Gang 9")


def test_a_head_without_a_second_factor_comes_no_further(stage: Stage) -> None:
    person = stage.town.persons["kenanga", "seklur", 1]
    deputy = stage.person(person, "petugas-loket").signs_in(until="/akun/2fa/")  # the password alone
    deputy.goes_to("/kerja/meja/")
    assert "/akun/2fa/" in deputy.page.url
    deputy.reads("Jabatan Anda ikut memutus, jadi perlu pengaman kedua.").looks_around("faktor-kedua")


def test_assisted_entry_gives_the_same_record_as_the_resident_alone(stage: Stage) -> None:
    resident = stage.resident()
    resident.goes_to("/contoh/layanan/sktm/ajukan/").chooses("Kelurahan Anda", "Kenanga")
    resident.writes("Nama lengkap", "Bunga Contoh").writes("NIK", LETTER["nik"])
    resident.writes("Alamat", LETTER["address"])
    resident.ticks("Sekolah atau kuliah").presses("Ajukan sekarang").keeps_the_receipt()

    officer = stage.officer("kenanga", "petugas-loket").signs_in().goes_to_the_desk()
    officer.types("n").heads("Apa yang diperlukan warga?").looks_around("catat")
    officer.page.keyboard.type("surat miskin")
    officer.types("Enter").reads("Yang cocok").follows("Surat Keterangan Tidak Mampu")
    officer.heads("Surat Keterangan Tidak Mampu").looks_around("catat-surat")
    officer.writes("Nama lengkap", "Bunga Contoh").writes("NIK", "12").writes("Alamat", LETTER["address"])
    officer.ticks("Sekolah atau kuliah").presses("Simpan dan cetak struk")
    officer.is_told_what_is_wrong().looks_around("catat-salah")
    expect(officer.field("NIK")).to_have_attribute("aria-invalid", "true")
    expect(officer.field("Nama lengkap")).to_have_value("Bunga Contoh")
    officer.writes("NIK", LETTER["nik"]).presses("Simpan dan cetak struk")
    officer.heads("Tercatat sebagai").looks_around("struk-loket")
    number = officer.page.locator(".slip-number").inner_text().strip()
    code = officer.page.locator(".slip-code").inner_text().strip()

    assert shape(number) == shape(resident.number)
    opened = Event.objects.get(case__number=number, case__city=stage.town.city, name="case.opened")
    assert opened.facts["assisted"] is True
    # What the officer handed over on paper opens the same page for the resident.
    resident.knocks(number=number, code=code).heads("Surat Keterangan Tidak Mampu")


def shape(number: str) -> Any:
    """What a matter's record consists of, without its own number, moment and marks."""
    case = Case.objects.get(number=number, city__key="contoh")
    events = [
        (event.name, sorted(set(event.facts) - {"assisted"}))
        for event in Event.objects.filter(case=case).order_by("seq")
    ]
    said = sorted(Said.objects.filter(case=case).values_list("key", "reader"))
    return case.flow_id, case.step, case.unit_id, case.area_id, case.due_at, events, said


def test_two_officers_press_at_once_and_the_second_loses_no_word(stage: Stage) -> None:
    matter = report(stage.town, what="Got mampet di RW 2", category="drainase-banjir", at=stage.now)
    first = stage.officer("melati", "petugas-loket", 1).signs_in().opens_the_matter(matter.case.number)
    second = stage.officer("melati", "petugas-loket", 2).signs_in().opens_the_matter(matter.case.number)
    words = "Got sebelah mana, utara atau selatan jalan?"
    second.opens("Minta keterangan").page.locator("details[open] [name=reason]").fill(words)
    first.takes("Jelas, tindak lanjuti")
    second.page.locator("details[open]").get_by_role("button", name="Minta keterangan").click()
    second.reads("mendahului Anda", "Tulisan Anda belum hilang", words).looks_around("didahului")
    expect(second.page.get_by_text("Tim dijadwalkan").first).to_be_visible()
    # The step has the same question: the words stand ready in it, and now they win.
    second.follows("Lihat keadaan terbaru").does("Minta keterangan", "Minta keterangan", reason=words)
    second.reads("Minta keterangan. Tercatat.")
    assert [event.seq for event in Event.objects.filter(case=matter.case).order_by("seq")] == [1, 2, 3]


def test_a_complaint_is_handed_on_returned_handed_again_and_closed_with_proof(stage: Stage) -> None:
    resident = stage.resident().reports("Lampu jalan mati di Gang 5")
    office = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(resident.number)
    due = resident.follows_it().page.locator(".due .date").inner_text()
    office.takes("Jelas, tindak lanjuti")
    why = "Pohonnya menutup lampu, mohon dipangkas."
    office.does("Tawarkan ke unit lain", "Tawarkan", unit="Dinas Lingkungan Hidup", reason=why)
    office.reads("Ditawarkan ke Dinas Lingkungan Hidup").looks_around("ditawarkan")
    resident.follows_it().reads("Dinas Lingkungan Hidup").looks_around("ditawarkan-warga")

    # The wrong agency returns it, with a reason that everybody can read.
    wrong = stage.officer("lh", "penghubung").signs_in().goes_to_the_desk()
    wrong.reads("Ditawarkan kepada Anda", why).looks_around("meja-tawaran")
    wrong.opens_the_matter(resident.number)
    wrong.does("Kembalikan", "Kembalikan", reason="Tidak ada pohon di sana; lampunya yang putus, urusan DPU.")
    wrong.reads("Dikembalikan dengan alasan Anda.")
    stage.it_is("2025-11-05")
    office.goes_to_the_desk().looks_around("meja-dikembalikan")
    office.opens_the_matter(resident.number).reads("lampunya yang putus, urusan DPU")
    office.looks_around("dikembalikan")

    office.does("Tawarkan ke unit lain", "Tawarkan", unit="Dinas Pekerjaan Umum", reason="Lampunya putus.")
    office.reads("Ditawarkan ke Dinas Pekerjaan Umum.")
    agency = stage.officer("pu", "penghubung").signs_in().opens_the_matter(resident.number)
    agency.looks_around("tawaran").presses("Terima").reads("Diterima. Urusan ini sekarang di meja Anda.")
    resident.follows_it().reads("Dinas Pekerjaan Umum").looks_around("berpindah")
    assert resident.page.locator(".due .date").inner_text() == due  # no hand-over restarts the whole clock

    agency.opens_the_matter(resident.number)
    agency.takes("Jadwalkan pekerjaan", date="6/11/2025")
    agency.writes("Jawaban untuk warga", "Lampu diganti hari ini.")
    agency.presses("Selesai, kirim bukti").looks_around("bukti-kurang")
    assert "answered" not in Case.objects.get(number=resident.number, city=stage.town.city).state
    agency.opens_the_matter(resident.number).hands_in("Bukti", picture("lampu.jpg", 40))
    agency.takes("Selesai, kirim bukti", answer="Lampu diganti hari ini.")
    agency.reads("menunggu penilaian warga").looks_around("bukti-terkirim")

    resident.follows_it().heads("Benar sudah beres?").looks_around("bukti")
    shown = resident.page.get_by_role("img", name="Foto bukti dari petugas")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("one => one.naturalWidth") > 0
    resident.presses("Ya, sudah beres").reads("Terima kasih. Urusan ini selesai.")
    agency.opens_the_matter(resident.number).reads("Selesai").looks_around("urusan-selesai")
    resident.opens("kejadian sebelumnya")
    assert re.search(r"Dinas Lingkungan Hidup.*Dinas Pekerjaan Umum", resident.text, re.S)


def test_an_agency_hands_a_complaint_back_to_the_kelurahan_which_closes_it_with_proof(stage: Stage) -> None:
    resident = stage.resident().reports("Got mampet di depan musala RW 2")
    due = resident.follows_it().page.locator(".due .date").inner_text()
    office = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(resident.number)
    office.takes("Jelas, tindak lanjuti")
    why = "Gotnya menyatu dengan saluran kota."
    office.does("Tawarkan ke unit lain", "Tawarkan", unit="Dinas Pekerjaan Umum", reason=why)
    agency = stage.officer("pu", "penghubung").signs_in().opens_the_matter(resident.number)
    agency.presses("Terima").reads("Diterima. Urusan ini sekarang di meja Anda.")
    resident.follows_it().reads("Dinas Pekerjaan Umum")

    # Two days later the agency has looked: the ward's own gutter it is. It offers the matter back, and
    # keeps it until the kelurahan accepts.
    stage.it_is("2025-11-06")
    found = "Saluran kota lancar. Yang mampet got kampung, cukup kerja bakti."
    agency.opens_the_matter(resident.number)
    agency.does("Tawarkan ke unit lain", "Tawarkan", unit="Kelurahan Melati", reason=found)
    agency.reads("Ditawarkan ke Kelurahan Melati").looks_around("ditawarkan-balik")
    resident.follows_it().reads("Kami tawarkan ke Kelurahan Melati", found)

    office.goes_to_the_desk().reads("Ditawarkan kepada Anda", found).looks_around("meja-balik")
    office.opens_the_matter(resident.number).presses("Terima")
    office.reads("Diterima. Urusan ini sekarang di meja Anda.").looks_around("kembali-diterima")
    resident.follows_it().reads("Kelurahan Melati menerima").looks_around("kembali")
    assert (
        resident.page.locator(".due .date").inner_text() == due
    )  # there and back, and still the first promise

    office.opens_the_matter(resident.number).takes("Jadwalkan pekerjaan", date="7/11/2025")
    stage.it_is("2025-11-07")
    office.opens_the_matter(resident.number).hands_in("Bukti", picture("got.jpg", 50))
    office.takes("Selesai, kirim bukti", answer="Got dibersihkan bersama warga RW 2.")
    resident.follows_it().heads("Benar sudah beres?").reads("Got dibersihkan bersama warga RW 2.")
    resident.presses("Ya, sudah beres").reads("Terima kasih. Urusan ini selesai.").looks_around(
        "selesai-balik"
    )

    # Whoever holds the desk is told, and the story names both hands in their order.
    office.goes_to("/kerja/kabar/").reads(resident.number).looks_around("kabar")
    office.presses("Tandai semua sudah dibaca").heads("Semua kabar sudah dibaca").looks_around("kabar-dibaca")
    office.opens_the_matter(resident.number).reads("Selesai").opens("kejadian sebelumnya")
    assert re.search(r"Dinas Pekerjaan Umum.*Kelurahan Melati menerima", office.text, re.S)
