"""The resident's journeys: from a phone and everyday words to an answer, without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Stage
from tests.public.visitors import LETTER, picture

pytestmark = pytest.mark.journey


def test_a_resident_reports_a_dead_light_and_holds_a_receipt(stage: Stage) -> None:
    resident = stage.resident()
    resident.opens_the_front_page().looks_around("depan")
    resident.asks("lampu jalan mati").heads("Mungkin ini yang Anda cari").looks_around("cari")
    resident.reads("5 hari kerja").follows("Lapor masalah: Lampu jalan").heads("Lapor masalah")
    resident.looks_around("lapor")
    expect(resident.field("Apa masalahnya?")).to_have_value("lampu jalan mati")

    # Wrong first: nothing about what, and a phone number that is none. What was typed stays.
    story = "Sejak Sabtu malam gelap, anak-anak pulang mengaji takut."
    resident.writes("Apa masalahnya?", "").writes("Ceritakan selengkapnya", story)
    resident.writes("Nomor telepon", "12").chooses("Di mana?", "Melati").presses("Kirim laporan")
    resident.is_told_what_is_wrong().looks_around("lapor-salah")
    for label in ("Apa masalahnya?", "Nomor telepon"):
        entry = resident.field(label)
        expect(entry).to_have_attribute("aria-invalid", "true")
        said = entry.get_attribute("aria-describedby") or ""
        expect(resident.page.locator(f"#{said.split()[-1]}")).to_be_visible()
    expect(resident.field("Ceritakan selengkapnya")).to_have_value(story)
    expect(resident.field("Nomor telepon")).to_have_value("12")
    expect(resident.page.locator(".errors a")).to_have_count(2)

    resident.writes("Apa masalahnya?", "Lampu jalan mati di Gang 3").writes("Nomor telepon", "081234567890")
    resident.hands_in("Foto", picture()).presses("Kirim laporan").keeps_the_receipt()
    resident.heads("Laporan Anda sudah kami terima").looks_around("tanda-terima")
    assert re.fullmatch(r"[A-Z]+-25-\d{4,}", resident.number), resident.number
    assert re.fullmatch(r"[A-Z0-9]{4}-?[A-Z0-9]{4}", resident.code), resident.code
    expect(resident.page.get_by_role("img", name="Kode QR")).to_be_visible()
    assert re.fullmatch(
        r"[0-9a-f]{64}", resident.page.locator(".receipt ~ .fingerprint-box .mono").inner_text()
    )
    resident.reads("Selasa 11 November pukul 16.00")  # five working days after Tuesday the 4th
    resident.follows("Periksa keasliannya").heads("Sidik ini asli").looks_around("periksa")
    resident.goes_to(f"/contoh/tanda-terima/{resident.number}/").follows("Cetak struk kecil")
    resident.looks_around("struk")


def test_a_resident_follows_answers_contests_agrees_and_rates(stage: Stage) -> None:
    resident = stage.resident().reports("Lampu jalan mati di Gang 3")
    # On another day, on another phone: number and code are enough, a wrong code is not.
    stage.it_is("2025-11-05")
    again = stage.resident()
    again.number, again.code = resident.number, resident.code
    again.knocks(code="AAAA-AAAA").reads("Nomor dan kode ini tidak cocok").looks_around("ikuti-salah")
    again.knocks().heads("Lampu jalan mati di Gang 3").looks_around("ikuti")
    again.reads("Laporan Anda sudah kami terima dan sedang kami periksa.", "Kelurahan Melati")

    # The office asks; the resident answers, not at once in the right way.
    officer = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(resident.number)
    officer.takes("Minta keterangan", reason="Tiang nomor berapa yang mati?")
    again.follows_it().reads("Tiang nomor berapa yang mati?").looks_around("ditanya")
    again.presses("Kirim jawaban").reads("Tulis jawaban atau lampirkan berkas").looks_around("ditanya-salah")
    again.writes("Jawaban Anda", "Tiang nomor 14, depan musala.").presses("Kirim jawaban")
    again.reads("Jawaban Anda sudah kami terima. Hitungan waktu kami berjalan lagi.")

    officer.opens_the_matter(resident.number).reads("Tiang nomor 14, depan musala.")
    officer.takes("Jelas, tindak lanjuti")
    answer = "Lampunya sudah kami ganti pagi ini."
    officer.takes("Jawab sekarang", answer=answer)

    # Not settled: the superior reads it, not who answered; the first clock goes on.
    again.follows_it().heads("Kami sudah menjawab. Benar sudah beres?").reads(answer).looks_around("dijawab")
    again.writes("Apa yang belum benar?", "Semalam masih mati.").presses("Kirim sanggahan")
    again.reads("Hitungan waktu tetap yang pertama.", "Selasa 11 November pukul 16.00")
    again.looks_around("disanggah")
    lurah = stage.officer("melati", "lurah").signs_in().opens_the_matter(resident.number)
    lurah.reads("Semalam masih mati.").looks_around("kepala-sanggahan")
    lurah.takes("Kerjakan lagi", reason="Benar, kabelnya yang putus.")
    officer.opens_the_matter(resident.number)
    officer.takes("Jawab sekarang", answer="Kabelnya sudah disambung.")

    again.follows_it().presses("Ya, sudah beres").reads("Terima kasih. Urusan ini selesai.")
    again.looks_around("selesai").ticks("Sangat baik").presses("Kirim nilai")
    again.reads("Nilai Anda sudah kami catat").does_not_read("Bagaimana pelayanan kami?")


def test_a_resident_reads_a_service_applies_and_withdraws(stage: Stage) -> None:
    resident = stage.resident()
    # From a need in everyday words to the right desk: front page, results, the service; three screens.
    resident.opens_the_front_page().asks("surat tidak mampu").heads("Mungkin ini yang Anda cari")
    resident.follows("Surat Keterangan Tidak Mampu").heads("Surat Keterangan").looks_around("layanan")
    resident.reads("Rute Anda, dari pintu sampai selesai", "Loket 1", "30 menit kerja", "Rp0", "Hak Anda")
    expect(resident.page.locator(".route-steps svg").first).to_be_visible()
    expect(resident.page.locator(".checklist input[type=checkbox]")).to_have_count(5)
    assert resident.page.locator(".promise li").count() <= 4
    resident.follows("Baca ke-14 butirnya").looks_around("standar").page.go_back()
    resident.follows("Cetak poster").looks_around("poster").page.go_back()

    resident.follows("Ajukan sekarang").heads("Ajukan: Surat Keterangan Tidak Mampu").looks_around("ajukan")
    resident.chooses("Kelurahan Anda", "Melati").writes("Nama lengkap", "Bunga Contoh")
    resident.writes("NIK", "357301")
    resident.writes("Alamat", LETTER["address"]).ticks("Sekolah atau kuliah").presses("Ajukan sekarang")
    resident.is_told_what_is_wrong().looks_around("ajukan-salah")
    expect(resident.field("NIK")).to_have_attribute("aria-invalid", "true")
    expect(resident.field("NIK")).to_have_value("357301")
    expect(resident.field("Nama lengkap")).to_have_value("Bunga Contoh")
    expect(resident.page.get_by_label("Sekolah atau kuliah")).to_be_checked()
    resident.writes("NIK", LETTER["nik"]).presses("Ajukan sekarang").keeps_the_receipt()
    resident.heads("Berkas Anda sudah kami terima").reads("pukul 09.30").looks_around("tanda-terima-surat")

    resident.follows("Ikuti berkas ini").reads("Loket 1").looks_around("ikuti-surat")
    resident.opens("Cabut berkas ini").writes("Alasan, bila mau", "Sudah tidak perlu.").presses("Ya, cabut")
    resident.reads("Urusan ini sudah dicabut.", "Berhenti sebelum batasnya").looks_around("dicabut")
    officer = stage.officer("melati", "petugas-loket").signs_in().goes_to_the_desk()
    officer.does_not_read(resident.number)
