"""Item 10: paper in a resident's hand leads to the survey of their matter; one answer per matter stays."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.cases import errands, moving
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.cases.publishing import flow_by_id
from garda.cases.taking import standing
from garda.letters import composing, issuing, rendering, signatories
from garda.public import receipts
from garda.surveys import answering, inviting, publishing, sources
from tests import town as towns
from tests.letters import wards
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import SKM, sheet
from tests.town import Town, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Any:
    with clock.moved_to(moment(time="09:30")):
        found = wards.build()
        publishing.stock(found.city, moment("2025-01-02"))
        yield found


def resident(town: Town) -> tuple[Client, Case]:
    """Somebody with the receipt of a letter they asked for."""
    opened = towns.ask_letter(town)
    client = Client()
    client.post("/contoh/ikuti/", {"nomor": opened.case.number, "kode": opened.code})
    return client, opened.case


def ended(town: Town, case: Case) -> Case:
    """Signed, handed over, over."""
    case = wards.on_to_signing(town, case)
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=moment(time="09:20"), seen=case.seq)
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "done", by=by, at=moment(time="09:25"))
    errands.work_off(moment(time="09:26"))
    return towns.fresh(case)


def leads_to(page: str, path: str) -> bool:
    """Whether a QR on the page leads to that path."""
    drawn = re.search(r'<path[^>]* d="[^"]+"', str(receipts.qr(receipts.site_address(path), "")))
    assert drawn
    return drawn[0] in page


PAGES = ("/contoh/tanda-terima/{}/", "/contoh/tanda-terima/{}/?ukuran=80")


@pytest.mark.parametrize("address", PAGES)
def test_item_10_the_slip_leads_to_the_page_that_asks_afterwards_and_then_to_the_survey_itself(
    town: Town, address: str
) -> None:
    client, case = resident(town)
    here = address.format(case.number)
    page = text_of(client.get(here))
    assert leads_to(page, f"/contoh/ikuti/?nomor={case.number}")
    assert "menilai pelayanan kami" in page
    case = ended(town, case)
    one = sources.of_case(case)
    assert one is not None
    page = text_of(client.get(here))
    assert leads_to(page, f"/contoh/survei/{one.token}/") and "survei satu menit" in page
    assert Client().get(f"/contoh/survei/{one.token}/").status_code == 200


def test_item_10_the_slip_handed_over_at_the_end_leads_to_the_survey_and_once_answered_no_more(
    town: Town,
) -> None:
    _client, case = resident(town)
    officer, here = signed_in(town, "melati", "petugas-loket"), f"/kerja/catat/struk/{case.number}/"
    assert leads_to(text_of(officer.get(here)), f"/contoh/ikuti/?nomor={case.number}")
    case = ended(town, case)
    assert here in text_of(officer.get(f"/kerja/urusan/{case.number}/")), "the case leads to it"
    one = sources.of_case(case)
    assert one is not None
    page = text_of(officer.get(here))
    assert leads_to(page, f"/contoh/survei/{one.token}/") and "Serahkan bersama suratnya." in page
    answering.answer(one, "skm", sheet(town, [3] * SKM), at=clock.now())
    again = text_of(officer.get(here))
    assert not leads_to(again, f"/contoh/survei/{one.token}/") and one.token not in again
    with pytest.raises(Refused):
        answering.answer(one, "skm", sheet(town, [1] * SKM), at=clock.now())
    assert inviting.answered(one) == {"skm"}


def test_item_10_the_letter_itself_leads_its_owner_to_where_the_service_is_rated(town: Town) -> None:
    case = wards.at_signing(town)
    day, lurah = date(2025, 11, 4), town.persons["melati", "lurah", 1]
    signing = signatories.signing_of(lurah, case.unit, standing(case)[1], day)
    draft = composing.draft_of(case, flow_by_id(case.flow_id))
    data = composing.data_of(draft, signing, number="1", code="A" * 16, day=day, own=True)
    address = receipts.site_address(f"/contoh/ikuti/?nomor={case.number}")
    assert data["follow"]["qr"] == composing.qr_svg(address)
    assert data["follow"]["number"] == case.number
    assert data["follow"]["qr"] != data["qr"], "not the one by which anybody checks the letter"
    assert "survei" not in json.dumps(data), "no token: whoever sees the letter could answer for its owner"
    assert len(rendering.as_pictures(data)) == 1, "still one page"
