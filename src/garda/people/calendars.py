"""A unit's working calendar, built from its rows and kept until the city's version changes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, cast

from garda.clock import Calendar, DayOff, Hours, Season
from garda.people import models

DayKind = Literal["libur_nasional", "cuti_bersama", "tutup", "kerja"]


def calendar_of(unit: models.Unit) -> Calendar:
    """The working calendar of `unit`: its own hours if it has any, else the city's."""
    return _calendar(unit.pk, unit.city_id, unit.city.version)


def city_calendar(city: models.City) -> Calendar:
    """The calendar of the city as a whole, without any unit's exceptions."""
    return _calendar(None, city.pk, city.version)


def counter_calendar(unit: models.Unit) -> Calendar:
    """When the unit's counter is open to visitors: what the door says, holidays included."""
    return _calendar(unit.pk, unit.city_id, unit.city.version, True)


@lru_cache(maxsize=2048)
def _calendar(unit_id: int | None, city_id: int, _version: int, door: bool = False) -> Calendar:
    # The version is part of the key only: editing hours or holidays changes it, and old ones fall out.
    city = models.City.objects.get(pk=city_id)
    rows = list(models.WorkHours.objects.filter(city_id=city_id, unit_id__in=[unit_id]))
    if not any(row.first is None for row in rows):
        rows += models.WorkHours.objects.filter(city_id=city_id, unit__isnull=True)
    always = next((row for row in rows if row.first is None), None)
    if always is None:
        raise ValueError(f"Kota {city.name} belum punya jam kerja. Isi dulu di halaman Jam kerja.")
    seasons = tuple(
        Season(row.name, row.first, row.last, _hours(row, door)) for row in rows if row.first and row.last
    )
    days = models.DayOff.objects.filter(city_id=city_id).order_by("unit_id", "day", "id")
    off = {
        row.day: DayOff(row.name, cast(DayKind, row.kind), row.name_en)
        for row in _most_specific_last(days)
        if row.unit_id is None or row.unit_id == unit_id
    }
    years = models.HolidayYear.objects.filter(city_id=city_id).values_list("year", flat=True)
    return Calendar(
        zone=city.zone,
        hours=_hours(always, door),
        seasons=seasons,
        days_off=off,
        known_years=frozenset(years),
    )


def _most_specific_last(rows: Iterable[models.DayOff]) -> list[models.DayOff]:
    # Later entries win in the dictionary: a unit's own day over the city's, "still open" over a holiday.
    order = {"libur_nasional": 0, "cuti_bersama": 1, "tutup": 2, "kerja": 3}
    return sorted(rows, key=lambda row: (row.unit_id is not None, order.get(row.kind, 2), row.pk))


def _hours(row: models.WorkHours, door: bool) -> Hours:
    week = (row.counter or row.week) if door else row.week
    return Hours(tuple(tuple((int(span[0]), int(span[1])) for span in day) for day in week))
