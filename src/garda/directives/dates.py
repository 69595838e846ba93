"""Until when a directive should be caught, done and verified, and when the clock speaks next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from garda import clock
from garda.directives import states
from garda.directives.models import Task
from garda.people.calendars import calendar_of
from garda.people.models import Unit

# No law sets these; they are the program's own and stand in docs/decisions/0027.
CATCH: Final = clock.Term(2, "day", working=True)
COORDINATE: Final = clock.Term(2, "day", working=True)
VERIFY: Final = clock.Term(5, "day", working=True)
# After each word to somebody, the next above hears so much later.
HIGHER: Final = (clock.Term(1, "day", working=True), clock.Term(3, "day", working=True))
LEVELS: Final = 1 + len(HIGHER)


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
        return max(end_of(unit, row.due), at)
    return by_term(unit, at, VERIFY) if row.state == states.DONE else None


def next_word(unit: Unit, told: int, at: datetime) -> datetime | None:
    """When the next above hears, after `told` have heard; None when everybody has."""
    return by_term(unit, at, HIGHER[told - 1]) if 1 <= told < LEVELS else None


def late(state: str, catch_by: datetime, due_end: datetime, at: datetime) -> bool:
    """Whether the unit is past its date: to catch it, or to have done it."""
    return (state == states.SENT and at >= catch_by) or (
        state in (states.SENT, states.CAUGHT) and at >= due_end
    )
