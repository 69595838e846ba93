"""Coming and going: one stay at a time, believed from the office itself, said twice it is one."""

from __future__ import annotations

from datetime import datetime

import pytest

from garda.cases.acting import Refused
from garda.people import holding
from garda.people.models import Person, Post, Term, Unit
from garda.rosters import attending, devices
from garda.rosters.models import Entry, Presence
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db
HERE = (-7.995, 112.605)


@pytest.fixture
def town() -> Town:
    return build_town(flows=())


def at(time: str, day: str = "2025-11-04") -> datetime:
    return moment(day, time)


def seat(town: Town, n: int = 1, unit: str = "melati") -> Person:
    return town.persons[unit, "petugas-loket", n]


def place(unit: Unit) -> Unit:
    Unit.objects.filter(pk=unit.pk).update(lat=HERE[0], lng=HERE[1])
    unit.refresh_from_db()
    return unit


def come(town: Town, time: str, n: int = 1, unit: str = "melati", day: str = "2025-11-04") -> attending.Stay:
    device = desk(town, unit)
    office = town.units[unit]
    return attending.check_in(office, seat(town, n, unit), how="device", at=at(time, day), device=device)


def go(town: Town, time: str, n: int = 1, unit: str = "melati", day: str = "2025-11-04") -> attending.Stay:
    return attending.check_out(town.units[unit], seat(town, n, unit), how="device", at=at(time, day))


def desk(town: Town, unit: str = "melati") -> devices.Placed:
    found = devices.devices_of(town.units[unit])
    if found:
        return found[0]
    lurah = town.persons[unit, "lurah", 1]
    return devices.register(town.units[unit], kind="loket", name="Loket 1", by=lurah, at=at("07:00"))[0]


def test_an_office_that_never_kept_presence_is_not_called_empty(town: Town) -> None:
    melati = town.units["melati"]
    assert attending.now_in(melati, at("09:00")) == attending.Staffing(kept=False)
    assert attending.present_at(melati, at("09:00")) is None
    come(town, "09:30")
    assert attending.present_at(melati, at("09:00")) == 0
    assert attending.present_at(melati, at("09:00", "2025-11-03")) is None


def test_coming_and_going_is_one_stay_and_two_lines_in_the_book(town: Town) -> None:
    come(town, "07:31")
    come(town, "07:40", n=2)
    assert come(town, "07:45") == come(town, "07:50"), "said again, it is the same stay"
    there = attending.now_in(town.units["melati"], at("08:00"))
    assert (there.kept, there.people) == (True, 2)
    assert there.names == (seat(town).name, seat(town, 2).name)
    go(town, "12:00")
    assert attending.now_in(town.units["melati"], at("12:00")).people == 1
    assert attending.now_in(town.units["melati"], at("11:59")).people == 2
    with pytest.raises(Refused):
        go(town, "12:01")
    said = Entry.objects.filter(name__startswith="presence").order_by("pk")
    assert [one.name for one in said] == ["presence.came", "presence.came", "presence.left"]


def test_a_device_of_another_office_is_not_believed(town: Town) -> None:
    with pytest.raises(Refused):
        attending.check_in(
            town.units["melati"], seat(town), how="device", at=at("07:31"), device=desk(town, "kenanga")
        )
    assert not Presence.objects.exists()


def test_only_those_who_hold_a_post_there_or_stand_in_check_in(town: Town) -> None:
    with pytest.raises(Refused) as no:
        attending.check_in(
            town.units["melati"], seat(town, 1, "kenanga"), how="device", at=at("07:31"), device=desk(town)
        )
    assert no.value.field == "unit"


@pytest.mark.parametrize(
    "point",
    [None, (HERE[0] + 0.01, HERE[1]), (float("nan"), HERE[1]), (91.0, HERE[1]), (float("inf"), 0.0)],
)
def test_a_phone_must_be_within_the_surroundings(town: Town, point: tuple[float, float] | None) -> None:
    melati = place(town.units["melati"])
    lat, lng = point or (None, None)
    with pytest.raises(Refused) as no:
        attending.check_in(melati, seat(town), how="phone", at=at("07:31"), lat=lat, lng=lng)
    assert no.value.field == "place"


def test_a_phone_nearby_is_believed_and_its_distance_kept_but_not_its_place(town: Town) -> None:
    melati = place(town.units["melati"])
    stay = attending.check_in(
        melati, seat(town), how="phone", at=at("07:31"), lat=HERE[0] + 0.0005, lng=HERE[1]
    )
    assert stay.distance is not None and 50 < stay.distance < 62
    far = attending.check_out(melati, seat(town), how="phone", at=at("16:00"), lat=0.0, lng=0.0)
    assert far.left == at("16:00"), "that somebody left is believed from anywhere"
    assert all("lat" not in entry.facts for entry in Entry.objects.all())


def test_without_a_recorded_place_a_phone_is_refused_with_a_way_out(town: Town) -> None:
    with pytest.raises(Refused) as no:
        attending.check_in(town.units["melati"], seat(town), how="phone", at=at("07:31"), lat=0, lng=0)
    assert "komputer loket" in no.value.words.id


def test_who_comes_elsewhere_has_left_where_they_were(town: Town) -> None:
    person = seat(town)
    from_melati = come(town, "07:31")
    town.posts["kenanga", "extra", 1] = _lend(town, person, "kenanga")
    attending.check_in(
        town.units["kenanga"], person, how="device", at=at("10:00"), device=desk(town, "kenanga")
    )
    first = Presence.objects.get(pk=from_melati.id)
    assert (first.left, first.left_how) == (at("10:00"), "moved")
    assert attending.now_in(town.units["melati"], at("10:00")).people == 0
    assert attending.now_in(town.units["kenanga"], at("10:00")).people == 1


def _lend(town: Town, person: Person, unit: str) -> Post:
    post = Post.objects.create(unit=town.units[unit], kind="petugas-loket", seat=9, title="Loket 9")
    Term.objects.create(post=post, person=person, first=at("07:00").date())
    holding.forget()
    return post
