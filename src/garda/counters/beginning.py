"""Forms begun: how often a form was opened, so that those never sent can be told.

Opening a page should not cost a write, so a process gathers what it saw and writes it down with the first
form that is opened after a minute. What it had gathered when it was stopped is lost: a minute at most.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Sum

from garda.counters.models import FormsBegun
from garda.people.calendars import city_calendar
from garda.people.models import City

WAIT = timedelta(minutes=1)

_lock = threading.Lock()
_seen: Counter[tuple[int, int, date]] = Counter()
_since: list[datetime] = []


def begun(city: City, flow_id: int, at: datetime) -> None:
    """Somebody opened the form of this version."""
    month = city_calendar(city).local(at).date().replace(day=1)
    with _lock:
        if not _since:
            _since.append(at)
        _seen[city.pk, flow_id, month] += 1
        due = not timedelta(0) <= at - _since[0] < WAIT
    if due:
        write_down()


def write_down() -> None:
    """Add what this process has gathered to the kept counts."""
    with _lock:
        found = dict(_seen)
        _seen.clear()
        _since.clear()
    for (city_id, flow_id, month), n in found.items():
        _raise(city_id, flow_id, month, n)


def _raise(city_id: int, flow_id: int, month: date, n: int, simulated: bool = False) -> None:
    name = FormsBegun._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name} (city_id, flow_id, month, simulated, count) VALUES (%s, %s, %s, %s, %s) "
            f"ON CONFLICT (flow_id, month, simulated) DO UPDATE SET count = {name}.count + {int(n)}",
            [city_id, flow_id, month, simulated, n],
        )


def forget() -> None:
    """Drop what is gathered (the rows of another test had the same ids)."""
    with _lock:
        _seen.clear()
        _since.clear()


def counts(city: City, first: date) -> dict[int, int]:
    """Forms begun since the month of `first`, by flow version."""
    rows = FormsBegun.objects.filter(city=city, month__gte=first.replace(day=1))
    return dict(rows.values_list("flow_id").annotate(n=Sum("count")).order_by())


def simulated(city: City, flow_id: int, month: date, n: int) -> None:
    """Forms begun in a simulated month."""
    _raise(city.pk, flow_id, month.replace(day=1), n, simulated=True)
