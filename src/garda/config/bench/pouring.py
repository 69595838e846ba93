"""Many rows at once into a table: COPY on PostgreSQL, one prepared statement on SQLite; indexes after."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

Row = tuple[Any, ...]
Put = Callable[[type[Model], Sequence[str], Sequence[Row]], None]


@contextlib.contextmanager
def pour(tables: Sequence[type[Model]], *, bare: bool) -> Iterator[Put]:
    """Yields `put(table, columns, rows)`. With `bare`, indexes are taken off and laid again at the end."""
    indexes = _indexes([model._meta.db_table for model in tables]) if bare else []
    with connection.cursor() as cursor:
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        if bare and connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
    try:
        yield _copy if connection.vendor == "postgresql" else _prepared
    finally:
        with connection.cursor() as cursor:
            for _name, sql in indexes:
                cursor.execute(sql)
            if bare and connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute("PRAGMA synchronous=FULL")
                cursor.execute("PRAGMA cache_size=-20000")
            for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
                cursor.execute(statement)


def _indexes(tables: Sequence[str]) -> list[tuple[str, str]]:
    """(name, statement) of each index that belongs to no constraint."""
    sql = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        f"AND tbl_name IN ({', '.join(['%s'] * len(tables))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(tables)] if connection.vendor == "postgresql" else list(tables))
        return [(str(name), str(text)) for name, text in cursor.fetchall()]


def _names(model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """Columns as the table calls them; a key that the table itself gives is left out."""
    names = [str(field.column) for field in model._meta.concrete_fields if field.attname in columns]
    if rows and rows[0][0] is None:
        return names[1:], [row[1:] for row in rows]
    return names, list(rows)


def _copy(model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    names, kept = _names(model, columns, rows)
    quoted = ", ".join(f'"{name}"' for name in names)
    with transaction.atomic(), connection.cursor() as cursor:
        raw: Any = cursor.cursor
        with raw.copy(f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN') as copy:
            for row in kept:
                copy.write_row(row)


def _prepared(model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    names, kept = _names(model, columns, rows)
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT INTO "{model._meta.db_table}" ({quoted}) VALUES ({", ".join("?" * len(names))})'
    connection.ensure_connection()
    raw: Any = connection.connection
    with transaction.atomic():
        raw.executemany(sql, ([_plain(value) for value in row] for row in kept))


def _plain(value: Any) -> Any:
    """A value as Django keeps it in SQLite."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, dict | list) else value
