"""Where a matter's time went: in whose hands it was, period by period, adding up to the whole exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garda import clock
from garda.cases.models import Case
from garda.people.calendars import calendar_of

# What a matter waits for: the unit that holds it, a unit's answer to an offer, the resident, their
# verdict, the matter it was joined to, or nothing because it was closed for a while.
KINDS = ("unit", "offer", "resident", "verdict", "joined", "closed")


@dataclass(frozen=True)
class Period:
    """A time in which the matter waited for one thing; `unit` is the unit waited for, if it is one."""

    kind: str
    unit: int | None
    start: datetime
    end: datetime
    minutes: int


@dataclass(frozen=True)
class Waiting:
    """All periods of a matter, in order. `total` are the working minutes from opening to closing or `at`."""

    periods: tuple[Period, ...]
    total: int

    @property
    def by_unit(self) -> Mapping[int, int]:
        """Working minutes spent waiting for each unit, by its id."""
        found: dict[int, int] = defaultdict(int)
        for one in self.periods:
            if one.unit is not None:
                found[one.unit] += one.minutes
        return found

    @property
    def by_kind(self) -> Mapping[str, int]:
        """Working minutes by what was waited for."""
        found: dict[str, int] = defaultdict(int)
        for one in self.periods:
            found[one.kind] += one.minutes
        return found


def waiting(case: Case, at: datetime, *, upto: int | None = None) -> Waiting:
    """Where the time of `case` went until its closing or `at`, in the working time of its first unit.

    With `upto` as it stood after that event of its record, which was at `at`.
    """
    calendar = calendar_of(case.first_unit)
    row: dict[str, Any] = {}
    marks: list[tuple[datetime, str, int | None]] = []
    events = case.events.order_by("seq")
    for event in events if upto is None else events.filter(seq__lte=upto):
        row |= event.facts.get("became", {})
        kind, unit = _waits_for(row)
        if marks and marks[-1][0] == event.at:
            # Several events of one moment: only how they left the matter lasts.
            marks.pop()
        if not marks or marks[-1][1:] != (kind, unit):
            marks.append((event.at, kind, unit))
    closed = case.closed_at if upto is None else at
    end = closed or max([at, *(mark[0] for mark in marks)])
    if marks and marks[-1][1] == "closed":
        marks.pop()
    begun = marks[0][0] if marks else case.opened_at
    bounds = [mark[0] for mark in marks[1:]] + [end]
    spent = [clock.spent(begun, moment, calendar) for moment in [begun, *bounds]]
    periods = tuple(
        Period(kind, unit, start, bounds[place], spent[place + 1] - spent[place])
        for place, (start, kind, unit) in enumerate(marks)
    )
    return Waiting(periods, spent[-1])


def _waits_for(row: Mapping[str, Any]) -> tuple[str, int | None]:
    if row["state"] == Case.CLOSED:
        return "closed", None
    if row["state"] == Case.PAUSED:
        return ("joined" if row["joined_to_id"] else "resident"), None
    if row["state"] == Case.ANSWERED:
        return "verdict", None
    if row["offer_unit_id"]:
        return "offer", row["offer_unit_id"]
    return "unit", row["unit_id"]
