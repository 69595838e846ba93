"""The published seals: anyone can check a day and a receipt, with the page and without it."""

from __future__ import annotations

from hashlib import sha256

from django.test import Client

from garda import clock
from garda.cases import seals
from tests.public.visitors import report, words_of
from tests.town import Town, moment


def test_a_receipt_is_checked_before_and_after_its_day_is_sealed(town: Town, client: Client) -> None:
    case = report(client)
    address = f"/contoh/segel/periksa/?sidik={case.head}"
    assert "Tercatat, disegel malam ini" in words_of(client.get(address))
    with clock.moved_to(moment("2025-11-05", "00:10")):
        assert seals.seal_past_days(town.city, clock.now()) == 1
        words = words_of(client.get(address))
    assert "Tercatat dan sudah disegel" in words
    page = words_of(client.get("/contoh/segel/"))
    published = client.get("/contoh/segel/2025-11-04.txt").content
    root = sha256(published).hexdigest()
    assert root in page
    assert root in words
    lines = published.decode().splitlines()
    assert lines[0] == "0" * 64
    assert case.head in lines
    assert f"sha256sum {'2025-11-04'}.txt" in client.get("/contoh/segel/").content.decode()


def test_a_fingerprint_with_a_slip_gets_a_sentence(town: Town, client: Client) -> None:
    case = report(client)
    assert "64 huruf dan angka" in words_of(client.get("/contoh/segel/periksa/?sidik=abc"))
    other = "0" * 64
    assert "tidak ada di rekam kota" in words_of(client.get(f"/contoh/segel/periksa/?sidik={other}"))
    spaced = " ".join(case.head[place : place + 4] for place in range(0, 64, 4)).upper()
    assert "Sidik ini asli" in words_of(client.get("/contoh/segel/periksa/", {"sidik": spaced}))


def test_a_day_that_is_not_sealed_or_no_day_is_not_there(town: Town, client: Client) -> None:
    for day in ("2025-11-04", "2025-13-45", "kemarin", "0000-00-00"):
        assert client.get(f"/contoh/segel/{day}.txt").status_code == 404


def test_simulated_days_are_sealed_apart(town: Town, client: Client) -> None:
    assert "Belum ada hari yang disegel" in words_of(client.get("/contoh/segel/"))
    assert "Data simulasi" in words_of(client.get("/contoh/segel/?simulasi=1"))
