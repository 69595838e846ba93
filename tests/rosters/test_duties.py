"""Social duties: entered, called off, and what was heard there kept as numbers of matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from garda.people.changes import Unfit
from garda.rosters import duties
from garda.rosters.duties import DutyPlan
from garda.rosters.models import Absence, Duty, Entry
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
WEDDING = DutyPlan("Pernikahan", moment(time="09:00"), moment(time="11:00"), host="Keluarga RW 02")


@pytest.fixture
def town() -> Town:
    """The small town."""
    return build_town()


def test_a_duty_is_entered_and_stands_in_the_book(town: Town) -> None:
    made = duties.plan(town.units["melati"], WEDDING, by=town.persons["melati", "seklur", 1], at=moment())
    assert (made.minutes, made.sent, made.urgent) == (120, None, False)
    listed = duties.duties_of([town.units["melati"]], date(2025, 11, 1), date(2025, 11, 30))
    assert [one.id for one in listed] == [made.id]
    assert duties.duty_of(town.units["kenanga"], made.id) is None
    assert Entry.objects.get(name="duty.planned").facts["duty"] == made.id


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "x" * 161}, "what"),
        ({"end": moment(time="08:00")}, "until"),
        ({"start": moment("2031-01-01"), "end": moment("2031-01-01", "10:00")}, "day"),
    ],
)
def test_what_is_wrong_with_a_duty_is_said_at_its_field(
    town: Town, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Unfit) as caught:
        duties.plan(town.units["melati"], replace(WEDDING, **wrong), by=None, at=moment())  # type: ignore[arg-type]
    assert caught.value.field == field


def test_item_17_what_was_heard_is_kept_once(town: Town) -> None:
    unit = town.units["melati"]
    made = duties.plan(unit, WEDDING, by=None, at=moment())
    for _again in range(2):
        duties.note_heard(made.id, unit, "MLT-25-0001", by=None, at=moment())
    found = duties.duty_of(unit, made.id)
    assert found is not None and found.heard == ("MLT-25-0001",)
    assert Entry.objects.filter(name="duty.heard").count() == 1


def test_only_a_duty_without_anybody_sent_is_called_off(town: Town) -> None:
    unit, seklur = town.units["melati"], town.persons["melati", "seklur", 1]
    made = duties.plan(unit, WEDDING, by=None, at=moment())
    away = Absence.objects.create(
        unit=unit, person=seklur, kind="undangan", start=WEDDING.start, end=WEDDING.end,
        duty=Duty.objects.get(), state=Absence.GRANTED, asked_at=moment(),
    )  # fmt: skip
    with pytest.raises(Unfit):
        duties.cancel(made.id, unit, by=None, at=moment())
    away.state = Absence.WITHDRAWN
    away.save()
    for _again in range(2):
        duties.cancel(made.id, unit, by=None, at=moment())
    found = duties.duty_of(unit, made.id)
    assert found is not None and found.cancelled
    assert Entry.objects.filter(name="duty.cancelled").count() == 1


def test_item_17_a_load_is_what_was_borne_and_names_its_records(town: Town) -> None:
    unit, seklur = town.units["melati"], town.persons["melati", "seklur", 1]
    duties.plan(unit, WEDDING, by=None, at=moment())
    Absence.objects.create(
        unit=unit, person=seklur, kind="undangan", start=WEDDING.start, end=moment(time="10:30"),
        duty=Duty.objects.get(), state=Absence.GRANTED, asked_at=moment(),
    )  # fmt: skip
    (load,) = duties.loads_of(unit, date(2025, 11, 1))
    assert (load.person, load.duties, load.minutes) == (seklur.pk, 1, 90)
    assert duties.totals_of([unit], date(2025, 11, 1)) == {unit.pk: [load]}
    assert duties.loads_of(unit, date(2025, 12, 1)) == []
    assert [one.what for one in duties.sent_with(unit, seklur.pk, date(2025, 11, 1))] == ["Pernikahan"]
    borne = duties.borne(unit, [seklur.pk, 0], date(2025, 12, 4))
    assert (borne[seklur.pk].minutes, borne[seklur.pk].before, borne[0].before) == (0, 90, 0)
