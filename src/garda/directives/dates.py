"""Until when a directive should be caught, done and verified, and when the clock speaks next."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from garda import clock, shelf
from garda.directives import states
from garda.directives.models import Task
from garda.people.calendars import calendar_of
from garda.people.models import Unit


@dataclass(frozen=True)
class Terms:
    """How long a directive may wait at each stop, and how long before each further one above hears."""

    rests_on: str
    unsure: bool
    coordinate: clock.Term
    catch: clock.Term
    verify: clock.Term
    higher: tuple[clock.Term, ...]

    @property
    def levels(self) -> int:
        """How many hear of an overdue date, one after the other."""
        return 1 + len(self.higher)


@lru_cache(maxsize=1)
def terms() -> Terms:
    """The times as the shelf has them."""
    raw = tomllib.loads(shelf.folder("directives.toml").read_text("utf-8"))
    read = clock.Term.parse
    return Terms(
        str(raw["rests_on"]), bool(raw["unsure"]), read(raw["coordinate"]), read(raw["catch"]),
        read(raw["verify"]), tuple(read(one) for one in raw["raise"]),
    )  # fmt: skip


def by_term(unit: Unit, at: datetime, term: clock.Term) -> datetime:
    """The end of a term that begins now, by the calendar of the unit."""
    return clock.due(at, term, calendar_of(unit)).at


def end_of(unit: Unit, day: date) -> datetime:
    """The end of a day: what is due on a day may be done until then."""
    calendar = calendar_of(unit)
    return calendar.moment(((day + timedelta(days=1)).toordinal(), 0))


def first_word(row: Task, unit: Unit, at: datetime) -> datetime | None:
    """When the clock has something to say about a task that has just come into its state."""
    if row.state == states.SENT:
        return min(row.catch_by, end_of(unit, row.due))
    if row.state == states.CAUGHT:
        end = end_of(unit, row.due)
        # What comes back after its date has a working day before anybody hears.
        return end if end > at else by_term(unit, at, terms().higher[0])
    return by_term(unit, at, terms().verify) if row.state == states.DONE else None


def next_word(unit: Unit, told: int, at: datetime) -> datetime | None:
    """When the next above hears, after `told` have heard; None when everybody has."""
    return by_term(unit, at, terms().higher[told - 1]) if 1 <= told < terms().levels else None


def late(state: str, catch_by: datetime, due_end: datetime, at: datetime) -> bool:
    """Whether the unit is past its date: to catch it, or to have done it."""
    return (state == states.SENT and at >= catch_by) or (
        state in (states.SENT, states.CAUGHT) and at >= due_end
    )
