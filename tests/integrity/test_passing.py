"""Item 36: a report at the wrong desk is passed to the right one, and never to the accused or their line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import boxing, emptying, handling, limits, opening, passing, reports, states
from garda.integrity.models import Report
from garda.people.calendars import calendar_of
from garda.rosters.models import Bell
from garda.trails import writing
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.integrity.desks import held, inspected_town
from tests.town import Town, moment

pytestmark = pytest.mark.django_db
WORDS = "Orang itu meminta uang rokok dua puluh ribu rupiah supaya surat saya cepat selesai."
WHY = "Terlapor bekerja di kantor lain, jadi laporan ini bukan wewenang meja kami."
OPENED, LATER = "2025-11-07", "2025-11-10"
INSPECTOR, MAYOR = ("ins", "inspektur"), ("kota", "wali-kota")
# Who is accused → where it was filed by mistake, who read it there, who handles it in the end.
WRONG = {
    ("melati", "lurah"): ("ins", MAYOR, INSPECTOR),
    ("kec-taman", "camat"): ("ins", MAYOR, INSPECTOR),
    ("pu", "kepala-opd"): ("ins", MAYOR, INSPECTOR),
    ("setda", "sekda"): ("ins", MAYOR, INSPECTOR),
    ("kota", "wali-kota"): ("ins", MAYOR, INSPECTOR),
    ("ins", "inspektur"): ("melati", INSPECTOR, MAYOR),
}


@pytest.fixture
def town() -> Town:
    return inspected_town()


def reported(town: Town, unit: str, **more: Any) -> tuple[Report, str]:
    """A report filed about that office, taken out of the box, and its code."""
    code = boxing.drop(
        town.city, town.units[unit], WORDS, kind=boxing.REPORT, at=moment(), form_key=unit * 8, **more
    )
    emptying.remind(moment(OPENED))
    return Report.objects.get(unit=town.units[unit]), code


def passed(town: Town, row: Report, to: str, who: tuple[str, str], at: str = OPENED, **more: Any) -> Report:
    """The handler passes it on."""
    by, posts = town.persons[(*who, 1)], held(town, who)
    return passing.pass_on(row.pk, town.units[to], WHY, by=by, held=posts, at=moment(at), **more)


def seen_by(town: Town, row: Report) -> list[tuple[str, str]]:
    """The posts whose holders see it, in the list and by its address."""
    found = []
    for unit, kind, seat in town.persons:
        by, posts = town.persons[unit, kind, seat], held(town, (unit, kind))
        one = reports.one_of(town.city, row.pk, posts, by=by, at=moment(LATER)) is not None
        assert one == (row.pk in [shown.id for shown in reports.listed(town.city, posts, by, moment(LATER))])
        if one:
            found.append((unit, kind))
    return found


@pytest.mark.parametrize("accused", WRONG, ids=lambda one: one[1])
def test_item_36_a_report_at_the_wrong_desk_is_passed_to_the_right_one_whoever_is_accused(
    town: Town, accused: tuple[str, str]
) -> None:
    filed, reader, right = WRONG[accused]
    row, _code = reported(town, filed)
    assert seen_by(town, row) == [reader]
    Bell.objects.all().delete()
    row = passed(town, row, accused[0], reader)
    assert seen_by(town, row) == [right], "neither the accused nor who had it before"
    assert {(bell.person, bell.name) for bell in Bell.objects.all()} == {
        (town.persons[(*right, 1)], "conduct.passed")
    }
    assert accused not in seen_by(town, row)


@pytest.mark.parametrize("accused", WRONG, ids=lambda one: one[1])
def test_item_36_the_reporter_names_the_right_office_by_code_and_it_moves_out_of_the_wrong_hands(
    town: Town, accused: tuple[str, str]
) -> None:
    filed, _reader, right = WRONG[accused]
    row, code = reported(town, filed)
    handling.reply(
        town.city, row.pk, "Maaf, saya salah memilih kantornya.", at=moment(OPENED), form_key="salah" * 6,
        office=town.units[accused[0]],
    )  # fmt: skip
    emptying.remind(moment("2025-11-12"))
    row.refresh_from_db()
    assert seen_by(town, row) == [right]
    found = reports.by_code(town.city, code, moment("2025-11-12"))[1]
    assert found is not None
    assert [one.name for one in found.said] == ["answer", "pass"]
    assert Line.objects.get(name="conduct.passed").by is None


def test_item_36_the_reporter_reads_by_code_that_it_moved_why_and_until_when(town: Town) -> None:
    row, code = reported(town, "melati")
    row = passed(town, row, "ins", INSPECTOR)
    state, found = reports.by_code(town.city, code, moment(LATER))
    assert state == "open" and found is not None
    [step] = found.said
    assert (step.name, step.words, step.desk, step.by) == ("pass", WHY, handling.MAYOR, "")
    assert (found.desk, found.due_at, found.outside) == (handling.MAYOR, row.due_at, True)


def test_item_36_at_another_desk_the_clock_of_receipt_begins_anew_and_everything_is_done_again(
    town: Town,
) -> None:
    row, _code = reported(town, "melati")
    by, posts = town.persons[(*INSPECTOR, 1)], held(town, INSPECTOR)
    opening.declare(row.pk, opening.OUTSIDE, by=by, held=posts, at=moment(OPENED))
    for name in ("review", "examine", "hear"):
        handling.act(row.pk, name, WHY, by=by, held=posts, at=moment(OPENED))
    row = passed(town, row, "ins", INSPECTOR, LATER)
    term = limits.term("report", "passed")
    assert row.due_at == clock.due(moment(LATER), term, calendar_of(town.units["kota"])).at
    assert (row.state, row.heard_on, row.desk) == (states.RECEIVED, None, handling.MAYOR)
    assert emptying.remind(row.due_at + timedelta(minutes=1)) == 1, "late there as everywhere"


def test_item_36_at_the_same_desk_the_office_is_put_right_and_no_time_is_won(town: Town) -> None:
    row, _code = reported(town, "melati")
    before = row.due_at
    Bell.objects.all().delete()
    row = passed(town, row, "pu", INSPECTOR, LATER)
    assert (row.unit, row.desk, row.due_at) == (town.units["pu"], handling.INSPECTORATE, before)
    assert not Bell.objects.exists()
    by = town.persons[(*INSPECTOR, 1)]
    both = held(town, ("pu", "kepala-opd"), INSPECTOR)
    assert reports.one_of(town.city, row.pk, both, by=by, at=moment(LATER)) is None, "now of the line"


def test_item_36_what_was_passed_names_no_office_in_its_line_and_the_chain_holds(town: Town) -> None:
    row, _code = reported(town, "melati")
    passed(town, row, "ins", INSPECTOR)
    line = Line.objects.get(name="conduct.passed")
    assert (line.unit, line.by) == (None, town.persons[(*INSPECTOR, 1)])
    assert set(line.facts) == {"state", "due"}
    assert not list(broken(town.city))
    assert Bell.objects.get(name="conduct.passed").unit == town.units["kota"]


def test_item_36_a_stranger_the_accused_and_who_had_it_before_pass_nothing_on(town: Town) -> None:
    row, _code = reported(town, "melati")
    for who in (("melati", "lurah"), ("kec-taman", "camat"), ("setda", "sekda"), MAYOR):
        with pytest.raises(Refused) as no:
            passed(town, row, "pu", who)
        assert "tidak ada" in no.value.words.id
    passed(town, row, "ins", INSPECTOR)
    with pytest.raises(Refused):
        passed(town, row, "melati", INSPECTOR)


def test_item_36_passing_on_wants_a_reason_another_office_and_an_end(town: Town) -> None:
    row, _code = reported(town, "melati")
    by, posts = town.persons[(*INSPECTOR, 1)], held(town, INSPECTOR)
    for office, reason, field in (
        (town.units["pu"], "pindah", "reason"), (town.units["pu"], "x" * 5000, "reason"),
        (town.units["melati"], WHY, "office"), (None, WHY, "office"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            passing.pass_on(row.pk, office, reason, by=by, held=posts, at=moment(OPENED))
        assert no.value.field == field
    with pytest.raises(writing.Overtaken):
        passed(town, row, "pu", INSPECTOR, seen=0)
    for to in ("pu", "lh", "kenanga"):
        passed(town, row, to, INSPECTOR)
    with pytest.raises(Refused) as no:
        passed(town, row, "melati", INSPECTOR)
    assert "terlalu sering" in no.value.words.id
    opening.declare(row.pk, opening.OUTSIDE, by=by, held=posts, at=moment(OPENED))
    handling.act(row.pk, "review", WHY, by=by, held=posts, at=moment(OPENED))
    handling.act(
        row.pk, "drop", WHY, by=by, held=posts, at=moment(OPENED), outcome=handling.ELSEWHERE
    )  # the way that is left
    with pytest.raises(Refused) as no:
        passed(town, row, "ins", INSPECTOR)
    assert "sudah selesai" in no.value.words.id


def test_item_36_who_wished_the_inspectorate_to_know_them_is_not_known_to_another_desk(town: Town) -> None:
    row, _code = reported(town, "melati", known=town.persons["pu", "kepala-opd", 1])
    by, posts = town.persons[(*INSPECTOR, 1)], held(town, INSPECTOR)
    opening.declare(row.pk, opening.OUTSIDE, by=by, held=posts, at=moment(OPENED))
    before = reports.one_of(town.city, row.pk, posts, by=by, at=moment(OPENED))
    assert before is not None and before.author
    passed(town, row, "ins", INSPECTOR)
    mayor = town.persons[(*MAYOR, 1)]
    opening.declare(row.pk, opening.OUTSIDE, by=mayor, held=held(town, MAYOR), at=moment(LATER))
    there = reports.one_of(town.city, row.pk, held(town, MAYOR), by=mayor, at=moment(LATER))
    assert there is not None and there.author == ""
    assert [step.after for step in there.steps] == ["Inspektorat"]
