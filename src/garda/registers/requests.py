"""Reading what was asked for: one request with what happened to it, those of an office, those that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from garda.flow import Words
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.registers import states
from garda.registers.models import Supply
from garda.registers.standards import Item, item_of, standard
from garda.trails import reading

LISTED = 50


@dataclass(frozen=True)
class Asked:
    """One request as others read it."""

    id: int
    unit: Unit
    item: Item
    state: str
    wanted: int
    words: str
    asked_at: datetime
    asked_by: str
    due_at: datetime
    overdue_at: datetime | None
    granted: int
    why: str
    decided_at: datetime | None
    decided_by: str
    fund: str
    expected_on: date | None
    arrived: int
    arrived_at: datetime | None
    received: int
    found: str
    simulated: bool
    seen: int = 0

    @property
    def open(self) -> bool:
        """Something is still to come of it."""
        return self.state in states.OPEN

    def late(self, at: datetime) -> bool:
        """No answer though its time is over."""
        return self.state == states.ASKED and self.due_at <= at

    @property
    def what(self) -> Words:
        """ "3 kursi tunggu": what was granted; before the answer, what was asked for."""
        return self.item.so_many(self.granted or self.wanted)

    @property
    def what_asked(self) -> Words:
        """The same of what was asked for."""
        return self.item.so_many(self.wanted)

    @property
    def what_came(self) -> Words:
        """The same of what was brought and waits to be looked at."""
        return self.item.so_many(self.arrived)

    @property
    def left(self) -> int:
        """Pieces granted that the office does not have yet."""
        return max(0, self.granted - self.received)


@dataclass(frozen=True)
class Step:
    """One line of what happened: its name, by whom, when, its facts."""

    name: str
    by: str
    at: datetime
    facts: dict[str, Any]


def one_of(city: City, supply_id: int) -> tuple[Asked, list[Step]] | None:
    """One request of the city and every line of its trail."""
    row = _rows().filter(city=city, pk=supply_id).first()
    if row is None:
        return None
    lines = reading.lines(city, "supply", row.pk)
    steps = [Step(line.name, line.by.name if line.by else "", line.at, line.facts) for line in lines]
    return asked(row, lines[-1].seq if lines else 0), steps


def of_unit(unit: Unit) -> list[Asked]:
    """What the office asked for, the latest first."""
    rows = _rows().filter(unit=unit).order_by("-asked_at")[:LISTED]
    return [asked(row) for row in rows if item_of(row.item)]


def waiting(city: City, units: Iterable[int]) -> list[Asked]:
    """Requests of these offices that wait for an answer, money or delivery: the earliest due first."""
    rows = _rows().filter(city=city, unit_id__in=list(units), state__in=states.OPEN)
    return [asked(row) for row in rows.order_by("due_at")[: 2 * LISTED] if item_of(row.item)]


def count_undecided(city: City, first: Iterable[int], later: Iterable[int]) -> int:
    """How many requests of these offices wait for a decision; of those in `later` only what is overdue."""
    overdue = Q(unit_id__in=list(later), overdue_at__isnull=False)
    rows = Supply.objects.filter(Q(unit_id__in=list(first)) | overdue, city=city, state=states.ASKED)
    return rows.count()


def count_arrived(city: City, units: Iterable[int]) -> int:
    """How many deliveries wait for these offices to look at them."""
    return Supply.objects.filter(city=city, state=states.DELIVERED, unit_id__in=list(units)).count()


def _rows() -> Any:
    return Supply.objects.select_related("asked_by", "decided_by", "city")


def asked(row: Supply, seen: int = 0) -> Asked:
    """The row as others read it."""
    item = item_of(row.item)
    assert item is not None
    return Asked(
        row.pk, register_of(row.city).unit(row.unit_id), item, row.state, row.wanted, row.words, row.asked_at,
        row.asked_by.name if row.asked_by else "", row.due_at, row.overdue_at, row.granted, row.why,
        row.decided_at, row.decided_by.name if row.decided_by else "", row.fund, row.expected_on, row.arrived,
        row.arrived_at, row.received, row.found, row.simulated, seen,
    )  # fmt: skip


def fund_title(key: str, lang: str) -> str:
    """What a source of money is called."""
    found = standard().funds.get(key)
    return found.of(lang) if found else key
