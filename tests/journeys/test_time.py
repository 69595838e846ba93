"""What happens while nobody presses a button; and what another city may know of it: nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from garda.cases.models import Event
from tests.journeys.conftest import World
from tests.journeys.walking import Stage
from tests.town import report

pytestmark = pytest.mark.journey


def test_a_late_matter_escalates_by_itself_and_the_resident_reads_an_apology(stage: Stage) -> None:
    resident = stage.resident().reports("Lampu jalan mati di Gang 8", "Kenanga")
    resident.reads("Selasa 11 November pukul 16.00")
    number = resident.number

    # On the last minute of its time it is not late, a minute later it is; nobody has pressed anything.
    stage.it_is("2025-11-11", "16:00")
    resident.follows_it().does_not_read("Maaf, janji kami belum kami tepati")
    stage.it_is("2025-11-11", "16:01")
    names = Event.objects.filter(case__number=number, case__city=stage.town.city).values_list(
        "name", flat=True
    )
    assert "clock.late" in names
    resident.follows_it().reads("Maaf, janji kami belum kami tepati", "kepala kantor diberi tahu")
    resident.looks_around("terlambat")
    lurah = stage.officer("kenanga", "lurah").signs_in()
    lurah.opens_long_lists()
    lurah.reads("Terlambat", "Lampu jalan mati di Gang 8").looks_around("kepala-terlambat")

    # A working day later (Wednesday is a holiday of the town) the next superior is told.
    stage.it_is("2025-11-13", "15:59")
    assert "case.escalated" not in names.all()
    stage.it_is("2025-11-13", "16:01")
    assert "case.escalated" in names.all()
    camat = stage.officer("kec-taman", "camat").signs_in()
    camat.opens_long_lists()
    camat.reads("Lampu jalan mati di Gang 8", "Kelurahan Kenanga").looks_around("camat-terlambat")

    # The head explains: an apology, the reason, a new promise; the resident reads it.
    lurah.opens_the_matter(number).looks_around("urusan-terlambat")
    said = "Maaf. Tiangnya harus dipesan dulu. Lampu menyala paling lambat Senin 17 November."
    lurah.does("Jelaskan keterlambatan", "Kirim penjelasan", words=said)
    lurah.reads("Penjelasan terkirim.")
    resident.follows_it().looks_around("dijelaskan")
    expect(resident.page.locator(".note.late")).to_contain_text(said)


def test_another_city_sees_nothing(stage: Stage, world: World) -> None:
    ours = report(stage.town, what="Pohon tumbang di Jalan Melati", category="pohon-taman", at=stage.now)
    stage.tick()
    stranger = stage.person(world.stranger, "petugas-loket").signs_in()
    stranger.heads("Meja Anda kosong").looks_around("kota-lain")
    answer = stranger.page.goto(f"{stage.address}/kerja/urusan/{ours.case.number}/")
    assert answer is not None
    assert answer.status == 404
    never = stranger.page.goto(f"{stage.address}/kerja/urusan/MLT-25-9999/")
    assert never is not None
    assert never.status == 404
    for words in (ours.case.number, "tumbang", "Melati"):
        stranger.searches(words).heads("Belum ada urusan untuk")

    # The right code at the wrong city's door gets the answer of a wrong code at the right one.
    resident = stage.resident(city="mojokerto")
    resident.knocks(number=ours.case.number, code=ours.code).reads("Nomor dan kode ini tidak cocok")
    there = resident.text
    neighbour = stage.resident()
    neighbour.knocks(number=ours.case.number, code="AAAA-AAAA").reads("Nomor dan kode ini tidak cocok")
    assert neighbour.text == there
    neighbour.knocks(number=ours.case.number, code=ours.code).heads("Pohon tumbang")
    resident.opens_the_front_page().reads("Mojokerto").looks_around("depan-mojokerto")
