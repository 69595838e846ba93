"""What offices lack: the standard less what works, and how many visitors each lack touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count as CountOf
from django.db.models import Sum

from garda.cases.models import Case
from garda.cases.publishing import all_in_force, flow_of
from garda.counters.models import QueueDay, Ticket
from garda.flow import Flow
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit
from garda.registers.models import Holding, Supply
from garda.registers.standards import Item, item_of, items_for
from garda.registers.states import OPEN
from garda.trails.models import Line

BACK = 90  # days over which visitors are counted


@dataclass(frozen=True)
class Held:
    """One thing of an office: how many there should be, how many there are and how they are.

    `counted_at` is None where nobody has counted: then nothing is said to be lacking. `asked` is the id of
    the request that is under way; `seen` the last line of its trail.
    """

    item: Item
    standard: int
    good: int = 0
    worn: int = 0
    broken: int = 0
    broken_since: datetime | None = None
    counted_at: datetime | None = None
    asked: int | None = None
    asked_state: str = ""
    seen: int = 0
    simulated: bool = False

    @property
    def working(self) -> int:
        """What works, worn or not."""
        return self.good + self.worn

    @property
    def short(self) -> int:
        """How many are lacking: standard less working; unknown is not lacking."""
        return max(0, self.standard - self.working) if self.counted_at is not None else 0


def held_by(unit: Unit) -> list[Held]:
    """Everything that the office should have, as it stands; three queries."""
    rows = {row.item: row for row in Holding.objects.filter(unit=unit)}
    asked = {row.item: row for row in Supply.objects.filter(unit=unit, state__in=OPEN)}
    seen = last_lines(unit.city, "holding", [row.pk for row in rows.values()])
    return [
        _held(item, unit.kind, rows.get(item.key), asked.get(item.key), seen) for item in items_for(unit.kind)
    ]


def last_lines(city: City, kind: str, keys: Iterable[int]) -> dict[int, int]:
    """The number of the last line of each of these trails; one query."""
    wanted = [str(key) for key in keys]
    rows = Line.objects.filter(city=city, kind=kind, key__in=wanted).values("key").annotate(n=CountOf("pk"))
    return {int(row["key"]): row["n"] for row in rows.order_by()}


def _held(item: Item, kind: str, row: Holding | None, asked: Supply | None, seen: Mapping[int, int]) -> Held:
    supply = (asked.pk, asked.state) if asked else (None, "")
    if row is None:
        return Held(item, item.standard[kind], asked=supply[0], asked_state=supply[1])
    return Held(
        item, item.standard[kind], row.good, row.worn, row.broken, row.broken_since, row.counted_at,
        supply[0], supply[1], seen.get(row.pk, 0), row.simulated,
    )  # fmt: skip


# ---- in many offices -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Short:
    """One lack of one office, with the visitors of the last 90 days whose services it touches."""

    unit: Unit
    item: Item
    standard: int
    working: int
    broken: int
    visitors: int
    asked: int | None
    asked_state: str
    simulated: bool

    @property
    def short(self) -> int:
        """How many are lacking."""
        return max(0, self.standard - self.working)


def ranked(units: Sequence[Unit], at: datetime) -> list[Short]:
    """Every lack in these offices, the one that touches most visitors first; a fixed number of queries."""
    if not units:
        return []
    city, by_id = units[0].city, {unit.pk: unit for unit in units}
    rows = Holding.objects.filter(city=city, unit_id__in=list(by_id), counted_at__isnull=False)
    asked = {
        (row.unit_id, row.item): row
        for row in Supply.objects.filter(city=city, unit_id__in=list(by_id), state__in=OPEN)
    }
    lacking = []
    for row in rows:
        item, unit = item_of(row.item), by_id[row.unit_id]
        least = item.standard.get(unit.kind, 0) if item else 0
        if item and least > row.good + row.worn:
            lacking.append((row, item, unit, least))
    came = visitors(units, at)
    flows = [flow_of(one) for one in all_in_force(city, at)]
    found = [
        Short(
            unit, item, least, row.good + row.worn, row.broken, touched(item, unit, came, flows),
            *_of(asked.get((unit.pk, item.key))), row.simulated,
        )
        for row, item, unit, least in lacking
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.visitors, -one.short, one.unit.name, one.item.key))


def _of(asked: Supply | None) -> tuple[int | None, str]:
    return (asked.pk, asked.state) if asked else (None, "")


def touched(item: Item, unit: Unit, came: Mapping[tuple[int, str], int], flows: Iterable[Flow]) -> int:
    """How many visitors of the office came for a service that needs the thing; for a chair, all of them."""
    if not item.needed_by:
        return sum(n for (where, _key), n in came.items() if where == unit.pk)
    keys = {flow.key for flow in flows if item.needs(flow)}
    return sum(n for (where, key), n in came.items() if where == unit.pk and key in keys)


def visitors(units: Sequence[Unit], at: datetime) -> dict[tuple[int, str], int]:
    """By office and service: numbers drawn in the last 90 days, and matters for which none was drawn.

    Days that are over, as they were kept; three queries whatever the number of offices.
    """
    city = units[0].city
    today = city_calendar(city).local(at).date()
    first = today - timedelta(days=BACK)
    wanted = [unit.pk for unit in units]
    found: dict[tuple[int, str], int] = {}
    days = QueueDay.objects.filter(city=city, day__gte=first, day__lt=today, unit_id__in=wanted)
    for unit, key, n in days.values_list("unit_id", "key").annotate(n=Sum("taken")).order_by():
        found[unit, key] = n
    for unit, key, n in _without_number(city, wanted, first, today):
        found[unit, key] = found.get((unit, key), 0) + n
    return found


def _without_number(city: City, units: list[int], first: date, today: date) -> Iterable[tuple[int, str, int]]:
    zone = city_calendar(city).tz
    start = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(today.year, today.month, today.day, tzinfo=zone)
    numbered = Ticket.objects.filter(city=city, day__gte=first).exclude(case_number="")
    rows = Case.objects.filter(city=city, opened_at__gte=start, opened_at__lt=end, first_unit_id__in=units)
    rows = rows.filter(parent__isnull=True).exclude(number__in=numbered.values("case_number"))
    return rows.values_list("first_unit_id", "flow__key").annotate(n=CountOf("pk")).order_by()
