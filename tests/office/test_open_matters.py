"""A count of open matters opens to them: numbers, steps and dates, and nothing that a resident said."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.cases.models import Case
from tests.office.staff import signed_in, text_of
from tests.town import Town, ask_letter, build_town, moment, report


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    with clock.moved_to(moment("2025-11-04", "14:00")):
        yield build_town()


def test_item_89_the_open_work_of_a_unit_opens_to_its_matters(town: Town) -> None:
    own, other = report(town, what="Lampu mati total").case, report(town, unit="kenanga").case
    admin = signed_in(town, "kota", "admin")
    assert "/kerja/terbuka/?unit=melati" in text_of(admin.get("/kerja/unit/"))
    page = text_of(admin.get("/kerja/terbuka/?unit=melati"))
    assert own.number in page
    assert other.number not in page
    assert "Lampu mati total" not in page, "an administrator reads nobody's words"
    assert f"/kerja/urusan/{own.number}/" not in page


def test_item_89_the_running_matters_of_a_version_open_as_well(town: Town) -> None:
    letter, complaint = ask_letter(town).case, report(town).case
    sekda = signed_in(town, "setda", "sekda")
    assert "/kerja/terbuka/?alur=sktm&amp;versi=1" in text_of(sekda.get("/kerja/alur/"))
    page = text_of(sekda.get("/kerja/terbuka/?alur=sktm&versi=1"))
    assert letter.number in page
    assert complaint.number not in page


def test_item_89_whoever_reads_the_flows_can_open_what_their_counts_lead_to(town: Town) -> None:
    ask_letter(town)
    opened = 0
    for unit, kind, seat in town.persons:
        client = signed_in(town, unit, kind, seat)
        if client.get("/kerja/alur/").status_code == 200:
            opened += 1
            assert "1 urusan terbuka" in text_of(client.get("/kerja/terbuka/?alur=sktm&versi=1")), kind
    assert opened > 1


def test_the_two_counts_open_to_those_who_see_each_of_them(town: Town) -> None:
    ask_letter(town)
    assert signed_in(town, "setda", "sekda").get("/kerja/terbuka/?unit=melati").status_code == 403
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.get("/kerja/terbuka/?alur=sktm&versi=1").status_code == 403


def test_a_confidential_matter_is_counted_and_not_named(town: Town) -> None:
    case = report(town).case
    Case.objects.filter(pk=case.pk).update(private=True)
    page = text_of(signed_in(town, "kota", "admin").get("/kerja/terbuka/?unit=melati"))
    assert case.number not in page
    assert "1 urusan rahasia" in page


@pytest.mark.parametrize(
    "asked", ["", "?unit=tidak-ada", "?alur=sktm", "?alur=sktm&versi=99", "?alur=x&versi=²"]
)
def test_what_does_not_exist_is_not_found(town: Town, asked: str) -> None:
    assert signed_in(town, "kota", "admin").get(f"/kerja/terbuka/{asked}").status_code == 404


def test_item_7_a_figure_opens_unit_by_unit_within_reach(town: Town) -> None:
    camat = signed_in(town, "kec-taman", "camat")
    page = text_of(camat.get("/kerja/angka/cepat/?unit=melati"))
    assert town.units["melati"].name in page
    lurah = signed_in(town, "melati", "lurah")
    assert lurah.get("/kerja/angka/cepat/?unit=kenanga").status_code == 404
