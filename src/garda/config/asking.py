"""What commands ask the database before they act: which city is meant, and what is known to it."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zlib
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection

from garda import clock, flow, shelf
from garda.config.telling import WRONG_USE, Halt
from garda.people.arranging import ABOVE
from garda.people.models import City
from garda.people.posts import kinds
from garda.rules.models import Rule
from garda.rules.reading import references_known
from garda.sight.knowing import known_to


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


def city_loaded(key: str | None) -> City:
    """The same; also where there is no database yet, said in a sentence."""
    if City._meta.db_table not in connection.introspection.table_names():
        raise Halt("Belum ada basis data di sini. Muat dahulu: garda load FOLDER, atau garda run.")
    return city_named(key)


def lines_of(name: str) -> list[str]:
    """The lines of a text file that say something ("-": of the standard input)."""
    text = sys.stdin.read() if name == "-" else _content(name)
    return [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table with headings, separated by commas, semicolons or tabs; may be packed (.gz)."""
    text = _content(name).lstrip("\ufeff")
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    csv.field_size_limit(10_000_000)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    return [{str(key): value or "" for key, value in row.items() if isinstance(value, str)} for row in rows]


def _content(name: str) -> str:
    try:
        raw = Path(name).read_bytes()
        return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error) as wrong:
        raise Halt(f"{name} tidak dapat dibaca.", WRONG_USE) from wrong


def shelf_city(key: str) -> Path:
    """The folder of a city on the shelf."""
    there = sorted(path.name for path in shelf.folder("cities").iterdir() if (path / "city.toml").exists())
    if key not in there:
        raise Halt(f"Kota '{key}' tidak ada di rak. Yang ada: {', '.join(there)}.", WRONG_USE)
    return shelf.folder("cities", key)


def known(key: str | None) -> flow.Known:
    """What a flow is held against in the city of this key; without a key, in the only city there is.

    Without a key among several cities, what every city knows. Without a database of its own (a file
    checked on a fresh machine) nothing is held against rules.
    """
    if not _has_register():
        return flow.Known(posts=frozenset(kinds()), unit_kinds=frozenset(ABOVE))
    city = city_named(key) if key or City.objects.count() == 1 else None
    now = clock.now()
    return known_to(city, (now.astimezone(ZoneInfo(city.zone)) if city else now).date())


def references(key: str | None) -> frozenset[str]:
    """Every rule and article that the register knows, of whatever day; nothing without a register."""
    if not _has_register():
        return frozenset()
    city = city_named(key) if key or City.objects.count() == 1 else None
    return references_known(city.key if city else "")


def _has_register() -> bool:
    return {Rule._meta.db_table, City._meta.db_table} <= set(connection.introspection.table_names())
