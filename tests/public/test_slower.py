"""Item 13: a service that needs something broken says so where residents read of it, until it is mended."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from garda import clock, flow
from garda.cases.publishing import flow_by_id
from garda.flow import glyphs
from garda.registers import comforting, counting, hindrances, standards
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


ROUTE = "/contoh/layanan/sktm/rute/?kelurahan=99.01.01.1001"


def steps_of(page: str) -> dict[str, str]:
    """Each step of the route with everything that stands in it, by its label."""
    route = page.partition('<ol class="route-steps">')[2].partition("</ol>")[0]
    return {re.findall(r"<b>([^<]+)</b>", one)[0]: one for one in route.split("<li>")[1:]}


def rings(drawn: str) -> int:
    """How many brick rings there are."""
    return len(re.findall(rf'r="[0-9.]+" fill="none" stroke="{re.escape(glyphs.LATE)}"', drawn))


WHERE = (("printer", "Loket 2, ambil surat"), ("komputer", "Loket 1"), ("kios-antrean", "Pintu depan"))


@pytest.mark.parametrize(("item", "station"), WHERE)
def test_item_13_the_station_that_is_slower_has_a_brick_ring_and_a_sentence_in_both_drawings(
    town: Town, client: Any, item: str, station: str
) -> None:
    assert rings(text_of(client.get(ROUTE))) == 0
    breaks(town, item)
    page = text_of(client.get(ROUTE))
    steps = steps_of(page)
    assert [name for name, said in steps.items() if rings(said)] == [station], "in the narrow drawing"
    assert [name for name, said in steps.items() if "lebih lambat." in said] == [station], "read aloud"
    wide = page.partition('<svg class="wide"')[2].partition("</svg>")[0]
    assert rings(wide) == 1, "in the wide one, which is printed as well"
    by = town.persons["melati", "petugas-loket", 1]
    counting.report_mended(town.units["melati"], item, by=by, at=clock.now())
    assert rings(text_of(client.get(ROUTE))) == 0


def test_item_13_where_none_works_the_station_says_so_and_two_things_are_both_named(
    town: Town, client: Any
) -> None:
    breaks(town, "komputer", pieces=1)
    breaks(town, "pemindai", pieces=2)
    said = steps_of(text_of(client.get(ROUTE)))["Loket 1"]
    assert "Tidak ada komputer yang berfungsi hari ini. Pemindai rusak, hari ini lebih lambat." in said
    assert rings(said) == 1


def test_item_13_the_page_of_the_service_rings_the_station_for_whoever_named_a_ward(
    town: Town, client: Any
) -> None:
    breaks(town)
    assert rings(text_of(client.get("/contoh/layanan/sktm/"))) == 0, "which office is not known"
    client.cookies["kelurahan"] = "99.01.01.1001"
    assert rings(steps_of(text_of(client.get("/contoh/layanan/sktm/")))["Loket 2, ambil surat"]) == 1
    client.cookies["kelurahan"] = "99.01.01.1002"
    assert rings(text_of(client.get("/contoh/layanan/sktm/"))) == 0, "there it works"


def test_item_13_what_is_broken_at_an_office_further_on_is_said_before_one_sets_out(
    town: Town, client: Any
) -> None:
    breaks(town, "perekam-ktp", "kec-taman", 1)
    page = text_of(client.get("/contoh/layanan/ktp/rute/?kelurahan=99.01.01.1001"))
    assert f"{SLOWER} di Kecamatan Taman: alat rekam KTP-el rusak" in page
    assert SLOWER not in text_of(client.get("/contoh/kantor/melati/")), "not at the ward itself"
    assert [name for name, said in steps_of(page).items() if rings(said)] == ["Perekaman di kecamatan"]
    assert "di 1 kantor" in text_of(Client().get("/contoh/layanan/ktp/")), "nor where no ward is known"


POSTER = "/contoh/layanan/sktm/poster/"


def test_item_13_the_poster_names_where_todays_state_is_said_and_draws_nothing_that_passes(
    town: Town, client: Any
) -> None:
    breaks(town)
    page = text_of(client.get(f"{POSTER}?kantor=melati"))
    paper = page.partition("<article")[2]
    assert rings(paper) == 0 and SLOWER not in paper, "it hangs for longer than the printer is broken"
    assert "yang rusak hari ini:" in paper and "/contoh/kantor/melati/</code>" in paper
    # Whoever prints it now is told, and led to today's route, which has the ring and can hang beside it.
    screen = page.partition("<article")[0]
    assert f"{SLOWER}: printer rusak" in screen
    there = re.findall(r'href="([^"]+rute/[^"]+)"', screen)
    assert len(there) == 1 and rings(steps_of(text_of(client.get(there[0])))["Loket 2, ambil surat"]) == 1
    unknown = text_of(Client().get(POSTER))
    assert SLOWER not in unknown and "/contoh/layanan/sktm/</code>" in unknown


def test_item_13_every_thing_that_a_service_needs_is_felt_at_a_station(town: Town) -> None:
    needed = [one for one in standards.standard().items.values() if one.needed_by]
    for row in town.flows.values():
        asked = flow_by_id(row.pk)
        steps = flow.routing.way_of(asked)
        for item in needed:
            if item.needs(asked) and not isinstance(item.felt_at, tuple):
                assert hindrances.felt(item, steps, begins=True), (item.key, asked.key)


def test_item_10_residents_read_how_comfortable_an_office_was_found_and_when(town: Town, client: Any) -> None:
    by, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]
    points = standards.standard().points
    comforting.look(melati, {key: key != "toilet" for key in points}, by=by, at=clock.now())
    said = text_of(client.get("/contoh/kantor/melati/"))
    assert "5 dari 6 hal terpenuhi pada Selasa 4 November 2025." in said
    assert by.name not in said
    with clock.moved_to(moment("2026-01-20", "09:00")):
        assert "hal terpenuhi" not in text_of(client.get("/contoh/kantor/melati/")), "too old to tell"
