"""A person's own calendar as an iCalendar feed (RFC 5545) behind a private address that can be revoked."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from icalendar import Calendar, Event

from garda.cover import Span, joined
from garda.people.calendars import city_calendar
from garda.people.holding import posts_of
from garda.people.models import Person, Unit
from garda.people.register import city_of, register_of
from garda.rosters import book, kinds
from garda.rosters.models import Absence, Feed, Plan, Shift

BACK, AHEAD = timedelta(days=31), timedelta(days=100)
MOST = 2000  # events of one feed


def make(person: Person, unit: Unit, *, at: datetime) -> str:
    """A new address for the person; the one before stops working. The key is shown once and not kept."""
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        Feed.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
        Feed.objects.create(person=person, key_hash=_hash(key), made_at=at)
        book.write(unit, "feed.made", at=at, by=person, person=person)
    return key


def revoke(person: Person, unit: Unit, *, at: datetime) -> bool:
    """Take the address back; False if there was none."""
    with transaction.atomic():
        gone = Feed.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
        if gone:
            book.write(unit, "feed.revoked", at=at, by=person, person=person)
    return bool(gone)


def since(person: Person) -> datetime | None:
    """Since when the person has an address that works."""
    row = Feed.objects.filter(person=person, revoked_at__isnull=True).first()
    return row.made_at if row else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def calendar_for(key: str, at: datetime) -> bytes | None:
    """The feed behind a key, or None: revoked, never given, or the person works here no more."""
    row = Feed.objects.filter(key_hash=_hash(key), revoked_at__isnull=True).select_related("person").first()
    city = city_of(row.person) if row is not None and row.person.is_active else None
    if row is None or city is None or not posts_of(row.person, city_calendar(city).local(at).date()):
        return None
    return calendar_of(row.person, at)


def calendar_of(person: Person, at: datetime) -> bytes:
    """Shifts in force, standing in, absences granted and duties, of the last month and the next three."""
    city = city_of(person)
    assert city is not None
    own, zone = city_calendar(city), ZoneInfo(city.zone)
    today = own.local(at).date()
    feed = Calendar()
    feed.add("prodid", "-//Garda//Jadwal//ID")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", f"Jadwal {person.name}")
    feed.add("x-wr-timezone", city.zone)
    feed.add("x-published-ttl", "PT1H")
    units = register_of(city).units
    for shift in _shifts(person, today):
        unit = units[shift.unit_id]
        made = shift.plan.published_at if shift.plan else None
        feed.add_component(
            _event(
                f"jaga-{person.pk}-{shift.day:%Y%m%d}-{shift.start}-{shift.unit_id}",
                f"{'Menggantikan di' if shift.stands_in_id else 'Bertugas di'} {unit.name}",
                own.moment((shift.day.toordinal(), shift.start)).astimezone(zone),
                own.moment((shift.day.toordinal(), shift.end)).astimezone(zone),
                made or at,
                unit.address,
            )
        )
    for absence in _absences(person, at):
        words = absence.duty.what if absence.duty else kinds.title_of(absence.kind, "id")
        place = absence.duty.place if absence.duty else ""
        start, end = absence.start.astimezone(zone), absence.end.astimezone(zone)
        stamp = absence.decided_at or absence.asked_at
        feed.add_component(_event(f"izin-{absence.pk}", words, start, end, stamp, place))
    feed.add_missing_timezones()
    return bytes(feed.to_ical())


@dataclass(frozen=True)
class DutyDay:
    """One day of duty at one office."""

    day: date
    spans: tuple[Span, ...]
    unit: str
    stands_in: bool
    simulated: bool


def days_of_duty(person: Person, first: date, last: date) -> list[DutyDay]:
    """A person's days of duty from plans in force and from standing in; two queries."""
    city = city_of(person)
    if city is None:
        return []
    units = register_of(city).units
    found: dict[tuple[date, int, bool], list[Shift]] = {}
    for row in _in_force(person, first, last):
        found.setdefault((row.day, row.unit_id, row.stands_in_id is not None), []).append(row)
    return [
        DutyDay(
            day, joined((one.start, one.end) for one in rows), units[unit].name, lent,
            any(one.simulated for one in rows),
        )
        for (day, unit, lent), rows in found.items()
    ]  # fmt: skip


def _event(uid: str, words: str, start: datetime, end: datetime, stamp: datetime, place: str) -> Any:
    event = Event()
    event.add("uid", f"{uid}@garda")
    event.add("summary", words)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("dtstamp", stamp)
    if place:
        event.add("location", place)
    return event


def _shifts(person: Person, today: date) -> list[Shift]:
    return _in_force(person, today - BACK, today + AHEAD)


def _in_force(person: Person, first: date, last: date) -> list[Shift]:
    rows = Shift.objects.filter(person=person, day__gte=first, day__lte=last)
    in_force = rows.filter(plan__state=Plan.PUBLISHED) | rows.filter(stands_in__state=Absence.GRANTED)
    return list(in_force.select_related("plan").order_by("day", "start", "pk")[:MOST])


def _absences(person: Person, at: datetime) -> list[Absence]:
    rows = Absence.objects.filter(
        person=person, state=Absence.GRANTED, end__gte=at - BACK, start__lte=at + AHEAD
    )
    return list(rows.select_related("duty").order_by("start", "pk")[:MOST])
