"""What is slower today, and why: services that need something which is broken. Anyone may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from garda.flow import Flow, Words
from garda.people.models import City
from garda.people.register import register_of
from garda.registers.models import Holding
from garda.registers.standards import Item, item_of

SHOWN = 5


@dataclass(frozen=True)
class Hindrance:
    """One broken thing at one office. `none_left` says that not one of it works."""

    office_key: str
    office: str
    item: Item
    since: datetime
    none_left: bool
    simulated: bool

    @property
    def said(self) -> Words:
        """ "printer rusak", "printer broken"."""
        return Words(f"{self.item.lower('id')} rusak", f"{self.item.lower('en')} broken")

    @property
    def meanwhile(self) -> Words:
        """How the office helps itself until it is mended."""
        return self.item.broken or Words("", "")


def at_office(city: City, key: str, flow: Flow | None = None) -> list[Hindrance]:
    """What is broken at one office and needed by `flow`, or by any service; one query."""
    unit = register_of(city).by_key(key)
    if unit is None:
        return []
    rows = Holding.objects.filter(unit_id=unit.pk, broken__gt=0)
    return _read(city, rows, flow)


def everywhere(city: City, flow: Flow) -> list[Hindrance]:
    """Where in the city the service is slower today; one query."""
    rows = Holding.objects.filter(city=city, broken__gt=0)
    offered = [one for one in _read(city, rows, flow) if not flow.offered or _kind(city, one) in flow.offered]
    return sorted(offered, key=lambda one: (one.office, one.item.key))


def _kind(city: City, one: Hindrance) -> str:
    unit = register_of(city).by_key(one.office_key)
    return unit.kind if unit else ""


def _read(city: City, rows: Iterable[Holding], flow: Flow | None) -> list[Hindrance]:
    units = register_of(city).units
    found = []
    for row in rows:
        item, unit = item_of(row.item), units.get(row.unit_id)
        if item is None or unit is None or unit.closed_on or not item.needed_by:
            continue
        if flow is None or item.needs(flow):
            none_left = row.counted_at is not None and not row.good + row.worn
            since = row.broken_since or row.changed_at
            found.append(Hindrance(unit.key, unit.name, item, since, none_left, row.simulated))
    return found
