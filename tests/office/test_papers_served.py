"""Papers on their way out: never run in the page, never kept by a shared machine, each opening logged."""

from __future__ import annotations

import pytest
from django.test import Client

from garda.cases import papers
from garda.cases.models import Case, Paper, Reading
from tests.office.staff import signed_in
from tests.town import Town, build_town, photo, report

pytestmark = pytest.mark.django_db
SCRIPTED = b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\ntrailer<</OpenAction 1 0 R>>\n%%EOF\n"


@pytest.fixture
def town() -> Town:
    return build_town()


def with_papers(town: Town) -> tuple[Case, str, dict[str, Paper]]:
    """(a report, its code, its papers by media type)."""
    opened = report(town, papers=[papers.check("photo", SCRIPTED), photo(key="photo")])
    return opened.case, opened.code, {one.media_type: one for one in opened.case.papers.all()}


def kept_apart(response: object, media_type: str, how: str) -> None:
    headers = response.headers  # type: ignore[attr-defined]
    assert headers["Content-Type"] == media_type
    assert headers["Content-Disposition"].startswith(how)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]


def test_the_office_gets_a_pdf_as_a_file_and_a_photo_in_the_page(town: Town) -> None:
    case, _code, kept = with_papers(town)
    client = signed_in(town, "melati", "petugas-loket")
    for media_type, how in (("application/pdf", "attachment"), ("image/jpeg", "inline")):
        answer = client.get(f"/kerja/urusan/{case.number}/berkas/{kept[media_type].pk}/")
        assert answer.status_code == 200
        kept_apart(answer, media_type, how)
    assert Reading.objects.filter(case=case, what="paper:photo").count() == 2
    stranger = signed_in(town, "kenanga", "petugas-loket")
    assert stranger.get(f"/kerja/urusan/{case.number}/berkas/{kept['image/jpeg'].pk}/").status_code == 404


def test_the_resident_gets_their_own_in_the_same_way_and_nobody_elses(town: Town, client: Client) -> None:
    case, code, kept = with_papers(town)
    other, other_code, _kept = with_papers(town)
    client.post("/contoh/ikuti/", {"nomor": other.number, "kode": other_code})
    address = f"/contoh/ikuti/{other.number}/berkas/{kept['image/jpeg'].pk}/"
    assert client.get(address).status_code == 404, "a paper of another matter"
    client.post("/contoh/ikuti/", {"nomor": case.number, "kode": code})
    for media_type, how in (("application/pdf", "attachment"), ("image/jpeg", "inline")):
        answer = client.get(f"/contoh/ikuti/{case.number}/berkas/{kept[media_type].pk}/")
        assert answer.status_code == 200
        kept_apart(answer, media_type, how)
