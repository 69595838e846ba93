"""The published seals: anyone can check a day and a receipt, with the page and without it."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.test import Client

from garda import clock
from garda.cases import record, seals
from garda.cases.models import Seal
from tests import town as towns
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


def checked(client: Client, fingerprint: str) -> str:
    return words_of(client.get("/contoh/segel/periksa/", {"sidik": fingerprint}))


def test_item_89_sealed_is_said_only_of_what_is_truly_under_the_seal(town: Town, client: Client) -> None:
    case = report(client)
    seals.seal_day(town.city, moment().date(), moment("2025-11-05", "00:10"))
    assert "Tercatat dan sudah disegel" in checked(client, case.head)
    # Written with the day's date when the day was sealed already: as nothing in the house would.
    late = report(client, what="Sesudah disegel")
    words = checked(client, late.head)
    assert "tidak termasuk segel hari itu" in words
    assert "Sidik ini asli" not in words
    assert "sudah disegel" in checked(client, case.head), "the others still are"
    earlier = towns.report(town, at=moment("2025-11-03")).case
    assert "tidak termasuk segel" in checked(client, earlier.head), "its day passed without a seal"
    Seal.objects.filter(city=town.city).update(root="0" * 64)
    assert "Segel hari itu tidak lagi cocok" in checked(client, case.head)


def test_item_89_a_changed_content_is_not_called_genuine(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = report(client)
    # The database itself refuses to change an event: so the reading of one is changed.
    monkeypatch.setattr(record, "canonical", lambda event, uid: "something else")
    words = checked(client, case.head)
    assert "tidak lagi sesuai dengan sidiknya" in words
    assert "Sidik ini asli" not in words
