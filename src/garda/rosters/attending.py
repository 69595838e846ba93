"""Coming and going: who is in which office, from when to when. The one writer of presence.

A person is in one place at a time: who checks in elsewhere has left where they were. Leaving is never
refused, from wherever it is told; coming is believed from a device of the office or from a phone within the
office's surroundings, or when the head writes it down with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery

from garda.cases.acting import Refused
from garda.cases.papers import metres
from garda.flow import Words
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.holding import posts_of
from garda.people.models import Person, Unit
from garda.people.register import register_of
from garda.rosters import book, devices
from garda.rosters.models import Alarm, Minimum, Presence, Shift

DEVICE, PHONE, HEAD = "device", "phone", "head"
LAST_OF_MINUTE = timedelta(seconds=59, microseconds=999_999)
RADIUS = 150  # metres, where an office has set none


@dataclass(frozen=True)
class Stay:
    """One stay of a person in an office; `left` is None while it lasts."""

    id: int
    unit_id: int
    person_id: int
    came: datetime
    left: datetime | None
    how: str
    left_how: str = ""
    distance: int | None = None
    corrected: bool = False
    simulated: bool = False


@dataclass(frozen=True)
class In:
    """Somebody who is in the office now."""

    person: int
    name: str
    since: datetime
    how: str


@dataclass(frozen=True)
class Staffing:
    """Who is in an office at a moment. `kept` False: it has never recorded presence, so nothing is known."""

    kept: bool
    people: int = 0
    there: tuple[In, ...] = ()
    simulated: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, who came first first."""
        return tuple(one.name for one in self.there)


def stay_of(row: Presence) -> Stay:
    """The row as others read it."""
    return Stay(
        row.pk, row.unit_id, row.person_id, row.came, row.left, row.how, row.left_how, row.distance,
        row.corrected, row.simulated,
    )  # fmt: skip


def hold(*unit_ids: int) -> None:
    """Lock these offices until the transaction ends, in order of id: one decision at a time about each."""
    for unit_id in sorted(set(unit_ids)):
        Minimum.objects.get_or_create(unit_id=unit_id)
        Minimum.objects.select_for_update().get(unit_id=unit_id)


# ---- coming and going ----------------------------------------------------------------------------
def check_in(
    unit: Unit,
    person: Person,
    *,
    how: str,
    at: datetime,
    device: devices.Placed | None = None,
    lat: float | None = None,
    lng: float | None = None,
    simulated: bool = False,
) -> Stay:
    """The person is in the office from now on. Said twice it is one stay, begun by the first."""
    if how == DEVICE and (device is None or device.unit.pk != unit.pk):
        raise Refused(
            Words("Perangkat ini tidak terdaftar di kantor itu.", "This device is not registered there."),
        )
    day = _day(unit, at)
    if unit not in offices_of(person, day):
        raise Refused(
            Words("Anda tidak bertugas di kantor ini hari ini.", "You are not on duty at this office today."),
            "unit",
        )
    far = _near(unit, lat, lng) if how == PHONE else None
    with transaction.atomic():
        _lock(person)
        open_one = _open_of(person)
        hold(unit.pk, *([open_one.unit_id] if open_one else []))
        if open_one is not None:
            if open_one.unit_id == unit.pk and open_one.day == day:
                return stay_of(open_one)
            _end_elsewhere(open_one, day, at)
        # Whoever waited here for another process comes after what that one wrote down.
        ended = Presence.objects.filter(person=person, day=day).aggregate(Max("left"))["left__max"]
        row = Presence.objects.create(
            unit=unit, person=person, day=day, came=max(at, ended or at), how=how,
            device_id=device.id if device and how == DEVICE else None, distance=far, simulated=simulated,
        )  # fmt: skip
        facts = {"how": how} | ({"distance": far} if far is not None else {})
        book.write(unit, "presence.came", at=at, by=person, person=person, facts=facts, simulated=simulated)
        end_alarm(unit, at, simulated)
    if device is not None:
        devices.seen(device, at)
    return stay_of(row)


def check_out(
    unit: Unit,
    person: Person,
    *,
    how: str,
    at: datetime,
    device: devices.Placed | None = None,
    lat: float | None = None,
    lng: float | None = None,
    simulated: bool = False,
) -> Stay:
    """The person has left the office. Never refused for the place: an absence that is known is worth more."""
    far = metres_from(unit, lat, lng) if how == PHONE else None
    with transaction.atomic():
        _lock(person)
        row = _open_of(person)
        if row is None or row.unit_id != unit.pk or row.day != _day(unit, at):
            raise Refused(
                Words("Anda belum tercatat hadir di kantor ini hari ini.", "You are not recorded as present "
                      "at this office today."),
            )  # fmt: skip
        hold(unit.pk)
        _end(row, at, how)
        facts = {"how": how, "came": row.came.isoformat()} | ({"distance": far} if far is not None else {})
        book.write(unit, "presence.left", at=at, by=person, person=person, facts=facts, simulated=simulated)
    return stay_of(row)


def lapse(unit: Unit, day: date, at: datetime) -> int:
    """Nobody stays overnight: stays of an earlier day that were never ended end with that day's opening."""
    with transaction.atomic():
        hold(unit.pk)
        rows = list(Presence.objects.select_for_update().filter(unit=unit, day__lte=day, left__isnull=True))
        for row in rows:
            _lapse(row, at)
    return len(rows)


def _end_elsewhere(row: Presence, day: date, at: datetime) -> None:
    """End a stay because the person is somewhere else now."""
    if row.day != day:
        _lapse(row, at)
        return
    _end(row, at, "moved")
    book.write(
        row.unit, "presence.moved", at=at, by=row.person, person=row.person,
        facts={"came": row.came.isoformat()}, simulated=row.simulated,
    )  # fmt: skip


def _lapse(row: Presence, at: datetime) -> None:
    spans = counter_calendar(row.unit).spans(row.day)
    _end(row, spans[-1][1] if spans else row.came, "lapsed")
    facts = {"came": row.came.isoformat(), "left": row.left.isoformat() if row.left else ""}
    book.write(
        row.unit, "presence.lapsed", at=at, person=row.person, facts=facts, simulated=row.simulated
    )  # fmt: skip


def _end(row: Presence, at: datetime, how: str) -> None:
    row.left, row.left_how = max(at, row.came), how
    row.save(update_fields=["left", "left_how"])


def end_alarm(unit: Unit, at: datetime, simulated: bool) -> None:
    """Somebody is there again: an alarm that is still open has ended."""
    for alarm in Alarm.objects.select_for_update().filter(unit=unit, ended__isnull=True):
        alarm.ended = max(at, alarm.began)
        alarm.save(update_fields=["ended"])
        minutes = int((alarm.ended - alarm.began).total_seconds() // 60)
        facts = {"alarm": alarm.pk, "minutes": minutes}
        book.write(unit, "alarm.ended", at=at, facts=facts, simulated=simulated)


# ---- where ---------------------------------------------------------------------------------------
def offices_of(person: Person, day: date) -> list[Unit]:
    """The offices at which a person may be on duty that day: their posts', and where they stand in."""
    found = {held.unit.pk: held.unit for held in posts_of(person, day)}
    if person.city is not None:
        away = Shift.objects.filter(person=person, day=day).exclude(unit_id__in=list(found))
        for unit_id in away.values_list("unit_id", flat=True).distinct():
            found[unit_id] = register_of(person.city).unit(unit_id)
    return [unit for unit in found.values() if unit.closed_on is None]


def people_of(unit: Unit, day: date) -> list[Person]:
    """Whoever may be on duty at the office that day, by name: holders of its posts, and who stands in."""
    in_term = Q(terms__first__lte=day) & (Q(terms__last__isnull=True) | Q(terms__last__gte=day))
    held = in_term & Q(terms__post__unit=unit, terms__post__closed_on__isnull=True)
    stands_in = Q(shifts__unit=unit, shifts__day=day)
    return list(Person.objects.filter(held | stands_in).distinct().order_by("name", "pk"))


def _near(unit: Unit, lat: float | None, lng: float | None) -> int:
    """Metres from the office, or Refused where a phone is not within its surroundings."""
    if unit.lat is None or unit.lng is None:
        raise Refused(
            Words("Titik kantor ini belum dicatat, jadi ponsel belum bisa dipakai. Catat hadir di komputer "
                  "loket, atau minta kepala menuliskannya.", "Where this office stands is not recorded, so a "
                  "phone cannot be used. Check in on the desk's computer, or ask the head."), "place",
        )  # fmt: skip
    far = metres_from(unit, lat, lng)
    if far is None:
        raise Refused(
            Words("Ponsel belum memberi tahu letaknya. Izinkan lokasi, atau catat hadir di komputer loket.",
                  "The phone did not tell where it is. Allow location, or use the desk's computer."), "place",
        )  # fmt: skip
    radius = Minimum.objects.filter(unit=unit).values_list("radius", flat=True).first() or RADIUS
    if far > radius:
        id_said = f"Ponsel ini sekitar {far} meter dari kantor; batasnya {radius} meter."
        en_said = f"This phone is about {far} metres from the office; the limit is {radius} metres."
        raise Refused(Words(id_said, en_said), "place")
    return far


def metres_from(unit: Unit, lat: float | None, lng: float | None) -> int | None:
    """Metres between the office and a point; None where either is unknown or no point of the earth."""
    if lat is None or lng is None or unit.lat is None or unit.lng is None:
        return None
    if not (isfinite(lat) and isfinite(lng) and -90 <= lat <= 90 and -180 <= lng <= 180):
        return None
    return round(metres(lat, lng, unit.lat, unit.lng))


# ---- reading -------------------------------------------------------------------------------------
def now_in(unit: Unit, at: datetime) -> Staffing:
    """Who is in the office at this moment."""
    return now_in_many([unit], at)[unit.pk]


def now_in_many(units: Iterable[Unit], at: datetime) -> dict[int, Staffing]:
    """The same for many offices, by their ids: two queries however many they are."""
    by_id = {unit.pk: unit for unit in units}
    keeping = began(by_id)
    days = {unit.pk: _day(unit, at) for unit in by_id.values()}
    rows = Presence.objects.filter(unit_id__in=list(keeping), day__in=set(days.values()), came__lte=at)
    there: dict[int, list[Presence]] = {}
    made_up: set[int] = set()
    for row in rows.select_related("person").order_by("came", "pk"):
        made_up |= {row.unit_id} if row.simulated else set()
        if row.day == days[row.unit_id] and (row.left is None or row.left > at):
            there.setdefault(row.unit_id, []).append(row)
    found = {}
    for unit_id in by_id:
        rows_here = there.get(unit_id, [])
        kept = unit_id in keeping and keeping[unit_id] <= days[unit_id]
        people = tuple(In(one.person_id, one.person.name, one.came, one.how) for one in rows_here)
        # Also where it is empty: that follows from the stays of the day.
        found[unit_id] = Staffing(kept, len({one.person for one in people}), people, unit_id in made_up)
    return found


def began(unit_ids: Iterable[int]) -> dict[int, date]:
    """Since which day each office keeps presence; one that never did is not named. One query."""
    first = Presence.objects.filter(unit=OuterRef("pk")).order_by("day").values("day")[:1]
    units = Unit.objects.filter(pk__in=list(unit_ids)).values_list("pk", Subquery(first))
    return {unit_id: day for unit_id, day in units if day is not None}


def present_at(unit: Unit, moment: datetime) -> int | None:
    """How many were in the office in the minute of `moment`; None where presence was not kept then."""
    calendar = city_calendar(unit.city)
    # Who came or left within a minute counts from or to its beginning, as in the minutes of a day.
    staffing = now_in(unit, calendar.moment(calendar.point(moment)) + LAST_OF_MINUTE)
    return staffing.people if staffing.kept else None


def stays_of(unit: Unit, day: date) -> list[tuple[Stay, str]]:
    """Every stay in the office on that day with the person's name, in order of coming; one query."""
    rows = Presence.objects.filter(unit=unit, day=day).select_related("person").order_by("came", "pk")
    return [(stay_of(row), row.person.name) for row in rows]


def open_stay(person: Person) -> Stay | None:
    """Where the person is recorded as being now, perhaps since an earlier day; one query."""
    row = _open_of(person)
    return stay_of(row) if row else None


def my_stays(person: Person, first: date, last: date) -> list[Stay]:
    """A person's own stays from day to day, latest first."""
    rows = Presence.objects.filter(person=person, day__gte=first, day__lte=last).order_by("-came", "-pk")
    return [stay_of(row) for row in rows]


def _lock(person: Person) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _open_of(person: Person) -> Presence | None:
    return (
        Presence.objects.filter(person=person, left__isnull=True)
        .select_related("unit__city", "person")
        .first()
    )


def _day(unit: Unit, at: datetime) -> date:
    return city_calendar(unit.city).local(at).date()
