"""Deciding who may leave an office, under load: four at once, each decision one transaction.

Beside it stands what any such decision costs at the least: the office's row locked and one line written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from django.db import connection, transaction

from garda import clock
from garda.config.bench.shapes import Act as Timed
from garda.config.bench.shapes import Measure, Slice, measure_of
from garda.people.calendars import counter_calendar
from garda.people.models import City, Person, Post, Term
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.asking import Asking, ask
from garda.rosters.attending import hold
from garda.rosters.minimums import Least, set_least

BARE, WHOLE = "office locked, one line written", "deciding an absence"
OFFICES, OFFICERS, LEAST, THREADS = 12, 4, 5, 4  # with the two that the city has there, one of six may go


def decided(city: City, most: int = 400) -> list[Measure]:
    """The two measures: bare transactions, then decisions, some possible and some not."""
    asks = wishes(city, _staffed(city), most)
    bare = _run(BARE, [partial(_bare, one) for one in asks])
    whole = _run(WHOLE, [partial(_ask, one) for one in asks], limit=BARE)
    return [measure_of(bare, None), measure_of(whole, bare)]


def _staffed(city: City) -> dict[int, list[Person]]:
    """Some officers in some kelurahan, of whom all but one must stay."""
    at = clock.now()
    found: dict[int, list[Person]] = {}
    wards = [unit for unit in register_of(city).open_units() if unit.kind == "kelurahan"]
    for unit in wards[:OFFICES]:
        set_least(unit, Least(LEAST), by=None, at=at)
        there = []
        for seat in range(OFFICERS):
            name = f"bench.shift.{unit.pk}.{seat}"
            person, made = Person.objects.get_or_create(username=name, defaults={"name": name, "city": city})
            if made:
                post = Post.objects.create(
                    unit=unit, kind="petugas-loket", seat=10 + seat, title="Petugas Loket"
                )
                Term.objects.create(post=post, person=person, first=at.date() - timedelta(days=9))
            there.append(person)
        found[unit.pk] = there
    return found


def wishes(city: City, staff: dict[int, list[Person]], most: int) -> list[Asking]:
    """Hours away on working days to come, office after office, so that some ask for the same hours."""
    found: list[Asking] = []
    day = counter_calendar(register_of(city).open_units()[0]).local(clock.now()).date()
    while len(found) < most:
        day += timedelta(days=1)
        for unit_id, people in staff.items():
            unit = register_of(city).unit(unit_id)
            spans = counter_calendar(unit).spans(day)
            if not spans:
                break
            start = spans[0][0] + timedelta(hours=2)
            found += [
                Asking(unit, one, "izin-singkat", start, start + timedelta(hours=1)) for one in people[:2]
            ]
    return found[:most]


def _bare(asking: Asking) -> None:
    with transaction.atomic():
        hold(asking.unit.pk)
        book.write(asking.unit, "minimum.set", at=clock.now(), facts={})


def _ask(asking: Asking) -> None:
    ask(asking, by=asking.person, at=clock.now())


def _run(name: str, works: Sequence[Callable[[], None]], limit: str = "") -> Timed:
    """Do them all, THREADS at a time; how long each took by the clock."""
    waits: list[float] = []

    def some(part: Sequence[Callable[[], None]]) -> None:
        for work in part:
            begun = time.perf_counter()
            work()
            waits.append(1000 * (time.perf_counter() - begun))
        connection.close()

    begun, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(some, [works[place::THREADS] for place in range(THREADS)]))
    seconds, spent = time.perf_counter() - begun, time.process_time() - cpu
    return Timed(name, limit, [Slice(len(works), seconds, spent, waits)])
