"""Who has not read what changed is reminded by the clock: twice, then the next above hears of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from garda.config.tick import REMINDERS
from garda.dockets import acknowledging, renewing, urging
from garda.dockets.models import Docket, Urging
from garda.people.models import Term
from garda.rosters.models import Bell
from garda.trails import reading
from tests.dockets.land import build_land, decide, decider, new_version, officer, send
from tests.town import Town, moment

LINKED = moment("2025-11-11")


@pytest.fixture
def town(db: Any) -> Town:
    return build_land()


def changed(town: Town) -> Docket:
    """A docket whose new version is linked."""
    send(town)
    docket = decide(town)
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=LINKED, **decider(town))
    docket.refresh_from_db()
    return docket


def wake(docket: Docket) -> datetime:
    """The next moment of its clock."""
    docket.refresh_from_db()
    assert docket.urge_at is not None
    return docket.urge_at


def told(name: str) -> Counter[str]:
    """How often each person heard it."""
    return Counter(Bell.objects.filter(name=name).values_list("person__username", flat=True))


def test_item_23_whoever_has_not_read_a_change_is_reminded_when_the_term_is_over(town: Town) -> None:
    docket = changed(town)
    reader = officer(town, "melati")
    acknowledging.acknowledge(town.city, docket.pk, by=reader, post=None, at=LINKED)
    due = wake(docket)
    assert due == urging.read_by(docket) and due > LINKED + timedelta(days=2)
    assert urging.remind(due - timedelta(minutes=1)) == 0 and not told("docket.unread")
    assert urging.remind(due) == 1
    missing = {one.person_id for one in acknowledging.acknowledged(docket, due) if one.at is None}
    assert set(Bell.objects.filter(name="docket.unread").values_list("person_id", flat=True)) == missing
    assert reader.username not in told("docket.unread")
    assert urging.remind in REMINDERS


def test_item_23_the_same_round_twice_reminds_once(town: Town) -> None:
    docket = changed(town)
    due = wake(docket)
    assert [urging.remind(due), urging.remind(due)] == [1, 0]
    assert set(told("docket.unread").values()) == {1}
    lines = [line.name for line in reading.lines(town.city, "docket-read", docket.pk)]
    assert lines == ["docket.urged"] and not list(reading.broken(town.city))


def test_item_23_the_head_hears_who_of_their_own_office_is_missing(town: Town) -> None:
    docket = changed(town)
    urging.remind(wake(docket))
    bell = Bell.objects.get(name="docket.unread-team", person=town.persons["melati", "lurah", 1])
    assert officer(town, "melati").name in bell.facts["names"]
    assert officer(town, "kenanga").name not in bell.facts["names"]
    assert bell.facts["n"] == bell.facts["names"].count(", ") + 1 and "…" not in bell.facts["names"]


def test_item_23_after_the_second_reminder_it_goes_one_level_up_once(town: Town) -> None:
    docket = changed(town)
    for round_ in range(6):
        urging.remind(wake(docket))
        raised = told("docket.unread-raised")
        assert bool(raised) == (round_ >= 2), (round_, raised)
    assert set(told("docket.unread").values()) == {2}
    bell = Bell.objects.get(
        name="docket.unread-raised", person=town.persons["kec-taman", "camat", 1], unit=town.units["melati"]
    )
    assert (
        officer(town, "melati").name in bell.facts["names"]
        and bell.url == f"/kerja/berkas-aturan/{docket.pk}/"
    )
    assert set(Urging.objects.values_list("times", flat=True)) == {3}


def test_item_23_a_newcomer_at_the_counter_is_reminded_too_and_a_reader_never_again(town: Town) -> None:
    docket = changed(town)
    for one in acknowledging.acknowledged(docket, LINKED):
        person = next(p for p in town.persons.values() if p.pk == one.person_id)
        acknowledging.acknowledge(town.city, docket.pk, by=person, post=None, at=LINKED)
    urging.remind(wake(docket))
    assert not told("docket.unread") and not Urging.objects.exists()
    newcomer = town.persons["setda", "sekda", 1]
    Term.objects.create(
        post=town.posts["melati", "petugas-loket", 1], person=newcomer, first=date(2025, 11, 12), manner="plt"
    )
    urging.remind(wake(docket))
    assert told("docket.unread") == {newcomer.username: 1}


def test_nobody_is_reminded_of_a_change_older_than_a_year(town: Town) -> None:
    docket = changed(town)
    Docket.objects.filter(pk=docket.pk).update(urge_at=LINKED + timedelta(days=400))
    urging.remind(LINKED + timedelta(days=400))
    docket.refresh_from_db()
    assert docket.urge_at is None


def test_item_23_whoever_has_read_it_is_asked_no_more_and_the_head_keeps_the_word_about_others(
    town: Town,
) -> None:
    docket = changed(town)
    urging.remind(wake(docket))
    lurah = town.persons["melati", "lurah", 1]
    acknowledging.acknowledge(town.city, docket.pk, by=lurah, post=None, at=LINKED + timedelta(days=4))
    unread = set(Bell.objects.filter(person=lurah, read_at=None).values_list("name", flat=True))
    assert "docket.unread-team" in unread and not unread & {"docket.unread", "docket.renewed"}
