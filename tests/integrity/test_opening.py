"""Item 36: whoever handles a report says first whether it concerns them, and the accused never opens it."""

from __future__ import annotations

from typing import Any

import pytest

from garda.cases.acting import Refused
from garda.integrity import accused, boxing, emptying, handling, opening, passing, reports
from garda.integrity.models import Report
from garda.people.models import Person, Term
from garda.rosters.models import Bell
from garda.trails import writing
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.integrity.desks import held, inspected_town
from tests.town import Town, moment

pytestmark = pytest.mark.django_db
WORDS = "Orang itu meminta uang rokok dua puluh ribu rupiah supaya surat saya cepat selesai."
OPENED = "2025-11-07"
INSPECTOR, MAYOR = ("ins", "inspektur"), ("kota", "wali-kota")


@pytest.fixture
def town() -> Town:
    return inspected_town()


def reported(town: Town, unit: str = "melati", **more: Any) -> tuple[Report, str]:
    """A report about that office, taken out of the box, and its code."""
    code = boxing.drop(
        town.city, town.units[unit], WORDS, kind=boxing.REPORT, at=moment(), form_key=unit * 8, **more
    )
    emptying.remind(moment(OPENED))
    return Report.objects.get(unit=town.units[unit]), code


def says(town: Town, row: Report, answer: str, who: tuple[str, str] = INSPECTOR, **more: Any) -> Report:
    """What the handler says of themselves."""
    by, posts = town.persons[(*who, 1)], held(town, who)
    return opening.declare(row.pk, answer, by=by, held=posts, at=moment(OPENED), **more)


def seen(town: Town, row: Report, who: tuple[str, str] = INSPECTOR) -> Any:
    """What the handler sees of it."""
    by, posts = town.persons[(*who, 1)], held(town, who)
    return reports.one_of(town.city, row.pk, posts, by=by, at=moment(OPENED))


def second(town: Town) -> Person:
    """Somebody of another field who acts for the inspector as well."""
    person = town.persons["lh", "kepala-opd", 1]
    post = town.posts["ins", "inspektur", 1]
    Term.objects.create(post=post, person=person, manner="plh", first=moment(OPENED).date())
    return person


def test_item_36_the_cover_holds_no_word_of_the_report_until_its_reader_says_it_does_not_concern_them(
    town: Town,
) -> None:
    row, _code = reported(town, who="Petugas loket dua", wishes="Jangan sebut saya.")
    shown = seen(town, row)
    assert (shown.opened, shown.who, shown.words, shown.wishes, shown.steps) == (
        False, "Petugas loket dua", "", "", [],
    )  # fmt: skip
    assert not Line.objects.filter(name="conduct.read").exists(), "the cover alone is no reading"
    says(town, row, opening.OUTSIDE)
    says(town, row, opening.OUTSIDE)
    assert seen(town, row).words == WORDS
    line = Line.objects.get(name="conduct.read")
    assert (line.by, line.unit, line.facts) == (town.persons[(*INSPECTOR, 1)], None, {"moves": 0})


def test_item_36_no_step_is_taken_by_who_has_not_said_so(town: Town) -> None:
    row, _code = reported(town)
    by, posts = town.persons[(*INSPECTOR, 1)], held(town, INSPECTOR)
    with pytest.raises(Refused, match="Buka dulu"):
        handling.act(row.pk, "review", WORDS, by=by, held=posts, at=moment(OPENED))


@pytest.mark.parametrize(
    ("filed", "who", "office"),
    [("melati", INSPECTOR, "ins"), ("ins", MAYOR, "kota")],
    ids=["inspector", "mayor"],
)
def test_item_36_the_accused_handler_says_so_and_it_goes_to_the_other_desk_unread(
    town: Town, filed: str, who: tuple[str, str], office: str
) -> None:
    row, code = reported(town, filed)
    Bell.objects.all().delete()
    row = says(town, row, opening.OWN, who)
    other = MAYOR if who == INSPECTOR else INSPECTOR
    assert row.unit == town.units[office] and row.barred == [town.persons[(*who, 1)].pk]
    assert seen(town, row, who) is None and seen(town, row, other) is not None
    assert {(bell.person, bell.name) for bell in Bell.objects.all()} == {
        (town.persons[(*other, 1)], "conduct.passed")
    }
    assert not Line.objects.filter(name="conduct.read").exists()
    line = Line.objects.get(name="conduct.passed")
    assert line.unit is None and set(line.facts) == {"state", "due"} and not list(broken(town.city))
    _state, told = reports.by_code(town.city, code, moment(OPENED))
    assert told is not None and [(one.name, one.by) for one in told.said] == [("aside", "")]


def test_item_36_who_said_so_does_not_get_it_back_when_it_is_passed_back(town: Town) -> None:
    row, _code = reported(town)
    says(town, row, opening.OWN)
    by, posts = town.persons[(*MAYOR, 1)], held(town, MAYOR)
    why = "Terlapor bekerja di kelurahan, jadi laporan ini bukan wewenang meja kami."
    passing.pass_on(row.pk, town.units["melati"], why, by=by, held=posts, at=moment(OPENED))
    assert seen(town, row) is None


def test_item_36_a_handler_with_ties_leaves_it_to_a_colleague_of_the_desk(town: Town) -> None:
    row, _code = reported(town)
    colleague = second(town)
    Bell.objects.all().delete()
    says(town, row, opening.NEAR)
    assert seen(town, row) is None
    assert [(bell.person, bell.name) for bell in Bell.objects.all()] == [(colleague, "conduct.aside")]
    posts = held(town, INSPECTOR)
    one = reports.one_of(town.city, row.pk, posts, by=colleague, at=moment(OPENED))
    assert one is not None and not one.opened
    row.refresh_from_db()
    Bell.objects.all().delete()
    emptying.remind(row.due_at)
    assert {bell.person for bell in Bell.objects.filter(name="conduct.late")} == {colleague}


def test_item_36_whoever_else_sits_at_the_desk_hears_at_once_who_opened_it(town: Town) -> None:
    colleague = second(town)
    row, _code = reported(town)
    says(town, row, "outside")
    says(town, row, "outside")
    bells = Bell.objects.filter(name="conduct.opened")
    opener = town.persons[INSPECTOR[0], INSPECTOR[1], 1]
    assert [bell.person for bell in bells] == [colleague], "once, and nobody else"
    assert bells.get().facts["who"] == opener.name
    assert "melati" not in str(bells.get().facts).lower(), "nothing of what the report is about"


def test_item_36_where_nobody_is_left_the_head_is_asked_for_a_stand_in_and_learns_nothing_else(
    town: Town,
) -> None:
    row, code = reported(town)
    Bell.objects.all().delete()
    says(town, row, opening.NEAR)
    bell = Bell.objects.get()
    assert (bell.person, bell.name, bell.facts, bell.url) == (
        town.persons[(*MAYOR, 1)], "conduct.nobody", {}, "",
    )  # fmt: skip
    assert bell.unit == town.units["kota"] and seen(town, row, MAYOR) is None
    _state, told = reports.by_code(town.city, code, moment(OPENED))
    assert told is not None and told.outside, "the reporter reads that there is a way outside"
    assert reports.waiting(town.city, held(town, INSPECTOR), town.persons[(*INSPECTOR, 1)]) == 0
    assert reports.waiting(town.city, held(town, INSPECTOR), second(town)) == 1


def test_item_36_it_can_be_said_after_reading_too_and_who_read_it_stays_known(town: Town) -> None:
    row, _code = reported(town)
    says(town, row, opening.OUTSIDE)
    says(town, row, opening.OWN)
    says(town, row, opening.OUTSIDE, MAYOR)
    names = [one.name for one in seen(town, row, MAYOR).readers]
    assert names == [town.persons[(*INSPECTOR, 1)].name, town.persons[(*MAYOR, 1)].name]


def test_item_36_at_another_office_the_same_reader_says_it_anew(town: Town) -> None:
    row, _code = reported(town)
    says(town, row, opening.OUTSIDE)
    by, posts = town.persons[(*INSPECTOR, 1)], held(town, INSPECTOR)
    passing.pass_on(row.pk, town.units["pu"], WORDS, by=by, held=posts, at=moment(OPENED))
    assert not seen(town, row).opened
    says(town, row, opening.OUTSIDE)
    assert seen(town, row).opened and len(seen(town, row).readers) == 1


def test_item_36_strangers_late_and_overtaken_answers_are_refused(town: Town) -> None:
    row, _code = reported(town)
    for who in (("melati", "lurah"), ("setda", "sekda"), MAYOR):
        with pytest.raises(Refused, match="tidak ada"):
            says(town, row, opening.OUTSIDE, who)
    with pytest.raises(Refused, match="Pilih salah satu"):
        says(town, row, "")
    with pytest.raises(writing.Overtaken):
        says(town, row, opening.NEAR, seen=0)
    says(town, row, opening.OUTSIDE)
    by, posts = town.persons[(*INSPECTOR, 1)], held(town, INSPECTOR)
    for name, outcome in (("review", ""), ("drop", handling.LACKING)):
        handling.act(row.pk, name, WORDS, by=by, held=posts, at=moment(OPENED), outcome=outcome)
    with pytest.raises(Refused, match="sudah selesai"):
        says(town, row, opening.NEAR)


@pytest.mark.parametrize(
    ("name", "who", "words", "meant"),
    [
        ("Drs. H. Budi Santoso, M.Si", "Pak Budi", "", True),
        ("Drs. H. Budi Santoso, M.Si", "", "Kata budi santoso: bayar dulu.", True),
        ("Drs. H. Budi Santoso, M.Si", "", "Jasa budi orang itu besar.", False),
        ("Budi Santoso Wijaya", "", "Yang minta uang Santoso Wijaya sendiri.", True),
        ("Sutiaji", "", "SUTIAJI yang meminta.", True),
        ("Sri", "Sri dari loket", "", False),
        ("Budi Santoso", "Inspektur", "", True),
        ("Budi Santoso", "", "Yth. Inspektur, mohon diperiksa.", False),
        ("Budi Santoso", "", "", False),
    ],
)
def test_item_36_names_and_posts_are_held_against_who_would_read_it(
    town: Town, name: str, who: str, words: str, meant: bool
) -> None:
    Person.objects.filter(pk=town.persons[(*INSPECTOR, 1)].pk).update(name=name)
    found = accused.named(town.city, town.units["melati"], who, words, moment())
    assert found == (name if meant else "")
    assert accused.named(town.city, town.units["ins"], who, words, moment()) == "", "there the mayor reads"


def test_item_36_a_report_said_to_be_about_a_desk_never_lies_there(town: Town) -> None:
    office = town.units["melati"]
    for said, unit, reader in (
        (accused.OF_INSPECTORATE, "ins", MAYOR), (accused.OF_TOP, "kota", INSPECTOR),
        (accused.OTHER, "melati", INSPECTOR),
    ):  # fmt: skip
        found = accused.office_of(town.city, office, said, "", WORDS, moment())
        assert found == town.units[unit]
        row, _code = reported(town, found.key)
        places = [place[:2] for place in town.persons if seen(town, row, place[:2])]
        assert places == [reader]
