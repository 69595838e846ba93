"""Counting the record, event by event: the follower that keeps the counts, and the same count made again.

Both go through `changes_of`, so a past day that is counted again gives what was kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from garda.cases.models import Errand, Event
from garda.cases.publishing import flow_by_id
from garda.cases.replaying import replay, row_at
from garda.figures import endings, trusting, versions
from garda.figures.models import DayFigure, Shortfall, Stock
from garda.figures.raising import raise_counts
from garda.people.models import City

COLUMNS = (
    "opened", "closed", "dropped", "fast", "right", "accountable", "all_three", "late", "overdue",
    "reopened", "rated_sum", "rated_n",
)  # fmt: skip
FOLLOWER = "count"  # this room's name in settings FOLLOWERS
# Outcomes in which no office answered: they are counted beside the three figures, not in them.
DROPPED = ("withdrawn", "lapsed")
COUNTED = (
    "case.opened", "case.moved", "case.closed", "case.reopened", "offer.accepted", "clock.late",
    "resident.rated",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What one event does to the counts of one unit: columns and by how much."""

    unit: int
    flow_key: str
    columns: dict[str, int]


def count(event: Event, at: datetime) -> None:
    """Follower: add what the event changes to its day's counts, in the errand's own transaction."""
    for change in changes_of(event):
        _add(event.city_id, event.day, event.simulated, change)
    _keep_shortfall(event)
    versions.count(event)
    endings.count(event)
    trusting.count(event)


def changes_of(event: Event) -> list[Change]:
    """What `event` changes in the counts of its local day; nothing for events that count nothing."""
    if event.name not in COUNTED:
        return []
    row = row_at(event)
    key = flow_by_id(row["flow_id"]).key
    return [Change(unit, key, columns) for unit, columns in _counted(event, row)]


def _counted(event: Event, row: dict[str, Any]) -> Iterator[tuple[int, dict[str, int]]]:
    unit, late = row["unit_id"], row["late_at"] is not None
    if event.name == "case.opened":
        # A limb is counted where it is asked for, a whole matter where it first appeared.
        yield (unit if row["parent_id"] else event.facts.get("first_unit", unit)), {"opened": 1}
    elif event.name == "case.closed":
        yield unit, {**_closing(event.facts, 1), "overdue": -int(late)}
    elif event.name == "case.reopened":
        closing = _closing_before(event)
        taken_back = _closing(closing.facts, -1) if closing else {}
        yield unit, {**taken_back, "reopened": 1, "overdue": int(late)}
    elif event.name == "clock.late":
        yield unit, {"late": 1, "overdue": 1}
    elif event.name == "resident.rated":
        yield unit, {"rated_sum": int(event.facts["rating"]), "rated_n": 1}
    elif late:
        # A late matter that changes hands is overdue with its new holder.
        before = _unit_before(event)
        if before != unit:
            yield before, {"overdue": -1}
            yield unit, {"overdue": 1}


def _closing(facts: dict[str, Any], sign: int) -> dict[str, int]:
    if facts.get("outcome") in DROPPED:
        return {"dropped": sign}
    three = {name: sign * bool(facts.get(name)) for name in ("fast", "right", "accountable")}
    return {"closed": sign, **three, "all_three": sign * all(three.values())}


def _closing_before(event: Event) -> Event | None:
    closings = Event.objects.filter(case_id=event.case_id, name="case.closed", seq__lt=event.seq)
    return closings.order_by("-seq").first()


def _unit_before(event: Event) -> int:
    earlier = Event.objects.filter(case_id=event.case_id, seq__lt=event.seq).order_by("seq")
    return int(replay(earlier)["unit_id"])


def _add(city: int, day: date, simulated: bool, change: Change) -> None:
    """Raise the counts of one day, and the stock with them."""
    columns = {name: by for name, by in change.columns.items() if by}
    if not columns:
        return
    apart = {"unit_id": change.unit, "flow_key": change.flow_key, "simulated": simulated}
    raise_counts(DayFigure, {**apart, "day": day}, city, {name: columns.get(name, 0) for name in COLUMNS})
    if "overdue" in columns:
        raise_counts(Stock, apart, city, {"overdue": columns["overdue"]})


def _keep_shortfall(event: Event) -> None:
    if event.name == "case.reopened":
        closing = _closing_before(event)
        Shortfall.objects.filter(event=closing).update(undone_on=event.day)
    elif (row := shortfall_of(event)) is not None:
        Shortfall.objects.bulk_create([row], ignore_conflicts=True)


def shortfall_of(event: Event) -> Shortfall | None:
    """The row of a closing that was not all three, not yet saved; None for any other event."""
    facts = event.facts
    if event.name != "case.closed" or facts.get("outcome") in DROPPED:
        return None
    fast, right, accountable = (bool(facts.get(name)) for name in ("fast", "right", "accountable"))
    if fast and right and accountable:
        return None
    again = Event.objects.filter(case_id=event.case_id, name="case.reopened", seq__gt=event.seq)
    return Shortfall(
        event=event,
        case_id=event.case_id,
        city_id=event.city_id,
        unit_id=row_at(event)["unit_id"],
        day=event.day,
        fast=fast,
        right=right,
        accountable=accountable,
        undone_on=again.order_by("seq").values_list("day", flat=True).first(),
        simulated=event.simulated,
    )


class NotYetCounted(Exception):
    """Some events of that day have not been counted for the first time; a recount would double them."""


def recount(city: City, day: date) -> int:
    """Count a day again from the record and keep that; returns how many events it read.

    Raises NotYetCounted while errands to count that day are still open: they would count twice.
    """
    with transaction.atomic():
        waiting = Errand.objects.filter(done_at__isnull=True, follower=FOLLOWER)
        if waiting.filter(event__city=city, event__day=day).exists():
            raise NotYetCounted(f"{city} {day}")
        kept = DayFigure.objects.filter(city=city, day=day)
        stock = {(one.unit_id, one.flow_key, one.simulated): -one.overdue for one in kept}
        kept.delete()
        Shortfall.objects.filter(city=city, day=day).delete()
        totals: dict[tuple[int, str, bool], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        events = Event.objects.filter(city=city, day=day, name__in=COUNTED).select_related("case__city")
        read = 0
        for event in events.order_by("pk").iterator(chunk_size=500):
            read += 1
            for change in changes_of(event):
                for name, by in change.columns.items():
                    totals[change.unit, change.flow_key, event.simulated][name] += by
            _keep_shortfall(event)
        DayFigure.objects.bulk_create(
            DayFigure(city=city, unit_id=unit, day=day, flow_key=key, simulated=simulated, **columns)
            for (unit, key, simulated), columns in totals.items()
            if any(columns.values())
        )
        for key_of_stock, columns in totals.items():
            stock[key_of_stock] = stock.get(key_of_stock, 0) + columns.get("overdue", 0)
        for (unit, key, simulated), by in stock.items():
            if by:
                apart = {"unit_id": unit, "flow_key": key, "simulated": simulated}
                raise_counts(Stock, apart, city.pk, {"overdue": by})
        return read
