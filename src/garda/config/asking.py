"""What commands ask the database before they act: which city is meant, and what is known to it."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from garda import flow, shelf
from garda.config.telling import WRONG_USE, Halt
from garda.people.models import City, Unit
from garda.people.posts import kinds
from garda.rules.models import Rule


def city_named(key: str | None) -> City:
    """The city with this key; without a key, the only one there is."""
    cities = {city.key: city for city in City.objects.all()}
    if not cities:
        raise Halt("Belum ada kota di sini. Muat dahulu: garda load FOLDER, atau garda run.")
    if key is None and len(cities) == 1:
        return next(iter(cities.values()))
    if key not in cities:
        asked = f"Kota '{key}' tidak ada di sini." if key else "Ada lebih dari satu kota."
        raise Halt(f"{asked} Sebutkan dengan --city: {', '.join(sorted(cities))}.", WRONG_USE)
    return cities[key]


def shelf_city(key: str) -> Path:
    """The folder of a city on the shelf."""
    there = sorted(path.name for path in shelf.folder("cities").iterdir() if (path / "city.toml").exists())
    if key not in there:
        raise Halt(f"Kota '{key}' tidak ada di rak. Yang ada: {', '.join(there)}.", WRONG_USE)
    return shelf.folder("cities", key)


def known() -> flow.Known:
    """What a flow is held against: the rules in the register, the kinds of posts and of units.

    Without a database of its own (a file checked on a fresh machine) nothing is held against rules.
    """
    rules: set[str] = set()
    if Rule._meta.db_table in connection.introspection.table_names():
        for rule in Rule.objects.prefetch_related("articles"):
            rules |= {rule.key, *(f"{rule.key}#{article.key}" for article in rule.articles.all())}
    units = {kind for post in kinds().values() for kind in post.units}
    if Unit._meta.db_table in connection.introspection.table_names():
        units |= set(Unit.objects.values_list("kind", flat=True).distinct())
    return flow.Known(rules=frozenset(rules), posts=frozenset(kinds()), unit_kinds=frozenset(units))
