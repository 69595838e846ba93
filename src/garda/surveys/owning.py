"""Who answers for what an instrument asks: an office for each element, carried from edition to edition.

What a larger set asks anew has no owner: exactly these are the gaps, and they are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from garda import scoring
from garda.cases.acting import Refused
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.scoring import Change, Element
from garda.surveys.models import ElementOwner
from garda.surveys.publishing import KIND, Edition, editions
from garda.texts.words import Words
from garda.trails import writing


@dataclass(frozen=True)
class Step:
    """From one edition to the next: what lives on, what is new, what is gone, and what nobody answers for."""

    old: Edition
    new: Edition
    change: Change
    unowned: tuple[Element, ...]


def owners(city: City, edition: Edition) -> dict[str, Unit]:
    """Element → the office that answers for it."""
    units = register_of(city).units
    rows = ElementOwner.objects.filter(instrument_id=edition.pk).values_list("element", "unit_id")
    return {element: units[unit] for element, unit in rows if unit in units}


def step_to(city: City, edition: Edition) -> Step | None:
    """What this edition changes of the one before it; None for the first."""
    before = [one for one in editions(city, edition.key) if one.first < edition.first]
    if not before:
        return None
    change = scoring.changes(before[-1].instrument, edition.instrument)
    return Step(before[-1], edition, change, scoring.unowned(change, owners(city, edition)))


def assign(
    city: City,
    edition: Edition,
    element: str,
    unit: Unit,
    *,
    by: Person,
    post: int | None = None,
    at: datetime,
) -> None:
    """Say that this office answers for this element. Refused for an element that is not asked."""
    if edition.instrument.element(element) is None:
        raise Refused(Words("Unsur ini tidak ada pada edisi ini.", "No such element."), "element")
    with transaction.atomic():
        ElementOwner.objects.update_or_create(
            instrument_id=edition.pk, element=element, defaults={"unit": unit, "city": city}
        )
        facts = {"edition": edition.pk, "element": element, "unit": unit.pk}
        writing.write(
            city, KIND, edition.key, "instrument.owned", at=at, unit=unit, by=by, post=post, facts=facts
        )
