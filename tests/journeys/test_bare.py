"""The same ways without a mouse, without scripts, and over a poor line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.walking import Stage, Walker
from tests.public.visitors import LETTER
from tests.town import report

pytestmark = pytest.mark.journey

FIRST_VIEW = 40_000  # bytes over the wire
HERE = "() => { const e = document.activeElement; return (e.labels?.[0] || e).innerText || e.value || '' }"
# On what has the focus, on the plate over it, or as a line round the field in which it stands.
RING = """() => [null, '::after'].some(part => {
  const style = getComputedStyle(document.activeElement, part);
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
}) || getComputedStyle(document.activeElement.parentElement).outlineStyle !== 'none'"""


def tab_to(walker: Walker, words: str, *, most: int = 60) -> None:
    """Press Tab until what has the focus says `words`; it must be seen that it has the focus."""
    for _ in range(most):
        walker.page.keyboard.press("Tab")
        if words in " ".join(walker.page.evaluate(HERE).split()):
            assert walker.page.evaluate(RING), f"no ring around “{words}”"
            return
    raise AssertionError(f"Tab never comes to “{words}” at {walker.page.url}")


def test_a_resident_comes_all_the_way_by_keyboard(stage: Stage) -> None:
    resident = stage.resident(width=1280).opens_the_front_page()
    keys = resident.page.keyboard
    tab_to(resident, "Apa yang Anda butuhkan?")
    keys.type("lampu jalan mati")
    keys.press("Enter")
    resident.heads("Mungkin ini")
    tab_to(resident, "Lampu jalan")
    keys.press("Enter")
    resident.heads("Lapor masalah")
    tab_to(resident, "Apa masalahnya?")
    keys.type("Lampu jalan mati di Gang 4")
    tab_to(resident, "Di mana?")
    keys.type("Melati")
    tab_to(resident, "Kirim laporan")
    keys.press("Enter")
    resident.keeps_the_receipt()
    tab_to(resident, "Ikuti laporan ini")
    keys.press("Enter")
    resident.heads("Lampu jalan mati di Gang 4").reads("Kelurahan Melati")
    tab_to(resident, "Cabut laporan ini")
    keys.press("Enter")
    tab_to(resident, "Alasan, bila mau")
    keys.type("Sudah menyala sendiri.")
    tab_to(resident, "Ya, cabut")
    keys.press("Enter")
    resident.reads("Urusan ini sudah dicabut.")


def test_an_officer_moves_a_matter_with_tab_and_enter(stage: Stage) -> None:
    matter = report(
        stage.town, what="Jalan rusak di RT 3", category="jalan-jembatan", unit="kenanga", at=stage.now
    )
    officer = stage.officer("kenanga", "petugas-loket").signs_in().goes_to_the_desk()
    tab_to(officer, "Jalan rusak di RT 3")
    officer.types("Enter").page.wait_for_url(f"**/{matter.case.number}/")
    tab_to(officer, "Jelas, tindak lanjuti")
    officer.types("Enter").reads("Jelas, tindak lanjuti. Tercatat.")


def test_everything_works_without_scripts(stage: Stage) -> None:
    resident = stage.resident(scripts=False).opens_the_front_page().looks_around("depan")
    resident.asks("lampu jalan mati").follows("Lapor masalah: Lampu jalan").heads("Lapor masalah")
    resident.writes("Apa masalahnya?", "").writes("Ceritakan", "Gelap sekali.").presses("Kirim laporan")
    resident.is_told_what_is_wrong().looks_around("lapor-salah")
    expect(resident.field("Ceritakan")).to_have_value("Gelap sekali.")
    resident.writes("Apa masalahnya?", "Lampu jalan mati di Gang 6").chooses("Di mana?", "Melati")
    resident.presses("Kirim laporan").keeps_the_receipt().looks_around("tanda-terima")

    officer = stage.officer("melati", "petugas-loket", scripts=False).signs_in().goes_to_the_desk()
    officer.follows("Lampu jalan mati di Gang 6").looks_around("urusan")
    officer.takes("Minta keterangan", reason="Tiang nomor berapa?")
    resident.knocks().reads("Tiang nomor berapa?").looks_around("ditanya")
    resident.writes("Jawaban Anda", "Nomor 6.").presses("Kirim jawaban").reads("sudah kami terima")
    officer.opens_the_matter(resident.number).takes("Jelas, tindak lanjuti")
    officer.takes("Jawab sekarang", answer="Sudah diganti tadi pagi.")

    resident.follows_it().writes("Apa yang belum benar?", "Masih mati.").presses("Kirim sanggahan")
    resident.reads("Sanggahan Anda sudah kami terima").looks_around("disanggah")
    lurah = stage.officer("melati", "lurah", scripts=False).signs_in().opens_the_matter(resident.number)
    lurah.takes("Kerjakan lagi", reason="Kami periksa lagi sekarang.")
    officer.opens_the_matter(resident.number)
    officer.takes("Jawab sekarang", answer="Kabelnya disambung.")
    resident.follows_it().presses("Ya, sudah beres").reads("Urusan ini selesai")
    resident.ticks("Sangat baik").presses("Kirim nilai").reads("Nilai Anda sudah kami catat")

    applicant = stage.resident(scripts=False).goes_to("/contoh/layanan/sktm/ajukan/")
    applicant.chooses("Kelurahan Anda", "Melati").writes("Nama lengkap", "Bunga Contoh")
    applicant.writes("NIK", LETTER["nik"])
    applicant.writes("Alamat", LETTER["address"]).ticks("Sekolah atau kuliah").presses("Ajukan sekarang")
    applicant.keeps_the_receipt().follows("Ikuti berkas ini").opens("Cabut berkas ini").presses("Ya, cabut")
    applicant.reads("Urusan ini sudah dicabut.")


def test_the_first_view_is_light_and_all_our_own(stage: Stage) -> None:
    matter = report(stage.town, what="Lampu jalan mati di Gang 7", at=stage.now)
    paths = {"front": "/contoh/", "service": "/contoh/layanan/sktm/", "report": "/contoh/lapor/"}
    weights = {name: weight(stage.page(width=360), stage.address + path) for name, path in paths.items()}
    # The follow page opened by one who has the code, with nothing of ours kept from before.
    knocker = stage.resident().knocks(number=matter.case.number, code=matter.code).heads("Lampu jalan mati")
    entered = stage.page(width=360, kept=knocker.page.context.storage_state())
    weights["follow"] = weight(entered, f"{stage.address}/contoh/ikuti/{matter.case.number}/")
    assert {name: parts for name, parts in weights.items() if sum(parts.values()) > FIRST_VIEW} == {}


def weight(page: Page, url: str) -> dict[str, int]:
    """Bytes over the wire, heads and bodies, of everything that a first look at a page fetches."""
    parts: dict[str, int] = {}

    def add(request: Request) -> None:
        sizes = request.sizes()
        parts[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", add)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    assert {one.rsplit(".", 1)[-1] for one in parts} >= {"css", "woff2"}, parts
    return parts
