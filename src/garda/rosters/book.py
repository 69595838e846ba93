"""Writing the book of an office: one line per thing that happened, and word to those whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from garda.people.calendars import city_calendar
from garda.people.models import Person, Unit
from garda.rosters.models import Bell, Entry


def write(
    unit: Unit,
    name: str,
    *,
    at: datetime,
    by: Person | None = None,
    person: Person | None = None,
    facts: Mapping[str, Any] | None = None,
    simulated: bool = False,
) -> Entry:
    """Write one line about `unit` (and `person`); call it in the transaction that makes the change.

    `by` is who did it; None is the clock. Facts are plain numbers, keys and moments, never words of a person.
    """
    return Entry.objects.create(
        unit=unit, person=person, name=name, facts=dict(facts or {}), at=at,
        day=city_calendar(unit.city).local(at).date(), by=by, simulated=simulated,
    )  # fmt: skip


def tell(
    unit: Unit,
    person: Person,
    name: str,
    *,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    url: str = "",
    simulated: bool = False,
) -> Bell:
    """Put word before one person, in the same transaction as what it speaks of; `url` is where to act."""
    return Bell.objects.create(
        unit=unit, person=person, name=name, facts=dict(facts or {}), url=url, at=at, simulated=simulated
    )
