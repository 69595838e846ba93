"""What passes to a successor: the open work of a post, and the work of a unit that is to be closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from garda.cases.models import Case, Event, Reading
from garda.people.models import City, Post, Term, Unit
from garda.people.register import Register, register_of
from garda.sight.doors import Staff, units_in_reach
from garda.sight.lists import OPEN_STATES, Row, rows_of

MOST = 200


@dataclass(frozen=True)
class HandOver:
    """A term that ended: the open work that the successor takes over, and what stays decided."""

    open_rows: list[Row]
    open_count: int
    decided: int


@dataclass(frozen=True)
class LatestAct:
    """Who wrote the latest event of a matter, and when: for the one who came second."""

    who: str
    at: datetime
    step: str


def open_work(post: Post) -> QuerySet[Case]:
    """Open matters that lie with this post: given to it, or on the desk that only posts of its kind work."""
    return Case.objects.filter(
        Q(holder=post) | Q(holder__isnull=True, unit_id=post.unit_id, desk=post.kind), state__in=OPEN_STATES
    )


def hand_over_list(term: Term, at: datetime, lang: str) -> HandOver:
    """The hand-over list of a term: open matters by time left, and how many events the holder signed.

    Decisions stay with who signed them: they are counted here, never moved.
    """
    mine = open_work(term.post)
    rows = list(
        mine.select_related(
            "city", "unit__city", "first_unit__city", "offer_unit", "area", "holder"
        ).order_by("next_due_at")[:MOST]
    )
    signed = Event.objects.filter(by_post=term.post, by_person_id=term.person_id).count()
    return HandOver(rows_of(rows, at, lang), mine.count(), signed)


def open_in(unit: Unit) -> int:
    """How many open matters the unit holds or has been offered."""
    return Case.objects.filter(Q(unit=unit) | Q(offer_unit=unit), state__in=OPEN_STATES).count()


def open_by_unit(city: City) -> dict[int, int]:
    """Open matters by unit id, for the page of units; one query."""
    counts: dict[int, int] = {}
    for unit_id in Case.objects.filter(
        unit_id__in=list(register_of(city).units), state__in=OPEN_STATES
    ).values_list("unit_id", flat=True):
        counts[unit_id] = counts.get(unit_id, 0) + 1
    return counts


def latest_act(case: Case, lang: str) -> LatestAct | None:
    """The latest event of the case: its writer's name (empty for the resident or the clock) and moment."""
    event = case.events.select_related("by_person", "case__flow").order_by("-seq").first()
    if event is None:
        return None
    return LatestAct(event.by_person.name if event.by_person else "", event.at, case.step)


def readings_in(staff: Staff, at: datetime, limit: int = 100) -> list[Reading]:
    """Who opened personal data lately, on matters of the units where `staff` may look at readings."""
    units = units_in_reach(staff, "readings")
    rows = Reading.objects.filter(case__unit_id__in=units, at__lte=at)
    return list(rows.select_related("case", "person", "post__unit").order_by("-at", "-pk")[:limit])


def unit_names(ids: set[int]) -> dict[int, str]:
    """Names of units by id."""
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def units_at(city: City) -> Register:
    """The city's units as this process keeps them; nobody may change one that comes from here."""
    return register_of(city)
