"""Rows of lists drawn as text: what somebody wrote stays text, and each form is about its own matter."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from garda import clock
from garda.cases import errands
from tests.office.staff import signed_in
from tests.town import Town, build_town, moment, report

WRITTEN = "Lampu <b>mati</b> \"di\" Gang 'Tiga' & @nomor@"
SHOWN = "Lampu &lt;b&gt;mati&lt;/b&gt; &quot;di&quot; Gang &#x27;Tiga&#x27; &amp; @nomor@"


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Friday afternoon."""
    with clock.moved_to(moment("2025-11-07", "15:00")):
        yield build_town()


def page(town: Town, who: tuple[str, str], address: str) -> str:
    """The page as text."""
    answer = signed_in(town, *who).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("who", "address", "days"),
    [
        (("melati", "petugas-loket"), "/kerja/meja/", 0),
        (("melati", "petugas-loket"), "/kerja/meja/", 30),
        (("melati", "petugas-loket"), "/kerja/cari/?q=lampu", 0),
        (("melati", "lurah"), "/kerja/kepala/", 30),
        (("kec-taman", "camat"), "/kerja/kepala/", 30),
    ],
)
def test_what_a_resident_wrote_stands_in_a_list_as_text(
    town: Town, who: tuple[str, str], address: str, days: int
) -> None:
    report(town, what=WRITTEN, at=clock.now() - timedelta(days=days))
    errands.work_off(clock.now())
    shown = page(town, who, address)
    assert SHOWN in shown
    assert "<b>mati" not in shown


def test_each_form_of_the_late_list_is_about_its_own_matter(town: Town) -> None:
    at = clock.now() - timedelta(days=30)
    numbers = [report(town, what=f"Lampu mati {n}", at=at).case.number for n in range(8)]
    shown = page(town, ("melati", "lurah"), "/kerja/kepala/")
    for act in ("pindahkan", "naikkan"):
        asked = re.findall(rf'action="/kerja/urusan/([^/"]+)/{act}/"', shown)
        assert sorted(asked) == sorted(numbers)
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="(pindah-[^"]+|naik-[^"]+)"', shown)) <= set(ids)
    assert not re.search(r"@(nomor|urutan|tempat)@", shown)
