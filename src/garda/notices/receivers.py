"""Who is meant by "the desk", "the head", "those above" at the moment of an event: posts, by dated terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from garda.cases.desks import desk_of
from garda.cases.models import Event
from garda.cases.publishing import flow_by_id
from garda.people.holding import head_of
from garda.people.models import City, Post, Unit
from garda.people.posts import heads_of
from garda.people.register import register_of


@dataclass(frozen=True)
class Moment:
    """An event, the case's row right after it, and who stands above the unit that holds the case."""

    event: Event
    row: Mapping[str, Any]
    superiors: tuple[Post, ...] = ()

    @property
    def city(self) -> City:
        """The city of the case."""
        return self.event.case.city


def head(city: City, unit_id: object, day: date) -> list[Post]:
    """Whoever leads the unit on `day`; where nobody does, whoever leads the unit above it."""
    for unit in _upwards(city, unit_id):
        term = head_of(unit, heads_of(unit.kind), day)
        if term is not None:
            return [term.post]
    return []


def superiors(city: City, unit_id: int, level: int, day: date) -> tuple[Post, ...]:
    """Heads of the `level` offices above the unit, nearest first: parents, city secretary, mayor."""
    own, *above = _upwards(city, unit_id)
    if above and own.kind != "sekretariat" and all(one.kind != "sekretariat" for one in above):
        # The city's secretary coordinates every office, though the tree hangs them under the mayor.
        above[-1:-1] = [one for one in register_of(city).open_units() if one.kind == "sekretariat"][:1]
    found: dict[int, Post] = {}
    for one in above:
        term = head_of(one, heads_of(one.kind), day)
        if term is not None:
            found.setdefault(term.post_id, term.post)
    return tuple(found.values())[:level]


def _upwards(city: City, unit_id: object) -> list[Unit]:
    """The unit and every unit above it, the nearest first."""
    units = register_of(city).units
    found: list[Unit] = []
    while isinstance(unit_id, int) and unit_id in units:
        found.append(units[unit_id])
        unit_id = found[-1].parent_id
    return found


def desk(city: City, unit_id: int, kind: str, day: date) -> list[Post]:
    """Every open seat of that kind in the unit; its head where there is none."""
    posts = Post.objects.filter(unit_id=unit_id, kind=kind, closed_on__isnull=True).order_by("seat")
    return list(posts) or head(city, unit_id, day)


def _at_step(unit_id: object, now: Moment) -> list[Post]:
    """The desk of a unit on which the case's present step would fall."""
    unit = register_of(now.city).units.get(unit_id) if isinstance(unit_id, int) else None
    if unit is None:
        return []
    step = flow_by_id(now.row["flow_id"]).steps[now.row["step"]]
    return desk(now.city, unit.pk, desk_of(unit, step), now.event.day)


def _holding(now: Moment) -> list[Post]:
    if now.row["holder_id"]:
        return list(Post.objects.filter(pk=now.row["holder_id"]))
    return desk(now.city, now.row["unit_id"], now.row["desk"], now.event.day)


def _from(now: Moment) -> list[Post]:
    offering = now.event.facts.get("from")
    return _holding(now) if offering == now.row["unit_id"] else _at_step(offering, now)


KINDS: Mapping[str, Callable[[Moment], list[Post]]] = {
    "desk": _holding,
    "head": lambda now: head(now.city, now.row["unit_id"], now.event.day),
    "holder": lambda now: list(Post.objects.filter(pk=now.event.facts.get("post"))),
    "above": lambda now: list(now.superiors),
    "offered-desk": lambda now: _at_step(now.event.facts.get("to"), now),
    "offered-head": lambda now: head(now.city, now.event.facts.get("to"), now.event.day),
    "from-desk": _from,
    "from-head": lambda now: head(now.city, now.event.facts.get("from"), now.event.day),
}
