"""Wrong-desk arrivals: one touch to note, some minutes to take back, counted by the version in force."""

from __future__ import annotations

from datetime import timedelta

import pytest

from garda.counters import arriving, beginning
from garda.counters.models import FormsBegun, WrongArrival
from tests.counters.gardens import every_unit, publish_garden
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    made = build_town()
    publish_garden(made)
    beginning.forget()
    return made


def noted(town: Town, *, time: str = "09:00", seat: int = 1, unit: str = "melati") -> arriving.Arrival:
    post = town.posts[unit, "petugas-loket", seat]
    flow = town.flows["tanda-kebun"]
    return arriving.note(
        town.units[unit],
        flow.pk,
        post_id=post.pk,
        desk=post.title,
        at=moment(time=time),
        meant_desk="loket-1",
    )


def test_item_9_wrong_arrivals_are_counted_before_and_after_a_new_version(town: Town) -> None:
    first = town.flows["tanda-kebun"]
    noted(town, time="09:00")
    noted(town, time="09:01")
    second = publish_garden(town, ("minutes = 10", "minutes = 5"), at=moment(time="09:30"))
    noted(town, time="10:00", unit="kenanga")
    assert arriving.counts(town.city, every_unit(town)) == {first.pk: 2, second.pk: 1}
    assert arriving.counts(town.city, every_unit(town), "tanda-kebun") == {first.pk: 2, second.pk: 1}
    assert arriving.counts(town.city, [town.units["kenanga"].pk]) == {second.pk: 1}
    assert [one.at for one in arriving.behind(town.city, every_unit(town), first.pk)] == [
        moment(time="09:01"),
        moment(time="09:00"),
    ]


def test_item_9_a_slip_is_taken_back_by_its_own_post_for_some_minutes(town: Town) -> None:
    one = noted(town)
    mine, other = (town.posts["melati", "petugas-loket", seat].pk for seat in (1, 2))
    soon, late = moment(time="09:05"), moment() + arriving.UNDO
    assert not arriving.take_back(one.id, [other], soon)
    assert arriving.just_noted([mine], soon) == one
    assert arriving.just_noted([mine], late) is None
    assert not arriving.take_back(one.id, [mine], late)
    assert arriving.take_back(one.id, [mine], soon)
    assert WrongArrival.objects.count() == 0


def test_one_touch_that_trembles_is_one_arrival(town: Town) -> None:
    post, flow = town.posts["melati", "petugas-loket", 1], town.flows["tanda-kebun"]
    for second in (0, 2, 30):
        at = moment() + timedelta(seconds=second)
        arriving.note(town.units["melati"], flow.pk, post_id=post.pk, desk="Loket", at=at)
    assert WrongArrival.objects.count() == 2


def test_what_people_usually_come_for_stands_first(town: Town) -> None:
    noted(town)
    day = moment().date()
    assert arriving.usual(town.units["melati"], day) == ["tanda-kebun"]
    assert arriving.usual(town.units["kenanga"], day) == []
    assert arriving.usual(town.units["melati"], day + timedelta(days=200)) == []


def test_nothing_is_kept_about_the_person(town: Town) -> None:
    kept = {field.name for field in WrongArrival._meta.concrete_fields}
    assert kept == {
        "id", "city", "unit", "flow", "desk", "meant_desk", "meant_kind", "at", "day", "by_post", "simulated",
    }  # fmt: skip


def test_item_52_forms_begun_are_gathered_and_written_once_a_minute(town: Town) -> None:
    flow, at = town.flows["tanda-kebun"].pk, moment()
    for second in (0, 10, 59):
        beginning.begun(town.city, flow, at + timedelta(seconds=second))
    assert FormsBegun.objects.count() == 0
    beginning.begun(town.city, flow, at + timedelta(seconds=61))
    assert beginning.counts(town.city, at.date()) == {flow: 4}
    beginning.begun(town.city, flow, at + timedelta(seconds=70))
    beginning.write_down()
    assert beginning.counts(town.city, at.date()) == {flow: 5}
    assert beginning.counts(town.city, at.date() + timedelta(days=40)) == {}
