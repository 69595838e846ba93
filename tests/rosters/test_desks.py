"""The desks of an office: named by flows until the office enters its own, then its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from garda.people.changes import Unfit
from garda.rosters.desks import DeskPlace, close_desk, desks_of, keep_desk, key_for
from garda.rosters.models import Desk, Entry
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """The small town."""
    return build_town()


def test_desks_come_from_the_flows_until_the_office_enters_its_own(town: Town) -> None:
    named = desks_of(town.units["melati"], moment())
    assert [(one.key, one.title, one.number) for one in named][:1] == [("loket-1", "Loket 1", 1)]
    assert all(one.id is None for one in named)
    assert len({one.number for one in named}) == len(named)


def test_the_first_desk_entered_keeps_the_others(town: Town) -> None:
    unit, seklur = town.units["melati"], town.persons["melati", "seklur", 1]
    before = desks_of(unit, moment())
    kept = keep_desk(unit, replace(before[0], essential=True, people=2), by=seklur, at=moment())
    now = desks_of(unit, moment())
    assert [one.key for one in now] == [one.key for one in before]
    assert now[0] == kept and kept.essential and kept.people == 2
    assert Entry.objects.get(name="desk.set").facts["became"]["people"] == 2


def test_a_desk_is_added_and_closed_and_its_past_stays(town: Town) -> None:
    unit = town.units["melati"]
    desk = DeskPlace(key_for("Loket 9 Anak"), "Loket 9 Anak", 9)
    keep_desk(unit, desk, by=None, at=moment())
    assert "loket-9-anak" in [one.key for one in desks_of(unit, moment())]
    close_desk(unit, "loket-9-anak", by=None, at=moment())
    assert "loket-9-anak" not in [one.key for one in desks_of(unit, moment())]
    assert Desk.objects.filter(unit=unit, key="loket-9-anak").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"key": "?"}, "title"),
        ({"number": 0}, "number"),
        ({"people": 99}, "people"),
    ],
)
def test_a_wrong_desk_is_said_at_its_field(town: Town, wrong: dict[str, object], field: str) -> None:
    desk = replace(DeskPlace("loket-9", "Loket 9", 9), **wrong)  # type: ignore[arg-type]
    with pytest.raises(Unfit) as caught:
        keep_desk(town.units["melati"], desk, by=None, at=moment())
    assert caught.value.field == field


def test_two_desks_of_one_number_and_closing_the_last_are_refused(town: Town) -> None:
    unit = town.units["melati"]
    keys = [one.key for one in desks_of(unit, moment())]
    with pytest.raises(Unfit):
        keep_desk(unit, DeskPlace("lain", "Lain", 1), by=None, at=moment())
    for key in keys[:-1]:
        close_desk(unit, key, by=None, at=moment())
    with pytest.raises(Unfit):
        close_desk(unit, keys[-1], by=None, at=moment())
