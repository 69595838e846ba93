"""Rows of the heart put into their tables in one statement for each table, with their ids back.

What `bulk_create` does, without building the statement anew each time: an act writes the same few
tables in the same order thousands of times a day, and half of its time went into making that SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models.fields.json import JSONField

Value = Callable[[Any], Any]
# SQLite takes at most 32,766 values in a statement; nobody says so much at once.
AT_ONCE = 200


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that have no key yet; each gets its own. IntegrityError as the database says.

    Values are kept as the fields would keep them; what a field fills in by itself (`auto_now`) is not
    used in these tables.
    """
    for first in range(0, len(rows), AT_ONCE):
        _insert(rows[first : first + AT_ONCE])


def _insert(rows: Sequence[models.Model]) -> None:
    model = type(rows[0])
    columns = _columns(model, connection.vendor)
    values = [prepare(getattr(row, name)) for row in rows for name, prepare in columns]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows)), values)
        keys = sorted(int(found[0]) for found in cursor.fetchall())
    # In one statement ids rise with the order of the rows, though they may come back in any order.
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias


@lru_cache(maxsize=32)
def _columns(model: type[models.Model], _vendor: str) -> tuple[tuple[str, Value], ...]:
    return tuple((field.attname, _prepares(field)) for field in _fields(model))


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _prepares(field: models.Field[Any, Any]) -> Value:
    """What turns a value of the field into one that the database takes."""
    if isinstance(field, models.DateTimeField):
        return lambda value: connection.ops.adapt_datetimefield_value(value)
    if isinstance(field, models.DateField):
        return lambda value: connection.ops.adapt_datefield_value(value)
    if isinstance(field, JSONField | models.BinaryField):
        return lambda value: field.get_db_prep_save(value, connection)
    # Text, numbers, keys of other rows and truth values go as they are.
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], count: int) -> str:
    quote = connection.ops.quote_name
    fields = _fields(model)
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    assert model._meta.pk is not None
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {', '.join([marks] * count)} "
        f"RETURNING {quote(str(model._meta.pk.column))}"
    )
