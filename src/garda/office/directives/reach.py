"""Which directives somebody sees, and in which post they act on one."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from garda.directives import reading
from garda.directives.reading import OfUnit, Whole
from garda.people import roles
from garda.people.arranging import unit_of
from garda.people.holding import Held, reaches
from garda.people.register import register_of
from garda.sight.doors import Staff, units_in_reach

MOST_ID = 2**63


def sees_city(staff: Staff) -> bool:
    """Whether every directive of the city lies open to them."""
    return roles.widest(staff.kinds, "see-directives") == "city"


def near(staff: Staff) -> list[int] | None:
    """The units whose directives they see; None for all of the city."""
    return None if sees_city(staff) else units_in_reach(staff, "see-directives")


def own(staff: Staff) -> list[int]:
    """The units for which they catch and carry out."""
    return units_in_reach(staff, "take-directive")


def awaits(staff: Staff) -> list[int]:
    """The units whose doings wait for them: right below theirs; for the secretary also the agencies."""
    coordinates = staff.may("coordinate-directive")
    units = register_of(staff.city).units
    found = []
    for pk in units_in_reach(staff, "verify-directive"):
        unit = units[pk]
        above = units.get(unit.parent_id) if unit.parent_id else None
        right_below = above is not None and above.pk in staff.unit_ids
        top = coordinates and above is not None and above.kind == "kota" and unit.kind != "sekretariat"
        if (right_below or top) and pk not in staff.unit_ids:
            found.append(pk)
    return found


def found_for(staff: Staff, directive_id: int) -> Whole:
    """The directive, for whoever may see it; else 404."""
    found = reading.whole(staff.city, directive_id, near(staff)) if directive_id < MOST_ID else None
    if found is None:
        raise Http404
    units = near(staff)
    theirs = units is None or found.origin_unit in staff.unit_ids
    if not theirs and not reading.names_in(staff.city, directive_id) & set(units or ()):
        raise Http404
    return found


def unit_for(staff: Staff, directive_id: int, key: str, at: Any) -> tuple[Any, OfUnit]:
    """One addressee of the directive, for whoever may see it; else 404."""
    unit = unit_of(staff.city, key.replace("\0", "")[:60]) if directive_id < MOST_ID else None
    if unit is None:
        raise Http404
    unit = register_of(staff.city).unit(unit.pk)
    found = reading.of_unit(staff.city, directive_id, unit, at)
    if found is None:
        raise Http404
    # The office that gave it reads of each of its addressees, as on the directive's own page.
    if found.origin_unit not in staff.unit_ids and not staff.may("see-directives", unit):
        raise Http404
    return unit, found


def post_for(staff: Staff, act: str, unit: Any, *, outside: bool = False) -> Held | None:
    """The post in which they do `act` on the unit; `outside`: nobody of the unit itself, if any is above."""
    if outside and unit.pk in staff.unit_ids and unit.parent_id is not None:
        return None
    return next((one for one in staff.held if reaches([one], act, unit)), None)


def giver(staff: Staff, unit: Any, one: OfUnit) -> Held | None:
    """The post of the office that gave it from which it reaches the unit."""
    there = [held for held in staff.held if held.unit.pk == one.origin_unit]
    return next((held for held in there if reaches([held], "issue-directive", unit)), None)


def gave(staff: Staff, found: Whole) -> bool:
    """Whether the directive is of an office that they hold today and may give from."""
    return found.origin_unit in {
        one.unit.pk for one in staff.held if roles.reach(one.post.kind, "issue-directive")
    }
