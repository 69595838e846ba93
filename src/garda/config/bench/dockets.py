"""The ranking of dockets with 100,000 reports: read from kept counts, beside counting the reports themselves.

The rows are made up for the measurement: 400 articles, reports from every kelurahan. What
stands beside it is one GROUP BY over the reports, which tells numbers only: no wards, no states, no article.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import connection

from garda import clock
from garda.config.bench.shapes import Act, Measure, Slice, measure_of
from garda.dockets import listing
from garda.dockets import reports as told
from garda.dockets.models import Docket, FromUnit, Report
from garda.people.models import City, Unit
from garda.people.register import register_of

PLAIN, RANKED = "reports counted by article (plain SQL)", "dockets ranked"
TOLD = "a page of one docket's reports"
DOCKETS, SEED, ROUNDS, TIMES = 400, 20261122, 4, 25
COUNTED = (
    "SELECT reference, count(*), count(DISTINCT unit_id) FROM dockets_report "
    "WHERE city_id = %s AND docket_id IS NOT NULL GROUP BY reference ORDER BY 2 DESC LIMIT 20"
)


def fill(city: City, reports: int) -> int:
    """Make up that many reports in DOCKETS open dockets; how many reports."""
    rng, at = Random(SEED), clock.now()
    units = [unit for unit in register_of(city).open_units() if unit.kind == "kelurahan"]
    dockets = Docket.objects.bulk_create(
        Docket(
            city=city, reference=f"bench-{n}#1", unit=units[0], opened_at=at - timedelta(days=n % 90),
            due_at=at + timedelta(days=20), visitors=rng.randrange(20_000), counted_at=at, simulated=True,
        )
        for n in range(DOCKETS)
    )  # fmt: skip
    chosen = [(rng.choice(dockets), rng.choice(units), rng.random() < 0.7) for _n in range(reports)]
    Report.objects.bulk_create(
        (
            Report(
                city=city, docket=docket, unit=unit, source="officer", kind="hard" if hard else "perfect",
                reference=docket.reference, token=f"bench-{n}", at=at - timedelta(minutes=n % 120_000),
                simulated=True,
            )
            for n, (docket, unit, hard) in enumerate(chosen)
        ),
        batch_size=2000,
    )  # fmt: skip
    _keep(dockets, chosen)
    return reports


def _keep(dockets: list[Docket], chosen: list[tuple[Docket, Unit, bool]]) -> None:
    """The kept counts, as the verbs would have left them."""
    by_unit = Counter((docket.pk, unit.pk) for docket, unit, _hard in chosen)
    whole = Counter(docket.pk for docket, _unit, _hard in chosen)
    hard = Counter(docket.pk for docket, _unit, one in chosen if one)
    units = Counter(docket for docket, _unit in by_unit)
    for one in dockets:
        one.reports, one.hard, one.units = whole[one.pk], hard[one.pk], units[one.pk]
        one.perfect = one.reports - one.hard
    Docket.objects.bulk_update(dockets, ["reports", "hard", "perfect", "units"], batch_size=200)
    FromUnit.objects.bulk_create(
        (FromUnit(docket_id=docket, unit_id=unit, count=n) for (docket, unit), n in by_unit.items()),
        batch_size=2000,
    )


def ranked(city: City, reports: int) -> list[Measure]:
    """The plain count, the ranking from kept counts beside it, and one page of a docket's reports."""
    fill(city, reports)
    at = clock.now()
    first = Docket.objects.filter(city=city, simulated=True).order_by("-reports")[0].pk
    acts = {PLAIN: Act(PLAIN), RANKED: Act(RANKED, PLAIN), TOLD: Act(TOLD)}
    work: dict[str, Callable[[], object]] = {
        PLAIN: lambda: _plain(city),
        RANKED: lambda: listing.ranked(city, at),
        TOLD: lambda: told.of_docket(city, first, open_to=None),
    }
    for _round in range(ROUNDS):
        for name, act in work.items():
            acts[name].slices.append(_slice(act))
    plain = acts[PLAIN]
    return [measure_of(plain, None), measure_of(acts[RANKED], plain), measure_of(acts[TOLD], None)]


def _plain(city: City) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [city.pk])
        return list(cursor.fetchall())


def _slice(act: Callable[[], object]) -> Slice:
    waits = []
    cpu, begun = time.process_time(), time.perf_counter()
    for _n in range(TIMES):
        since = time.perf_counter()
        act()
        waits.append(1000 * (time.perf_counter() - since))
    return Slice(TIMES, time.perf_counter() - begun, time.process_time() - cpu, waits)
