"""Hand-overs as an office sees them: offered to us, offered by us, and what became of ours lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from garda.cases import sealing
from garda.cases.models import Case, Event, Said
from garda.cases.taking import furnish
from garda.people.models import Unit
from garda.sight import names
from garda.sight.doors import Staff, units_in_reach
from garda.sight.lists import OPEN_STATES, rows_of

MOST = 50
LATELY = timedelta(days=3)

# In the very words of the index `event_offers`: SQLite uses it only for literals, not for parameters.
ANSWERS = "cases_event.name IN ('offer.accepted', 'offer.returned', 'offer.lapsed')"


@dataclass(frozen=True)
class Offer:
    """One matter on offer: who offers it, in what words, until when to answer; `seq` as the reader saw it."""

    number: str
    title: str
    sub: str
    unit_from: str
    unit_to: str
    who: str
    at: datetime
    words: str
    answer_by: datetime | None
    bounces: int
    seq: int
    simulated: bool


@dataclass(frozen=True)
class Answered:
    """An offer of ours that was answered lately: "accepted", "returned" or "lapsed"."""

    number: str
    title: str
    unit_to: str
    how: str
    at: datetime


def offered_to(staff: Staff, lang: str) -> list[Offer]:
    """Matters offered to the units where `staff` may accept, soonest answer first."""
    return _offers(Case.objects.filter(offer_unit_id__in=units_in_reach(staff, "accept")), lang)


def offered_by(staff: Staff, lang: str) -> list[Offer]:
    """Matters that the units of `staff` have on offer to others."""
    ours = Case.objects.filter(unit_id__in=staff.unit_ids, state__in=OPEN_STATES)
    return _offers(ours.filter(offer_unit__isnull=False), lang)


def waiting(staff: Staff, lang: str) -> list[Offer]:
    """Where hand-overs wait in the reach of a head, longest first."""
    # Only open matters are on offer; said so that no closed one is looked at.
    led = Case.objects.filter(unit_id__in=units_in_reach(staff, "head"), state__in=OPEN_STATES)
    return sorted(_offers(led.filter(offer_unit__isnull=False), lang), key=lambda one: one.at)


def _offers(cases: QuerySet[Case], lang: str) -> list[Offer]:
    rows = list(map(furnish, cases.select_related("city").order_by("offer_due_at")[:MOST]))
    if not rows:
        return []
    made: dict[int, Event] = {
        event.case_id: event
        for event in Event.objects.filter(case__in=rows, name="offer.made")
        .select_related("by_person")
        .order_by("seq")
    }
    said = names.said_by_case(rows, (*names.HEADLINES, *names.WHERE, "name"))
    words = {
        (row.case_id, row.seq): sealing.unseal(row.sealed)
        for row in Said.objects.filter(case__in=rows, key="offer", erased_at__isnull=True)
    }
    found = []
    for case in rows:
        event = made.get(case.pk)
        found.append(
            Offer(
                number=case.number,
                title=names.title_of(case, said[case.pk], lang),
                sub=names.aside(case, said[case.pk], lang),
                unit_from=case.unit.name,
                unit_to=case.offer_unit.name if case.offer_unit else "",
                who=event.by_person.name if event and event.by_person else "",
                at=case.offered_at or case.desk_since,
                words=words.get((case.pk, event.seq), "") if event else "",
                answer_by=case.offer_due_at,
                bounces=case.bounces,
                seq=case.seq,
                simulated=case.simulated,
            )
        )
    return found


def answered_lately(staff: Staff, at: datetime, lang: str) -> list[Answered]:
    """What became of the offers of our units in the last days, newest first; at most five."""
    events = list(
        Event.objects.filter(
            city=staff.city,
            day__gte=(at - LATELY).date(),
            at__lte=at,
            name__in=["offer.accepted", "offer.returned", "offer.lapsed"],
            facts__from__in=list(staff.unit_ids),
        )
        .filter(RawSQL(ANSWERS, [], output_field=BooleanField()))
        # A confidential matter that another unit took is out of sight here.
        .filter(Q(case__private=False) | Q(case__unit_id__in=list(staff.unit_ids)))
        .select_related("case__city")
        .order_by("-at", "-pk")[:5]
    )
    units = dict(
        Unit.objects.filter(pk__in=[event.facts.get("to") for event in events]).values_list("pk", "name")
    )
    titles = {row.number: row.title for row in rows_of({event.case for event in events}, at, lang)}
    return [
        Answered(
            number=event.case.number,
            title=titles.get(event.case.number, event.case.number),
            unit_to=units.get(event.facts.get("to"), ""),
            how=event.name.partition(".")[2],
            at=event.at,
        )
        for event in events
    ]
