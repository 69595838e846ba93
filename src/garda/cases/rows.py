"""Rows of the heart read, put in and changed by statements that are made once.

What `get`, `bulk_create` and `update` do, without building the statement anew each time: an act reads one
case and writes the same few tables thousands of times a day, and half of its time went into making SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.fields.json import JSONField

Row = TypeVar("Row", bound=models.Model)
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


def fetch(model: type[Row], column: str, *values: Any, lock: bool = False) -> Row | None:
    """The one row whose `column` (names joined by "," with as many values) holds that, or None.

    With `lock` it stays locked until the transaction ends, where the engine locks rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(_question(model, column, lock and connection.features.has_select_for_update), values)
        found = cursor.fetchone()
    if found is None:
        return None
    names, converters = _converters(model, connection.vendor)
    kept = list(found)
    for place, expression, convert in converters:
        kept[place] = convert(kept[place], expression, connection)
    return model.from_db(connection.alias, names, kept)


def change(row: models.Model, names: Collection[str], **where: Any) -> bool:
    """Write these columns of `row`, provided it still is as `where` says; False when it is not."""
    columns = dict(_columns(type(row), connection.vendor))
    ordered = sorted(names)
    values = [columns[name](getattr(row, name)) for name in ordered]
    with connection.cursor() as cursor:
        cursor.execute(_change(type(row), tuple(ordered), tuple(where)), [*values, row.pk, *where.values()])
        return bool(cursor.rowcount)


@lru_cache(maxsize=256)
def _question(model: type[models.Model], column: str, lock: bool) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    held = " AND ".join(f"{quote(name)} = %s" for name in column.split(","))
    end = " FOR UPDATE" if lock else ""
    return f"SELECT {names} FROM {quote(model._meta.db_table)} WHERE {held}{end}"


@lru_cache(maxsize=256)
def _change(model: type[models.Model], names: tuple[str, ...], where: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    field_of = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    assert model._meta.pk is not None
    changed = ", ".join(f"{quote(field_of[name])} = %s" for name in names)
    held = " AND ".join(f"{quote(name)} = %s" for name in (str(model._meta.pk.column), *where))
    return f"UPDATE {quote(model._meta.db_table)} SET {changed} WHERE {held}"


@lru_cache(maxsize=32)
def _converters(model: type[models.Model], _vendor: str) -> tuple[list[str], list[tuple[int, Any, Any]]]:
    """The attributes in the order of the columns, and (place, expression, converter) where one is needed."""
    fields = list(model._meta.concrete_fields)
    found: list[tuple[int, Any, Any]] = []
    for place, field in enumerate(fields):
        expression = field.get_col(model._meta.db_table)
        own = [*connection.ops.get_db_converters(expression), *field.get_db_converters(connection)]
        found += [(place, expression, convert) for convert in own]
    return [field.attname for field in fields], found


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
