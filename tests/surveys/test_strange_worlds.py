"""A stranger who reads every page twice: once when somebody said yes to everything, once when they said no.

If one page differs between the two, it tells what one person said. Walked for visitors' answers of a month
that still runs, and for answers of colleagues in a round that is open, by those nearest: the officer, their
head, those above, the public.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from garda import clock
from garda.surveys import answering, publishing, results, rounds
from tests import town as towns
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import invited, sheet
from tests.surveys.climate import EXERCISE, PULSE, hold, manned
from tests.town import Town, moment

NOW = moment("2025-11-18", "10:00")
STARTS = (
    "hasil/", "tindak-lanjut/", "profil/", "sikap/", "sikap/kantor/", "masukan/", "kepercayaan/", "harapan/",
    "denyut/", "denyut/kantor/", "latihan/", "latihan/kantor/", "tiga-sikap/", "tiga-sikap/kantor/",
    "survei/", "survei/tanda/", "instrumen/", "suara/", "kepala/", "kabar/", "kebijakan/",
)  # fmt: skip
INSIDE = re.compile(
    r"/kerja/(hasil|tindak-lanjut|profil|sikap|masukan|kepercayaan|harapan|denyut|latihan|tiga-sikap|survei"
    r"|instrumen)/|/contoh/(kepuasan|kepercayaan|kantor/melati)/"
)
PUBLIC = ("/contoh/kepuasan/", "/contoh/kepercayaan/", "/contoh/kantor/melati/", "/contoh/kepuasan/data.csv")
LINK = re.compile(r'href="([^"#]+)"')
FRESH = re.compile(r'<input type="hidden"[^>]*>|nonce="[^"]*"|[A-Za-z0-9]{60,}')
MOST_PAGES = 22
MOST_ALIKE = 2  # of one page with other filters
VISITORS = ("skm", "tegas-santun", "harapan", "kemudahan", "kepercayaan", "spak", "spkp")


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Two wards with a past: answers of visitors and rounds of staff in months that are over."""
    with clock.moved_to(NOW):
        town = manned()
        officer = town.persons["melati", "petugas-loket", 1]
        for month in ("09", "10"):
            for n in range(7):
                for key in ("skm", "tegas-santun", "kepercayaan"):
                    at = moment(f"2025-{month}-1{n}", "10:00")
                    one = invited(town, served_on=at.date(), officer=officer)
                    answering.answer(one, key, _all(town, key, 2), at=at)
        for month in (7, 8, 9):
            for key in (PULSE, EXERCISE):
                hold(town, key, month, {"melati": [3] * 6, "kenanga": [2] * 6})
        yield town


def _all(town: Town, key: str, place: int) -> dict[str, int | None]:
    """A whole sheet with one place, the top of the scale where it ends lower."""
    edition = publishing.in_force(town.city, key, NOW.date())
    assert edition is not None
    return sheet(town, [place] * len(edition.instrument.elements), key, "2025-11-18")


def readers(town: Town) -> dict[str, Client]:
    """Whoever stands near: in the office, over it, and outside."""
    return {
        "officer": signed_in(town, "melati", "petugas-loket"),
        "lurah": signed_in(town, "melati", "lurah"),
        "sekda": signed_in(town, "setda", "sekda"),
        "anybody": Client(),
    }


def read(client: Client, starts: tuple[str, ...]) -> dict[str, str]:
    """Every page that can be reached from these without leaving what people say, as text without keys."""
    found: dict[str, str] = {}
    left = list(starts)
    while left and len(found) < MOST_PAGES:
        address = left.pop(0)
        path = address.split("?")[0]
        if address in found or sum(one.split("?")[0] == path for one in found) >= MOST_ALIKE:
            continue
        answer = client.get(address)
        if answer.status_code != 200 or (
            "html" not in answer["Content-Type"] and "csv" not in answer["Content-Type"]
        ):
            continue
        page = FRESH.sub("", text_of(answer))
        found[address] = page
        links = (link.replace("&amp;", "&") for link in LINK.findall(page))
        left += [link if link.startswith("/") else address.split("?")[0] + link
                 for link in links if INSIDE.search(link) or link.startswith("?")]  # fmt: skip
    return found


def world(town: Town, said: Callable[[], Any], who: str = "") -> dict[tuple[str, str], str]:
    """All pages of all readers (or one) after somebody answered; then it never happened."""
    seen: dict[tuple[str, str], str] = {}
    with transaction.atomic():
        said()
        for name, client in readers(town).items():
            if who not in ("", name):
                continue
            starts = PUBLIC if name == "anybody" else tuple(f"/kerja/{start}" for start in STARTS)
            seen |= {(name, address): page for address, page in read(client, starts).items()}
        transaction.set_rollback(True)
    cache.clear()
    towns.forget_kept()
    results._board.cache_clear()
    return seen


def differing(one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]) -> list[Any]:
    """The pages that are not the same in both worlds, with the first words that differ."""
    wrong: list[Any] = sorted(one.keys() ^ other.keys())
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            pairs = zip(one[name].split(), other[name].split(), strict=False)
            wrong.append((name, next(((a, b) for a, b in pairs if a != b), "length")))
    return wrong


def test_item_45_no_page_differs_by_what_one_visitor_of_this_month_said(town: Town) -> None:
    officer = town.persons["melati", "petugas-loket", 1]

    def says(place: int) -> None:
        for key in VISITORS:
            one = invited(town, served_on=NOW.date(), officer=officer)
            answering.answer(one, key, _all(town, key, place), at=NOW)

    yes, no = world(town, lambda: says(3)), world(town, lambda: says(0))
    assert len(yes) > 60
    assert differing(yes, no) == []
    # The walk sees what there is to see: seven more of the same, their month over, and the pages differ.
    with clock.moved_to(moment("2025-12-10", "10:00")):
        many = [world(town, lambda place=place: [says(place) for _ in range(7)], "sekda") for place in (3, 0)]
    assert differing(*many)


def test_item_45_no_page_differs_by_what_one_colleague_said_in_an_open_round(town: Town) -> None:
    person = town.persons["melati", "petugas-loket", 3]
    held = [
        rounds.open_round(town.city, key, first=date(2025, 11, 10), last=date(2025, 11, 25), at=NOW)
        for key in (PULSE, EXERCISE)
    ]

    def says(place: int) -> None:
        for one in held:
            answering.take_part(one.id, person, _all(town, one.key, place), at=NOW)

    yes, no = world(town, lambda: says(3)), world(town, lambda: says(0))
    assert len(yes) > 60
    assert differing(yes, no) == []
