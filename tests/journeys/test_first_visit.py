"""The first-time visitor: from a need with a typing error to a way on paper; who stood at the wrong desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import Stage
from tests.public.visitors import FLOWS

pytestmark = pytest.mark.journey

PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
A5, A4, A3 = (421, 595), (595, 842), (842, 1191)  # points, as they stand; signs lie down


def printed(page: Page) -> tuple[int, tuple[int, int]]:
    """What the browser would print: how many sheets, and their size in points."""
    made = page.pdf(prefer_css_page_size=True)
    found = BOX.search(made)
    assert found
    return len(PAGE.findall(made)), (round(float(found[1])), round(float(found[2])))


def is_about(size: tuple[int, int], wanted: tuple[int, int]) -> bool:
    """The same size but for a point: browsers round millimetres."""
    return all(abs(one - other) <= 2 for one, other in zip(size, wanted, strict=True))


def test_item_9_a_first_visitor_with_a_typing_error_comes_to_a_printed_route(stage: Stage) -> None:
    visitor = stage.resident().opens_the_front_page()
    visitor.page.get_by_role("searchbox").fill("surat tdk mampuh")
    visitor.presses("Tunjukkan jalannya").heads("Dua lagi, lalu rute Anda").looks_around("pertanyaan")
    expect(visitor.page.get_by_label("Surat Keterangan Tidak Mampu (SKTM)").first).to_be_checked()
    visitor.chooses("2. Tinggal di kelurahan mana?", "Melati").ticks("Sudah, saya siap berangkat")
    visitor.presses("Tunjukkan rute saya").heads("Datang ke Kelurahan Melati, Loket 1")
    visitor.reads("Buka sampai 12.00", "Bila tiba sebelum 11.30", "Pintu depan", "Loket 2, ambil surat")
    visitor.looks_around("rute")
    visitor.ticks("Foto rumah")
    sheets, size = printed(visitor.page)
    assert sheets == 1
    assert is_about(size, A4)

    # The same on a machine without scripts, by keyboard: the whole way in three screens.
    bare = stage.resident(scripts=False).goes_to("/contoh/rute/")
    bare.looks_around("tiga-pertanyaan").writes("1. Apa yang Anda butuhkan?", "lampu jaln mati").types(
        "Enter"
    )
    bare.heads("Dua lagi, lalu rute Anda").presses("Tunjukkan rute saya")
    bare.heads("Tidak perlu datang. Cukup dari ponsel.").looks_around("rute-rumah")


def test_item_9_posters_signs_and_ways_of_every_service_print_on_their_sheets(stage: Stage) -> None:
    visitor = stage.resident(width=1280)
    for key in FLOWS:
        visitor.goes_to(f"/contoh/layanan/{key}/poster/")
        too_long = visitor.page.locator(".note.late").count()
        assert printed(visitor.page)[0] == 1 or too_long, key
    visitor.goes_to("/contoh/layanan/sktm/poster/?ukuran=a3").looks_around("poster-a3")
    assert printed(visitor.page) == (1, printed(visitor.page)[1])
    assert is_about(printed(visitor.page)[1], A3)
    for size, wanted in (("a4", A4), ("a5", A5)):
        visitor.goes_to(f"/contoh/kantor/melati/papan/?ukuran={size}").heads("Papan loket")
        sheets, found = printed(visitor.page)
        assert sheets == visitor.page.locator(".desk-sign").count() == 2
        assert is_about(found, (wanted[1], wanted[0]))
    visitor.looks_around("papan")


def test_item_9_a_wrong_desk_is_one_touch_on_a_phone_and_the_head_reads_it(stage: Stage) -> None:
    officer = stage.officer("kenanga", "petugas-loket", 2, width=360).signs_in().goes_to_the_desk()
    strip = officer.page.locator("#salah-meja")
    strip.get_by_role("button").first.click()
    expect(strip.get_by_role("status")).to_contain_text("Tercatat 09.00")
    officer.looks_around("salah-meja")
    officer.presses("Batalkan")
    expect(strip.get_by_role("status")).to_have_count(0)
    strip.get_by_role("button", name=re.compile("SKTM")).first.click()
    expect(strip.get_by_role("status")).to_contain_text("seharusnya Loket 1")

    lurah = stage.officer("kenanga", "lurah").signs_in().goes_to("/kerja/kepala/")
    lurah.follows("Salah meja").heads("kedatangan salah meja").reads("Surat Keterangan Tidak Mampu (SKTM)")
    lurah.looks_around("kepala-salah-meja")
    lurah.page.locator("main td a", has_text="1").first.click()
    lurah.reads("seharusnya Loket 1").looks_around("kepala-salah-meja-satu")
    lurah.goes_to("/kerja/beban/").looks_around("beban").follows("Surat Keterangan Tidak Mampu (SKTM)")
    lurah.heads("Layanan ini meminta 5 berkas dan 1 kunjungan").ticks("Fotokopi KTP-el")
    lurah.presses("Hitung tanpa yang dicentang").reads("Berkurang 1 berkas.").looks_around("beban-satu")
    lurah.goes_to("/kerja/digital/").heads("layanan sungguh dipakai secara daring").looks_around("digital")
