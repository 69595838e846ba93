"""The log of arrangements: what an administrator changed, when, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from garda.people.models import Change, City, Person, fresh_version


class Unfit(ValueError):
    """An arrangement that can't be made: `said` says why and what to do, `field` names the input."""

    def __init__(self, said: str, field: str = "") -> None:
        self.said, self.field = said, field
        super().__init__(said)


@contextmanager
def one_at_a_time(city: City) -> Iterator[City]:
    """What is read here of the city's arrangements is still so when it is saved: others wait their turn.

    Gives the city as it stands now.
    """
    with transaction.atomic():
        yield City.objects.select_for_update().get(pk=city.pk)


def changed(city: City) -> None:
    """Say that units, posts, hours, days off or flows changed: every process reads them anew."""
    city.version = fresh_version()
    city.save(update_fields=["version"])


def log(
    city: City,
    what: str,
    about: str,
    *,
    by: Person | None,
    at: datetime,
    was: Mapping[str, Any] | None = None,
    became: Mapping[str, Any] | None = None,
) -> None:
    """Write one line of the log; only what differs between `was` and `became` is kept."""
    changed(city)
    before, after = dict(was or {}), dict(became or {})
    same = {key for key in before if key in after and str(before[key]) == str(after[key])}
    Change.objects.create(
        city=city,
        at=at,
        by=by,
        what=what,
        about=about[:200],
        was={key: _plain(value) for key, value in before.items() if key not in same},
        became={key: _plain(value) for key, value in after.items() if key not in same},
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def latest(city: City, *whats: str, limit: int = 20) -> list[Change]:
    """The latest arrangements in the city, newest first, of the kinds named (all when none is)."""
    rows = Change.objects.filter(city=city).select_related("by").order_by("-at", "-pk")
    return list((rows.filter(what__in=whats) if whats else rows)[:limit])
