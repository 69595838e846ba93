"""A year of 1,000,000 survey answers scored by office and month, beside a plain average in SQL.

The rows are made up for the measurement: every office of the front line, twelve months, several services,
people who are mostly content. The plain average reads every sheet and tells the mean of one element; the
score reads the kept counts and tells nine elements, their interval, their band and what must stay hidden.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.db import connection, transaction

from garda import clock, scoring
from garda.config.bench.shapes import Act, Measure, Slice, measure_of
from garda.people.models import City
from garda.people.register import register_of
from garda.surveys import keeping, publishing, tallying
from garda.surveys.models import Kept
from garda.surveys.publishing import Edition

PLAIN = "one element averaged by office and month (plain SQL)"
SCORED = "a year scored by office and month"
ONE = "one office scored by month"
SEED, YEAR = 20261122, 2025
FRONT = ("kelurahan", "kecamatan")
SERVICES = ("ktp", "kk", "sktm", "domisili", "usaha", "kelahiran", "kematian", "pindah")
# Rows put in as they are: making a model's object for each would take most of the time.
PUT_IN = (
    "INSERT INTO surveys_response (id, city_id, instrument_id, unit_id, service, area_id, day, pattern, "
    "flow_version, channel, device, own_device, flags, aside, simulated) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 1, 'page', '', FALSE, '[]', FALSE, TRUE)"
)
SHEETS = 4000  # different sheets: of 262,144 that there could be, people give few


def fill(city: City, count: int) -> Edition:
    """That many sheets of the satisfaction survey over twelve months, with the counts kept for them."""
    rng = Random(SEED)
    publishing.stock(city, clock.now())
    edition = publishing.in_force(city, "skm", date(YEAR, 6, 1))
    assert edition is not None, "the city has the instruments of the shelf"
    units = [one for one in register_of(city).open_units() if one.kind in FRONT]
    sheets = [_sheet(rng, len(edition.instrument.elements)) for _n in range(SHEETS)]
    odds = [1 / (place + 8) for place in range(SHEETS)]
    cells: dict[keeping.Cell, Counter[str]] = {}
    key = 0
    for place, unit in enumerate(units):
        share = count * (place + 1) // len(units) - count * place // len(units)
        rows = []
        for at, pattern in enumerate(rng.choices(sheets, odds, k=share)):
            key += 1
            day, service = date(YEAR, 1, 1) + timedelta(days=365 * at // share), rng.choice(SERVICES)
            rows.append((key, city.pk, edition.pk, unit.pk, service, unit.area_id, day, pattern))
            month = day.replace(day=1)
            cell = keeping.Cell(edition.pk, unit.pk, unit.area_id, service, month, "", True)
            cells.setdefault(cell, Counter())[pattern] += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(PUT_IN, rows)
    Kept.objects.bulk_create(
        (keeping.kept_row(city, cell, dict(sorted(one.items()))) for cell, one in cells.items()),
        batch_size=500,
    )
    return edition


def _sheet(rng: Random, elements: int) -> str:
    mood = rng.random()
    odds = (1, 3, 30, 66) if mood > 0.6 else (3, 12, 60, 25)
    return ",".join(str(place) for place in rng.choices(range(4), odds, k=elements))


def scored(city: City, answers: int) -> list[Measure]:
    """The plain average, the whole year scored, one office scored; each as often as time allows."""
    edition = fill(city, answers)
    unit = next(one.pk for one in register_of(city).open_units() if one.kind in FRONT)
    acts = {PLAIN: Act(PLAIN), SCORED: Act(SCORED), ONE: Act(ONE)}
    work: dict[str, tuple[int, Callable[[], object]]] = {
        PLAIN: (2, lambda: _plain(edition)),
        SCORED: (2, lambda: score(edition)),
        ONE: (20, lambda: score(edition, unit)),
    }
    for _round in range(2):
        for name, (times, act) in work.items():
            acts[name].slices.append(_slice(times, act))
    return [measure_of(one, None) for one in acts.values()]


def score(edition: Edition, unit: int | None = None) -> dict[tuple[object, ...], scoring.Score]:
    """Every office and month of the year; with `unit` that office alone."""
    units = None if unit is None else [unit]
    found = tallying.tallies(edition, date(YEAR, 1, 1), date(YEAR, 12, 31), ("unit", "month"), units=units)
    whom = scoring.Asked(population=5000)
    return {name: scoring.measure(tally, whom).score for name, tally in found.items()}


def _plain(edition: Edition) -> list[tuple[object, ...]]:
    """The mean of the first element alone, out of the text of every sheet."""
    month = "to_char(day, 'YYYY-MM')" if connection.vendor == "postgresql" else "strftime('%%Y-%%m', day)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, {month} AS month, count(*), avg(CAST(substr(pattern, 1, 1) AS integer)) "
            "FROM surveys_response WHERE instrument_id = %s AND NOT aside GROUP BY 1, 2",
            [edition.pk],
        )
        return list(cursor.fetchall())


def _slice(times: int, act: Callable[[], object]) -> Slice:
    waits = []
    cpu, begun = time.process_time(), time.perf_counter()
    for _n in range(times):
        since = time.perf_counter()
        act()
        waits.append(1000 * (time.perf_counter() - since))
    return Slice(times, time.perf_counter() - begun, time.process_time() - cpu, waits)
