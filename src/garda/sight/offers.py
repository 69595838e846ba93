"""Hand-overs as an office sees them: offered to us, offered by us, and what became of ours lately."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from garda.cases import sealing
from garda.cases.models import Case, Event, Said
from garda.cases.taking import furnish
from garda.people.register import register_of
from garda.sight import names
from garda.sight.doors import Staff, units_in_reach
from garda.sight.lists import rows_of

MOST = 50
STANDING = 5000  # on offer in a city at once, as far as they are looked at
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


def standing(staff: Staff, lang: str, units: Iterable[int]) -> tuple[list[Offer], list[Offer]]:
    """(what is offered to the units where `staff` may accept, what these `units` have on offer to others).

    Soonest answer first. What is on offer in the city is little, and mostly nothing of it concerns one
    person: its few columns are read first, the matters themselves when there are any.
    """
    ours, theirs = set(units_in_reach(staff, "accept")), set(units)
    rows = Case.objects.filter(offer_unit__isnull=False, city_id=staff.city.pk)
    every = rows.order_by("offer_due_at", "pk").values_list("pk", "unit_id", "offer_unit_id")[:STANDING]
    to_us, by_us = [], []
    for pk, unit, asked in every:
        if asked in ours:
            to_us.append(pk)
        if unit in theirs:
            by_us.append(pk)
    to_us, by_us = to_us[:MOST], by_us[:MOST]
    found = _offers(staff, {*to_us, *by_us}, lang)
    return [found[pk] for pk in to_us if pk in found], [found[pk] for pk in by_us if pk in found]


def _offers(staff: Staff, ids: Collection[int], lang: str) -> dict[int, Offer]:
    if not ids:
        return {}
    rows = list(Case.objects.filter(pk__in=ids, offer_unit__isnull=False))
    for row in rows:
        row.city = staff.city
        furnish(row)
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
    found = {}
    for case in rows:
        event = made.get(case.pk)
        found[case.pk] = Offer(
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
        .order_by("-at", "-pk")
        .values_list("case_id", "name", "facts", "at")[:5]
    )
    if not events:
        return []
    cases = {case.pk: case for case in Case.objects.filter(pk__in={one[0] for one in events})}
    for case in cases.values():
        case.city = staff.city
    titles = {row.number: row.title for row in rows_of(cases.values(), at, lang)}
    units = register_of(staff.city).units
    return [
        Answered(
            number=cases[case_id].number,
            title=titles[cases[case_id].number],
            unit_to=units[facts["to"]].name if facts.get("to") in units else "",
            how=name.partition(".")[2],
            at=when,
        )
        for case_id, name, facts, when in events
    ]
