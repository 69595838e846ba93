"""Rows of the heart put in and changed by statements that are made once.

What `bulk_create` and `update` do, without building the statement anew each time: an act writes the same
few tables thousands of times a day, and half of its time went into making SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.json import JSONField

# What turns a value of a field into one that the database takes; None where it goes as it is.
Prepare = Callable[[Any, BaseDatabaseWrapper], Any] | None
# SQLite takes at most 32,766 values in a statement; nobody says so much at once.
AT_ONCE = 200


@contextmanager
def together() -> Iterator[None]:
    """Statements written here travel together where the database takes them so (PostgreSQL's pipeline).

    Inside a transaction only. They are carried out in order and one by one all the same; what is not asked
    for its answer is not waited for, and its error is raised at the latest where this ends.
    """
    here = connections[DEFAULT_DB_ALIAS]
    line = here.connection
    if here.vendor != "postgresql" or line.pgconn.pipeline_status:
        yield
        return
    with here.wrap_database_errors, line.pipeline():
        yield


def insert(rows: Sequence[models.Model], keys: bool = True) -> None:
    """Insert rows of one model that have no key yet; each gets its own. IntegrityError as the database says.

    Values are kept as the fields would keep them; what a field fills in by itself (`auto_now`) is not
    used in these tables. Without `keys` nobody waits to be told them.
    """
    for first in range(0, len(rows), AT_ONCE):
        _insert(rows[first : first + AT_ONCE], keys)


def _insert(rows: Sequence[models.Model], told: bool) -> None:
    model = type(rows[0])
    here = connections[DEFAULT_DB_ALIAS]
    columns = _columns(model, here.vendor)
    values = [
        prepare(held[name], here) if prepare else held[name]
        for held in map(vars, rows)
        for name, prepare in columns
    ]
    with here.cursor() as cursor:
        cursor.execute(_statement(model, len(rows), told), values)
        if not told:
            return
        keys = sorted(int(found[0]) for found in cursor.fetchall())
    # In one statement ids rise with the order of the rows, though they may come back in any order.
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding = False
        row._state.db = here.alias


def change(row: models.Model, names: Collection[str], **where: Any) -> Callable[[], bool]:
    """Write these columns of `row`, provided it still is as `where` says; whether it was answers the result.

    Asked after the last statement of `together` it waits for nothing.
    """
    here = connections[DEFAULT_DB_ALIAS]
    columns = dict(_columns(type(row), here.vendor))
    ordered = sorted(names)
    values = [
        prepare(getattr(row, name), here) if (prepare := columns[name]) else getattr(row, name)
        for name in ordered
    ]
    cursor = here.cursor()
    cursor.execute(_change(type(row), tuple(ordered), tuple(where)), [*values, row.pk, *where.values()])

    def done() -> bool:
        with cursor:
            return cursor.fetchone() is not None

    return done


@lru_cache(maxsize=256)
def _change(model: type[models.Model], names: tuple[str, ...], where: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    field_of = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    assert model._meta.pk is not None
    changed = ", ".join(f"{quote(field_of[name])} = %s" for name in names)
    held = " AND ".join(f"{quote(name)} = %s" for name in (str(model._meta.pk.column), *where))
    key = quote(str(model._meta.pk.column))
    return f"UPDATE {quote(model._meta.db_table)} SET {changed} WHERE {held} RETURNING {key}"


@lru_cache(maxsize=32)
def _columns(model: type[models.Model], _vendor: str) -> tuple[tuple[str, Prepare], ...]:
    return tuple((field.attname, _prepares(field)) for field in _fields(model))


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _prepares(field: models.Field[Any, Any]) -> Prepare:
    if isinstance(field, models.DateTimeField):
        return lambda value, here: value and here.ops.adapt_datetimefield_value(value)
    if isinstance(field, models.DateField):
        return lambda value, here: value and here.ops.adapt_datefield_value(value)
    if isinstance(field, JSONField | models.BinaryField):
        return field.get_db_prep_save
    # Text, numbers, keys of other rows and truth values go as they are.
    return None


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], count: int, told: bool) -> str:
    quote = connection.ops.quote_name
    fields = _fields(model)
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    assert model._meta.pk is not None
    end = f" RETURNING {quote(str(model._meta.pk.column))}" if told else ""
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {', '.join([marks] * count)}{end}"
