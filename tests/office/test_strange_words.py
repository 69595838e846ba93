"""Words that turn the direction of a page around are kept nowhere, whoever typed them in which form."""

from __future__ import annotations

import pytest

from garda import clock
from garda.cases.models import Case
from garda.surveys.climate_models import Action
from tests.office.staff import do, signed_in, text_of
from tests.surveys.climate import manned
from tests.town import Town, ask_letter, build_town, moment

pytestmark = pytest.mark.django_db
TURNED = "Baik \u202esekali\u2066 \u200bini\0 😀"


def test_item_45_an_act_of_the_leader_keeps_no_turned_words() -> None:
    with clock.moved_to(moment("2025-11-18", "10:00")):
        lurah = signed_in(manned(), "melati", "lurah")
        form = {"form_key": "satu", "part": "mood", "words": TURNED, "due": "1/12/2025"}
        assert lurah.post("/kerja/denyut/tindakan/", form).status_code == 302
    assert Action.objects.get().words == "Baik sekali ini 😀"


def test_a_note_in_a_matter_keeps_no_turned_words() -> None:
    with clock.moved_to(moment()):
        town: Town = build_town()
        case = Case.objects.get(pk=ask_letter(town, unit="melati").case.pk)
        teller = signed_in(town, "melati", "petugas-loket")
        do(teller, case, "catatan", words=TURNED)
        page = text_of(teller.get(f"/kerja/urusan/{case.number}/"))
    assert "Baik sekali ini 😀" in page and "\u202e" not in page
