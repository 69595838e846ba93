"""A city's past in its tables: as many matters as are wanted, each with a record that holds.

What a city has open at once does not grow with its past: about 3,000 matters, and the same 45 on the
measured desk at every size. All else is closed and spread over three years. Not made: blind marks, errands
long done, papers. The counts of figures are the sums of what the events change.
"""

from __future__ import annotations

import itertools
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Model

from garda import clock
from garda.cases.models import Case, Counter, Event, Said
from garda.config.bench import lives
from garda.config.bench.city import FRONT, YEARS, measured_unit, officers
from garda.config.bench.lives import Life, Moments
from garda.config.bench.pouring import pour
from garda.config.telling import counted
from garda.figures.counting import COLUMNS
from garda.figures.models import DayFigure, Shortfall, Stock
from garda.people.models import City, Unit
from garda.people.register import register_of

OPEN_AT_ONCE, ON_THE_DESK = 3000, 45
DAYS = 365 * YEARS
QUIET = 21  # days before now in which the measured unit's past adds nothing to its present
AT_ONCE = 4000


@dataclass
class Batch:
    """Rows on their way, by table, as plain values in the order of the columns."""

    cases: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    said: list[tuple[Any, ...]] = field(default_factory=list)
    shortfalls: list[tuple[Any, ...]] = field(default_factory=list)


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a table in the order in which rows carry them."""
    return tuple(str(one.attname) for one in model._meta.concrete_fields)


class Filler:
    """Makes matters and keeps the tally of numbers and counts."""

    def __init__(self, city: City) -> None:
        self.city = city
        units = register_of(city).open_units()
        self.own = measured_unit(city)
        front = [unit for unit in units if unit.kind in FRONT and unit.pk != self.own.pk]
        self.others = [*front, *(unit for unit in units if unit.kind in ("opd", "bagian"))]
        self.officers = officers(city)
        who = self.officers[self.own.pk]
        long_ago = lives.morning(self.own, DAYS)
        self.closed = lives.spread([(n, lives.live(p, self.own, who, long_ago)) for n, p in lives.CLOSED])
        lately = lives.morning(self.own, 13)
        self.open = lives.spread([(n, lives.live(p, self.own, who, lately)) for n, p in lives.OPEN])
        self.now = clock.now()
        self.next_case = 1 + (Case.objects.aggregate(m=Max("pk"))["m"] or 0)
        self.next_event = 1 + (Event.objects.aggregate(m=Max("pk"))["m"] or 0)
        self.numbers: Tally[tuple[int, int]] = Tally(
            {(one.unit_id, int(one.name.removeprefix("case-"))): one.last for one in Counter.objects.all()}
        )
        self.counts: dict[tuple[int, date, str], Tally[str]] = {}

    def matters(self, first: int, size: int) -> Iterator[tuple[Life, Unit, datetime]]:
        """Which life, where, from when, for each matter from the `first` to the `size`-th."""
        present = min(OPEN_AT_ONCE, size * 6 // 10)
        before = min(OPEN_AT_ONCE, first * 6 // 10)
        for n in range(before, present):
            own = n < ON_THE_DESK
            unit = self.own if own else self.others[n % len(self.others)]
            yield self.open(n), unit, self.now - timedelta(days=n % 12, hours=1 + n % 7, minutes=n % 60)
        past = (size - present) - (first - before)
        every = len(self.others) + 1
        for n in range(past):
            place = (n * 11) % every
            unit = self.own if place == len(self.others) else self.others[place]
            ago = DAYS - 1 - (n * 7919 + first) % (DAYS - 5)
            life = self.closed(n)
            ago = max(ago, QUIET) if unit is self.own else ago
            ended = max(event.after for event in life.events)
            begun = self.now - timedelta(days=ago, hours=n % 9, minutes=n % 60, seconds=n % 53)
            yield life, unit, min(begun, self.now - ended - timedelta(hours=1))

    def batches(self, first: int, size: int) -> Iterator[Batch]:
        """Everything to be put in, a few thousand matters at a time."""
        all_of_them = self.matters(first, size)
        while part := list(itertools.islice(all_of_them, AT_ONCE)):
            batch = Batch()
            for life, unit, begun in part:
                self._make(batch, life, unit, begun)
            yield batch

    def _make(self, batch: Batch, life: Life, unit: Unit, begun: datetime) -> None:
        pk, self.next_case = self.next_case, self.next_case + 1
        officer = self.officers[unit.pk]
        year = lives.local_day(begun, unit).year
        self.numbers[unit.pk, year] += 1
        values = Moments(
            uid=f"{pk:032x}", unit=unit.pk, area=unit.area_id or "null", person=officer.person,
            post=officer.post, number=f"{unit.abbrev}-{year % 100:02d}-{self.numbers[unit.pk, year]:04d}",
        )  # fmt: skip
        values.begun = begun
        head = ""
        for place, (one, at, facts, before, own) in enumerate(lives.chained(life, values), start=1):
            day = lives.local_day(at, unit)
            by = (officer.person, officer.post) if one.by_kind == "post" else (None, None)
            batch.events.append(
                (self.next_event, pk, place, one.name, facts, one.by_kind, *by, at, day, before, own,
                 self.city.pk, False)
            )  # fmt: skip
            self._count(batch, one, unit, day, pk)
            self.next_event += 1
            head = own
        batch.cases.append(self._row(life, unit, values, pk, head))
        batch.said += [
            (None, pk, row.seq, row.key, row.by_kind, row.reader, row.sealed, row.salt, row.fingerprint, None)
            for row in life.said
        ]

    def _count(self, batch: Batch, one: lives.Written, unit: Unit, day: date, case: int) -> None:
        for key, changed in one.counts:
            self.counts.setdefault((unit.pk, day, key), Tally()).update(changed)
        if one.short is not None:
            batch.shortfalls.append(
                (None, self.next_event, case, self.city.pk, unit.pk, day, *one.short, None, False)
            )

    def _row(self, life: Life, unit: Unit, values: Moments, pk: int, head: str) -> tuple[Any, ...]:
        own = {
            "id": pk, "uid": values["uid"], "number": values["number"], "code_mark": "-" * 64,
            "form_key": None, "first_unit_id": unit.pk, "unit_id": unit.pk, "area_id": unit.area_id,
            "head": head,
        }  # fmt: skip
        return tuple(
            own[name] if name in own else values.begun + value if isinstance(value, timedelta) else value
            for name, value in life.columns.items()
        )


def fill(city: City, size: int) -> None:
    """Bring the city to `size` matters in all; what is there already stays."""
    there = Case.objects.count()
    if there >= size:
        return
    filler = Filler(city)
    tables = (Case, Event, Said, Shortfall)
    names = [columns_of(model) for model in tables]
    rows = (
        ((batch.cases, batch.events, batch.said, batch.shortfalls), len(batch.cases))
        for batch in filler.batches(there, size)
    )
    with pour(tables, bare=size - there > 20_000) as put:
        for parts, count in rows:
            for model, columns, part in zip(tables, names, parts, strict=True):
                put(model, columns, part)
            for _ in counted(range(count), "Perkara"):
                pass
    with transaction.atomic():
        _keep(filler)
    tidy()


def _keep(filler: Filler) -> None:
    for (unit_id, year), last in filler.numbers.items():
        Counter.objects.update_or_create(unit_id=unit_id, name=f"case-{year}", defaults={"last": last})
    kept = {(row.unit_id, row.day, row.flow_key): row for row in DayFigure.objects.filter(city=filler.city)}
    fresh = []
    for key, changed in filler.counts.items():
        row = kept.get(key)
        if row is None:
            row = DayFigure(city=filler.city, unit_id=key[0], day=key[1], flow_key=key[2])
            fresh.append(row)
        for name in COLUMNS:
            setattr(row, name, getattr(row, name) + changed.get(name, 0))
    DayFigure.objects.bulk_create(fresh, batch_size=2000)
    overdue: Tally[tuple[int, str]] = Tally()
    for (unit_id, _day, flow), changed in filler.counts.items():
        overdue[unit_id, flow] += changed.get("overdue", 0)
    for (unit_id, flow), more in overdue.items():
        stock, _made = Stock.objects.get_or_create(city=filler.city, unit_id=unit_id, flow_key=flow)
        Stock.objects.filter(pk=stock.pk).update(overdue=F("overdue") + more)
    DayFigure.objects.bulk_update(
        [kept[key] for key in filler.counts if key in kept], COLUMNS, batch_size=500
    )


def tidy() -> None:
    """What an operator's database does by itself over the months: fresh statistics for its planner."""
    with connection.cursor() as cursor:
        alone = connection.vendor == "postgresql" and not connection.in_atomic_block
        cursor.execute("VACUUM ANALYZE" if alone else "ANALYZE")
