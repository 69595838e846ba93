"""People whose posts are not as simple as one post in one office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garda import clock
from garda.cases.acting import Refused
from garda.people.changes import changed
from garda.people.models import Person, Term
from garda.rosters import answering, asking, deciding
from garda.rosters.asking import Asking
from garda.rosters.days import day_of
from garda.rosters.models import Absence, Bell, Offer
from tests.rosters.test_asking import only
from tests.town import Town, build_town, moment

DAY = "2025-11-04"  # a Tuesday


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday before its counters open."""
    with clock.moved_to(moment(DAY, "07:00")):
        yield build_town()


def ask(town: Town, person: Person, start: str, end: str, kind: str, unit: str = "melati") -> Absence:
    """Ask at seven in the morning."""
    wish = Asking(town.units[unit], person, kind, moment(DAY, start), moment(DAY, end))
    return asking.ask(wish, by=person, at=moment(DAY, "07:00"))


def test_item_16_two_posts_are_one_person_in_an_office_and_in_two_offices(town: Town) -> None:
    one, on = town.persons["melati", "seklur", 1], date.fromisoformat(DAY)
    before = len(day_of(town.units["melati"], on).people)
    Term.objects.filter(post=town.posts["melati", "petugas-loket", 2]).update(person=one)
    Term.objects.filter(post=town.posts["kenanga", "seklur", 1]).update(person=one)
    changed(town.city)
    here = [who.person for who in day_of(town.units["melati"], on).people]
    there = [who.person for who in day_of(town.units["kenanga"], on).people]
    assert len(set(here)) == len(here) == before - 1
    assert [*here, *there].count(one.pk) == 1, "nobody keeps two offices in the same minute"


def test_item_16_whose_term_ends_is_counted_to_its_last_day(town: Town) -> None:
    one = town.persons["melati", "petugas-loket", 1]
    Term.objects.filter(person=one).update(last=date(2025, 11, 5))
    changed(town.city)
    counted = [
        one.pk in {who.person for who in day_of(town.units["melati"], date(2025, 11, day)).people}
        for day in (4, 5, 6)
    ]
    assert counted == [True, True, False]


def test_item_16_without_a_head_the_unit_above_decides(town: Town) -> None:
    for kind in ("lurah", "seklur"):
        Term.objects.filter(post=town.posts["melati", kind, 1]).delete()
    changed(town.city)
    one = town.persons["melati", "petugas-loket", 1]
    assert ask(town, one, "08:00", "15:00", "cuti-tahunan").state == Absence.ASKED
    told = Bell.objects.get(name="absence.asked").person
    assert told == town.persons["kec-taman", "camat", 1]


def test_item_17_a_call_that_was_taken_is_taken_and_who_said_yes_is_held_to_it(town: Town) -> None:
    [one] = only(town, "melati", 1)
    absence = ask(town, one, "10:00", "12:00", "duka")
    calls = list(Offer.objects.filter(absence=absence))
    answering.accept(calls[0].pk, by=calls[0].person, at=moment(DAY, "07:01"))
    for call in calls:
        with pytest.raises(Refused):
            answering.accept(call.pk, by=call.person, at=moment(DAY, "07:02"))
    with pytest.raises(Refused):
        ask(town, calls[0].person, "10:00", "11:00", "izin-singkat", calls[0].unit.key)
    deciding.withdraw(absence.pk, by=one, at=moment(DAY, "07:30"))
    free = ask(town, calls[0].person, "10:00", "11:00", "izin-singkat", calls[0].unit.key)
    assert free.state == Absence.GRANTED
