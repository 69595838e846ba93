"""Noting in one touch that somebody came to the wrong desk, taking a slip back, and counting such arrivals.

Nothing is noted about the person: only which service they came for, where they came, where they should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from garda.cases.models import PublishedFlow
from garda.counters.models import WrongArrival
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit

UNDO = timedelta(minutes=10)
SAME_TOUCH = timedelta(seconds=5)  # a thumb that trembles is not two visitors
USUAL = timedelta(days=90)


@dataclass(frozen=True)
class Arrival:
    """One wrong arrival as it was noted."""

    id: int
    flow_id: int
    unit_id: int
    desk: str
    meant_desk: str
    meant_kind: str
    at: datetime
    simulated: bool


def _arrival(row: WrongArrival) -> Arrival:
    return Arrival(
        row.pk, row.flow_id, row.unit_id, row.desk, row.meant_desk, row.meant_kind, row.at, row.simulated
    )


def note(
    unit: Unit,
    flow_id: int,
    *,
    post_id: int,
    desk: str,
    at: datetime,
    meant_desk: str = "",
    meant_kind: str = "",
    simulated: bool = False,
) -> Arrival:
    """Note one wrong arrival; the same touch twice within seconds is one."""
    kept = {
        "unit_id": unit.pk,
        "flow_id": flow_id,
        "by_post_id": post_id,
        "desk": desk[:120],
        "meant_desk": meant_desk[:60],
        "meant_kind": meant_kind[:40],
        "simulated": simulated,
    }
    before = WrongArrival.objects.filter(**kept, at__gt=at - SAME_TOUCH, at__lte=at).first()
    if before is not None:
        return _arrival(before)
    day = city_calendar(unit.city).local(at).date()
    return _arrival(WrongArrival.objects.create(city_id=unit.city_id, at=at, day=day, **kept))


def take_back(arrival_id: int, post_ids: Collection[int], at: datetime) -> bool:
    """Take a slip back: only by the post that noted it, and only for some minutes. False: too late."""
    rows = WrongArrival.objects.filter(pk=arrival_id, by_post_id__in=list(post_ids), at__gt=at - UNDO)
    return rows.delete()[0] > 0


def just_noted(post_ids: Collection[int], at: datetime) -> Arrival | None:
    """The last arrival that these posts noted, while it can still be taken back."""
    rows = WrongArrival.objects.filter(by_post_id__in=list(post_ids), at__gt=at - UNDO, at__lte=at)
    row = rows.order_by("-at", "-pk").first()
    return _arrival(row) if row else None


def usual(unit: Unit, on: date) -> list[str]:
    """The services that people came for at the wrong desk of this office lately, most first."""
    rows = WrongArrival.objects.filter(unit=unit, day__gt=on - USUAL).values_list("flow__key")
    return [key for key, _n in rows.annotate(n=Count("pk")).order_by("-n", "flow__key")]


def _within(city: City, unit_ids: Iterable[int]) -> QuerySet[WrongArrival]:
    return WrongArrival.objects.filter(city=city, unit_id__in=list(unit_ids))


def counts_by_office(city: City, unit_ids: Iterable[int], key: str = "") -> dict[tuple[int, int], int]:
    """Wrong arrivals of these units by (version id, unit id): of one service, or of all; one query."""
    rows = _within(city, unit_ids)
    if key:
        rows = rows.filter(flow_id__in=_versions(city, key))
    counted = rows.values_list("flow_id", "unit_id").annotate(n=Count("pk")).order_by()
    return {(flow, unit): n for flow, unit, n in counted}


def counts(city: City, unit_ids: Iterable[int], key: str = "") -> dict[int, int]:
    """The same by version: id → how many."""
    found: Counter[int] = Counter()
    for (flow, _unit), n in counts_by_office(city, unit_ids, key).items():
        found[flow] += n
    return dict(found)


def _versions(city: City, key: str) -> list[int]:
    return list(PublishedFlow.objects.filter(city=city, key=key).values_list("pk", flat=True))


def behind(city: City, unit_ids: Iterable[int], flow_id: int, limit: int = 50) -> list[Arrival]:
    """The wrong arrivals under one version, latest first."""
    rows = _within(city, unit_ids).filter(flow_id=flow_id).order_by("-at", "-pk")[:limit]
    return [_arrival(row) for row in rows]
