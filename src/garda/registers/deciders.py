"""Who decides on what an office asks for, and who is told when no answer comes: always somebody above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from garda.people import roles
from garda.people.calendars import city_calendar
from garda.people.holding import Held, head_of
from garda.people.models import Person, Unit
from garda.people.posts import heads_of
from garda.people.register import register_of

ACT = "decide-facilities"


@dataclass(frozen=True)
class Rung:
    """One place on the way up: the unit, and the kinds of post there that answer."""

    unit: Unit
    kinds: tuple[str, ...]


def may_decide(held: Iterable[Held], unit: Unit) -> bool:
    """Whether one of these posts decides for the office: for one's own only who has the whole city.

    Who holds a post in the office decides nothing for it from a post above that they stand in for.
    """
    held = list(held)
    own = any(one.unit.pk == unit.pk for one in held)
    for one in held:
        far = roles.reach(one.post.kind, ACT)
        if far == "city" and one.unit.city_id == unit.city_id:
            return True
        if far == "below" and not own and unit.path.startswith(one.unit.path):
            return True
    return False


def is_nearest(held: Iterable[Held], unit: Unit) -> bool:
    """Whether one of these posts is the first that is asked to decide for the office."""
    rung = decider(unit)
    return rung is not None and any(
        one.unit.pk == rung.unit.pk and one.post.kind in rung.kinds for one in held
    )


def ladder(unit: Unit) -> list[Rung]:
    """From the nearest who decides for the office up to the head of the city, who is told at the end."""
    register = register_of(unit.city)
    above = [register.unit(int(part)) for part in unit.path.split("/") if part]
    found = []
    for one in reversed(above):
        kinds = _with(register.posts.get(one.pk, frozenset()), "below") if one.pk != unit.pk else ()
        found += [Rung(one, kinds)] if kinds else []
    for one in register.open_units():
        kinds = _with(register.posts.get(one.pk, frozenset()), "city")
        found += [Rung(one, kinds)] if kinds else []
    if above:
        found.append(Rung(above[0], heads_of(above[0].kind)))
    return found


def person_at(rung: Rung, at: datetime) -> Person | None:
    """Who holds that place today."""
    term = head_of(rung.unit, rung.kinds, city_calendar(rung.unit.city).local(at).date())
    return term.person if term else None


def decider(unit: Unit) -> Rung | None:
    """The nearest who decides; None in a city without any."""
    return next(iter(ladder(unit)), None)


def _with(kinds: Iterable[str], far: str) -> tuple[str, ...]:
    return tuple(sorted(kind for kind in kinds if roles.reach(kind, ACT) == far))
