"""Handing a matter to another unit: offered, then accepted or returned with a reason; never lost between.

Until it is accepted the matter stays with the unit that offers it, and so do both clocks. Accepting
starts the new desk's clock; the whole matter's clock is untouched. A third return is flagged, and the
heads of both units are named in it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from garda import clock
from garda.cases import desks, record, saying
from garda.cases.acting import By, Refused
from garda.cases.models import Case, Said
from garda.cases.saying import Saying
from garda.cases.taking import first_response, must_be_open, must_hold, must_run, overdue, standing, take
from garda.clock import Term
from garda.flow import Words
from garda.people.calendars import calendar_of
from garda.people.models import Unit

ANSWER_WITHIN = Term.parse("1 hari kerja")
FLAGGED_AT = 3
NO_OFFER = {"offer_unit_id": None, "offered_at": None, "offer_due_at": None}


def hand_over(case_id: int, to: Unit, words: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Offer the case to unit `to`, with a sentence why; the answer is due within the step's term."""
    with transaction.atomic():
        case = take(case_id, seen)
        must_run(case)
        must_hold(case, by)
        _flow, step = standing(case)
        if to.city_id != case.city_id or to.pk == case.unit_id or to.kind not in step.hand_over:
            raise Refused(
                Words(
                    "Urusan ini tidak dapat ditawarkan ke unit itu pada langkah ini.",
                    "This matter can't be offered to that unit at this step.",
                ),
                "unit",
            )
        if not words.strip():
            raise Refused(
                Words("Tulis satu kalimat mengapa ke unit itu.", "Write one sentence why."), "reason"
            )
        desks.desk_of(to, step)
        due = clock.due(at, step.offer_within or ANSWER_WITHIN, calendar_of(to))
        rows, pairs = saying.sealed_rows([Saying("offer", words, Said.PARTIES)], by.kind)
        fact = record.Fact(
            "offer.made",
            {"from": case.unit_id, "to": to.pk, **saying.facts_of(pairs)},
            {
                "offer_unit_id": to.pk,
                "offered_at": at,
                "offer_due_at": due.at,
                **first_response(case, by, at),
            },
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def accept(case_id: int, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Take the offered case: from now on the holder is the accepting unit."""
    with transaction.atomic():
        case = take(case_id, seen)
        unit = _offered(case, by)
        flow, step = standing(case)
        arrived: dict[str, Any] = desks.arrival(case, flow, step, unit, at)
        fact = record.Fact(
            "offer.accepted",
            {"from": case.unit_id, "to": unit.pk},
            {**NO_OFFER, **arrived, "holder_id": None, "hands": case.hands + 1},
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        return case


def return_to(case_id: int, reason: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Give the offer back with a reason; the third time the record flags it."""
    with transaction.atomic():
        case = take(case_id, seen)
        unit = _offered(case, by)
        if not reason.strip():
            raise Refused(Words("Tulis alasan mengembalikan.", "Write why it is returned."), "reason")
        rows, pairs = saying.sealed_rows([Saying("returned", reason, Said.PARTIES)], by.kind)
        fact = _bounced(case, "offer.returned", unit.pk, saying.facts_of(pairs))
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def take_back(case_id: int, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """The offering unit takes its offer back before it was answered."""
    with transaction.atomic():
        case = take(case_id, seen)
        must_hold(case, by)
        if not case.offer_unit_id:
            raise Refused(Words("Tidak ada tawaran Anda di sini.", "There is no offer of yours here."))
        fact = record.Fact("offer.taken-back", {"to": case.offer_unit_id}, dict(NO_OFFER))
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        return case


def lapsed(case: Case) -> record.Fact:
    """The event of an offer nobody answered in time: it returns by itself, and counts as a bounce."""
    return _bounced(case, "offer.lapsed", case.offer_unit_id, {})


def _bounced(case: Case, name: str, unit: int | None, facts: dict[str, Any]) -> record.Fact:
    bounces = case.bounces + 1
    return record.Fact(
        name,
        {"from": case.unit_id, "to": unit, "bounces": bounces, "flagged": bounces >= FLAGGED_AT, **facts},
        {**NO_OFFER, "bounces": bounces},
    )


def _offered(case: Case, by: By) -> Unit:
    must_be_open(case)
    if not case.offer_unit_id or not by.is_post or by.unit != case.offer_unit_id:
        raise Refused(
            Words(
                "Urusan ini tidak sedang ditawarkan ke unit Anda.", "This matter is not offered to your unit."
            )
        )
    return Unit.objects.select_related("city", "parent").get(pk=case.offer_unit_id)
