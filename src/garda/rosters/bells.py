"""Word about the roster to one person: reading it, counting what is unread, marking it read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from garda.people.models import Person
from garda.people.register import register_of
from garda.rosters.models import Bell

PEOPLE = frozenset({"person", "substitute", "by", "sent", "taker", "giver", "helper"})


@dataclass(frozen=True)
class Ring:
    """One bell as a page words it: `facts` with the names of the people in them, `unit` the office's name."""

    id: int
    name: str
    facts: Mapping[str, Any]
    unit: str
    url: str
    at: datetime
    read: bool
    simulated: bool


def of_person(person: Person, *, limit: int = 50) -> list[Ring]:
    """What a person was told: unread first, newest first; three queries at most."""
    rows = list(unread(person).order_by("-at", "-pk")[:limit])
    older = Bell.objects.filter(person=person, read_at__isnull=False).order_by("-at", "-pk")
    rows += list(older[: limit - len(rows)]) if len(rows) < limit else []
    if not rows or person.city is None:
        return []
    ids = {value for row in rows for key, value in row.facts.items() if key in PEOPLE}
    names = dict(Person.objects.filter(pk__in=ids, city=person.city).values_list("pk", "name")) if ids else {}
    units = register_of(person.city).units
    return [
        Ring(
            row.pk,
            row.name,
            {key: names.get(value, "") if key in PEOPLE else value for key, value in row.facts.items()},
            units[row.unit_id].name if row.unit_id in units else "",
            row.url,
            row.at,
            row.read_at is not None,
            row.simulated,
        )
        for row in rows
    ]


def unread(person: Person) -> QuerySet[Bell]:
    """The bells that the person has not read."""
    return Bell.objects.filter(person=person, read_at__isnull=True)


def mark_read(person: Person, at: datetime, ids: Iterable[int]) -> int:
    """Mark some of one's own bells as read; returns how many."""
    return unread(person).filter(pk__in=list(ids)).update(read_at=at)


def settle(person: Person, names: Iterable[str], url: str, at: datetime) -> int:
    """What these bells asked for at that address was done: nobody needs to read them any more."""
    return unread(person).filter(name__in=list(names), url=url).update(read_at=at)
