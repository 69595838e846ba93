"""The published sheet: index with n, elements, the three weakest and what is done, on the page and as PDF."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from garda import clock
from garda.surveys import following_up, periods, results
from tests.public.october import after_october, read
from tests.surveys.asked import answered
from tests.town import Town, moment


@pytest.fixture
def town(db: None) -> Any:
    with after_october() as town:
        yield town


def test_item_79_the_public_reads_the_index_with_its_n(town: Town, client: Client) -> None:
    said = read(client, "/contoh/kepuasan/")
    assert "66,67" in said
    assert "10 jawaban" in said
    assert "Kelurahan Melati" in said
    assert "sampai Oktober 2025" in said
    assert "66,67" in read(client, "/contoh/kantor/melati/")
    assert "Kata warga" not in read(client, "/contoh/kantor/kenanga/")


def test_item_79_the_sheet_names_period_elements_basis_and_what_is_done_about_the_weakest(
    town: Town, client: Client
) -> None:
    here = "/contoh/kepuasan/melati/?masa=2025-10"
    assert read(client, here).count("Tindak lanjutnya belum ditulis") == 3
    period = periods.month_at(date(2025, 10, 1))
    board = results.board(town.city, "skm", period, date(2025, 11, 10))
    assert board is not None
    lurah = town.persons["melati", "lurah", 1]
    one = following_up.open_weakest(board, town.units["melati"], period, by=lurah, at=clock.now())[0]
    following_up.take(one.id, lurah.pk, date(2025, 11, 14), "Sapa setiap tamu", by=lurah, at=clock.now())
    said = read(client, here)
    for words in ("Oktober 2025", "Perilaku pelaksana (1,00)", "Sapa setiap tamu. Paling lambat Jumat 14",
                  "Nomor 14 Tahun 2017", "Jenis kelamin, umur, dan pendidikan tidak ditanyakan"):  # fmt: skip
        assert words in said, words
    assert "Sapa setiap tamu" in read(client, "/contoh/kepuasan/melati/"), "the year shows what its months do"


def test_item_79_the_sheet_is_a_pdf_too(town: Town, client: Client) -> None:
    for address in ("/contoh/kepuasan/lembar.pdf", "/contoh/kepuasan/melati/lembar.pdf?masa=2025-10"):
        response = client.get(address)
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")


def test_item_79_anybody_can_reckon_it_again(town: Town, client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/contoh/kepuasan/data.csv").content.decode())))
    parts = [row for row in rows if row["lingkup"] == "kota" and row["baris"] == "unsur"]
    assert len(parts) == 9
    total = sum(float(row["jumlah_nilai"]) / int(row["n"]) / 9 * 25 for row in parts)
    assert round(total, 2) == 66.67
    assert not [row for row in rows if row["n"] and 0 < int(row["n"]) < 5]


def test_item_79_the_first_view_is_small_and_needs_no_script(town: Town, client: Client) -> None:
    for address in ("/contoh/kepuasan/", "/contoh/kepuasan/melati/"):
        page = client.get(address).content
        assert len(page) < 40_000
        assert b"<script" not in page.replace(b'<script src="', b"")


def test_item_79_a_page_asks_the_same_with_one_office_and_with_many(town: Town, client: Client) -> None:
    counted = []
    for unit in ("kenanga", "kec-taman"):
        for n in range(8):
            answered(town, [2] * 9, unit, at=moment("2025-10-07", f"{9 + n % 3:02d}:{n:02d}"))
        client.get("/contoh/kepuasan/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/contoh/kepuasan/")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 10, counted


def test_item_79_a_services_own_page_says_its_index_with_n_or_that_too_few_answered(
    town: Town, client: Client
) -> None:
    said = read(client, "/contoh/layanan/sktm/")
    assert "Kata warga tentang layanan ini" in said and "66,67" in said and "10 jawaban" in said
    assert "Belum cukup data." in read(client, "/contoh/layanan/pengaduan/")
    for n in range(4):
        answered(town, [0] * 9, service="pengaduan", at=moment("2025-10-07", f"09:{n:02d}"))
    few = read(client, "/contoh/layanan/pengaduan/")
    assert "Belum cukup data." in few and "25,00" not in few and "4 jawaban" not in few


def test_item_79_a_services_page_stays_light_and_asks_the_same_with_many_answers(
    town: Town, client: Client
) -> None:
    counted = []
    for more in (1, 40):
        for n in range(more):
            answered(town, [2] * 9, at=moment("2025-10-08", f"10:{n:02d}"))
        assert len(client.get("/contoh/layanan/sktm/").content) < 40_000
        with CaptureQueriesContext(connection) as queries:
            client.get("/contoh/layanan/sktm/")
            counted.append(len(queries))
    assert counted[0] == counted[1] <= 20, counted


def test_item_79_the_sheet_speaks_english_too(town: Town, client: Client) -> None:
    client.cookies["bahasa"] = "en"
    for address in ("/contoh/kepuasan/", "/contoh/kepuasan/melati/?masa=2025-10"):
        said = read(client, address)
        assert "10 answers" in said and "Competence of officers" in said and "66.67" in said, address
        for words in ("jawaban", "unsur", "Kompetensi", "mutu", "tindak lanjut", "Unduh"):
            assert words not in said, (address, words)
    with_english = client.get("/contoh/kepuasan/melati/lembar.pdf").content
    client.cookies["bahasa"] = "id"
    assert with_english != client.get("/contoh/kepuasan/melati/lembar.pdf").content


def test_item_79_too_few_answers_show_no_value_anywhere(town: Town, client: Client) -> None:
    for n in range(4):
        answered(town, [0] * 9, "kenanga", at=moment("2025-10-07", f"09:{n:02d}"))
    for address in ("/contoh/kepuasan/", "/contoh/kepuasan/kenanga/", "/contoh/kantor/kenanga/"):
        assert "25,00" not in read(client, address)


@pytest.mark.parametrize("query", ["?masa=x", "?masa=%00", "?survei=denyut", "?masa=2031-01", "?survei=😀"])
def test_item_89_bad_input_gets_the_usual_page(town: Town, client: Client, query: str) -> None:
    for path in ("", "melati/", "lembar.pdf", "data.csv"):
        assert client.get(f"/contoh/kepuasan/{path}{query}").status_code == 200
    assert client.get("/contoh/kepuasan/tidak-ada/").status_code == 404
    assert client.get("/contoh/kepuasan/tidak-ada/lembar.pdf").status_code == 404
