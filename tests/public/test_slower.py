"""Item 13: a service that needs something broken says so where residents read of it, until it is mended."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.registers import comforting, counting, standards
from garda.registers.counting import Count
from tests.office.staff import text_of
from tests.town import Town, build_town, moment

SLOWER = "Lebih lambat hari ini"


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment("2025-11-04", "09:00")):
        yield build_town(flows=("pengaduan", "sktm", "ktp"))


def breaks(town: Town, key: str = "printer", unit: str = "melati", pieces: int = 2) -> None:
    by, place = town.persons[unit, "petugas-loket", 1], town.units[unit]
    counting.count(place, {key: Count(pieces, 0, 0)}, by=by, at=clock.now())
    counting.report_broken(place, key, by=by, at=clock.now())


PAGES = (
    "/contoh/layanan/sktm/",
    "/contoh/layanan/sktm/rute/?kelurahan=99.01.01.1001",
    "/contoh/kantor/melati/",
    "/contoh/layar/melati/",
)


@pytest.mark.parametrize("address", PAGES)
def test_item_13_a_broken_printer_is_read_where_residents_look(town: Town, client: Any, address: str) -> None:
    assert SLOWER not in text_of(client.get(address))
    breaks(town)
    said = text_of(client.get(address))
    assert SLOWER in said
    assert "printer rusak" in said
    by = town.persons["melati", "petugas-loket", 1]
    counting.report_mended(town.units["melati"], "printer", by=by, at=clock.now())
    assert SLOWER not in text_of(client.get(address))


def test_item_13_other_services_and_other_offices_are_not_slower(town: Town, client: Any) -> None:
    breaks(town)
    for address in (
        "/contoh/layanan/pengaduan/",
        "/contoh/layanan/ktp/",
        "/contoh/layanan/sktm/rute/?kelurahan=99.01.01.1002",
        "/contoh/kantor/kenanga/",
    ):
        assert SLOWER not in text_of(client.get(address)), address


def test_item_13_without_a_ward_the_page_names_the_offices(town: Town, client: Any) -> None:
    breaks(town)
    breaks(town, unit="kenanga", pieces=1)
    said = text_of(client.get("/contoh/layanan/sktm/"))
    assert f"{SLOWER} di 2 kantor" in said
    assert "Kelurahan Kenanga" in said


def test_item_13_where_not_one_works_it_is_said(town: Town, client: Any) -> None:
    breaks(town, unit="kenanga", pieces=1)
    assert "Tidak satu pun berfungsi sekarang." in text_of(client.get("/contoh/kantor/kenanga/"))


def test_item_13_a_broken_chair_makes_no_service_slower(town: Town, client: Any) -> None:
    breaks(town, "kursi-tunggu")
    assert SLOWER not in text_of(client.get("/contoh/kantor/melati/"))


def test_the_page_asks_the_same_with_one_broken_thing_and_with_many(
    town: Town, client: Any, django_assert_max_num_queries: Any
) -> None:
    breaks(town)
    counted = []
    for more in ((), (("komputer", "melati"), ("internet", "kenanga"), ("pemindai", "kenanga"))):
        for key, unit in more:
            breaks(town, key, unit)
        client.get("/contoh/layanan/sktm/")
        with django_assert_max_num_queries(20) as queries:
            client.get("/contoh/layanan/sktm/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_item_10_residents_read_how_comfortable_an_office_was_found_and_when(town: Town, client: Any) -> None:
    by, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]
    points = standards.standard().points
    comforting.look(melati, {key: key != "toilet" for key in points}, by=by, at=clock.now())
    said = text_of(client.get("/contoh/kantor/melati/"))
    assert "5 dari 6 hal terpenuhi pada Selasa 4 November 2025." in said
    assert by.name not in said
    with clock.moved_to(moment("2026-01-20", "09:00")):
        assert "hal terpenuhi" not in text_of(client.get("/contoh/kantor/melati/")), "too old to tell"
