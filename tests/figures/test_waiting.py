"""The time of a matter is in somebody's hands, all of it."""

from __future__ import annotations

import pytest

from garda import clock
from garda.cases import handing, moving, residents
from garda.figures.waiting import waiting
from garda.people.calendars import calendar_of
from tests.town import Town, build_town, fresh, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


def test_item_27_waiting_time_adds_up_to_total_time(town: Town) -> None:
    melati, pu = town.units["melati"], town.units["pu"]
    case = report(town, at=moment(time="08:00")).case
    loket, penghubung = town.by("melati", "petugas-loket"), town.by("pu", "penghubung")
    handing.hand_over(case.pk, pu, "Urusan PU.", by=loket, at=moment(time="09:00"))
    handing.return_to(case.pk, "Bukan milik kami.", by=penghubung, at=moment(time="10:00"))
    handing.hand_over(case.pk, pu, "Sudah dicek, milik PU.", by=loket, at=moment(time="10:30"))
    handing.accept(case.pk, by=penghubung, at=moment(time="11:00"))
    moving.move_case(
        case.pk, "asked", by=penghubung, at=moment(time="11:30"), words={"reason": "Tiang mana?"}
    )
    residents.answer(case.pk, "Tiang dekat musala.", at=moment("2025-11-05", "08:30"))
    moving.move_case(case.pk, "handling", by=penghubung, at=moment("2025-11-05", "09:00"))
    words = {"answer": "Sudah menyala."}
    moving.move_case(case.pk, "answered", by=penghubung, at=moment("2025-11-05", "11:00"), words=words)

    found = waiting(fresh(case), moment("2025-11-05", "14:00"))
    assert [(one.kind, one.unit, one.minutes) for one in found.periods] == [
        ("unit", melati.pk, 60),
        ("offer", pu.pk, 60),
        ("unit", melati.pk, 30),
        ("offer", pu.pk, 30),
        ("unit", pu.pk, 30),
        ("resident", None, 270),
        ("unit", pu.pk, 150),
        ("verdict", None, 120),
    ]
    assert sum(one.minutes for one in found.periods) == found.total == sum(found.by_kind.values())
    assert found.by_unit == {melati.pk: 90, pu.pk: 270}

    residents.confirm(case.pk, at=moment("2025-11-05", "18:00"))
    done = waiting(fresh(case), moment("2025-11-20"))
    assert done.total == clock.spent(case.opened_at, moment("2025-11-05", "18:00"), calendar_of(melati))
    assert sum(one.minutes for one in done.periods) == done.total


def test_the_time_between_closing_and_reopening_is_nobodys(town: Town) -> None:
    case = report(town, at=moment(time="08:00")).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="09:00"))
    moving.move_case(
        case.pk, "answered", by=loket, at=moment(time="10:00"), words={"answer": "Sudah menyala."}
    )
    residents.confirm(case.pk, at=moment(time="11:00"))
    residents.contest(case.pk, "Mati lagi.", at=moment("2025-11-05", "08:00"))
    found = waiting(fresh(case), moment("2025-11-05", "09:00"))
    assert [one.kind for one in found.periods] == ["unit", "verdict", "closed", "unit"]
    assert sum(one.minutes for one in found.periods) == found.total
