"""What a docket counts: reports by kind and unit, and how many visitors its article touched in a year.

A visitor is a matter, or a ticket that became none, of a service that rests on the article. Counts are kept
in the docket's row; `recount` makes all of them again from the rows behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, Sum

from garda.cases.models import Case
from garda.counters.models import Ticket
from garda.dockets.models import Docket, FromUnit, Report
from garda.dockets.states import HARD, LIVE, PERFECT
from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.sight import bindings

YEAR = timedelta(days=365)
EVERY = timedelta(days=1)


def services(city: City, reference: str, at: datetime, *, simulated: bool) -> list[str]:
    """The keys of the services in force that rest on the article."""
    rule, _, article = reference.partition("#")
    return [use.key for use in bindings.uses(city, at, rule, "id", article, simulated=simulated)]


def visitors(city: City, keys: Sequence[str], at: datetime, *, simulated: bool) -> int:
    """Matters and tickets of these services in the twelve months before `at`; two queries.

    Simulated ones count only for a simulated docket.
    """
    if not keys:
        return 0
    cases = Case.objects.filter(
        city=city, flow__key__in=keys, opened_at__gt=at - YEAR, opened_at__lte=at, parent__isnull=True
    )
    first = city_calendar(city).local(at - YEAR).date()
    tickets = Ticket.objects.filter(city=city, day__gte=first, key__in=keys, case_number="")
    if not simulated:
        cases, tickets = cases.filter(simulated=False), tickets.filter(simulated=False)
    return cases.count() + tickets.count()


def count_visitors(docket: Docket, at: datetime) -> int:
    """Count the visitors anew and keep that."""
    keys = services(docket.city, docket.reference, at, simulated=docket.simulated)
    found = visitors(docket.city, keys, at, simulated=docket.simulated)
    Docket.objects.filter(pk=docket.pk).update(visitors=found, counted_at=at)
    return found


def count_again(at: datetime, most: int = 50) -> int:
    """Visitors of the dockets not counted for a day, the longest ago first; how many were counted."""
    rows = Docket.objects.filter(state__in=LIVE).filter(
        Q(counted_at__isnull=True) | Q(counted_at__lte=at - EVERY)
    )
    found = list(rows.select_related("city").order_by("counted_at", "pk")[:most])
    for row in found:
        count_visitors(row, at)
    return len(found)


def recount(city: City) -> int:
    """Every kept count of the city's dockets again from the reports; how many dockets."""
    with transaction.atomic():
        rows = list(Docket.objects.select_for_update().filter(city=city))
        for docket in rows:
            reports = Report.objects.filter(docket=docket)
            found = reports.aggregate(
                n=Count("pk"), hard=Count("pk", filter=Q(kind=HARD)),
                perfect=Count("pk", filter=Q(kind=PERFECT)), burdened=Count("burden"), burden=Sum("burden"),
                answered=Count("replied_at"),
            )  # fmt: skip
            by_unit = Counter(reports.exclude(unit=None).values_list("unit_id", flat=True))
            docket.reports, docket.hard, docket.perfect = found["n"], found["hard"], found["perfect"]
            docket.burdened, docket.burden = found["burdened"], found["burden"] or 0
            docket.answered, docket.units = found["answered"], len(by_unit)
            docket.save(
                update_fields=["reports", "hard", "perfect", "burdened", "burden", "answered", "units"]
            )
            FromUnit.objects.filter(docket=docket).delete()
            FromUnit.objects.bulk_create(
                FromUnit(docket=docket, unit_id=unit, count=n) for unit, n in by_unit.items()
            )
    return len(rows)
