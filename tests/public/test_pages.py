"""Every page opens in both languages, is light, belongs to one city, and wears the right door."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from garda import clock
from garda.cases import publishing
from tests.public.test_items import PAGES
from tests.public.visitors import MELATI, report, words_of
from tests.town import Town, build_city, moment

FIRST_VIEW = 40 * 1024
SHEETS = ("garda/garda.css", "garda/inter.woff2", "garda/icon.svg")


def weight_of(name: str) -> int:
    """Bytes of a static file over the wire."""
    found = finders.find(name)
    assert isinstance(found, str)
    content = Path(found).read_bytes()
    return len(content) if name.endswith("woff2") else len(gzip.compress(content, 6))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_in_both_languages(town: Town, client: Client, language: str) -> None:
    client.cookies["bahasa"] = language
    client.cookies["kelurahan"] = MELATI
    case = report(client)
    mine = (
        f"/contoh/ikuti/{case.number}/",
        f"/contoh/tanda-terima/{case.number}/",
        "/contoh/layanan/aspirasi/",
    )
    for page in (*PAGES, *mine):
        response = client.get(page)
        assert response.status_code == (404 if "tidak-ada" in page else 200), page
        assert f'<html lang="{language}"' in response.content.decode(), page


@pytest.mark.parametrize("page", ["/contoh/", "/contoh/layanan/sktm/", "/contoh/lapor/", "/contoh/ikuti/"])
def test_the_first_view_is_under_forty_kilobytes(town: Town, client: Client, page: str) -> None:
    html = len(gzip.compress(client.get(page).content, 6))
    body = client.get(page).content.decode()
    own = [name for name in ("public/public.css", "public/place.js") if name in body]
    assert html + sum(weight_of(name) for name in (*SHEETS, *own)) < FIRST_VIEW


def test_no_page_asks_a_third_party_for_anything(town: Town, client: Client) -> None:
    for page in PAGES:
        body = client.get(page).content.decode()
        assert 'src="http' not in body, page
        assert 'rel="stylesheet" href="http' not in body, page
        assert " style=" not in body, page
        assert "onclick" not in body, page


def test_reading_a_page_leaves_no_session_behind(town: Town, client: Client) -> None:
    for page in PAGES:
        assert "sessionid" not in client.get(page).cookies, page


def test_the_only_city_is_found_without_its_name_and_two_are_a_choice(town: Town, client: Client) -> None:
    assert client.get("/")["Location"] == "/contoh/"
    assert client.get("/layanan/sktm/")["Location"] == "/contoh/layanan/sktm/"
    assert client.get("/lapor/")["Location"] == "/contoh/lapor/"
    build_city(key="lain", name="Kota Lain")
    assert "Kota Lain" in words_of(client.get("/"))
    assert client.get("/layanan/sktm/")["Location"] == "/"


def test_an_unknown_city_or_page_helps_on(town: Town, client: Client) -> None:
    assert client.get("/atlantis/").status_code == 404
    lost = client.get("/contoh/kantor/tidak-ada/")
    assert lost.status_code == 404
    assert 'href="/contoh/"' in lost.content.decode()
    assert client.get("/contoh/aturan/tidak-ada/").status_code == 404
    assert client.get("/contoh/apa-ini/").status_code == 404


def test_the_sign_says_open_or_closed_and_never_more_than_is_known(town: Town, client: Client) -> None:
    client.cookies["kelurahan"] = MELATI
    assert "Buka sampai 12.00" in words_of(client.get("/contoh/"))
    with clock.moved_to(moment("2025-11-08", "10:00")):
        words = words_of(client.get("/contoh/"))
        assert "Tutup. Buka lagi Senin pukul 07.30" in words
        assert "mengajukan dari sini" in words
    with clock.moved_to(moment("2025-11-12", "10:00")):
        words = words_of(client.get("/contoh/kantor/melati/"))
        assert "Hari Jadi Kota Contoh" in words
        assert "Buka lagi besok pukul 07.30" in words
    assert "orang antre" not in words
    assert "petugas di tempat" not in words


def test_the_office_page_lists_what_it_gives_and_who_is_above(town: Town, client: Client) -> None:
    words = words_of(client.get("/contoh/kantor/melati/"))
    assert "Surat Keterangan Tidak Mampu" in words
    assert "Kecamatan Taman" in words
    assert "Kelurahan Melati" in words_of(client.get("/contoh/kantor/kec-taman/"))
    assert "tidak memberi surat" in words_of(client.get("/contoh/kantor/pu/"))


def test_the_fourteen_components_of_the_standard_are_all_there(town: Town, client: Client) -> None:
    for key in ("sktm", "pengaduan", "informasi-publik"):
        words = words_of(client.get(f"/contoh/layanan/{key}/standar/"))
        assert all(f"{number}. " in words for number in range(1, 15))


def test_a_law_is_one_click_away_at_its_article(town: Town, client: Client) -> None:
    page = client.get("/contoh/layanan/sktm/").content.decode()
    assert 'href="/contoh/aturan/uu-25-2009/#21"' in page
    assert '<div id="21">' in client.get("/contoh/aturan/uu-25-2009/").content.decode()


def test_words_of_a_flow_are_escaped(town: Town, client: Client) -> None:
    text = town.flows["sktm"].text.replace(
        'id = "Surat Keterangan Tidak Mampu (SKTM)"', "id = \"Surat <script>alert(1)</script> & 'satu'\""
    )
    publishing.publish(town.city, text, at=moment("2025-11-03"))
    for page in ("", "poster/", "standar/", "ajukan/"):
        body = client.get(f"/contoh/layanan/sktm/{page}").content.decode()
        assert "<script>alert" not in body
        assert "&lt;script&gt;" in body


@pytest.mark.parametrize(("page", "most"), [
    ("/contoh/", 6),
    ("/contoh/cari/?q=lampu", 8),
    ("/contoh/layanan/sktm/", 10),
    ("/contoh/lapor/", 10),
    ("/contoh/kantor/", 4),
])  # fmt: skip
def test_pages_stay_within_their_budget_of_queries(
    town: Town, client: Client, page: str, most: int, django_assert_max_num_queries: object
) -> None:
    client.get(page)
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        client.get(page)


def test_a_city_wears_its_own_colours_and_nothing_else(town: Town, client: Client) -> None:
    town.city.colours = {"brand-primary": "#123456", "brand-hover": "red;}body{display:none", "x": "#111111"}
    town.city.save()
    sheet = client.get("/contoh/warna.css").content.decode()
    assert "--ina-brand-primary:#123456;" in sheet
    assert "display" not in sheet
    assert "#111111" not in sheet
    assert "/contoh/warna.css" in client.get("/contoh/").content.decode()
