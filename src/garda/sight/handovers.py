"""What passes to a successor: the open work of a post, and the work of a unit that is to be closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from garda.cases.models import Case, Event, Reading
from garda.cases.publishing import flow_by_id
from garda.cases.taking import furnish
from garda.people.models import City, Post, Term, Unit
from garda.people.register import Register, register_of
from garda.sight.doors import Staff, reaches_case, units_in_reach
from garda.sight.lists import OPEN_STATES, Row, rows_of
from garda.sight.names import of_resident

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
    """Open matters by the id of the unit that holds them, for the page of units; one query."""
    held = Case.objects.filter(unit_id__in=list(register_of(city).units), state__in=OPEN_STATES)
    return dict(held.values_list("unit_id").annotate(n=Count("pk")).order_by())


@dataclass(frozen=True)
class OpenOne:
    """One open matter behind a count: nothing that a resident said. `reached` where it may be opened."""

    number: str
    unit: str
    step: str
    opened_at: datetime
    reached: bool


@dataclass(frozen=True)
class OpenMatters:
    """The matters behind a count of open ones: the oldest of them, how many in all, how many not named."""

    rows: list[OpenOne]
    total: int
    hidden: int
    simulated: bool


def open_matters(
    staff: Staff, lang: str, *, unit: Unit | None = None, flow_id: int | None = None
) -> OpenMatters:
    """Open matters of the city held by a unit, or begun under a version of a flow, the oldest first.

    A confidential one is named only to who may open it; the others are counted.
    """
    units = [unit.pk] if unit else list(register_of(staff.city).units)
    cases = Case.objects.filter(unit_id__in=units, state__in=OPEN_STATES)
    if flow_id is not None:
        cases = cases.filter(flow_id=flow_id)
    total = cases.count()
    shown = [furnish(case) for case in cases.select_related("city").order_by("opened_at", "pk")[:MOST]]
    rows = [
        OpenOne(
            case.number,
            case.unit.name,
            of_resident(flow_by_id(case.flow_id).steps[case.step].title.of(lang), lang),
            case.opened_at,
            reached,
        )
        for case in shown
        if (reached := reaches_case(staff, "see-case", case)) or not case.private
    ]
    return OpenMatters(rows, total, len(shown) - len(rows), any(case.simulated for case in shown))


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
