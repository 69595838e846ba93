"""Whom to send to a social duty: whose turn it is, what would be left; sending, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from garda import cover
from garda.cases.acting import Refused
from garda.cover.fairness import in_turn
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.people.models import Person, Unit
from garda.rosters import asking, book, deciding, duties
from garda.rosters.asking import Asking
from garda.rosters.days import day_of, span_on
from garda.rosters.duties import Engagement
from garda.rosters.models import Absence, Duty


@dataclass(frozen=True)
class Proposal:
    """Somebody who could be sent, with what they have borne this month and what the office would keep.

    `free`: not away then · `holds`: nothing falls below the limits without them · `left`: fewest who stay.
    """

    person: int
    name: str
    title: str
    minutes: int
    times: int
    free: bool
    holds: bool
    left: int


def sendable(unit: Unit, day: date) -> list[tuple[int, str]]:
    """Everybody of the office itself that day: (person, name)."""
    return [(one.person, one.name) for one in day_of(unit, day).people if not one.stands_in]


def proposals(unit: Unit, duty: Engagement, at: datetime) -> tuple[Proposal, ...]:
    """Everybody of the office: those free before those away, those who leave the cover whole before others,
    and among them whoever has borne least.
    """
    calendar = city_calendar(unit.city)
    day = calendar.local(duty.start).date()
    roster = day_of(unit, day)
    span = span_on(calendar, day, max(duty.start, at), duty.end)
    people = {one.person: one for one in roster.people if not one.stands_in}
    turns = in_turn(duties.borne(unit, people, day).values())
    found = []
    for load in turns:
        one = people[load.who]
        rest = cover.without(roster.cover, load.who, span)
        kept = [count for start, end, count in cover.profile(rest) if start < span[1] and end > span[0]]
        free = not cover.shared([gone for gone, _kind, _state in one.away], [span])
        holds = not cover.opened_by(roster.cover, load.who, span)
        found.append(
            Proposal(
                one.person, one.name, one.title, load.minutes, load.times, free, holds, min(kept, default=0)
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.free, not one.holds)))


@dataclass(frozen=True)
class Sent:
    """Who was sent, and what their absence came to: granted, offered, asked."""

    name: str
    state: str


def send(
    unit: Unit, duty: Engagement, person_id: int, *, by: Person, at: datetime, simulated: bool = False
) -> Sent:
    """Send somebody: their absence is asked and decided in the same transaction.

    Raises Unfit for who does not belong there or a duty that is over, Refused with the gap where the office
    would be short and nobody could stand in; then nothing is kept.
    """
    if person_id not in dict(sendable(unit, city_calendar(unit.city).local(duty.start).date())):
        raise Unfit(_("Pilih orang dari kantor ini."))
    with transaction.atomic():
        row = Duty.objects.select_for_update().get(pk=duty.id, unit=unit)
        if row.cancelled_at is not None or row.end <= at:
            raise Unfit(_("Tugas ini sudah lewat atau batal."))
        if Absence.objects.filter(duty=row, state__in=duties.STANDING).exists():
            raise Unfit(_("Sudah ada yang diutus."))
        person = Person.objects.select_related("city").get(pk=person_id)
        start = max(row.start, at.replace(second=0, microsecond=0))
        kind = "duka" if row.kind == Duty.URGENT else "undangan"
        asked = Asking(unit, person, kind, start, row.end, duty=row, simulated=simulated)
        absence = asking.ask(asked, by=by, at=at)
        if absence.state == Absence.REFUSED:
            raise _short(absence)
        row.sent = person
        row.save(update_fields=["sent"])
        facts = {"duty": row.pk, "absence": absence.pk, "state": absence.state}
        book.write(unit, "duty.sent", at=at, by=by, person=person, facts=facts, simulated=simulated)
        name = "duty.sent-urgent" if row.kind == Duty.URGENT else "duty.sent"
        when = {"start": start.isoformat(), "end": row.end.isoformat()}
        url = f"/kerja/kantor/tugas/{row.pk}/"
        book.tell(unit, person, name, at=at, facts=when, url=url, simulated=simulated)
    return Sent(person.name, absence.state)


def _short(absence: Absence) -> Refused:
    minutes = absence.facts.get("minutes", 0)
    return Refused(
        Words(
            f"Bila pergi, kantor kekurangan orang {minutes} menit dan belum ada pengganti. Utus orang lain.",
            f"The office would be short for {minutes} minutes and nobody can stand in. Send somebody else.",
        )
    )


def release(unit: Unit, duty: Engagement, *, by: Person, at: datetime) -> None:
    """Take back who was sent; who has left already comes back by their own word."""
    with transaction.atomic():
        row = Duty.objects.select_for_update().get(pk=duty.id, unit=unit)
        absence = Absence.objects.filter(duty=row, state__in=duties.STANDING).select_related("person").first()
        if absence is None:
            raise Unfit(_("Belum ada yang diutus."))
        deciding.withdraw(absence.pk, by=by, at=at)
        row.sent = None
        row.save(update_fields=["sent"])
        facts = {"duty": row.pk, "absence": absence.pk}
        book.write(
            unit, "duty.released", at=at, by=by, person=absence.person, facts=facts, simulated=row.simulated
        )
        when = {"start": absence.start.isoformat()}
        url = f"/kerja/kantor/tugas/{row.pk}/"
        book.tell(unit, absence.person, "duty.released", at=at, facts=when, url=url, simulated=row.simulated)
