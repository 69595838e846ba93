"""What nobody put in order comes back backwards, in every test on either database.

A database may give rows that were not put in order as it likes: SQLite nearly always gives them as they
were written, PostgreSQL does until a row is moved or another process writes beside it. Code that leans on
that works for months and then breaks once. Here it breaks at once, and every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet


def turn() -> None:
    """From now on, in this process, rows of a query without an order come last first."""
    fetches, iterates = QuerySet._fetch_all, QuerySet._iterator  # type: ignore[attr-defined]

    def fetch(rows: QuerySet[Any, Any]) -> None:
        fresh = rows._result_cache is None  # type: ignore[has-type]
        fetches(rows)
        if fresh and not rows.ordered:
            rows._result_cache = rows._result_cache[::-1]

    def iterate(rows: QuerySet[Any, Any], *how: Any) -> Iterator[Any]:
        found = iterates(rows, *how)
        yield from found if rows.ordered else list(found)[::-1]

    QuerySet._fetch_all = fetch  # type: ignore[attr-defined]
    QuerySet._iterator = iterate  # type: ignore[attr-defined]
