"""A substitute answers: the first yes wins, and both offices are looked at again in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import calendar_of
from garda.people.models import Person
from garda.people.register import register_of
from garda.rosters import book, substituting
from garda.rosters.asking import tell_head, told
from garda.rosters.attending import hold
from garda.rosters.judging import judge
from garda.rosters.kinds import kinds
from garda.rosters.models import Absence, Offer

URGENT_ANSWER = timedelta(minutes=30)
USUAL_ANSWER = timedelta(hours=4)
TAKEN = Words(
    "Sudah ada yang menggantikan, atau izinnya sudah ditarik. Terima kasih.",
    "Somebody stands in already, or the wish was withdrawn. Thank you.",
)


def accept(offer_id: int, *, by: Person, at: datetime) -> Absence:
    """`by` says yes. Refused when somebody was first, or when their own office cannot spare them any more."""
    with transaction.atomic():
        offer, absence = _held(offer_id, by)
        judged = judge(absence.unit, absence.person_id, absence.start, absence.end)
        if not substituting.still_fits(absence, offer, judged):
            raise Refused(
                Words(
                    "Keadaan sudah berubah: kantor Anda akan kekurangan orang, atau Anda sudah bertugas.",
                    "Things have changed: your own office would now be short, or you are on duty already.",
                )
            )
        offer.answer, offer.answered_at = substituting.ACCEPTED, at
        offer.save(update_fields=["answer", "answered_at"])
        substituting.stand_in(absence, by, offer.unit, judged)
        if absence.state == Absence.OFFERED:
            absence.state = Absence.ASKED if kinds()[absence.kind].head else Absence.GRANTED
            absence.decided_at = None if absence.state == Absence.ASKED else at
        absence.save(update_fields=["substitute", "substitute_unit", "state", "decided_at"])
        substituting.lapse(absence, at, but=offer.pk)
        facts = {"absence": absence.pk, "offer": offer.pk, "state": absence.state}
        for unit in {absence.unit, offer.unit}:
            book.write(
                unit, "call.accepted", at=at, by=by, person=by, facts=facts, simulated=absence.simulated
            )
        if absence.state == Absence.GRANTED:
            book.write(
                absence.unit, "absence.granted", at=at, by=by, person=absence.person, facts=facts,
                simulated=absence.simulated,
            )  # fmt: skip
        _tell_person(absence, at, {"substitute": by.pk})
        tell_head(absence, at)
    return absence


def decline(offer_id: int, *, by: Person, at: datetime) -> Absence:
    """`by` says no: the next is asked; with nobody left it is not possible (an urgent one stays open)."""
    with transaction.atomic():
        offer, absence = _held(offer_id, by)
        offer.answer, offer.answered_at = substituting.DECLINED, at
        offer.save(update_fields=["answer", "answered_at"])
        book.write(
            absence.unit, "call.declined", at=at, by=by, person=by,
            facts={"absence": absence.pk, "offer": offer.pk}, simulated=absence.simulated,
        )  # fmt: skip
        _next(absence, at)
    return absence


def expire(at: datetime, limit: int = 200) -> int:
    """Calls that nobody answered in time; the next one is asked. For the tick; returns how many lapsed."""
    done = 0
    for offer in substituting.open_offers(at, limit):
        if at < until(offer, offer.absence):
            continue
        with transaction.atomic():
            hold(offer.absence.unit_id)
            fresh = Offer.objects.select_related("absence__unit__city", "person").get(pk=offer.pk)
            if fresh.answer:
                continue
            substituting.lapse(fresh.absence, at)
            _next(fresh.absence, at)
            done += 1
    return done


def until(offer: Offer, absence: Absence) -> datetime:
    """When a call is over: after half an hour if urgent, else four hours or an hour into the morning."""
    if absence.urgent:
        return offer.at + URGENT_ANSWER
    opens = calendar_of(absence.unit).next_opening(offer.at) or offer.at
    return min(absence.start, max(offer.at + USUAL_ANSWER, opens + timedelta(hours=1)))


def _held(offer_id: int, by: Person) -> tuple[Offer, Absence]:
    """The offer and its absence, both offices held. Refused when it is not theirs or over."""
    offer = Offer.objects.filter(pk=offer_id, person=by).first()
    if offer is None:
        raise Refused(Words("Ajakan ini bukan untuk Anda.", "This call is not for you."))
    unit_id = Absence.objects.values_list("unit_id", flat=True).get(pk=offer.absence_id)
    hold(unit_id, offer.unit_id)
    offer = Offer.objects.select_related("unit__city").get(pk=offer_id)
    absence = Absence.objects.select_related("unit__city", "person").get(pk=offer.absence_id)
    open_call = absence.state == Absence.OFFERED or (
        absence.state in (Absence.GRANTED, Absence.ASKED) and absence.substitute_id is None
    )
    if offer.answer or not open_call:
        raise Refused(TAKEN)
    absence.unit = register_of(absence.unit.city).unit(absence.unit_id)
    return offer, absence


def _next(absence: Absence, at: datetime) -> None:
    """Ask the next candidate; with nobody left, say so."""
    if absence.substitute_id is not None or absence.offers.filter(answer="").exists():
        return
    judged = judge(absence.unit, absence.person_id, absence.start, absence.end)
    asked = set(absence.offers.values_list("person_id", flat=True))
    found = [
        one
        for one in substituting.candidates(
            absence.unit, absence.person_id, absence.start, absence.end, judged, lacking=not absence.urgent
        )
        if one.person not in asked
    ]
    if found and (absence.urgent or at < absence.start):
        substituting.offer(absence, found if absence.urgent else found[:1], at=at, by=None)
        return
    if absence.urgent:
        tell_head(absence, at, "call.unanswered")
        return
    if absence.state == Absence.OFFERED:
        absence.state, absence.decided_at = Absence.REFUSED, at
        absence.save(update_fields=["state", "decided_at"])
        book.write(
            absence.unit, "absence.refused", at=at, person=absence.person,
            facts={"absence": absence.pk, "why": "nobody-stands-in"}, simulated=absence.simulated,
        )  # fmt: skip
        _tell_person(absence, at, {})


def _tell_person(absence: Absence, at: datetime, more: dict[str, object]) -> None:
    book.tell(
        absence.unit, absence.person, f"absence.{absence.state}", at=at, facts=told(absence) | more,
        url=f"/kerja/izin/{absence.pk}/", simulated=absence.simulated,
    )  # fmt: skip
