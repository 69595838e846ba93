"""What offices' queues came to: tickets by how they ended, and how long people waited, kept day by day.

A past day is written down once it is over and can be counted again at will; today is counted live.
Waiting is the sum of a ticket's waiting stretches until it was served, in whole minutes; nobody types it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import ceil
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum

from garda.counters import states
from garda.counters.models import Period, QueueDay, Ticket, Waited
from garda.counters.taking import code_of
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit

ENOUGH = 10
LONGEST = 600  # minutes: no counter is open longer; a forgotten ticket tells no tales
SHOWN = 60


@dataclass(frozen=True)
class Waits:
    """A histogram of waiting: rising (minutes, how many)."""

    steps: tuple[tuple[int, int], ...] = ()

    @property
    def n(self) -> int:
        """How many were served."""
        return sum(many for _minutes, many in self.steps)

    @property
    def enough(self) -> bool:
        """Whether so few would not be chance."""
        return self.n >= ENOUGH

    @property
    def median(self) -> int:
        """Half waited no longer."""
        return self.within(50)

    @property
    def p90(self) -> int:
        """Nine of ten waited no longer."""
        return self.within(90)

    def within(self, percent: int) -> int:
        """The smallest whole minutes within which so many were served; 0 of none."""
        wanted, so_far = -(-self.n * percent // 100), 0
        for minutes, many in self.steps:
            so_far += many
            if so_far >= wanted:
                return minutes
        return 0


def waits_of(counts: Mapping[int, int]) -> Waits:
    """A histogram from counts by minute."""
    return Waits(tuple(sorted((minutes, many) for minutes, many in counts.items() if many > 0)))


@dataclass(frozen=True)
class Came:
    """What the tickets of some office, service and days came to."""

    taken: int = 0
    served: int = 0
    missed: int = 0
    left: int = 0
    waits: Waits = field(default_factory=Waits)
    desks: tuple[str, ...] = ()
    simulated: bool = False


# ---- counting one day ----------------------------------------------------------------------------
def count(unit: Unit, day: date) -> dict[tuple[str, bool], Came]:
    """The day of one office from its tickets, by (service, simulated); two queries."""
    tickets = list(
        Ticket.objects.filter(unit=unit, day=day).values_list("pk", "key", "simulated", "state", "desk")
    )
    waited: dict[int, float] = defaultdict(float)
    stretches = Period.objects.filter(
        ticket__unit=unit, ticket__day=day, kind=Period.WAITING, end__isnull=False
    ).values_list("ticket_id", "start", "end")
    for ticket, start, end in stretches:
        waited[ticket] += (end - start).total_seconds() if end else 0
    ends: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    minutes: dict[tuple[str, bool], Counter[int]] = defaultdict(Counter)
    desks: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for pk, key, simulated, state, desk in tickets:
        ends[key, simulated][state] += 1
        if state == states.DONE:
            minutes[key, simulated][min(LONGEST, ceil(waited[pk] / 60))] += 1
            desks[key, simulated] |= {desk} if desk else set()
    return {
        one: Came(
            sum(by.values()), by[states.DONE], by[states.MISSED], by[states.LEFT], waits_of(minutes[one]),
            tuple(sorted(desks[one])), one[1],
        )
        for one, by in ends.items()
    }  # fmt: skip


def keep(unit: Unit, day: date) -> int:
    """Write one office's day down, or write it anew; how many rows."""
    found = count(unit, day)
    with transaction.atomic():
        QueueDay.objects.filter(unit=unit, day=day).delete()
        Waited.objects.filter(unit=unit, day=day).delete()
        QueueDay.objects.bulk_create(
            QueueDay(
                city_id=unit.city_id, unit=unit, day=day, key=key, simulated=simulated, taken=one.taken,
                served=one.served, missed=one.missed, left=one.left, desks=list(one.desks),
            )
            for (key, simulated), one in found.items()
        )  # fmt: skip
        Waited.objects.bulk_create(
            Waited(
                city_id=unit.city_id, unit=unit, day=day, key=key, simulated=simulated, minutes=minutes,
                count=many,
            )
            for (key, simulated), one in found.items()
            for minutes, many in one.waits.steps
        )  # fmt: skip
    return len(found)


def keep_past_days(city: City, at: datetime, most: int = 200) -> int:
    """Days that are over, have tickets and are not kept yet, up to yesterday; how many were kept."""
    today = city_calendar(city).local(at).date()
    latest = QueueDay.objects.filter(city=city).aggregate(last=Max("day"))["last"]
    rows = Ticket.objects.filter(city=city, day__lt=today)
    # The last kept day is looked at again: a breakdown may have cut it off between two offices.
    first = latest or rows.aggregate(first=Min("day"))["first"]
    if first is None:
        return 0
    kept = set(QueueDay.objects.filter(city=city, day__gte=first).values_list("unit_id", "day"))
    due = rows.filter(day__gte=first).values_list("unit_id", "day").distinct().order_by("day", "unit_id")
    wanted = [one for one in due if one not in kept][:most]
    units = Unit.objects.select_related("city").in_bulk({unit for unit, _day in wanted})
    for unit, day in wanted:
        keep(units[unit], day)
    return len(wanted)


# ---- reading -------------------------------------------------------------------------------------
def summed(units: Sequence[Unit], first: date, last: date) -> dict[int, Came]:
    """Each office over these days from the kept counts; two queries for any number of offices."""
    where = Q(unit_id__in=[unit.pk for unit in units], day__gte=first, day__lte=last)
    return _joined(where, "unit_id")


def by_service(unit: Unit, first: date, last: date) -> dict[str, Came]:
    """One office's services over these days."""
    return _joined(Q(unit=unit, day__gte=first, day__lte=last), "key")


def by_day(unit: Unit, first: date, last: date) -> dict[date, Came]:
    """One office's days."""
    where = Q(unit=unit, day__gte=first, day__lte=last)
    found = _joined(where, "day")
    desks: dict[date, set[str]] = defaultdict(set)
    for day, some in QueueDay.objects.filter(where).values_list("day", "desks"):
        desks[day] |= set(some)
    return {day: replace(one, desks=tuple(sorted(desks[day]))) for day, one in found.items()}


def _joined(where: Q, by: str) -> dict[Any, Came]:
    """The kept counts by one column; two queries."""
    steps: dict[Any, dict[int, int]] = defaultdict(dict)
    rows = Waited.objects.filter(where).values_list(by, "minutes").annotate(n=Sum("count")).order_by()
    for one, minutes, many in rows:
        steps[one][minutes] = many
    sums = {f"all_{name}": Sum(name) for name in ("taken", "served", "missed", "left")}
    made_up = Count("pk", filter=Q(simulated=True))
    grouped = QueueDay.objects.filter(where).values_list(by).annotate(made_up=made_up, **sums).order_by()
    found: dict[Any, Came] = {}
    for one, simulated, *counts in grouped:
        taken, served, missed, left = (int(n) for n in counts)
        found[one] = Came(taken, served, missed, left, waits_of(steps[one]), (), bool(simulated))
    return found


def live(unit: Unit, at: datetime) -> Came:
    """Today so far of one office, all services together; two queries."""
    return total(count(unit, city_calendar(unit.city).local(at).date()).values())


def total(some: Iterable[Came]) -> Came:
    """Several together."""
    waits: Counter[int] = Counter()
    taken = served = missed = left = 0
    desks: set[str] = set()
    simulated = False
    for one in some:
        waits.update(dict(one.waits.steps))
        taken, served = taken + one.taken, served + one.served
        missed, left = missed + one.missed, left + one.left
        desks |= set(one.desks)
        simulated |= one.simulated
    return Came(taken, served, missed, left, waits_of(waits), tuple(sorted(desks)), simulated)


@dataclass(frozen=True)
class Behind:
    """One ticket behind a figure: its code, how it ended, how long it waited and was served."""

    code: str
    key: str
    state: str
    desk: str
    arrived: datetime
    waited: int
    served: int
    case_number: str
    simulated: bool


def behind(
    unit: Unit, first: date, last: date, *, key: str | None = None, state: str = "", limit: int = SHOWN
) -> list[Behind]:
    """The tickets behind the figures of an office, latest first; two queries."""
    rows = Ticket.objects.filter(unit=unit, day__gte=first, day__lte=last)
    rows = rows if key is None else rows.filter(key=key)
    rows = rows.filter(state=state) if state else rows
    tickets = list(rows.order_by("-arrived", "-pk")[:limit])
    spent: dict[tuple[int, str], float] = defaultdict(float)
    stretches = Period.objects.filter(ticket__in=tickets, end__isnull=False)
    for ticket, kind, start, end in stretches.values_list("ticket_id", "kind", "start", "end"):
        spent[ticket, kind] += (end - start).total_seconds() if end else 0
    return [
        Behind(
            code_of(one.letter, one.number), one.key, one.state, one.desk, one.arrived,
            int(spent[one.pk, Period.WAITING] // 60), int(spent[one.pk, Period.SERVING] // 60),
            one.case_number, one.simulated,
        )
        for one in tickets
    ]  # fmt: skip
