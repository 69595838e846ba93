"""Items 80 and 56 on the page: the office's and the residents' say the same, each number with its source."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from garda import clock
from garda.cases import errands
from tests.figures import asked_months
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import asking_town
from tests.town import Town, build_town, moment, report


@pytest.fixture
def town(db: None) -> Any:
    """A Tuesday in December; November is over."""
    with clock.moved_to(moment("2025-12-09", "09:00")):
        yield asking_town(flows=("pengaduan", "sktm"))


def page(client: Any, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(re.sub(r"\s+", " ", text_of(response)))


def moving_apart(town: Town) -> None:
    asked_months.trust(town, "2025-10", 3)
    asked_months.trust(town, "2025-11", 2)
    asked_months.satisfaction(town, "2025-10", 2)
    asked_months.satisfaction(town, "2025-11", 3)


def test_item_80_both_pages_show_the_two_moving_apart(town: Town, client: Any) -> None:
    moving_apart(town)
    for said in (
        page(signed_in(town, "melati", "lurah"), "/kerja/kepercayaan/?masa=2025-11"),
        page(client, "/contoh/kepercayaan/?masa=2025-11"),
    ):
        assert "Kepercayaan turun, padahal kepuasan naik" in said
        assert "kepercayaan -20,0 dan kepuasan +25,0" in said
        assert "40 jawaban, cukup" in said
        assert "bergerak terpisah" in said
        assert "Kelurahan Melati" in said


def test_item_80_the_source_of_each_component_is_visible(town: Town, client: Any) -> None:
    moving_apart(town)
    said = page(client, "/contoh/kepercayaan/?masa=2025-11")
    assert "Dari mana angka-angka ini" in said
    for title in ("Kepercayaan warga", "Kepuasan", "Melapor dengan nama", "Datang kembali", "Memakai haknya"):
        assert title in said, title
    assert said.count("sidik jari") == 2
    assert "Lima sisi kepercayaan" in said


def test_item_80_a_sign_opens_to_its_matters_and_only_to_those_in_reach(town: Town) -> None:
    first = [report(town, at=moment("2025-11-04")).case for _ in range(6)]
    other = [report(town, unit="kenanga", at=moment("2025-11-04")).case for _ in range(6)]
    while errands.work_off(moment("2025-12-01"), 500):
        pass
    lurah = signed_in(town, "melati", "lurah")
    assert "0 dari 12" in page(lurah, "/kerja/kepercayaan/?masa=2025-11")
    said = page(lurah, "/kerja/kepercayaan/signed/?masa=2025-11")
    assert all(one.number in said for one in first)
    assert not any(one.number in said for one in other)
    assert "6 lagi tidak ada di daftar ini" in said
    for wrong in ("/kerja/kepercayaan/nama/", "/kerja/kepercayaan/signed/?kantor=tidak-ada"):
        assert lurah.get(wrong).status_code == 404


def test_item_56_the_page_shows_both_lines_the_gap_and_the_warning(town: Town) -> None:
    for month, expected in (("2025-09", 75), ("2025-10", 80), ("2025-11", 85)):
        asked_months.expectation(town, month, expected, 80)
    said = page(signed_in(town, "melati", "lurah"), "/kerja/harapan/?layanan=sktm")
    assert "Harapan melampaui Surat Keterangan Tidak Mampu" in said
    assert "Harapan naik lebih cepat daripada layanan." in said
    for gap in ("+5,0", "0,0", "-5,0"):
        assert gap in said, gap


def test_wrong_questions_are_answered_with_the_last_month(town: Town, client: Any) -> None:
    lurah = signed_in(town, "melati", "lurah")
    for query in (
        "?masa=",
        "?masa=2025-13",
        "?masa=x%00",
        "?masa=2999",
        "?masa=2025-12",
        "?kantor=%F0%9F%98%80",
    ):
        assert "November 2025" in page(client, f"/contoh/kepercayaan/{query}")
        assert "November 2025" in page(lurah, f"/kerja/kepercayaan/{query}")
    for query in ("?layanan=%00&per=hari", "?layanan=tidak-ada", "?per=triwulan"):
        assert lurah.get(f"/kerja/harapan/{query}").status_code == 200


def test_nothing_asked_yet_is_said_and_no_number_made_up(client: Any, db: None) -> None:
    with clock.moved_to(moment("2025-12-09", "09:00")):
        town = build_town(flows=("sktm",))
        assert "belum cukup jawaban" in page(client, "/contoh/kepercayaan/")
        lurah = signed_in(town, "melati", "lurah")
        assert "belum cukup jawaban" in page(lurah, "/kerja/kepercayaan/")
        assert "belum cukup jawaban" in page(lurah, "/kerja/harapan/")


def test_a_citizens_page_needs_no_script_and_stays_small(town: Town, client: Any) -> None:
    moving_apart(town)
    assert len(client.get("/contoh/kepercayaan/").content) < 40_000
