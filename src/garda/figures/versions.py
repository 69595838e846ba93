"""Counting by flow version: how matters came in, how they ended, how long the good ends took.

Part of the follower that counts the record (`counting.count`); `recount` makes the same from the record.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction

from garda.cases.models import Case, Event
from garda.figures.models import Finish, Took, VersionFigure
from garda.figures.raising import raise_counts
from garda.figures.waiting import waiting
from garda.people.models import City

FOLLOWED = ("case.opened", "case.closed", "case.reopened")
COLUMNS = ("counter", "web", "chat", "done", "done_online", "refused", "dropped")
COUNTER, WEB = "counter", "web"
# What the office takes: its own work, and the time in which another unit thinks about an offer.
OFFICE = ("unit", "offer")
EXACT, BY_TEN, DAY = 600, 4500, 450


def count(event: Event) -> None:
    """Add what the event changes to the counts of its version, in the errand's own transaction."""
    if event.name not in FOLLOWED or event.case.parent_id is not None:
        return
    case = event.case
    if event.name == "case.opened":
        _add(event, {channel_of(case): 1})
    elif event.name == "case.closed":
        outcome = event.facts.get("outcome")
        if outcome == "done":
            _finish(event)
        elif outcome == "refused":
            _add(event, {"refused": 1})
        else:
            _add(event, {"dropped": 1})
    else:
        _take_back(event)


def channel_of(case: Case) -> str:
    """How a matter came in. What an officer wrote down for a resident came over the counter, however."""
    if case.assisted or case.channel == COUNTER:
        return "counter"
    return "web" if case.channel == WEB else "chat"


def rounded(minutes: int) -> int:
    """Minutes as the histogram keeps them: exact to ten hours, then by ten, from ten days on by days."""
    if minutes < EXACT:
        return minutes
    step = 10 if minutes < BY_TEN else DAY
    return (minutes + step // 2) // step * step


def worked(event: Event) -> int:
    """The offices' working minutes from filing to this closing.

    Never less than none: the clocks of two machines differ, and a clock may be set back between two events.
    """
    by_kind = waiting(event.case, event.at, upto=event.seq).by_kind
    return max(0, sum(by_kind.get(kind, 0) for kind in OFFICE))


def _finish(event: Event) -> None:
    minutes, case = worked(event), event.case
    online = channel_of(case) != "counter"
    row = Finish(
        event=event, case=case, city_id=event.city_id, unit_id=case.first_unit_id, flow_id=case.flow_id,
        day=event.day, minutes=minutes, online=online, simulated=event.simulated,
    )  # fmt: skip
    Finish.objects.bulk_create([row], ignore_conflicts=True)
    _add(event, {"done": 1, "done_online": int(online)})
    _took(event, minutes, 1)


def _take_back(event: Event) -> None:
    """A reopening takes back the closing before it."""
    closings = Event.objects.filter(case_id=event.case_id, name="case.closed", seq__lt=event.seq)
    closing = closings.order_by("-seq").first()
    outcome = closing.facts.get("outcome") if closing else None
    if outcome == "done":
        kept = Finish.objects.filter(event=closing).first()
        if kept is not None:
            _add(event, {"done": -1, "done_online": -int(kept.online)})
            _took(event, kept.minutes, -1)
            kept.delete()
    elif closing is not None:
        _add(event, {"refused" if outcome == "refused" else "dropped": -1})


def _add(event: Event, by: dict[str, int]) -> None:
    row = {
        "flow_id": event.case.flow_id,
        "unit_id": event.case.first_unit_id,
        "month": event.day.replace(day=1),
        "simulated": event.simulated,
    }
    raise_counts(VersionFigure, row, event.city_id, {name: by.get(name, 0) for name in COLUMNS})


def _took(event: Event, minutes: int, by: int) -> None:
    row = {
        "flow_id": event.case.flow_id,
        "unit_id": event.case.first_unit_id,
        "minutes": rounded(minutes),
        "simulated": event.simulated,
    }
    raise_counts(Took, row, event.city_id, {"count": by})


def recount(city: City) -> int:
    """Count all versions of a city again from the record and keep that; returns how many events it read."""
    with transaction.atomic():
        for table in (VersionFigure, Took, Finish):
            table._default_manager.filter(city=city).delete()
        read = 0
        for event in (
            Event.objects.filter(city=city, name__in=FOLLOWED)
            .select_related("case__first_unit", "case__city")
            .order_by("pk")
            .iterator(chunk_size=500)
        ):
            count(event)
            read += 1
        return read


def kept(city: City) -> dict[str, dict[Any, Any]]:
    """Everything that is kept about a city's versions, empty rows left out: to compare with a recount."""
    figures: dict[Any, Any] = defaultdict(lambda: defaultdict(int))
    for row in VersionFigure.objects.filter(city=city):
        for name in COLUMNS:
            if by := getattr(row, name):
                figures[row.flow_id, row.unit_id, row.month, row.simulated][name] += by
    took = {
        (row.flow_id, row.unit_id, row.minutes, row.simulated): row.count
        for row in Took.objects.filter(city=city).exclude(count=0)
    }
    finish = {row.event_id: (row.minutes, row.online) for row in Finish.objects.filter(city=city)}
    return {"figures": {key: dict(by) for key, by in figures.items()}, "took": took, "finish": finish}
