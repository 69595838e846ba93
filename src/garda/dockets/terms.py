"""The times of the loop, from the shelf: what they rest on is said wherever they are shown."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from garda import clock, shelf
from garda.people.calendars import calendar_of
from garda.people.models import Unit


@dataclass(frozen=True)
class Terms:
    """How long until a decision, until the end after it, between two leaders, and to read a change."""

    rests_on: str
    unsure: bool
    decide: clock.Term
    finish: clock.Term
    climb: clock.Term
    read: clock.Term
    words: timedelta


@lru_cache(maxsize=1)
def terms() -> Terms:
    """The times as the shelf has them."""
    raw = tomllib.loads(shelf.folder("dockets.toml").read_text("utf-8"))
    return Terms(
        rests_on=str(raw["rests_on"]),
        unsure=bool(raw["unsure"]),
        decide=clock.Term.parse(raw["decide"]),
        finish=clock.Term.parse(raw["finish"]),
        climb=clock.Term.parse(raw["raise"]),
        read=clock.Term.parse(raw["read"]),
        words=timedelta(days=int(raw["words"])),
    )


def due(at: datetime, term: clock.Term, unit: Unit) -> datetime:
    """When a term that begins at `at` is over, by the working calendar of the unit."""
    return clock.due(at, term, calendar_of(unit)).at
