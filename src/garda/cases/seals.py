"""One seal a day: the fingerprints of the day's events in a plain text file, and that file's own.

Anyone can check it with a program that every computer has: `sha256sum` of the published file gives
the root, the file's first line is the root of the day before, and a receipt's fingerprint is a line in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Min

from garda.cases import record
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
    events = Event.objects.filter(city=city, day=day, simulated=simulated)
    return _lines(before, events.values_list("fingerprint", flat=True))


def _lines(before: str, marks: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in [before or "0" * 64, *sorted(marks)])


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


@dataclass(frozen=True)
class Standing:
    """How an event stands to the seal of its day: "waiting", "sealed", "outside", "changed" or "broken"."""

    event: Event
    seal: Seal | None
    state: str


def standing_of(city: City, fingerprint: str) -> Standing | None:
    """The event with that fingerprint and how it stands to the seals; None when there is no such event.

    "sealed" is said only of what truly is under its day's seal: the event still has its fingerprint, the
    events that were sealed still give the seal, and it is among them. "outside" was written when its day was
    sealed already, or had passed by; "changed" has another content than its fingerprint says; "broken" is
    the seal itself.
    """
    event = Event.objects.filter(fingerprint=fingerprint, city=city).select_related("case").first()
    if event is None:
        return None
    sealed = Seal.objects.filter(city=city, simulated=event.simulated)
    seal = sealed.filter(day=event.day).first()
    if record.fingerprint(event, event.case.uid) != fingerprint:
        return Standing(event, seal, "changed")
    if seal is None:
        return Standing(event, None, "outside" if sealed.filter(day__gt=event.day).exists() else "waiting")
    day = Event.objects.filter(city=city, day=event.day, simulated=event.simulated)
    # Events are only ever added: those that were there when the day was sealed are the first.
    marks = list(day.order_by("pk").values_list("fingerprint", flat=True)[: seal.count])
    if root_of(_lines(seal.before, marks)) != seal.root:
        return Standing(event, seal, "broken")
    return Standing(event, seal, "sealed" if fingerprint in marks else "outside")
