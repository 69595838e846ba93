"""Appointments: minutes of a day at an office, offered as far as its roster has people for its desks.

Half of the desks that the roster staffs are given to appointments, one at least; the rest serves who comes
without one. An appointment asks for no name: its token is the visitor's.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from garda.cases.acting import Refused
from garda.cases.publishing import in_force
from garda.counters.models import Slot
from garda.counters.queues import recent_minutes
from garda.counters.taking import SLOT, Taken, take_number, taken
from garda.cover import Day
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit
from garda.rosters import attending
from garda.rosters.days import day_of, days_of
from garda.rosters.desks import desks_of

USUAL = 15  # minutes of an appointment while too few services are known
SHORTEST, LONGEST = 10, 60
ENOUGH = 10
AHEAD = 14  # days
LEAD = timedelta(minutes=30)  # nobody can be there sooner
EARLY, LATE = timedelta(minutes=20), timedelta(minutes=15)


@dataclass(frozen=True)
class Free:
    """One time that can be booked: minutes of the day, how many places are left."""

    start: int
    minutes: int
    left: int


@dataclass(frozen=True)
class Booked:
    """An appointment as its visitor sees it; `covered` False: the roster has nobody for it any more."""

    unit: Unit
    day: date
    start: int
    minutes: int
    key: str
    token: str
    state: str
    ticket_token: str
    covered: bool = True
    simulated: bool = False


def length(times: Sequence[int]) -> int:
    """Minutes of one appointment: what nine of ten services took lately, in steps of five; pure."""
    if len(times) < ENOUGH:
        return USUAL
    ninth = sorted(times)[-(-len(times) * 9 // 10) - 1]
    return min(LONGEST, max(SHORTEST, -(-ninth // 5) * 5))


def capacity(day: Day, desks: int, start: int, end: int) -> int:
    """How many appointments fit side by side between two minutes: half of the staffed desks; pure.

    A desk counts only if as many people are planned in every minute of it, and the counter is open.
    """
    if not any(first <= start and end <= last for first, last in day.opening):
        return 0
    there = min(
        sum(any(a <= minute < b for a, b in hand.spans) for hand in day.hands)
        for minute in _edges(day, start, end)
    )
    staffed = min(there, max(1, desks))
    return max(1, staffed // 2) if staffed else 0


def _edges(day: Day, start: int, end: int) -> set[int]:
    """The minutes at which the number of people can change, between `start` and `end`."""
    marks = {edge for hand in day.hands for span in hand.spans for edge in span}
    return {start} | {mark for mark in marks if start < mark < end}


def free_times(
    day: Day, desks: int, minutes: int, booked: Sequence[tuple[int, int]], after: int = 0
) -> list[Free]:
    """The times of a day that can still be booked, in order; pure. `booked` are (start, minutes)."""
    found = []
    for first, last in day.opening:
        for start in range(first, last - minutes + 1, minutes):
            if start < after:
                continue
            end = start + minutes
            taken_by = sum(one < end and start < one + many for one, many in booked)
            left = capacity(day, desks, start, end) - taken_by
            if left > 0:
                found.append(Free(start, minutes, left))
    return found


def days_ahead(unit: Unit, at: datetime, most: int = 5) -> dict[date, list[Free]]:
    """The next days with free times, and these; a bounded number of queries."""
    local = city_calendar(unit.city).local(at)
    first = local.date()
    last = first + timedelta(days=AHEAD)
    rosters = days_of([unit], first, last)
    minutes = length(recent_minutes(unit, at))
    rows = Slot.objects.filter(
        unit=unit, day__gte=first, day__lte=last, state__in=(Slot.BOOKED, Slot.ARRIVED)
    )
    booked: dict[date, list[tuple[int, int]]] = {}
    for day, start, many in rows.values_list("day", "start", "minutes"):
        booked.setdefault(day, []).append((start, many))
    desks = len(desks_of(unit, at))
    found: dict[date, list[Free]] = {}
    for ahead in range(AHEAD + 1):
        day = first + timedelta(days=ahead)
        times = free_times(
            rosters[unit.pk, day].cover, desks, minutes, booked.get(day, []), _soonest(local, day)
        )
        if times:
            found[day] = times
        if len(found) == most:
            break
    return found


def _soonest(local: datetime, day: date) -> int:
    soon = local + LEAD
    return 0 if day > soon.date() else 1440 if day < soon.date() else soon.hour * 60 + soon.minute


def book(
    unit: Unit, day: date, start: int, *, key: str, at: datetime, form_key: str = "", simulated: bool = False
) -> Booked:
    """Keep a time; two who want the last place get it once. Refused when it is gone.

    The same `form_key` (a secret of the form) sent again is the same appointment.
    """
    token = _token(form_key or secrets.token_urlsafe(24))
    if key and in_force(unit.city, key, at) is None:
        raise Refused(Words("Pilih keperluan dari daftar.", "Choose a service from the list."), "key")
    with transaction.atomic():
        attending.hold(unit.pk)
        before = Slot.objects.select_related("ticket").filter(unit=unit, token=token).first()
        if before is not None:
            return _booked(before, unit)
        fits = next((one for one in days_ahead(unit, at, AHEAD).get(day, []) if one.start == start), None)
        if fits is None:
            raise Refused(
                Words(
                    "Waktu ini baru saja terisi. Pilih waktu lain.",
                    "This time has just been taken.",
                ),
                "time",
            )
        slot = Slot.objects.create(
            unit=unit, day=day, start=start, minutes=fits.minutes, key=key, token=token,
            made_at=at, changed=at, simulated=simulated,
        )  # fmt: skip
    return _booked(slot, unit)


def _token(form_key: str) -> str:
    """The token of a form, which nobody can tell without its key."""
    drawn = hashlib.sha256(f"appointment:{form_key}".encode()).digest()
    return urlsafe_b64encode(drawn[:18]).decode()


def of_token(city: City, token: str) -> Booked | None:
    """The appointment that this token opens, laid beside the roster as it is now."""
    slot = Slot.objects.select_related("unit__city", "ticket").filter(unit__city=city, token=token).first()
    if slot is None:
        return None
    still = slot.state != Slot.BOOKED or capacity(
        day_of(slot.unit, slot.day).cover, 1, slot.start, slot.start + slot.minutes
    )
    return _booked(slot, slot.unit, bool(still))


def _booked(slot: Slot, unit: Unit, covered: bool = True) -> Booked:
    return Booked(
        unit, slot.day, slot.start, slot.minutes, slot.key, slot.token, slot.state,
        slot.ticket.token if slot.ticket else "", covered, slot.simulated,
    )  # fmt: skip


def cancel(city: City, token: str, at: datetime) -> None:
    """Give the time back to others."""
    with transaction.atomic():
        slot = _held(city, token)
        if slot.state != Slot.BOOKED:
            raise Refused(Words("Janji ini sudah tidak berlaku.", "This appointment no longer stands."))
        slot.state, slot.changed = Slot.CANCELLED, at
        slot.save(update_fields=["state", "changed"])


def arrive(city: City, token: str, at: datetime) -> Taken:
    """The visitor is there: the appointment becomes a ticket, once. Refused when too early or too late."""
    with transaction.atomic():
        slot = _held(city, token)
        if slot.ticket is not None:
            return taken(slot.ticket)
        begins = city_calendar(city).moment((slot.day.toordinal(), slot.start))
        if slot.state not in (Slot.BOOKED, Slot.MISSED) or at > begins + LATE:
            raise Refused(
                Words(
                    "Waktu janji ini sudah lewat. Ambil nomor biasa.",
                    "This appointment is over. Take a usual number.",
                )
            )
        if at < begins - EARLY:
            raise Refused(
                Words("Belum waktunya. Lapor datang paling awal 20 menit sebelumnya.",
                      "It is too early. Say that you are here 20 minutes before, at the soonest.")
            )  # fmt: skip
        given = take_number(slot.unit, at=at, channel=SLOT, key=slot.key, simulated=slot.simulated)
        slot.state, slot.changed, slot.ticket_id = Slot.ARRIVED, at, given.id
        slot.save(update_fields=["state", "changed", "ticket"])
    return given


def _held(city: City, token: str) -> Slot:
    rows = Slot.objects.select_for_update(of=("self",)).select_related("unit__city", "ticket")
    slot = rows.filter(unit__city=city, token=token).first()
    if slot is None:
        raise Refused(Words("Janji ini tidak ada.", "There is no such appointment."))
    return slot


def lapse(city: City, at: datetime) -> int:
    """Appointments whose time is over and to which nobody came count as missed; how many."""
    late = city_calendar(city).local(at - LATE)
    gone = Slot.objects.filter(unit__city=city, state=Slot.BOOKED, day__lte=late.date()).exclude(
        day=late.date(), start__gte=late.hour * 60 + late.minute
    )
    ids = list(gone.values_list("pk", flat=True)[:500])
    return Slot.objects.filter(pk__in=ids, state=Slot.BOOKED).update(state=Slot.MISSED, changed=at)
