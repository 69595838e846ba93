"""Reports of the same thing: found near in place and words, offered for joining, all of them answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians

from django.db import transaction
from django.db.models import Q
from rapidfuzz import fuzz

from garda.cases import record, saying
from garda.cases.acting import CLOCK, By, Refused
from garda.cases.closing import closing_facts
from garda.cases.models import Case, Event, Link
from garda.cases.papers import metres
from garda.cases.taking import must_be_open, take
from garda.flow import Words

NEAR_METRES = 250
LIKELY = 55.0
LOOK_AT = 60
SPOKEN = ("title", "story", "what", "place")


@dataclass(frozen=True)
class Similar:
    """An open matter that may be the same: how alike the words are (0 to 100) and how far it is (metres)."""

    case: Case
    alike: float
    distance: float | None


def similar_to(case: Case, at: datetime, limit: int = 5) -> list[Similar]:
    """Open matters of the same kind that may be about the same thing, most alike first.

    Looks at no more than LOOK_AT matters: those within NEAR_METRES if the place is known, else the
    latest of the same territory, in the last 60 days.
    """
    text = _text(case)
    near = Case.objects.filter(
        city_id=case.city_id,
        flow__key=case.flow.key,
        state__in=[Case.OPEN, Case.PAUSED],
        joined_to__isnull=True,
        parent__isnull=True,
        opened_at__gte=at - timedelta(days=60),
        simulated=case.simulated,
    ).exclude(pk=case.pk)
    if case.lat is not None and case.lng is not None:
        up = NEAR_METRES / 111_320
        side = up / max(0.2, cos(radians(case.lat)))
        box = Q(lat__range=(case.lat - up, case.lat + up), lng__range=(case.lng - side, case.lng + side))
        near = near.filter(box | Q(lat__isnull=True, area=case.area, category=case.category))
    else:
        near = near.filter(area=case.area)
    found = []
    for other in near.select_related("unit", "flow").order_by("-opened_at")[:LOOK_AT]:
        distance = None
        if None not in (case.lat, case.lng, other.lat, other.lng):
            distance = metres(case.lat or 0, case.lng or 0, other.lat or 0, other.lng or 0)
        alike = fuzz.token_set_ratio(text, _text(other)) if text else 0.0
        bonus = 15.0 if other.category and other.category == case.category else 0.0
        if alike + bonus >= LIKELY:
            found.append(Similar(other, min(100.0, alike + bonus), distance))
    return sorted(found, key=lambda one: (-one.alike, one.distance or 0.0))[:limit]


def _text(case: Case) -> str:
    return " ".join(saying.spoken(case, *SPOKEN).values()).lower()[:600]


def join(case_id: int, into_id: int, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Join the case to another open one: it is answered when that one is, with the same words."""
    with transaction.atomic():
        # Always in the same order, so that two officers joining two matters can't wait for each other.
        first, second = sorted((case_id, into_id))
        taken = {pk: take(pk, seen if pk == case_id else None) for pk in (first, second)}
        case, into = taken[case_id], taken[into_id]
        must_be_open(case)
        must_be_open(into)
        apart = case.city_id != into.city_id or case.simulated != into.simulated
        if case.pk == into.pk or apart or into.joined_to_id or case.limbs_open:
            raise Refused(
                Words("Kedua urusan ini tidak dapat disatukan.", "These two can't be joined."), "into"
            )
        Link.objects.create(source=case, target=into, kind="same-as")
        fact = record.Fact(
            "case.joined",
            {"into": into.number},
            {"joined_to_id": into.pk, "state": Case.PAUSED, "paused_at": at, "auto_at": None},
        )
        record.append(case, fact, by=by, at=at)
        record.append(into, record.Fact("case.gathered", {"number": case.number}), by=by, at=at)
        return case


def close_joined(into_id: int, *, by: By, at: datetime) -> int:
    """Close every matter joined to one that has closed, each in its own record; returns how many."""
    count = 0
    for pk in (
        Case.objects.filter(joined_to_id=into_id).exclude(state=Case.CLOSED).values_list("pk", flat=True)
    ):
        with transaction.atomic():
            case = take(pk, None)
            into = Case.objects.get(pk=into_id)
            if case.state == Case.CLOSED or into.state != Case.CLOSED:
                continue
            answered = record.Fact("case.answered-with", {"into": into.number}, {"paused_at": None})
            close = closing_facts(case, into.outcome, by, at, late=False)
            close.became["step"] = into.step
            record.append(case, answered, close, by=by, at=at)
            count += 1
    return count


def answer_joined(event: Event, at: datetime) -> None:
    """Follower: when a matter closes, the reports joined to it are answered with it."""
    close_joined(event.case_id, by=CLOCK, at=at)
