"""Whatever is sent to any form of the office, the answer is a page with a sentence, never a crash."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern

from garda import clock
from garda.office.urls import urlpatterns
from tests.office.staff import signed_in
from tests.town import Town, ask_letter, build_town, moment, report

WILD = (
    "",
    " ",
    "\x00",
    "a" * 20_000,
    "999999999999999999999999",
    "-1",
    "1e9",
    "١٢٣",
    "²",
    "null",
    "undefined",
    "[]",
    "{}",
    "<script>alert(1)</script>",
    "'; DROP TABLE cases_case; --",
    "%s%s%s%n",
    "../../etc/passwd",
    "\u202e\u200d\ufeff",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "31/2/2025",
    "0000-00-00",
    "99999999999-99-99",
    "=1+1",
    "\r\nSet-Cookie: x=y",
    "NaN",
    "0000",
)
NAMES = (
    "seen",
    "reason",
    "words",
    "unit",
    "unit1",
    "words1",
    "unit2",
    "words2",
    "rule",
    "answer",
    "missing",
    "date",
    "post",
    "into",
    "key",
    "dari",
    "kunci",
    "name",
    "nik",
    "phone",
    "what",
    "place",
    "kategori",
    "dibawa",
    "purpose",
    "text",
    "aksi",
    "sidik",
    "yakin",
    "outcome",
    "next_review",
    "abbrev",
    "kind",
    "parent",
    "area",
    "username",
    "email",
    "manner",
    "first",
    "last",
    "decree",
    "giver",
    "taker",
    "day",
    "label",
    "rests_on",
    "senin",
    "loket-senin",
    "year",
    "source",
    "lembar",
    "title",
)
FILES = ("proof", "papers", "foto", "flow", "sheet")


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment()):
        yield build_town()


def addresses(town: Town) -> list[str]:
    """Every address of the room with values that exist, where it takes any."""
    case = report(town).case
    letter = ask_letter(town).case
    term = town.posts["melati", "lurah", 1].terms.get()
    known = {
        "number": case.number,
        "move": "handling",
        "key": "sktm",
        "paper_id": "1",
        "name": "cepat",
        "place": "1",
        "version": "1",
        "post_id": "1",
        "person_id": str(term.person_id),
        "term_id": str(term.pk),
        "lent_id": "1",
        "row_id": "1",
    }
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        for number in {case.number, letter.number, "TIDAK-ADA"}:
            parts = [part.partition(">") for part in str(pattern.pattern).split("<")]
            path = parts[0][0] + "".join(
                (number if name.split(":")[-1] == "number" else known[name.split(":")[-1]]) + rest
                for name, _, rest in parts[1:]
            )
            found.append(f"/kerja/{path}")
    return sorted(set(found))


@pytest.mark.parametrize("kind", ["petugas-loket", "lurah", "sekda", "admin"])
def test_no_form_of_the_office_ever_breaks_on_what_is_sent(town: Town, kind: str) -> None:
    unit = {"sekda": "setda", "admin": "kota"}.get(kind, "melati")
    client = signed_in(town, unit, kind)
    for address in addresses(town):
        for place, wild in enumerate(WILD):
            data: dict[str, Any] = dict.fromkeys(NAMES, wild)
            if place % 5 == 0:
                content = wild.encode("utf-8", "replace") or b"\xff"
                data |= {name: SimpleUploadedFile("x.jpg", content) for name in FILES}
            status = client.post(address, data).status_code
            assert status < 500, (address, wild)
            if status in (403, 404, 405):
                break  # not this person's, or not there: what else is sent makes no difference
        for wild in (*WILD[:6], "0000"):
            asked = dict.fromkeys(("q", "tahun", "jenis", "dari", "sampai", "kategori"), wild)
            status = client.get(address, asked).status_code
            assert status < 500, (address, wild)
            if status in (403, 404, 405):
                break


def test_every_page_asks_for_a_sign_in(town: Town, client: Any) -> None:
    for address in addresses(town):
        for answer in (client.get(address), client.post(address, {"seen": "1"})):
            assert answer.status_code in (302, 405), address
            if answer.status_code == 302:
                assert answer["Location"].startswith("/akun/login/"), address
