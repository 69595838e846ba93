"""Numbers that were given and behind which there is no matter any more: deletion, found and counted.

Numbers run without a gap and are given in the transaction that opens the matter, so a gap means that rows
were deleted past the program (the database refuses it as long as its guards stand). Simulated matters are
removed on purpose and say so in `Removed`.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count

from garda import clock
from garda.cases.models import Case, Counter
from garda.figures.models import Lost, Removed
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit
from garda.people.register import register_of

SERIES = "case-"  # how `cases.numbering` calls the running numbers of a year


@dataclass(frozen=True)
class Gap:
    """A number without a matter, and a moment not later than that at which it was given."""

    unit: int
    number: str
    since: datetime


def gaps(city: City) -> Iterator[Gap]:
    """Every number of the city that is missing now; two queries and one more per unit with a gap."""
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for row in Counter.objects.filter(unit__city=city, name__startswith=SERIES):
        given[row.unit_id][int(row.name.removeprefix(SERIES))] = row.last
    there = dict(
        Case.objects.filter(city=city).values_list("first_unit_id").annotate(n=Count("pk")).order_by()
    )
    taken = _removed(city)
    for unit_id, years in sorted(given.items()):
        gone = sum(len(taken[unit_id, year]) for year in years)
        if there.get(unit_id, 0) + gone < sum(years.values()):
            yield from _gaps_of(register_of(city).unit(unit_id), years, taken)


def _gaps_of(unit: Unit, years: dict[int, int], taken: dict[tuple[int, int], set[int]]) -> Iterator[Gap]:
    opened: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for number, at in Case.objects.filter(first_unit=unit).values_list("number", "opened_at"):
        of_year, place = _parts(number)
        opened[of_year].append((place, at))
    zone = ZoneInfo(unit.city.zone)
    for year, last in sorted(years.items()):
        there = sorted(opened[year])
        numbers = [n for n, _ in there]
        began = datetime(year, 1, 1, tzinfo=zone)
        for n in sorted(set(range(1, last + 1)) - set(numbers) - taken[unit.pk, year]):
            place = bisect(numbers, n)
            beside = [at for _, at in there[max(0, place - 1) : place + 1]]
            # The morning of that day: who opens a matter may name a moment a little before.
            since = datetime.combine(min(beside).astimezone(zone), time.min, zone) if place else began
            yield Gap(unit.pk, f"{unit.abbrev}-{year % 100:02d}-{n:04d}", since)


def _removed(city: City) -> dict[tuple[int, int], set[int]]:
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in Removed.objects.filter(city=city):
        for unit, year, first, last in row.numbers:
            found[unit, year].update(range(first, last + 1))
    return found


def look(city: City) -> int:
    """Keep what is missing now, and that what is there again is back; returns how many are missing."""
    today = city_calendar(city).local(clock.now()).date()
    with transaction.atomic():
        missing = {gap.number: gap for gap in gaps(city)}
        known = {row.number: row for row in Lost.objects.filter(city=city)}
        Lost.objects.bulk_create(
            Lost(city=city, unit_id=gap.unit, number=number, since=gap.since, found_on=today)
            for number, gap in missing.items()
            if number not in known
        )
        for number, row in known.items():
            if (row.back_on is None) != (number in missing):
                row.back_on = None if number in missing else today
                row.save(update_fields=["back_on"])
    return len(missing)


def remove(city: City, numbers: Iterable[tuple[int, str]]) -> None:
    """Keep that these numbers (unit that gave it, number) are about to be removed on purpose."""
    by_series: dict[tuple[int, int], list[int]] = defaultdict(list)
    count = 0
    for unit_id, number in numbers:
        year, n = _parts(number)
        by_series[unit_id, year].append(n)
        count += 1
    spans = [
        [unit, year, first, last]
        for (unit, year), found in sorted(by_series.items())
        for first, last in _spans(sorted(found))
    ]
    if count:
        Removed.objects.create(city=city, numbers=spans, count=count, at=clock.now())


def _parts(number: str) -> tuple[int, int]:
    """Year and running number of "SKH-26-0412"."""
    _abbrev, year, n = number.rsplit("-", 2)
    return 2000 + int(year), int(n)


def _spans(numbers: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs, [first, last]."""
    found: list[tuple[int, int]] = []
    for n in numbers:
        if found and n == found[-1][1] + 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found
