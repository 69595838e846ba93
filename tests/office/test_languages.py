"""The pages of staff speak one language at a time; what people and offices are called stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from garda import clock
from garda.cases import errands, waking
from garda.cases.models import Case
from garda.people.models import DayOff, Person, Post, WorkHours
from garda.rules.models import Rule
from tests.office.staff import signed_in
from tests.public.visitors import whole_town
from tests.town import Town, ask_letter, moment, report

INDONESIAN = frozenset(
    "yang dan tidak belum untuk dengan sudah dari hari jam kerja urusan warga ini itu kantor bila semua "
    "simpan batas sampai menit oleh akan atau setiap pilih buka tutup".split()
)
ENGLISH = frozenset(
    "the of and your for with not you is was this no day open search save password upload submit home "
    "dashboard login logout please cancel delete new late sign out desk".split()
)
PAGES = {
    ("melati", "petugas-loket"): (
        "meja", "hak", "catat", "catat/?q=lampu", "catat/?q=zzzz", "catat/sktm", "catat/pengaduan", "cari",
        "cari/?q=lampu",
    ),
    ("melati", "lurah"): ("kepala", "meja", "angka/cepat", "angka/tepat", "pembacaan", "limpah"),
    ("melati", "seklur"): ("kantor", "kantor/?hari=2025-11-17", "kantor/atur", "kantor/tugas", "kabar"),
    ("setda", "sekda"): ("kantor/semua", "kantor"),
    ("kota", "admin"): (
        "unit", "unit/baru", "unit/melati", "impor", "orang", "orang/baru", "jam", "jam/baru", "kabar",
    ),
    ("pu", "penyelenggara"): (
        "alur", "alur/naskah", "alur/naskah/?dari=sktm", "alur/sktm", "alur/paket", "standar", "aturan",
        "aturan/baru", "aturan/uu-25-2009", "aturan/uu-25-2009/pasal", "aturan/uu-25-2009/sentuhan/21",
    ),
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """The town a week after eight matters came in; all of them are late."""
    made = whole_town()
    for n in range(4):
        report(made, what=f"Lampu jalan mati {n}", at=moment("2025-11-03", "08:00"))
        ask_letter(made, at=moment("2025-11-04", "08:00"))
    with clock.moved_to(moment("2025-11-14", "09:00")):
        for number in waking.due_cases(clock.now(), 100):
            waking.wake(number, clock.now())
        errands.work_off(clock.now(), 2000)
        yield made


def words_of(response: Any) -> str:
    """What a reader sees, without what people typed and the lists to choose from."""
    page = response.content.decode()
    page = re.sub(r"<(script|style|head|textarea|select|pre|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<a[^>]+hreflang=.*?</a>|<[^>]+class=\"quote\".*?</p>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<[^>]+>", "\n", page)
    return re.sub(r"\s*\n\s*", "\n", page)


def without_names(text: str) -> str:
    """The same without what is called so in every language."""
    named = (
        *Person.objects.values_list("name", flat=True), *Post.objects.values_list("title", flat=True),
        *WorkHours.objects.values_list("name", flat=True), *DayOff.objects.values_list("name", flat=True),
        *("Lampu jalan mati",), *Rule.objects.exclude(issuer="").values_list("issuer", flat=True),
    )  # fmt: skip
    for name in sorted(set(named), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


@pytest.mark.parametrize(("language", "foreign"), [("en", INDONESIAN), ("id", ENGLISH)])
@pytest.mark.parametrize("holder", PAGES, ids="-".join)
def test_item_88_staff_pages_speak_one_language(
    town: Town, holder: tuple[str, str], language: str, foreign: frozenset[str]
) -> None:
    client = signed_in(town, *holder)
    client.cookies["bahasa"] = language
    pages = [name if "?" in name else f"{name}/" for name in PAGES[holder]]
    if holder[1] in {"petugas-loket", "lurah"}:
        pages += [f"urusan/{case.number}/" for case in Case.objects.order_by("pk")[:2]]
    wrong = {}
    for page in pages:
        response = client.get(f"/kerja/{page}")
        assert response.status_code == 200, page
        found = (
            set(re.findall(r"(?<![0-9a-z])[a-z]+(?![0-9a-z])", without_names(words_of(response)).lower()))
            & foreign
        )
        if found:
            wrong[page] = sorted(found)
    assert wrong == {}
