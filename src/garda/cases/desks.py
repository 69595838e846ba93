"""Which desk of a unit a step lands on, and when that desk must be done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from garda import clock
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.clock import Term
from garda.flow import Flow, Step, Words
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
        above = [int(part) for part in first.path.split("/") if part]
        line = [register.unit(unit_id) for unit_id in reversed(above)]
        found = next((unit for unit in line if unit.kind == step.at), None)
    if found is None:
        raise Refused(
            Words(
                f"Unit '{step.at}' yang disebut alur ini belum ada di {city.name}. Hubungi admin kota.",
                f"The unit '{step.at}' that this flow names does not exist in {city.name}.",
            )
        )
    return found


def arrival(case: Case, flow: Flow, step: Step, unit: Unit, at: datetime) -> dict[str, Any]:
    """The columns that change when a matter arrives at a desk of `unit` at step `step`."""
    calendar = calendar_of(unit)
    auto = min(
        (move.after for move in step.moves if move.by == "clock" and move.after), default=None, key=_length
    )
    return {
        "step": step.key,
        "unit_id": unit.pk,
        "desk": "" if step.end else desk_of(unit, step),
        "desk_since": at,
        "desk_due_at": clock.due(at, step.within, calendar).at if step.within else None,
        "desk_late_at": None,
        "auto_at": clock.due(at, auto, calendar).at if auto else None,
    }


def _length(term: Term) -> tuple[int, int]:
    return {"minute": 0, "hour": 1, "day": 2}[term.unit], term.amount
