"""Who decides for an office: whoever leads it; for the leader's own absence, whoever leads the unit above."""

from __future__ import annotations

from datetime import datetime

from garda.people.calendars import city_calendar
from garda.people.holding import head_of
from garda.people.models import Person, Unit
from garda.people.posts import heads_of
from garda.people.register import register_of


def head_person(unit: Unit, at: datetime) -> Person | None:
    """Who leads the unit today, by term of office; a deputy where there is no head."""
    term = head_of(unit, heads_of(unit.kind), city_calendar(unit.city).local(at).date())
    return term.person if term else None


def head_for(unit: Unit, at: datetime, but: int) -> Person | None:
    """Who decides about person `but` of this office: never that person; else the nearest above."""
    register = register_of(unit.city)
    for part in reversed([part for part in unit.path.split("/") if part]):
        found = head_person(register.unit(int(part)), at)
        if found is not None and found.pk != but:
            return found
    return None
