"""The times of a call, from the shelf."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from garda import clock, shelf
from garda.people.calendars import calendar_of
from garda.people.models import Unit


@dataclass(frozen=True)
class Terms:
    """How long before the end the missing are reminded, and how long examples are kept after it."""

    rests_on: str
    unsure: bool
    remind: clock.Term
    words: timedelta


@lru_cache(maxsize=1)
def terms() -> Terms:
    """The times as the shelf has them."""
    raw = tomllib.loads(shelf.folder("calls.toml").read_text("utf-8"))
    return Terms(
        str(raw["rests_on"]), bool(raw["unsure"]), clock.Term.parse(raw["remind"]),
        timedelta(days=int(raw["words"])),
    )  # fmt: skip


def closing(unit: Unit, until: date) -> datetime:
    """The end of the last day: answers are taken until then."""
    return calendar_of(unit).moment(((until + timedelta(days=1)).toordinal(), 0))


def reminder(unit: Unit, opened_at: datetime, deadline: datetime) -> datetime | None:
    """When those missing are reminded: the latest opening whose term ends no later than the call does.

    None where the call is too short for one.
    """
    calendar = calendar_of(unit)
    day = calendar.local(deadline - timedelta(minutes=1)).date()
    for back in range(1, 15):
        start = calendar.moment(((day - timedelta(days=back)).toordinal(), 8 * 60))
        if start <= opened_at:
            return None
        works = calendar.is_working_day(day - timedelta(days=back))
        if works and clock.due(start, terms().remind, calendar).at <= deadline:
            return start
    return None
