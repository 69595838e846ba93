"""Another class for a matter: an event, a promise that never moves away, and a row that replays."""

from __future__ import annotations

import pytest

from garda.cases import handing, moving, replaying
from garda.cases.acting import RESIDENT, Overtaken, Refused
from garda.cases.classing import put_in_class
from garda.cases.models import Case, Event
from tests import town as towns
from tests.town import Town, fresh, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return towns.build_town()


def whole(case: Case) -> None:
    events = list(Event.objects.filter(case=case).order_by("seq"))
    assert replaying.faults_of(fresh(case), events) == []


def test_a_person_puts_a_matter_into_another_class_and_the_record_says_so(town: Town) -> None:
    case = report(town, category="pohon-taman").case
    by = town.by("melati", "petugas-loket")
    put_in_class(case.pk, "penerangan-jalan", by=by, at=moment("2025-11-04", "10:00"))
    event = Event.objects.get(case=case, name="case.classed")
    assert (event.facts["from"], event.facts["to"]) == ("pohon-taman", "penerangan-jalan")
    assert event.by_person_id == by.person
    assert fresh(case).category == "penerangan-jalan"
    whole(case)


def test_the_due_date_may_come_nearer_but_never_moves_away(town: Town) -> None:
    by = town.by("melati", "petugas-loket")
    long = report(town, category="jalan-jembatan").case
    promised = long.due_at
    put_in_class(long.pk, "penerangan-jalan", by=by, at=moment("2025-11-04", "10:00"))
    nearer = fresh(long).due_at
    assert promised is not None
    assert nearer is not None
    assert nearer < promised
    put_in_class(long.pk, "pungutan-liar", by=by, at=moment("2025-11-04", "11:00"))
    assert fresh(long).due_at == nearer
    whole(long)


def test_a_nearer_class_makes_nothing_late_at_once(town: Town) -> None:
    by = town.by("melati", "petugas-loket")
    case = report(town, category="jalan-jembatan").case  # fourteen working days; a light has five
    moving.move_case(case.pk, "handling", by=by, at=moment("2025-11-04", "10:00"))
    put_in_class(case.pk, "penerangan-jalan", by=by, at=moment("2025-11-14", "10:00"))
    assert fresh(case).due_at == case.due_at
    assert fresh(case).late_at is None


def test_only_the_holder_and_only_a_class_of_the_flow(town: Town) -> None:
    case = report(town).case
    at = moment("2025-11-04", "10:00")
    by = town.by("melati", "petugas-loket")
    for wrong in ("tidak-ada", "", "penerangan-jalan"):
        with pytest.raises(Refused):
            put_in_class(case.pk, wrong, by=by, at=at)
    for other in (town.by("kenanga", "petugas-loket"), RESIDENT):
        with pytest.raises(Refused):
            put_in_class(case.pk, "pohon-taman", by=other, at=at)
    with pytest.raises(Overtaken):
        put_in_class(case.pk, "pohon-taman", by=by, at=at, seen=0)
    handing.hand_over(case.pk, town.units["pu"], "Lampu milik dinas", by=by, at=at)
    with pytest.raises(Refused):
        put_in_class(case.pk, "pohon-taman", by=by, at=at)
    assert fresh(case).category == "penerangan-jalan"
