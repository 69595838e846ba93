"""Reports of the same thing: found near in place and words, offered for joining, all of them answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians

from django.db import transaction
from django.db.models import Q
from rapidfuzz import fuzz

from garda.cases import desks, record, saying, sealing
from garda.cases.acting import CLOCK, By, Refused
from garda.cases.closing import closing_fact
from garda.cases.models import Case, Event, Link, Paper, Said
from garda.cases.papers import metres
from garda.cases.saying import Saying
from garda.cases.taking import (
    first_response,
    late_fact,
    must_be_open,
    must_hold,
    must_run,
    overdue,
    standing,
    stepped_up,
    take,
)
from garda.flow import Words

NEAR_METRES = 250
LIKELY = 55.0
LOOK_AT = 60
SPOKEN = ("title", "story", "what", "place")
ANSWERS = ("answer", "reason", "rule")


@dataclass(frozen=True)
class Similar:
    """An open matter that may be the same: how alike the words are (0 to 100) and how far it is (metres)."""

    case: Case
    alike: float
    distance: float | None


def similar_to(case: Case, at: datetime, limit: int = 5) -> list[Similar]:
    """Open matters of the same kind that may be about the same thing, most alike first.

    Looks at no more than LOOK_AT matters: those within NEAR_METRES if the place is known, else the
    latest of the same territory, in the last 60 days. A confidential one is like no other.
    """
    if case.private:
        return []
    text = _texts([case])[case.pk]
    near = Case.objects.filter(
        city_id=case.city_id,
        flow__key=case.flow.key,
        state__in=[Case.OPEN, Case.PAUSED],
        joined_to__isnull=True,
        parent__isnull=True,
        private=False,
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
    others = list(near.select_related("unit", "flow").order_by("-opened_at")[:LOOK_AT])
    texts = _texts(others)
    for other in others:
        distance = None
        if None not in (case.lat, case.lng, other.lat, other.lng):
            distance = metres(case.lat or 0, case.lng or 0, other.lat or 0, other.lng or 0)
        alike = fuzz.token_set_ratio(text, texts[other.pk]) if text else 0.0
        bonus = 15.0 if other.category and other.category == case.category else 0.0
        if alike + bonus >= LIKELY:
            found.append(Similar(other, min(100.0, alike + bonus), distance))
    return sorted(found, key=lambda one: (-one.alike, one.distance or 0.0))[:limit]


def _texts(cases: Sequence[Case]) -> dict[int, str]:
    """What each case is about, in small letters, by its id; one query for all."""
    words: dict[int, dict[str, str]] = {case.pk: {} for case in cases}
    rows = Said.objects.filter(case__in=cases, key__in=SPOKEN, erased_at__isnull=True).order_by("seq", "pk")
    for row in rows:
        words[row.case_id][row.key] = sealing.unseal(row.sealed)
    return {pk: " ".join(said.values()).lower()[:600] for pk, said in words.items()}


def join(case_id: int, into_id: int, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Join the case to another open one of the same kind: it is answered when that one is, in its words.

    Only a matter that is being worked on by itself: not a part of another, not waiting for its resident,
    not confidential. Its own clock stands still in the lists but is kept: `close_joined` holds it
    against the moment of the answer.
    """
    with transaction.atomic():
        # Always in the same order, so that two officers joining two matters can't wait for each other.
        first, second = sorted((case_id, into_id))
        taken = {pk: take(pk, seen if pk == case_id else None) for pk in (first, second)}
        case, into = taken[case_id], taken[into_id]
        must_run(case)
        must_hold(case, by)
        must_be_open(into)
        if case.pk == into.pk or case.limbs_open or _apart(case, into):
            raise Refused(
                Words("Kedua urusan ini tidak dapat disatukan.", "These two can't be joined."), "into"
            )
        Link.objects.get_or_create(source=case, target=into, kind="same-as")
        fact = record.Fact(
            "case.joined",
            {"into": into.number},
            {
                "joined_to_id": into.pk,
                "state": Case.PAUSED,
                "paused_at": at,
                "auto_at": None,
                **first_response(case, by, at),
            },
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        record.append(into, record.Fact("case.gathered", {"number": case.number}), by=by, at=at)
        return case


def _apart(case: Case, into: Case) -> bool:
    """Whether two matters can't be one: of another city or kind, made up, a part, or confidential."""
    return (
        case.city_id != into.city_id
        or case.simulated != into.simulated
        or standing(case)[0].key != standing(into)[0].key
        or any(one.parent_id or one.private for one in (case, into))
    )


def part(case_id: int, reason: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Take the case out of the one it was joined to: it goes on where it stood, under its first clock."""
    with transaction.atomic():
        case = take(case_id, seen)
        if not case.joined_to_id or case.state == Case.CLOSED:
            raise Refused(Words("Urusan ini tidak disatukan.", "This matter is not joined to another."))
        if by.is_post:
            must_hold(case, by)
        into = Case.objects.get(pk=case.joined_to_id)
        flow, step = standing(case)
        rows, pairs = saying.sealed_rows([Saying("reason", reason)], by.kind)
        fact = record.Fact(
            "case.parted",
            {"into": into.number, **saying.facts_of(pairs)},
            {
                **desks.arrival(case, flow, step, desks.at_work(case.unit), at),
                "joined_to_id": None,
                "state": Case.OPEN,
                "paused_at": None,
                "escalate_at": stepped_up(case, at) if case.late_at else None,
            },
        )
        record.append(case, fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def close_joined(into_id: int, *, by: By, at: datetime) -> int:
    """Settle every matter joined to one that has closed, each in its own record; returns how many.

    Answered or refused, they get the same words. Withdrawn or lapsed was the other resident's doing: they
    go on by themselves.
    """
    count = 0
    waiting = Case.objects.filter(joined_to_id=into_id).exclude(state=Case.CLOSED).order_by("pk")
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            case = take(pk, None)
            into = Case.objects.get(pk=into_id)
            if case.joined_to_id != into_id or case.state == Case.CLOSED or into.state != Case.CLOSED:
                continue
            if into.outcome in ("withdrawn", "lapsed"):
                part(pk, "", by=by, at=at)
            else:
                _answer_with(case, into, by, at)
            count += 1
    return count


def _answer_with(case: Case, into: Case, by: By, at: datetime) -> None:
    flow, _ = standing(case)
    rows, pairs = saying.sealed_rows(_answer_of(into), "post")
    late = []
    if case.due_at and case.late_at is None and _answered_at(into) > case.due_at:
        late = [late_fact(case, at)]
    answered = record.Fact(
        "case.answered-with",
        {"into": into.number, "proofs": _proofs_of(into), **saying.facts_of(pairs)},
        {
            "paused_at": None,
            # Its own flow's end of that outcome: the other may run under another version.
            "step": next((one.key for one in flow.steps.values() if one.end == into.outcome), case.step),
        },
    )
    close = closing_fact(case, into.outcome, by, at, just=late, explained=into.explained)
    record.append(case, *late, answered, close, by=by, at=at)
    saying.keep(case, case.seq - 1, rows)


def _answer_of(into: Case) -> list[Saying]:
    """What the office said to the resident of the other matter when it last answered or refused."""
    said = Said.objects.filter(case=into, by_kind="post", key__in=ANSWERS, erased_at__isnull=True).exclude(
        reader=Said.STAFF
    )
    last = said.order_by("-seq").values_list("seq", flat=True).first()
    rows = said.filter(seq=last).order_by("pk") if last else ()
    return [Saying(row.key, sealing.unseal(row.sealed), row.reader) for row in rows]


def _proofs_of(into: Case) -> list[list[str]]:
    """The office's proof of that answer: [key, fingerprint] of each, none of it the other resident's own."""
    proofs = Paper.objects.filter(case=into, key="proof", by_kind="post", erased_at__isnull=True)
    proofs = proofs.exclude(reader=Said.STAFF)
    last = proofs.order_by("-seq").values_list("seq", flat=True).first()
    return [[one.key, one.fingerprint] for one in proofs.filter(seq=last).order_by("pk")] if last else []


def _answered_at(into: Case) -> datetime:
    """When the office had answered the other matter: waiting for a verdict is not the office's time."""
    for event in into.events.filter(name="case.moved").order_by("-seq"):
        became = event.facts["became"]
        if became["state"] == Case.ANSWERED:
            return event.at
        if event.by_kind == "post":
            break
    assert into.closed_at is not None
    return into.closed_at


def answer_joined(event: Event, at: datetime) -> None:
    """Follower: when a matter closes, the reports joined to it are settled with it."""
    close_joined(event.case_id, by=CLOCK, at=at)


def shared_proofs(case: Case) -> list[Paper]:
    """The office's proofs with which this case was answered together with another: theirs to see as well.

    What the record of the case names and nothing else of the other matter, whoever joined it and for however
    long.
    """
    told = case.events.filter(name="case.answered-with").values_list("facts", flat=True)
    named = [(facts["into"], mark) for facts in told for _key, mark in facts.get("proofs", ())]
    if not named:
        return []
    rows = Paper.objects.filter(
        case__city_id=case.city_id,
        case__number__in=[number for number, _ in named],
        fingerprint__in=[mark for _, mark in named],
        key="proof",
        by_kind="post",
        erased_at__isnull=True,
    )
    return list(rows.order_by("seq", "pk"))
