"""The acts done most often → their statements, one by one: what comes in more costs every resident a wait."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from garda import clock, shelf
from garda.cases.models import Case, Errand, Event
from garda.integrity import declaring
from garda.public import asking
from garda.rules.loading import load_rules
from tests.office.staff import do, signed_in
from tests.public.visitors import REPORT
from tests.town import Town, build_town, moment, report

LAPOR = "/contoh/lapor/"
# Which city it is, the number, and one statement for each table that a new matter fills.
FILING = ("people_city", "cases_counter", "cases_case", "cases_event", "cases_errand", "cases_said")
# The session, the person with their city, the case with what was declared; then the row, its event, errands.
MOVING = ("django_session", "people_person", "cases_case", "cases_case", "cases_event", "cases_errand")


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday morning."""
    load_rules(shelf.folder("rules"))
    with clock.moved_to(moment("2025-11-04", "14:00")):
        yield build_town()


def tables(statements: list[dict[str, Any]]) -> list[str]:
    """The table that each statement is about, in order; what begins and ends a transaction left out."""
    about = []
    for one in statements:
        words = one["sql"].replace('"', "").split()
        if words[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            mark = {"SELECT": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE", "DELETE": "FROM"}[words[0]]
            places = [n for n, word in enumerate(words) if word == mark]
            about.append(words[places[-1] + 1] if mark == "FROM" else words[places[0] + 1])
    return about


def test_filing_asks_no_statement_more_than_its_tables_need(town: Town, client: Client) -> None:
    assert client.post(LAPOR, {**REPORT, "kunci": asking.fresh_key()}).status_code == 302
    with CaptureQueriesContext(connection) as queries:
        assert client.post(LAPOR, {**REPORT, "kunci": asking.fresh_key()}).status_code == 302
    assert tables(queries.captured_queries) == list(FILING)


def test_moving_asks_who_and_what_once_and_writes_three_tables(town: Town) -> None:
    first, second = report(town).case, report(town, what="Lampu mati").case
    officer = signed_in(town, "melati", "petugas-loket")
    assert do(officer, first, "langkah/handling").status_code == 302
    second.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        answer = officer.post(f"/kerja/urusan/{second.number}/langkah/handling/", {"seen": second.seq})
    assert answer.status_code == 302
    assert tables(queries.captured_queries) == list(MOVING)


def test_each_errand_belongs_to_the_event_it_follows(town: Town) -> None:
    case = report(town).case
    do(signed_in(town, "melati", "petugas-loket"), case, "langkah/handling")
    told = Errand.objects.filter(follower="tell").values_list("event__case", "event__seq", "event__name")
    assert set(told) == {(case.pk, 1, "case.opened"), (case.pk, 2, "case.moved")}
    assert Errand.objects.count() == Errand.objects.filter(tries=0, done_at=None, trouble="").count()


def test_a_declared_interest_read_with_the_matter_still_bars_the_move(town: Town) -> None:
    case = report(town).case
    person = town.persons["melati", "petugas-loket", 1]
    row = declaring.declare_interest(case.unit, case.pk, case.number, "Adik saya", by=person, at=clock.now())
    officer = signed_in(town, "melati", "petugas-loket")
    assert do(officer, case, "langkah/handling").status_code == 422
    assert Event.objects.filter(case=case).count() == 1
    declaring.end_interest(row.pk, by=person, at=clock.now())
    assert do(officer, case, "langkah/handling").status_code == 302


def test_whoever_moves_what_moved_on_after_they_read_it_is_overtaken(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = report(town).case
    officer = signed_in(town, "melati", "petugas-loket")
    asked = declaring.barred

    def between(read: Case) -> bool:
        """A colleague is quicker, after the case was read and judged and before it is written."""
        monkeypatch.setattr(declaring, "barred", asked)
        do(signed_in(town, "melati", "lurah"), case, "catatan", words="Sudah saya lihat di tempatnya.")
        return asked(read)

    monkeypatch.setattr(declaring, "barred", between)
    before = case.seq
    answer = do(officer, case, "langkah/handling", seen=before)
    case.refresh_from_db()
    assert case.seq == before + 1 and answer.status_code == 409
    assert not Event.objects.filter(case=case, name="case.moved").exists()
