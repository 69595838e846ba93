"""Tickets by the version of the service that was in force: how many came, how long they waited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, Value, When

from garda.counters.models import QueueDay, Waited
from garda.counters.promising import Waits, waits_of
from garda.people.models import City


@dataclass(frozen=True)
class InForce:
    """When a version of a service was in force: days [first, end), `end` None while it still is."""

    flow_id: int
    key: str
    first: date
    end: date | None


def came(city: City, unit_ids: Iterable[int], versions: Iterable[InForce]) -> dict[tuple[int, int], int]:
    """How many tickets each office gave for each version, by (version id, unit id); one query."""
    rows = _by_version(QueueDay.objects.filter(city=city, unit_id__in=list(unit_ids)), versions)
    if rows is None:
        return {}
    found = rows.values_list("version", "unit_id").annotate(n=Sum("taken")).order_by()
    return {(version, unit): n for version, unit, n in found}


def waits(city: City, unit_ids: Iterable[int], versions: Iterable[InForce]) -> dict[int, Waits]:
    """How long people waited at the counter under each version, from tickets; one query."""
    rows = _by_version(Waited.objects.filter(city=city, unit_id__in=list(unit_ids)), versions)
    if rows is None:
        return {}
    steps: dict[int, dict[int, int]] = defaultdict(dict)
    for version, minutes, n in rows.values_list("version", "minutes").annotate(n=Sum("count")).order_by():
        steps[version][minutes] = n
    return {version: waits_of(counts) for version, counts in steps.items()}


def _by_version(rows: QuerySet[Any], versions: Iterable[InForce]) -> Any:
    """The rows with the version that was in force on their day."""
    whens = []
    for one in versions:
        on = Q(key=one.key, day__gte=one.first)
        whens.append(When(on & Q(day__lt=one.end) if one.end else on, then=Value(one.flow_id)))
    if not whens:
        return None
    named = rows.annotate(version=Case(*whens, default=None, output_field=IntegerField()))
    return named.filter(version__isnull=False)
