"""Whether a letter is true: by its code alone, against a file, without learning more than it says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from garda import clock
from garda.cases import papers
from garda.cases.erasing import erase
from garda.cases.models import Case, Event
from garda.letters import composing, issuing, keeping, numbering
from garda.letters.models import Letter
from tests import town as towns
from tests.letters import wards

pytestmark = pytest.mark.django_db
TOLD = ("Bunga", "9901014107900001", "Gang 3")


@pytest.fixture
def town() -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(towns.moment(time="10:00")):
        yield wards.build()


def signed(town: towns.Town) -> tuple[Case, Letter]:
    """A matter with its signed letter."""
    case = wards.at_signing(town)
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=clock.now())
    return towns.fresh(case), Letter.objects.get(case=case)


def address(letter: Letter) -> str:
    """Where its QR code leads."""
    return f"/contoh/surat/{letter.code}/"


def test_item_12_the_code_leads_to_what_the_letter_is_and_to_nobodys_name(town: towns.Town) -> None:
    _, letter = signed(town)
    assert composing.verify_address(town.city, letter.code).endswith(address(letter))
    page = Client().get(address(letter)).content.decode()
    for said in (
        "asli dan berlaku",
        letter.number,
        letter.title,
        "Lurah Melati",
        "Warga Lurah Melati",
        "2 Mei 2026",
    ):
        assert said in page
    assert not [word for word in TOLD if word in page]
    assert 'name="robots" content="noindex"' in page
    typed = Client().get("/contoh/surat/", {"kode": numbering.grouped(letter.code).lower()})
    assert typed["Location"] == address(letter)


def test_an_unknown_a_mistyped_and_a_reserved_code_get_the_same_answer(town: towns.Town) -> None:
    _, letter = signed(town)
    other = letter.code[:-1] + ("A" if letter.code[-1] != "A" else "B")
    Letter.objects.filter(pk=letter.pk).update(state=Letter.RESERVED)
    answers = []
    for code in (other, letter.code, "A" * 28, "bukan-kode"):
        answer = Client().get(f"/contoh/surat/{code}/")
        answers.append((answer.status_code, answer.content.decode().replace(code, "")))
    assert {status for status, _ in answers} == {404}
    assert len({text for _, text in answers}) == 1
    assert numbering.CODE_LENGTH * 4.75 > 128, "27 signs are 4.75 bits each"


def test_item_12_a_file_is_compared_and_a_changed_byte_is_found_and_nothing_is_kept(town: towns.Town) -> None:
    case, letter = signed(town)
    pdf = keeping.file_of(case, letter.pk)
    assert pdf is not None
    kept = case.papers.count()
    for content, said in (
        (pdf, "sama persis"),
        (pdf[:500] + bytes([pdf[500] ^ 1]) + pdf[501:], "bukan yang kami terbitkan"),
        (b"", "Pilih berkas"),
    ):
        file = SimpleUploadedFile("surat.pdf", content)
        assert said in Client().post(address(letter), {"berkas": file}).content.decode()
    assert case.papers.count() == kept


def test_item_12_revoked_and_past_its_day_are_said_at_once(town: towns.Town) -> None:
    case, letter = signed(town)
    with clock.moved_to(towns.moment() + timedelta(days=180)):
        assert "lewat masa berlakunya" in Client().get(address(letter)).content.decode()
    by = town.by("melati", "lurah")
    keeping.revoke(case.pk, letter.pk, "mistake", "Nama Bunga tertulis salah.", by=by, at=clock.now())
    page = Client().get(address(letter)).content.decode()
    assert "sudah dicabut, jangan diterima" in page
    assert "Bunga" not in page


def test_the_owner_downloads_it_with_number_and_code_and_that_is_noted_once(town: towns.Town) -> None:
    opened = towns.ask_letter(town)
    case = wards.on_to_signing(town, opened.case)
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=clock.now())
    letter = Letter.objects.get(case=case)
    file = f"/contoh/ikuti/{case.number}/surat/{letter.pk}.pdf"
    client = Client()
    assert client.get(file).status_code == 302
    client.post("/contoh/ikuti/", {"nomor": case.number, "kode": opened.code})
    page = client.get(f"/contoh/ikuti/{case.number}/").content.decode()
    assert file in page and "Surat Anda sudah jadi" in page
    for _ in range(2):
        assert client.get(file).content == keeping.file_of(case, letter.pk)
    told = Event.objects.filter(case=case, name="letter.delivered")
    assert [one.facts["way"] for one in told] == ["page"]
    assert "berkas/" not in page.split("Foto dan berkas")[-1][:400] or "Berkas PDF" not in page


def test_erasing_takes_the_file_and_leaves_number_and_fingerprint(town: towns.Town) -> None:
    case, letter = signed(town)
    Case.objects.filter(pk=case.pk).update(state=Case.CLOSED)
    assert letter.paper is not None
    erase(
        case.pk,
        "request",
        by=town.by("setda", "ppid") if ("setda", "ppid", 1) in town.posts else town.by("melati", "lurah"),
        at=clock.now(),
    )
    letter.refresh_from_db()
    assert papers.content_of(towns.fresh(case).papers.get(pk=letter.paper_id)) is None
    page = Client().get(address(letter)).content.decode()
    assert letter.fingerprint in page and letter.number in page
