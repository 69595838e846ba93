"""One seal a day: the fingerprints of the day's events in a plain text file, and that file's own.

Anyone can check it with a program that every computer has: `sha256sum` of the published file gives
the root, the file's first line is the root of the day before, and a receipt's fingerprint is a line in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Min

from garda.cases.models import Event, Seal
from garda.people.calendars import city_calendar
from garda.people.models import City


@dataclass(frozen=True)
class Broken:
    """A day whose seal does not hold."""

    city: str
    day: date
    words: str


def text_of(city: City, day: date, before: str, simulated: bool = False) -> str:
    """The published file of a day: the root before it, then every event's fingerprint, sorted."""
    lines = Event.objects.filter(city=city, day=day, simulated=simulated)
    marks = sorted(lines.values_list("fingerprint", flat=True))
    return "".join(f"{line}\n" for line in [before or "0" * 64, *marks])


def root_of(text: str) -> str:
    """SHA-256 of the file, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_day(city: City, day: date, at: datetime, simulated: bool = False) -> Seal:
    """Seal one day that is over; a day sealed already is returned as it is."""
    found = Seal.objects.filter(city=city, day=day, simulated=simulated).first()
    if found is not None:
        return found
    last = Seal.objects.filter(city=city, day__lt=day, simulated=simulated).order_by("-day").first()
    before = last.root if last else ""
    text = text_of(city, day, before, simulated)
    try:
        with transaction.atomic():
            return Seal.objects.create(
                city=city,
                day=day,
                count=text.count("\n") - 1,
                before=before,
                root=root_of(text),
                at=at,
                simulated=simulated,
            )
    except IntegrityError:
        return Seal.objects.get(city=city, day=day, simulated=simulated)


def seal_past_days(city: City, at: datetime) -> int:
    """Seal every day before today that has events and no seal yet; returns how many."""
    today = city_calendar(city).local(at).date()
    count = 0
    for simulated in (False, True):
        for day in _unsealed(city, today, simulated):
            seal_day(city, day, at, simulated)
            count += 1
    return count


def _unsealed(city: City, today: date, simulated: bool) -> Iterator[date]:
    events = Event.objects.filter(city=city, simulated=simulated)
    last = Seal.objects.filter(city=city, simulated=simulated).aggregate(Max("day"))["day__max"]
    first = events.filter(day__gt=last) if last else events
    day = first.aggregate(Min("day"))["day__min"]
    while day is not None and day < today:
        yield day
        day = events.filter(day__gt=day).aggregate(Min("day"))["day__min"]
    return


def broken(city: City) -> Iterator[Broken]:
    """Every seal of the city that its day's events no longer give."""
    for simulated in (False, True):
        before = ""
        for seal in Seal.objects.filter(city=city, simulated=simulated).order_by("day"):
            if seal.before != before:
                yield Broken(city.key, seal.day, "segel tidak menyambung ke hari sebelumnya")
            text = text_of(city, seal.day, seal.before, simulated)
            if text.count("\n") - 1 != seal.count or root_of(text) != seal.root:
                yield Broken(
                    city.key, seal.day, "peristiwa hari itu tidak lagi memberi sidik jari yang disegel"
                )
            before = seal.root


def sealed_on(city: City, fingerprint: str) -> tuple[Event | None, Seal | None]:
    """The event with that fingerprint and the seal of its day, if there are any."""
    event = Event.objects.filter(fingerprint=fingerprint, city=city).select_related("case").first()
    if event is None:
        return None, None
    return event, Seal.objects.filter(city=city, day=event.day, simulated=event.simulated).first()
