"""Who decides for an office: whoever leads it; for the leader's own absence, whoever leads the unit above."""

from __future__ import annotations

from datetime import datetime

from garda.people import roles
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
    """Who decides about person `but` of this office: never that person; else the nearest above who may."""
    register = register_of(unit.city)
    day = city_calendar(unit.city).local(at).date()
    for part in reversed([part for part in unit.path.split("/") if part]):
        above = register.unit(int(part))
        term = head_of(above, deciders(above.kind), day)
        if term is not None and term.person is not None and term.person_id != but:
            return term.person
    return None


def deciders(unit_kind: str) -> tuple[str, ...]:
    """The kinds of post in such a unit whose holder decides on leave there."""
    return tuple(kind for kind in heads_of(unit_kind) if roles.reach(kind, "decide-leave"))
