"""Which desk of a unit a step lands on, and when that desk must be done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from garda import clock
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.clock import Calendar, Term
from garda.flow import Flow, Move, Step, Words
from garda.people.calendars import calendar_of
from garda.people.models import Unit
from garda.people.posts import heads_of
from garda.people.register import register_of


def desk_of(unit: Unit, step: Step) -> str:
    """The kind of post in `unit` that works on `step`: the first it has; else whoever leads the unit.

    Refused when the unit has no post at all: a matter must never lie where nobody works.
    """
    there = register_of(unit.city).posts.get(unit.pk, frozenset())
    for kind in step.posts:
        if kind in there:
            return kind
    for kind in heads_of(unit.kind):
        if kind in there:
            return kind
    raise Refused(
        Words(
            f"{unit.name} belum punya jabatan yang dapat mengerjakan langkah ini. Hubungi admin kota.",
            f"{unit.name} has no post that can work on this step. Ask the city's administrator.",
        )
    )


def term_of(flow: Flow, category: str) -> Term:
    """The whole matter's term: the category's own if it has one, else the flow's."""
    found = flow.category(category) if category else None
    return found.within if found and found.within else flow.within


def place_of(first: Unit, step: Step) -> Unit | None:
    """The unit that `step.at` names, seen from the unit where the matter first came in; None without one.

    `at` is a kind of unit (the first unit itself, or the nearest one above it of that kind) or a role in
    the city's settings ("ppid", "desk"). Refused when the city has no such unit.
    """
    if not step.at:
        return None
    city = first.city
    register = register_of(city)
    if step.at in city.settings:
        found = register.by_key(city.settings[step.at])
    else:
        found = next((unit for unit in _upwards(first) if unit.kind == step.at), None)
    if found is None:
        raise Refused(
            Words(
                f"Unit '{step.at}' yang disebut alur ini belum ada di {city.name}. Hubungi admin kota.",
                f"The unit '{step.at}' that this flow names does not exist in {city.name}.",
            )
        )
    return found


def _upwards(unit: Unit) -> list[Unit]:
    """The unit and every unit above it, the nearest first."""
    register = register_of(unit.city)
    return [register.unit(int(part)) for part in reversed(unit.path.split("/")) if part]


def at_work(unit: Unit) -> Unit:
    """The unit itself, or the nearest one above it if it was closed or has no post left.

    What a resident or the clock sets going again must find somebody, whatever became of the office.
    """
    posts = register_of(unit.city).posts
    there = (one for one in _upwards(unit) if one.closed_on is None and posts.get(one.pk))
    return next(there, unit)


def clock_move(step: Step, since: datetime, calendar: Calendar) -> tuple[datetime, Move] | None:
    """The move that the clock makes by itself from a step entered at `since`, and when: the earliest."""
    timed = [
        (clock.due(since, move.after, calendar).at, move)
        for move in step.moves
        if move.by == "clock" and move.after
    ]
    return min(timed, key=lambda one: one[0], default=None)


def arrival(case: Case, flow: Flow, step: Step, unit: Unit, at: datetime) -> dict[str, Any]:
    """The columns that change when a matter arrives at a desk of `unit` at step `step`."""
    calendar = calendar_of(unit)
    auto = clock_move(step, at, calendar)
    return {
        "step": step.key,
        "unit_id": unit.pk,
        "desk": "" if step.end else desk_of(unit, step),
        "desk_since": at,
        "desk_due_at": clock.due(at, step.within, calendar).at if step.within else None,
        "desk_late_at": None,
        "auto_at": auto[0] if auto else None,
    }
