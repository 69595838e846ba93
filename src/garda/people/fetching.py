"""One row by its key, by a statement that is made once.

What `get` does, without building the statement anew each time: every request of an officer reads the same
person, every act the same kind of case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Also:
    """One thing more to be read with a row: kept as its attribute `name`. `sql` is ours, no visitor's."""

    name: str
    sql: str
    values: tuple[Any, ...] = ()


def fetch(
    model: type[Row], column: str, *values: Any, lock: bool = False, also: Also | None = None
) -> Row | None:
    """The one row whose `column` (names joined by "," with as many values) holds that, or None.

    With `lock` it stays locked until the transaction ends, where the engine locks rows. What is asked
    `also` comes in the same statement.
    """
    question = _question(
        model, column, lock and connection.features.has_select_for_update, also.sql if also else ""
    )
    with connection.cursor() as cursor:
        cursor.execute(question, (*also.values, *values) if also else values)
        found = cursor.fetchone()
    if found is None:
        return None
    names, converters = _converters(model, connection.vendor)
    kept = list(found)
    more = kept.pop() if also else None
    for place, expression, convert in converters:
        kept[place] = convert(kept[place], expression, connection)
    row = model.from_db(connection.alias, names, kept)
    if also:
        setattr(row, also.name, more)
    return row


@lru_cache(maxsize=256)
def _question(model: type[models.Model], column: str, lock: bool, also: str = "") -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    more = f", ({also})" if also else ""
    held = " AND ".join(f"{quote(name)} = %s" for name in column.split(","))
    end = " FOR UPDATE" if lock else ""
    return f"SELECT {names}{more} FROM {quote(model._meta.db_table)} WHERE {held}{end}"


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
