"""What is slower today, and why: services that need something which is broken. Anyone may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from garda.flow import Flow, Step, Words
from garda.flow.routing import way_of
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.registers.models import Holding
from garda.registers.standards import DESK, DOOR, LETTER, Item, item_of

SHOWN = 5


@dataclass(frozen=True)
class Hindrance:
    """One broken thing at one office. `none_left` says that not one of it works.

    `stations` are the stations of a route at which it is felt, `on_the_way` that it stands at another office
    than the one to which one comes first: both are known where the route was asked for.
    """

    office_key: str
    office: str
    item: Item
    since: datetime
    none_left: bool
    simulated: bool
    stations: tuple[str, ...] = ()
    on_the_way: bool = False

    @property
    def said(self) -> Words:
        """ "printer rusak", "printer broken"."""
        return Words(f"{self.item.lower('id')} rusak", f"{self.item.lower('en')} broken")

    @property
    def meanwhile(self) -> Words:
        """How the office helps itself until it is mended."""
        return self.item.broken or Words("", "")

    @property
    def at_station(self) -> Words:
        """The sentence at the station that is slower."""
        if self.none_left:
            return Words(
                f"Tidak ada {self.item.lower('id')} yang berfungsi hari ini.",
                f"No {self.item.lower('en')} works today.",
            )
        name = self.item.lower("en")
        return Words(
            f"{self.item.title.id} rusak, hari ini lebih lambat.",
            f"{name[:1].upper()}{name[1:]} broken, slower today.",
        )


def at_office(city: City, key: str, flow: Flow | None = None) -> list[Hindrance]:
    """What is broken at one office and needed by `flow`, or by any service; one query."""
    unit = register_of(city).by_key(key)
    if unit is None:
        return []
    rows = Holding.objects.filter(unit_id=unit.pk, broken__gt=0)
    return _read(city, rows, flow)


def along(city: City, key: str, flow: Flow) -> list[Hindrance]:
    """What is broken and needed on the whole route from one office on, and where it is felt; one query.

    A later step may stand at an office above: there it counts only where it is felt at a station.
    """
    register = register_of(city)
    first = register.by_key(key)
    if first is None:
        return []
    way: dict[int, list[Step]] = {first.pk: []}
    for step in way_of(flow):
        unit = _stands_at(first, step, register.units)
        if unit is not None and step.place != "online":
            way.setdefault(unit.pk, []).append(step)
    found = []
    for one in _read(city, Holding.objects.filter(unit_id__in=way, broken__gt=0).order_by("pk"), flow):
        unit = register.by_key(one.office_key)
        if unit is None:
            continue
        begins = unit.pk == first.pk
        stations = felt(one.item, way[unit.pk], begins=begins)
        if begins or stations:
            found.append(replace(one, stations=stations, on_the_way=not begins))
    return sorted(found, key=lambda one: one.on_the_way)


def felt(item: Item, steps: Sequence[Step], *, begins: bool) -> tuple[str, ...]:
    """The stations of one office at which a broken item is felt; the door is the first office's alone."""
    if item.felt_at == DOOR:
        return (DOOR,) if begins else ()
    if isinstance(item.felt_at, tuple):
        return tuple(step.key for step in steps if step.key in item.felt_at)
    if item.felt_at == DESK:
        return tuple(step.key for step in steps if step.place == "desk")
    if item.felt_at == LETTER:
        handed = [step.key for step in steps if step.place == "pickup"]
        return tuple(handed or [step.key for step in steps[-1:]])
    return tuple(step.key for step in steps[:1])


def at_stations(found: Iterable[Hindrance], lang: str) -> dict[str, str]:
    """The sentences by station, as the drawing of a route wants them."""
    said: dict[str, str] = {}
    for one in found:
        for station in one.stations:
            said[station] = f"{said.get(station, '')} {one.at_station.of(lang)}".strip()
    return said


def _stands_at(first: Unit, step: Step, units: Mapping[int, Unit]) -> Unit | None:
    """The office of a step for whoever begins at `first`: there, or above it in its own line."""
    place: Unit | None = first
    while step.at and place is not None and place.kind != step.at:
        place = units.get(place.parent_id) if place.parent_id else None
    return place


def everywhere(city: City, flow: Flow) -> list[Hindrance]:
    """Where in the city the service is slower today; one query."""
    rows = Holding.objects.filter(city=city, broken__gt=0)
    kinds = {*flow.offered, *(step.at for step in way_of(flow))}
    offered = [one for one in _read(city, rows, flow) if not flow.offered or _kind(city, one) in kinds]
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
