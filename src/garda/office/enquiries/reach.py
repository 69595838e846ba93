"""Which calls somebody sees, and for which units they answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from garda.enquiries import reading
from garda.enquiries.reading import OfUnit, Whole
from garda.people.arranging import unit_of
from garda.people.register import register_of
from garda.sight.doors import Staff, units_in_reach

MOST_ID = 2**63


def found_for(staff: Staff, call_id: int) -> Whole:
    """The call, for whoever sees the board of the unit that asks; else 404."""
    found = _call(staff, call_id)
    if not sees_board(staff, found):
        raise Http404
    return found


def sees_board(staff: Staff, found: Whole) -> bool:
    """Whether the board and the answers of everybody lie open to them."""
    return staff.may("see-calls", register_of(staff.city).unit(found.unit_id))


def steers(staff: Staff, found: Whole) -> bool:
    """Whether they may remind and give more time: from the unit that asks."""
    return found.unit_id in staff.unit_ids and staff.may("ask-units")


def unit_for(staff: Staff, call_id: int, key: str) -> tuple[Whole, Any, OfUnit]:
    """A call, one unit and its row, for that unit's own people and for whoever sees the board; else 404."""
    found = _call(staff, call_id)
    unit = unit_of(staff.city, key.replace("\0", "")[:60])
    row = next((one for one in found.units if unit and one.unit.pk == unit.pk), None)
    if row is None or not (staff.may("answer-call", row.unit) or sees_board(staff, found)):
        raise Http404
    return found, row.unit, row


def own(staff: Staff) -> list[int]:
    """The units for which they answer."""
    return units_in_reach(staff, "answer-call")


def _call(staff: Staff, call_id: int) -> Whole:
    found = reading.whole(staff.city, call_id) if call_id < MOST_ID else None
    if found is None:
        raise Http404
    return found
