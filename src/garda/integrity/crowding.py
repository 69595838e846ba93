"""A box in which more lies than comes out in the usual days: word to who reads it, and one level up.

Told when the box is emptied, never when a paper falls in: so the word says nothing of when anybody wrote. Of
reports of conduct the line names no office, and no superior hears: only those who may handle them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from garda.integrity import answering, boxing, handling
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.trails import writing
from garda.trails.models import Line

KIND: Final = "box"
AGAIN: Final = timedelta(days=7)


def tell(city: City, at: datetime) -> int:
    """Word about every crowded box, once a week while it lasts; in the caller's transaction."""
    register = register_of(city)
    return sum(
        _criticism(register.unit(unit), n, at)
        if kind == boxing.CRITICISM
        else _conduct(register.unit(unit), at)
        for unit, kind, n in boxing.crowded(city)
    )


def _criticism(unit: Unit, n: int, at: datetime) -> int:
    if _told(unit.city, str(unit.pk), at):
        return 0
    writing.write(unit.city, KIND, unit.pk, "box.crowded", at=at, unit=unit, facts={"n": n})
    above = register_of(unit.city).unit(unit.parent_id) if unit.parent_id else None
    for place in filter(None, (unit, above)):
        person = head_person(place, at)
        if person is not None:
            facts = {"about": unit.name, "n": n}
            book.tell(place, person, "box.crowded", at=at, facts=facts, url=answering.ADDRESS)
    return 1


def _conduct(unit: Unit, at: datetime) -> int:
    """Once for a desk, whichever offices it is about."""
    desk = handling.desk_of(unit)
    if _told(unit.city, desk, at):
        return 0
    writing.write(unit.city, KIND, desk, "box.crowded", at=at)
    top = register_of(unit.city).top
    people: list[Person] = handling.handlers(unit.city, desk, unit, city_calendar(unit.city).local(at).date())
    for person in people:
        book.tell(top, person, "box.crowded-conduct", at=at, url=handling.ADDRESS)
    return 1


def _told(city: City, key: str, at: datetime) -> bool:
    lines = Line.objects.filter(city=city, kind=KIND, key=key, name="box.crowded")
    return lines.filter(at__gt=at - AGAIN).exists()
