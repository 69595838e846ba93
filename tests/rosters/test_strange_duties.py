"""Social duties entered in ways that a calm day does not show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from garda.rosters import duties
from garda.rosters.duties import DutyPlan
from garda.rosters.models import Duty, Entry
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
WEDDING = DutyPlan("Pernikahan", moment(time="09:00"), moment(time="11:00"), host="Keluarga RW 02")


@pytest.fixture
def town() -> Town:
    """The small town."""
    return build_town()


def test_item_17_the_same_duty_entered_twice_is_one(town: Town) -> None:
    unit, by = town.units["melati"], town.persons["melati", "seklur", 1]
    first = duties.plan(unit, WEDDING, by=by, at=moment())
    assert duties.plan(unit, WEDDING, by=by, at=moment()).id == first.id
    assert Duty.objects.count() == Entry.objects.filter(name="duty.planned").count() == 1
    assert duties.plan(unit, replace(WEDDING, host="Keluarga RW 03"), by=by, at=moment()).id != first.id
    duties.cancel(first.id, unit, by=by, at=moment())
    assert duties.plan(unit, WEDDING, by=by, at=moment()).id != first.id, "called off, then on again"
