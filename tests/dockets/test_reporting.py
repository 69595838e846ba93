"""Reports of an article come together in one docket; what names none is kept to be sorted."""

from __future__ import annotations

from typing import Any

import pytest

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.dockets import counting, reporting
from garda.dockets.models import Docket, FromUnit, Report
from garda.trails import reading
from garda.trails.models import Line
from tests.dockets.land import ARTICLE, WORDS, build_land, send, send_twelve
from tests.town import Town, ask_letter, moment


@pytest.fixture
def town(db: Any) -> Town:
    return build_land()


def test_item_22_twelve_reports_from_seven_wards_make_one_docket_with_its_visitors(town: Town) -> None:
    for _n in range(5):
        ask_letter(town, unit="melati", at=moment("2025-10-06"))
    ask_letter(town, unit="melati", at=moment("2025-10-06"), simulated=True)
    sent = send_twelve(town)
    docket = Docket.objects.get()
    assert {one.docket for one in sent} == {docket.pk}
    assert (docket.reports, docket.units, docket.visitors) == (12, 7, 5)
    assert docket.reference == ARTICLE


def test_item_22_both_kinds_are_counted_apart(town: Town) -> None:
    send_twelve(town)
    docket = Docket.objects.get()
    assert (docket.hard, docket.perfect) == (8, 4)


def test_item_22_kept_counts_are_what_the_reports_say(town: Town) -> None:
    send_twelve(town, burden=15)
    kept = Docket.objects.values().get()
    by_unit = set(FromUnit.objects.values_list("unit_id", "count"))
    Docket.objects.update(reports=0, hard=9, units=1, burden=3)
    assert counting.recount(town.city) == 1
    assert Docket.objects.values().get() == kept
    assert set(FromUnit.objects.values_list("unit_id", "count")) == by_unit
    assert kept["burden"] == 180


@pytest.mark.parametrize("reference", ["#", "standar-pelayanan#tidak-ada", "perwal-99#1", "\0#\0", "😀#1"])
def test_item_22_a_report_without_a_known_article_is_kept_to_be_sorted(town: Town, reference: str) -> None:
    sent = send(town, reference=reference)
    row = Report.objects.get(pk=sent.id)
    assert sent.docket is None and row.docket is None and row.reference == ""
    assert sealing.unseal(row.words) == WORDS
    assert not Docket.objects.exists()


def test_the_same_form_sent_twice_is_one_report(town: Town) -> None:
    first, second = send(town, form_key="a1"), send(town, form_key="a1")
    assert (first.id, second.again) == (second.id, True)
    assert Docket.objects.get().reports == 1


def test_item_22_the_cases_that_prove_it_are_linked(town: Town) -> None:
    case = ask_letter(town, unit="melati").case
    sent = send(town, cases=[case.number.lower()])
    assert list(Report.objects.get(pk=sent.id).proofs.values_list("case_id", flat=True)) == [case.pk]
    with pytest.raises(Refused) as refused:
        send(town, cases=["SKH-26-0412"])
    assert refused.value.field == "cases"
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "given"),
    [("kind", {"kind": "bad"}), ("words", {"words": "pendek"}), ("words", {"words": "a" * 5000}),
     ("proposal", {"proposal": "b" * 5000}), ("burden", {"burden": -1}), ("burden", {"burden": 9999})],
)  # fmt: skip
def test_what_cannot_be_kept_says_at_which_field(town: Town, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        send(town, **given)
    assert refused.value.field == field
    assert not Report.objects.exists() and not Line.objects.exists()


def test_words_are_sealed_and_never_in_the_trail(town: Town) -> None:
    sent = send(town, proposal="Cukup kartu keluarga saja.")
    row = Report.objects.get(pk=sent.id)
    assert WORDS.encode() not in bytes(row.words)
    assert [line.name for line in reading.lines(town.city, "rule-report", row.pk)] == ["report.made"]
    assert "Pengantar" not in str(list(Line.objects.values_list("facts", flat=True)))
    assert not list(reading.broken(town.city))


def test_whoever_looks_after_the_rule_decides_else_the_secretariat(town: Town) -> None:
    assert reporting.deciding_unit(town.city, ARTICLE) == town.units["setda"]
    send(town)
    docket = Docket.objects.get()
    assert docket.unit == town.units["setda"]
    assert docket.due_at > moment("2025-12-01")  # twenty working days


def test_a_simulated_report_never_mixes_with_a_real_one(town: Town) -> None:
    send(town)
    send(town, "kenanga", simulated=True)
    assert sorted(Docket.objects.values_list("reports", "simulated")) == [(1, False), (1, True)]


def test_a_citizens_report_has_no_person_and_a_code_of_its_own(town: Town) -> None:
    sent = reporting.report_rule(
        town.city, None, None, kind="hard", rule="standar-pelayanan", article="sktm",
        words="Saya harus pulang dua kali.", at=moment(), source="citizen",
    )  # fmt: skip
    row = Report.objects.get(pk=sent.id)
    assert row.by is None and row.unit is None and len(sent.token) >= 20
    assert Docket.objects.get().units == 0
