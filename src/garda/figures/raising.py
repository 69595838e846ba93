"""Raising a kept count: the row is made where there is none, and added to where there is one."""

from __future__ import annotations

from typing import Any

from django.db import connection, models


def raise_counts(table: type[models.Model], row: dict[str, Any], city: int, by: dict[str, int]) -> None:
    """Add to the columns of one row in one statement, so that two workers never lose each other's.

    `row` holds what the row is known by (its columns are unique together), `by` what is added to each count.
    """
    quote = connection.ops.quote_name
    name = table._meta.db_table
    values = {**row, "city_id": city, **by}
    names, marks = ", ".join(map(quote, values)), ", ".join(["%s"] * len(values))
    raised = ", ".join(f"{quote(one)} = {name}.{quote(one)} + {int(n)}" for one, n in by.items() if n)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name} ({names}) VALUES ({marks}) "
            f"ON CONFLICT ({', '.join(map(quote, row))}) DO UPDATE SET {raised}",
            list(values.values()),
        )
