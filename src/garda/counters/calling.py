"""Calling and serving: what an officer does with tickets; each act is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case, Q, QuerySet, When

from garda.cases.acting import Refused
from garda.counters import states
from garda.counters.models import Period, Ticket
from garda.counters.taking import code_of
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.rosters import attending

CALLS = 3  # so often a number is called before it counts as missed, where the city says nothing else
MOST_CALLS = 9
LATE_COMER = timedelta(minutes=60)  # so long a missed number may still be called
BUSY = Words(
    "Selesaikan, tunda, atau oper dulu nomor yang ada di meja Anda.",
    "Finish, hold or pass on the number at your desk first.",
)
WORDS = {
    "call": Words("memanggil", "call"),
    "recall": Words("memanggil lagi", "call again"),
    "serve": Words("mulai melayani", "begin to serve"),
    "hold": Words("menunda", "hold"),
    "pass": Words("mengoper", "pass on"),
    "miss": Words("mencatat tidak datang", "note as missed"),
    "finish": Words("menyelesaikan", "finish"),
    "leave": Words("melepas", "let go"),
}


@dataclass(frozen=True)
class Done:
    """What became of a ticket: its `state`, its `code`, the desk it is at."""

    id: int
    unit_id: int
    code: str
    state: str
    desk: str
    key: str
    token: str
    case_number: str


def done(ticket: Ticket) -> Done:
    """A ticket as an act left it."""
    return Done(
        ticket.pk, ticket.unit_id, code_of(ticket.letter, ticket.number), ticket.state, ticket.desk,
        ticket.key, ticket.token, ticket.case_number,
    )  # fmt: skip


def waiting(unit: Unit, at: datetime, desk: str = "") -> QuerySet[Ticket]:
    """Who waits, in the order in which they are called: passed to this desk, then those who go first, then by
    arrival. Tickets passed to another desk wait there.
    """
    day = city_calendar(unit.city).local(at).date()
    rows = Ticket.objects.filter(unit=unit, day=day, state=states.WAITING)
    rows = rows.alias(rank=Case(When(first="", then=1), default=0))
    if desk:
        return rows.filter(Q(desk="") | Q(desk=desk)).order_by("-desk", "rank", "arrived", "pk")
    return rows.order_by("rank", "arrived", "pk")


def call_next(unit: Unit, desk: str, *, by: Person, at: datetime) -> Done | None:
    """Call whoever is next for this desk; None when nobody waits. Two desks at once get two tickets.

    Refused while the desk still has a number before it: a button pressed twice never calls two people.
    """
    with transaction.atomic():
        attending.hold(unit.pk)
        if _has_one(unit, desk, at):
            raise Refused(BUSY)
        rows = waiting(unit, at, desk)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ticket = rows.first()
        return _step(ticket, "call", desk, by=by, at=at) if ticket else None


def _has_one(unit: Unit, desk: str, at: datetime) -> bool:
    day = city_calendar(unit.city).local(at).date()
    rows = Ticket.objects.filter(unit=unit, day=day, desk=desk, state__in=(states.CALLED, states.SERVING))
    return rows.exists()


def calls_of(city: City) -> int:
    """So often a number is called before it counts as missed, by the city's rule (`queue.calls`)."""
    rule = city.settings.get("queue", {}).get("calls", CALLS)
    return rule if isinstance(rule, int) and 1 <= rule <= MOST_CALLS else CALLS


def act(
    ticket_id: int, name: str, desk: str, *, by: Person | None, at: datetime, unit: Unit | None = None
) -> Done:
    """Do one of `states.ACTS` with a ticket at a desk ("pass": to that desk). Refused when it can't be done,
    or when it is no ticket of `unit`, if one is given.

    An act of a device without a line carries its own time: it may lie before the present stretch's start,
    and then counts as done at that start.
    """
    with transaction.atomic():
        ticket = Ticket.objects.select_for_update().filter(pk=ticket_id).first()
        if ticket is None or (unit is not None and ticket.unit_id != unit.pk):
            raise Refused(Words("Nomor ini tidak ada.", "There is no such number."))
        return _step(ticket, name, desk, by=by, at=at)


def _step(ticket: Ticket, name: str, desk: str, *, by: Person | None, at: datetime) -> Done:
    after = states.after(ticket.state, name)
    if after is None or (ticket.state == states.MISSED and at - ticket.changed > LATE_COMER):
        said = WORDS[name]
        code = code_of(ticket.letter, ticket.number)
        raise Refused(
            Words(
                f"{code} tidak bisa lagi: {said.id}. Petugas lain mungkin lebih dulu. Muat ulang antrean.",
                f"{code}: cannot {said.en} any more. A colleague may have been first. Load the queue again.",
            )
        )
    if name == "miss" and ticket.calls < (most := calls_of(ticket.city)):
        raise Refused(
            Words(
                f"Panggil dulu sampai {most} kali. Baru dipanggil {ticket.calls} kali.",
                f"Call it {most} times first. So far it was called {ticket.calls} times.",
            )
        )
    moment = max(at, ticket.changed)
    if name == "recall":
        ticket.calls += 1
        ticket.save(update_fields=["calls"])
        return done(ticket)
    Period.objects.filter(ticket=ticket, end__isnull=True).update(end=moment)
    if ticket.state == states.MISSED:
        # Who comes late after all waited on, as it turns out: the time in between is theirs, not a hole.
        Period.objects.create(
            ticket=ticket, kind=Period.WAITING, start=ticket.changed, end=moment, simulated=ticket.simulated
        )
    if after in states.PERIODS:
        Period.objects.create(
            ticket=ticket, kind=states.PERIODS[after], desk=desk, by=by, start=moment,
            simulated=ticket.simulated,
        )  # fmt: skip
    ticket.state, ticket.desk, ticket.changed = after, desk or ticket.desk, moment
    if name == "call":
        ticket.calls = 1
    if name in ("call", "serve"):
        ticket.by_person = by
    ticket.save(update_fields=["state", "desk", "changed", "calls", "by_person"])
    return done(ticket)


def tie(ticket_id: int, number: str, unit: Unit | None = None) -> bool:
    """Say which matter came of a ticket, or which one it continued; of `unit`'s tickets only, if given."""
    rows = Ticket.objects.filter(pk=ticket_id)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.update(case_number=number) > 0
