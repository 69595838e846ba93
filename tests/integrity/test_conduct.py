"""Item 36: a report of conduct never reaches the accused or their line; steps have limits; chains hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import boxing, emptying, handling, opening, reports, states
from garda.integrity.models import Report
from garda.people.models import Term
from garda.rosters.models import Bell
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.integrity.desks import held, inspected_town
from tests.office.staff import signed_in, text_of
from tests.town import Town, moment

pytestmark = pytest.mark.django_db
WORDS = "Petugas itu meminta uang rokok dua puluh ribu rupiah supaya surat saya cepat selesai."
SAID = "Sudah kami periksa bersama dua orang saksi."
OPENED = "2025-11-07"


@pytest.fixture
def town() -> Town:
    return inspected_town()


def reported(town: Town, unit: str, kind: str = "", **more: Any) -> Report:
    """A report about whoever holds that post, taken out of the box."""
    boxing.drop(
        town.city, town.units[unit], WORDS, kind=boxing.REPORT, at=moment(), form_key=unit * 8,
        post=town.posts[unit, kind, 1] if kind else None, **more,
    )  # fmt: skip
    emptying.remind(moment(OPENED))
    return Report.objects.get(unit=town.units[unit])


def act(town: Town, row: Report, name: str, outcome: str = "", at: Any = None) -> Report:
    """The inspector takes a step."""
    by, posts = town.persons["ins", "inspektur", 1], held(town, ("ins", "inspektur"))
    at = at or moment(OPENED)
    opening.declare(row.pk, opening.OUTSIDE, by=by, held=posts, at=at)
    return handling.act(row.pk, name, SAID, by=by, held=posts, at=at, outcome=outcome)


def sees(town: Town, row: Report, *places: tuple[str, str]) -> bool:
    """Whether whoever holds these posts sees it, in the list and by its address."""
    by, posts = town.persons[(*places[0], 1)], held(town, *places)
    one = reports.one_of(town.city, row.pk, posts, by=by, at=moment(OPENED)) is not None
    assert one == (row.pk in [shown.id for shown in reports.listed(town.city, posts, by, moment(OPENED))])
    return one


ACCUSED = (
    ("melati", "petugas-loket"), ("melati", "lurah"), ("kec-taman", "camat"), ("pu", "kepala-opd"),
    ("setda", "sekda"), ("kota", "wali-kota"),
)  # fmt: skip


@pytest.mark.parametrize(("unit", "kind"), ACCUSED)
def test_item_36_a_report_reaches_the_inspectorate_alone_whoever_is_accused(
    town: Town, unit: str, kind: str
) -> None:
    row = reported(town, unit, kind)
    assert [place for place in town.persons if sees(town, row, place[:2])] == [("ins", "inspektur", 1)]
    assert {bell.person for bell in Bell.objects.all()} == {town.persons["ins", "inspektur", 1]}


def test_item_36_a_report_about_the_inspector_reaches_the_mayor_alone(town: Town) -> None:
    row = reported(town, "ins", "inspektur")
    assert [place for place in town.persons if sees(town, row, place[:2])] == [("kota", "wali-kota", 1)]
    assert {bell.person for bell in Bell.objects.all()} == {town.persons["kota", "wali-kota", 1]}


def test_item_36_who_acts_for_the_inspector_but_works_in_the_accused_line_sees_nothing(town: Town) -> None:
    row = reported(town, "melati", "petugas-loket")
    for unit, kind in (
        ("melati", "lurah"),
        ("kec-taman", "camat"),
        ("setda", "sekda"),
        ("kota", "wali-kota"),
    ):
        assert not sees(town, row, (unit, kind), ("ins", "inspektur"))
    assert sees(town, row, ("lh", "kepala-opd"), ("ins", "inspektur"))


def test_item_36_who_left_the_accused_office_a_year_ago_or_less_handles_nothing_about_it(town: Town) -> None:
    inspector, posts = town.persons["ins", "inspektur", 1], held(town, ("ins", "inspektur"))
    term = Term.objects.create(
        post=town.posts["melati", "kasi-pemerintahan", 1], person=inspector, first=date(2023, 1, 2),
        last=moment(OPENED).date() - timedelta(days=1),
    )  # fmt: skip
    row = reported(town, "melati")
    assert not sees(town, row, ("ins", "inspektur")) and not Bell.objects.exists()
    assert reports.waiting(town.city, posts, inspector) == 0  # not even how many there are
    with pytest.raises(Refused, match="tidak ada"):
        act(town, row, "review")
    _state, told = reports.by_code(town.city, code_of(town, "melati"), moment(OPENED))
    assert told is not None and told.outside  # nobody of the desk may: the way outside is shown
    other = reported(town, "kenanga")
    assert sees(town, other, ("ins", "inspektur"))
    assert reports.waiting(town.city, posts, inspector) == 1
    term.last = moment(OPENED).date() - timedelta(days=400)
    term.save(update_fields=["last"])
    assert sees(town, row, ("ins", "inspektur"))


def code_of(town: Town, unit: str) -> str:
    """The code of the report about this unit: the same form again says the same."""
    form = unit * 8
    return boxing.drop(town.city, town.units[unit], WORDS, kind=boxing.REPORT, at=moment(), form_key=form)


def test_item_36_bells_and_lines_name_neither_the_accused_office_nor_its_people(town: Town) -> None:
    row = reported(town, "melati", "lurah")
    act(town, row, "review")
    bell = Bell.objects.get(name="conduct.received")
    assert bell.unit == town.units["kota"]
    lines = list(Line.objects.filter(kind=handling.KIND).order_by("seq"))
    assert all(line.unit is None for line in lines)
    assert "melati" not in str([line.facts for line in lines])
    assert [line.by for line in lines] == [None, town.persons["ins", "inspektur", 1]]


def test_item_36_each_state_has_a_limit_and_a_late_one_is_told_to_its_handler_alone(town: Town) -> None:
    row = reported(town, "melati")
    seen = {row.state: row.due_at}
    for name in ("review", "examine"):
        row = act(town, row, name, at=row.due_at - timedelta(hours=1))
        seen[row.state] = row.due_at
    assert list(seen) == [states.RECEIVED, states.REVIEWING, states.EXAMINING]
    assert sorted(seen.values()) == list(seen.values())
    Bell.objects.all().delete()
    assert emptying.remind(row.due_at) == 1
    assert emptying.remind(row.due_at) == 0
    assert {bell.person for bell in Bell.objects.all()} == {town.persons["ins", "inspektur", 1]}


def test_item_36_steps_come_in_their_order_and_nobody_is_proven_guilty_unheard(town: Town) -> None:
    row = reported(town, "melati")
    for early in ("examine", "hear", "end"):
        with pytest.raises(Refused):
            act(town, row, early, handling.PROVEN)
    act(town, row, "review")
    act(town, row, "examine")
    with pytest.raises(Refused) as no:
        act(town, row, "end", handling.PROVEN)
    assert no.value.field == "outcome"
    act(town, row, "hear")
    ended = act(town, row, "end", handling.PROVEN)
    assert (ended.state, ended.outcome) == (states.ENDED, handling.PROVEN)
    with pytest.raises(Refused):
        act(town, row, "ask")


def test_item_36_a_stranger_takes_no_step(town: Town) -> None:
    row = reported(town, "melati")
    for unit, kind in (*ACCUSED, ("ins", "penghubung")):
        if (unit, kind, 1) not in town.persons:
            continue
        by, posts = town.persons[unit, kind, 1], held(town, (unit, kind))
        with pytest.raises(Refused) as no:
            handling.act(row.pk, "review", SAID, by=by, held=posts, at=moment(OPENED))
        assert "tidak ada" in no.value.words.id


def test_item_36_the_reporter_is_asked_and_answers_by_code_through_the_box(town: Town) -> None:
    code = boxing.drop(
        town.city, town.units["melati"], WORDS, kind=boxing.REPORT, at=moment(), form_key="lapor" * 6
    )
    emptying.remind(moment(OPENED))
    row = act(town, Report.objects.get(), "review")
    act(town, row, "ask")
    state, found = reports.by_code(town.city, code, moment(OPENED))
    assert state == "open"
    assert found is not None
    assert [one.name for one in found.said] == ["ask"]
    assert {one.by for one in found.said} == {""}
    boxing.drop(
        town.city, row.unit, "Kejadiannya di loket dua, sekitar awal bulan.", kind=boxing.ANSWER,
        at=moment(OPENED), form_key="balas" * 6, about=row.pk,
    )  # fmt: skip
    emptying.remind(moment("2025-11-12"))
    assert [one.name for one in row.steps.order_by("seq")] == ["review", "ask", "answer"]
    assert row.steps.get(name="answer").by is None


def test_item_36_public_numbers_are_said_from_five_on_and_give_no_small_rest_away(town: Town) -> None:
    for n in range(4):
        boxing.drop(
            town.city, town.units["melati"], WORDS, kind=boxing.REPORT, at=moment(), form_key=f"angka{n}" * 5
        )
    emptying.remind(moment(OPENED))
    assert reports.numbers(town.city, 2025, moment(OPENED)).received is None
    for n in range(4, 9):
        boxing.drop(
            town.city, town.units["pu"], WORDS, kind=boxing.REPORT, at=moment(), form_key=f"angka{n}" * 5
        )
    emptying.remind(moment(OPENED))
    for row in Report.objects.order_by("pk")[:5]:
        act(town, row, "review")
        act(town, row, "drop", handling.LACKING)
    found = reports.numbers(town.city, 2025, moment(OPENED))
    assert (found.received, found.ended, found.proven) == (9, None, None)


def test_item_36_the_log_of_a_report_cannot_be_edited_and_a_change_behind_its_back_is_found(
    town: Town,
) -> None:
    row = act(town, reported(town, "melati"), "review")
    assert not list(broken(town.city))
    line = Line.objects.filter(kind=handling.KIND, key=str(row.pk)).latest("seq")
    with pytest.raises(DatabaseError), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(name="conduct.ended")
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()


def test_item_36_words_go_two_years_after_the_end_and_the_outcome_stays(town: Town) -> None:
    row = act(town, reported(town, "melati"), "review")
    row = act(town, row, "drop", handling.ELSEWHERE)
    assert emptying.remind(moment(OPENED) + timedelta(days=729)) == 0
    assert emptying.remind(moment(OPENED) + timedelta(days=731)) == 1
    row.refresh_from_db()
    assert (bytes(row.sealed), row.outcome) == (b"", handling.ELSEWHERE)
    assert all(not bytes(step.sealed) for step in row.steps.all())


def test_item_36_what_a_handler_may_not_see_hides_nothing_from_them(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "LISTED", 1)
    hidden, shown = reported(town, "melati"), reported(town, "kenanga")
    inspector = town.persons["ins", "inspektur", 1]
    Report.objects.filter(pk=hidden.pk).update(barred=[inspector.pk], due_at=moment("2025-11-05"))
    posts, at = held(town, ("ins", "inspektur")), moment(OPENED)
    assert [one.id for one in reports.listed(town.city, posts, inspector, at)] == [shown.pk]
    assert reports.waiting(town.city, posts, inspector) == 1
    Report.objects.filter(pk=hidden.pk).update(barred=[])
    assert [one.id for one in reports.listed(town.city, posts, inspector, at)] == [hidden.pk]
    with clock.moved_to(at):
        page = text_of(signed_in(town, "ins", "inspektur").get("/kerja/perilaku/"))
    assert "Masih ada 1 lagi." in page
