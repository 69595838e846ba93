"""A city's units and territories as one process keeps them, until the city's version changes.

Every request names a few units and a territory. They change a few times a year, so they are read once
and shared: nobody may change an instance that comes from here (arranging reads its own from the tables).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import connection

from garda.people.fetching import Also
from garda.people.models import Area, City, Person, Post, Unit


@dataclass(frozen=True)
class Register:
    """Units by id with city, parent and territory at hand, closed ones too; territories by id and code."""

    city: City
    units: Mapping[int, Unit]
    areas: Mapping[int, Area]
    by_code: Mapping[str, Area]
    posts: Mapping[int, frozenset[str]]

    def unit(self, unit_id: int) -> Unit:
        """The unit of that id. Unit.DoesNotExist when there is none."""
        return self.units.get(unit_id) or Unit.objects.select_related("city", "parent", "area").get(
            pk=unit_id
        )

    @cached_property
    def _offices(self) -> Mapping[int, Unit]:
        """The open unit of each territory; the first by id where there are several."""
        return {unit.area_id: unit for unit in reversed(self.open_units()) if unit.area_id is not None}

    @cached_property
    def top(self) -> Unit:
        """The unit above all others: the city's own."""
        return next(unit for unit in self.units.values() if unit.parent_id is None)

    def open_units(self) -> list[Unit]:
        """Every unit that is not closed for good, in the order of their ids."""
        return [unit for unit in self.units.values() if unit.closed_on is None]

    def office_of(self, area: Area) -> Unit | None:
        """The unit that serves the territory."""
        return self._offices.get(area.pk)

    def by_key(self, key: str) -> Unit | None:
        """The open unit of that key."""
        return next((unit for unit in self.open_units() if unit.key == key), None)


def city_at(key: str) -> City | None:
    """The city of that key as a shared row, or None; one small query to see whether it changed."""
    return _city("key", key)


# Read together with a person, so that whoever signs in asks for their city in the same statement.
WITH_CITY = Also(
    "city_version", f"SELECT version FROM {City._meta.db_table} WHERE id = {Person._meta.db_table}.city_id"
)


def city_of(person: Person) -> City | None:
    """The city that a person works for, in the same way; without a query where it was read with them."""
    if person.city_id is None:
        return None
    version: int | None = getattr(person, WITH_CITY.name, None)
    return city_by_id(person.city_id) if version is None else _register(person.city_id, version).city


def city_by_id(city_id: int) -> City | None:
    """The city of that id, in the same way."""
    return _city("id", city_id)


def _city(column: str, value: str | int) -> City | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, version FROM {City._meta.db_table} WHERE {column} = %s", [value])
        found = cursor.fetchone()
    return _register(*found).city if found else None


def register_of(city: City) -> Register:
    """The register of the city as it stands at the version of this row."""
    return _register(city.pk, city.version)


@lru_cache(maxsize=32)
def _register(city_id: int, _version: int) -> Register:
    city = City.objects.get(pk=city_id)
    areas = {area.pk: area for area in Area.objects.filter(city=city)}
    units = {unit.pk: unit for unit in Unit.objects.filter(city=city).order_by("pk")}
    posts: dict[int, set[str]] = {}
    for area in areas.values():
        area.city = city
    for unit in units.values():
        unit.city = city
        unit.parent = units.get(unit.parent_id) if unit.parent_id else None
        unit.area = areas.get(unit.area_id) if unit.area_id else None
    kinds = Post.objects.filter(unit__city=city, closed_on__isnull=True).values_list("unit_id", "kind")
    for unit_id, kind in kinds:
        posts.setdefault(unit_id, set()).add(kind)
    return Register(
        city=city,
        units=units,
        areas=areas,
        by_code={area.code: area for area in areas.values()},
        posts={unit_id: frozenset(there) for unit_id, there in posts.items()},
    )


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _register.cache_clear()
