"""Which desk of a unit a step lands on, and when that desk must be done."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from garda import clock
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.clock import Term
from garda.flow import Flow, Step, Words
from garda.people.calendars import calendar_of
from garda.people.models import City, Post, Unit
from garda.people.posts import heads_of


@lru_cache(maxsize=4096)
def _post_kinds(unit_id: int) -> frozenset[str]:
    return frozenset(
        Post.objects.filter(unit_id=unit_id, closed_on__isnull=True).values_list("kind", flat=True)
    )


def forget_posts() -> None:
    """Drop the kept post kinds after posts were added or closed."""
    _post_kinds.cache_clear()


def desk_of(unit: Unit, step: Step) -> str:
    """The kind of post in `unit` that works on `step`: the first it has; else whoever leads the unit.

    Refused when the unit has no post at all: a matter must never lie where nobody works.
    """
    there = _post_kinds(unit.pk)
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


def step_unit(case: Case, step: Step) -> Unit:
    """The unit where a step happens: where the matter is, or the one office of the city that `at` names."""
    return place_of(case.city, step) or case.unit


def place_of(city: City, step: Step) -> Unit | None:
    """The unit that `step.at` names: a unit key, or a role in the city's settings ("ppid", "desk")."""
    if not step.at:
        return None
    key = city.settings.get(step.at, step.at)
    unit = Unit.objects.filter(city=city, key=key, closed_on__isnull=True).select_related("city").first()
    if unit is None:
        raise Refused(
            Words(
                f"Unit '{key}' yang disebut alur ini belum ada di {city.name}. Hubungi admin kota.",
                f"The unit '{key}' that this flow names does not exist in {city.name}.",
            )
        )
    return unit


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
