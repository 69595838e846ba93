"""Published plans of a demonstration: the liveliest office, the one above it and some beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

from garda.demo.people import liveliest
from garda.demo.presence import FRONT, local_day
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.rosters import planning, publishing
from garda.rosters.heads import head_person

BESIDE = 3  # more offices than those in which a newcomer finds somebody to sign in as


def publish(city: City, until: datetime) -> int:
    """Plan this month in some offices, and draft the next in one; returns how many were published."""
    today = local_day(city, until)
    chosen = offices(city)
    for unit in chosen:
        head = head_person(unit, until)
        plan = planning.make(unit, today, by=head, at=until, simulated=True)
        publishing.publish(unit, plan, by=head, at=until)
    for unit in chosen[:1]:
        ahead = planning.month_of(today)[1] + timedelta(days=1)
        planning.make(unit, ahead, by=head_person(unit, until), at=until, simulated=True)
    return len(chosen)


def offices(city: City) -> list[Unit]:
    """Which offices have a plan: the liveliest kelurahan first."""
    front = [unit for unit in register_of(city).open_units() if unit.kind in FRONT]
    lively = liveliest(city)
    ours = sorted((unit for unit in front if unit.pk in lively), key=lambda unit: unit.kind != "kelurahan")
    beside = [unit for unit in front if ours and unit.parent_id == ours[0].parent_id and unit not in ours]
    return [*ours, *beside[:BESIDE]]
