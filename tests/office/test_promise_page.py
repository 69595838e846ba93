"""Promise against performance: each figure beside its denominator, and the numbers behind it."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.counters import promising
from garda.rosters import office_days
from tests.counters.test_promising import NEXT, served
from tests.office.staff import signed_in
from tests.public.visitors import words_of
from tests.rosters.test_attending import at, come, go
from tests.town import Town, build_town


@pytest.fixture
def town(db: None) -> Any:
    made = build_town()
    come(made, "07:30")
    go(made, "10:00")
    come(made, "10:12", n=2)
    go(made, "16:00", n=2)
    served(made, [1, 2, 3, 4, 5, 6, 7, 8, 9, 40])
    office_days.keep_past_days(made.city, NEXT)
    promising.keep_past_days(made.city, NEXT)
    with clock.moved_to(at("07:00", "2025-11-05")):
        yield made


def test_the_list_puts_promise_and_performance_side_by_side(town: Town) -> None:
    page = words_of(signed_in(town, "kec-taman", "camat").get("/kerja/janji-kinerja/"))
    assert "97% dari jam buka yang dijanjikan ada petugasnya" in page
    assert "438 dari 450 menit" in page
    assert (
        "Separuh warga menunggu paling lama 5 menit, sembilan dari sepuluh paling lama 9 menit,"
        " dihitung dari 10 orang" in page
    )
    assert "2 kantor belum punya catatan" in page


def test_every_figure_of_an_office_opens_to_its_numbers(town: Town) -> None:
    lurah = signed_in(town, "melati", "lurah")
    page = words_of(lurah.get("/kerja/janji-kinerja/melati/"))
    assert "Selasa 4 November" in page
    behind = words_of(lurah.get("/kerja/janji-kinerja/melati/?hari=2025-11-04"))
    assert "Nomor di balik angka, Selasa 4 November" in behind
    assert "L 010" in behind
    assert "40 menit" in behind
    one = words_of(lurah.get("/kerja/janji-kinerja/melati/?layanan=sktm"))
    assert one.count("Selasa 4 November pukul 09.00") == 10
    none = words_of(lurah.get("/kerja/janji-kinerja/melati/?akhir=tidak-datang"))
    assert "Tidak ada nomor." in none


@pytest.mark.parametrize(
    "typed", ["hari=31", "bulan=0000-99", "hari=9999-12-31", "layanan=x%00y", "akhir=apa"]
)
def test_an_address_written_by_hand_breaks_nothing(town: Town, typed: str) -> None:
    assert signed_in(town, "melati", "lurah").get(f"/kerja/janji-kinerja/melati/?{typed}").status_code == 200


def test_another_office_is_not_there(town: Town) -> None:
    assert signed_in(town, "kenanga", "lurah").get("/kerja/janji-kinerja/melati/").status_code == 404
    assert signed_in(town, "melati", "petugas-loket").get("/kerja/janji-kinerja/").status_code == 403


def test_residents_read_it_on_the_page_of_the_office(town: Town, client: Any) -> None:
    page = words_of(client.get("/contoh/kantor/melati/"))
    assert "97% dari jam buka" in page
    assert "Separuh warga menunggu paling lama 5 menit" in page
    assert "30 hari terakhir" not in words_of(client.get("/contoh/kantor/kenanga/"))
