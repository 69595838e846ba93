"""A stranger in the criticised line who compares: the same words by two authors make the same pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from garda import clock
from garda.integrity import emptying
from tests import town as towns
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, build_unit, moment

WRITTEN, OPENED = moment("2025-11-18", "10:00"), moment("2025-11-24", "08:00")
WORDS = "Antrean sering dibiarkan panjang padahal ada petugas di ruang belakang."
TOP = (("setda", "sekda"), ("kota", "wali-kota"))
# Criticised office → everybody of its line.
LINES = {
    "melati": (
        ("melati", "lurah"), ("melati", "seklur"), ("melati", "kasi-pemerintahan"), ("kec-taman", "camat"),
        *TOP,
    ),
    "pu": (("pu", "kepala-opd"), ("pu", "penghubung"), *TOP),
}  # fmt: skip
# Officers of that office who may have written it.
WRITERS = {"melati": (("melati", "petugas-loket"), ("melati", "seklur")),
           "pu": (("pu", "penghubung"), ("pu", "kepala-opd"))}  # fmt: skip
STARTS = (
    "kritik/",
    "kritik/kota/",
    "suara/",
    "kabar/",
    "kepala/",
    "pembacaan/",
    "profil/{office}/",
    "masukan/",
)
LINK = re.compile(r'href="(/kerja/(?:kritik|perilaku|profil/(?:melati|pu)|masukan)/[^"#?]*)"')
# What is drawn anew each time: keys, codes, tokens of forms.
DRAWN = re.compile(r'<input type="hidden"[^>]*>|nonce="[^"]*"|[A-Za-z0-9_-]{60,}|\d{12,}')
MOST = 12


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with clock.moved_to(WRITTEN):
        town = build_town()
        build_unit(town, "ins", "INS", "Inspektorat", "inspektorat", "kota")
        yield town


def pages_of(client: Client, office: str) -> dict[str, str]:
    """Everything about criticism that this reader can open, without what is drawn anew."""
    found: dict[str, str] = {}
    left = [f"/kerja/{start.format(office=office)}" for start in STARTS]
    while left and len(found) < MOST:
        address = left.pop(0)
        name = DRAWN.sub("", address)
        if name in found:
            continue
        answer = client.get(address)
        if answer.status_code == 200:
            page = text_of(answer)
            found[name] = DRAWN.sub("", page)
            left += LINK.findall(page)
    return found


def world(town: Town, office: str, writes: Callable[[], None]) -> dict[tuple[str, str], str]:
    """The pages of the whole line once the box was emptied."""
    seen: dict[tuple[str, str], str] = {}
    with transaction.atomic():
        writes()
        with clock.moved_to(OPENED):
            assert emptying.empty(town.city, OPENED) == 1
            for unit, kind in LINES[office]:
                pages = pages_of(signed_in(town, unit, kind), office)
                seen |= {(kind, address): page for address, page in pages.items()}
        transaction.set_rollback(True)
    cache.clear()
    towns.forget_kept()
    return seen


def write(town: Town, office: str, unit: str, kind: str, **more: str) -> None:
    """Somebody of the staff writes, in the browser."""
    fields = {"kantor": office, "tentang": "pimpinan", "kata": WORDS, **more}
    assert signed_in(town, unit, kind).post("/kerja/kritik/tulis/", fields).status_code == 200


@pytest.mark.parametrize("office", LINES)
def test_item_26_nobody_in_the_criticised_line_can_tell_one_author_from_another(
    town: Town, office: str
) -> None:
    first, second = WRITERS[office]
    one = world(town, office, lambda: write(town, office, *first))
    assert any(WORDS in page for page in one.values()), "somebody of the line reads the words"
    assert {kind for kind, _address in one} == {kind for _unit, kind in LINES[office]}

    def resident() -> None:
        fields = {"kantor": office, "tentang": "pimpinan", "kata": WORDS}
        assert Client().post("/contoh/kritik/", fields).status_code == 200

    for other in (
        lambda: write(town, office, *second),
        lambda: write(town, office, *first, dikenal="ya"),
        resident,
    ):
        two = world(town, office, other)
        assert one.keys() == two.keys()
        for name in one:
            assert one[name].split() == two[name].split(), name
