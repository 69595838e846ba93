"""Whom to send to a social duty: everybody of the office, whose turn it is first, and what would be left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from garda import cover
from garda.cover.fairness import in_turn
from garda.people.calendars import city_calendar
from garda.people.models import Unit
from garda.rosters import duties
from garda.rosters.days import day_of, span_on
from garda.rosters.duties import Engagement


@dataclass(frozen=True)
class Proposal:
    """Somebody who could be sent, with what they have borne this month and what the office would keep.

    `free`: not away then · `holds`: nothing falls below the limits without them · `left`: fewest who stay.
    """

    person: int
    name: str
    title: str
    minutes: int
    times: int
    free: bool
    holds: bool
    left: int


def sendable(unit: Unit, day: date) -> list[tuple[int, str]]:
    """Everybody of the office itself that day: (person, name)."""
    return [(one.person, one.name) for one in day_of(unit, day).people if not one.stands_in]


def proposals(unit: Unit, duty: Engagement, at: datetime) -> tuple[Proposal, ...]:
    """Everybody of the office: those free before those away, those who leave the cover whole before others,
    and among them whoever has borne least.
    """
    calendar = city_calendar(unit.city)
    day = calendar.local(duty.start).date()
    roster = day_of(unit, day)
    span = span_on(calendar, day, max(duty.start, at), duty.end)
    people = {one.person: one for one in roster.people if not one.stands_in}
    turns = in_turn(duties.borne(unit, people, day).values())
    found = []
    for load in turns:
        one = people[load.who]
        rest = cover.without(roster.cover, load.who, span)
        kept = [count for start, end, count in cover.profile(rest) if start < span[1] and end > span[0]]
        free = not cover.shared([gone for gone, _kind, _state in one.away], [span])
        holds = not cover.opened_by(roster.cover, load.who, span)
        found.append(
            Proposal(
                one.person, one.name, one.title, load.minutes, load.times, free, holds, min(kept, default=0)
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.free, not one.holds)))
