"""What really happened and may be asked about: a matter that ended, a number served, a sheet of paper.

A number from which a matter came is asked about with the matter, so that nobody is asked twice.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from garda.cases.models import Case, Event
from garda.cases.publishing import in_force, version_of
from garda.counters import states
from garda.counters.models import Ticket
from garda.counters.taking import code_of
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import city_by_id, register_of
from garda.surveys import inviting, periods
from garda.surveys.inviting import CASE, PAPER, TICKET, Invitation
from garda.surveys.models import Invitation as Row
from garda.surveys.models import Looked
from garda.trails import reading, writing

NOT_SERVED = ("withdrawn", "lapsed", "joined")
# A caller without a line does what is up to twelve hours old: so much is always looked at once more.
LOOKED_BACK = timedelta(hours=13)
# Whoever was served longer ago is not invited by the tick any more: sheets of that month may be decided, and
# one asked afterwards would change what was counted. Their own page still asks them, for thirty days.
AS_OLD_AS = periods.DECIDED_WITHIN
MARKED_EVERY = timedelta(hours=1)
AT_ONCE = 300
PAPER_OPEN_FOR = timedelta(days=60)
MOST_SHEETS = 50
KIND = "survey-paper"


def ask(event: Event, at: datetime) -> None:
    """A matter ended: whoever brought it may be asked (a follower of the record, on `case.closed`)."""
    case = event.case
    if event.facts.get("outcome") not in NOT_SERVED and case.parent_id is None:
        ask_about(case, event.day, at)


def ask_about(case: Case, served_on: date, at: datetime) -> Invitation:
    """The invitation of a matter; of a confidential one the place is left out."""
    flow = version_of(case.flow_id)
    return inviting.invite(
        case.city, CASE, case.number, unit=case.unit, service=flow.key, flow_version=flow.version,
        area=None if case.private else case.area, officer=_who_served(case), served_on=served_on, at=at,
        simulated=case.simulated,
    )  # fmt: skip


def _who_served(case: Case) -> Person | None:
    """Who served the number that became this matter; nobody where it was not brought to a desk."""
    ticket = Ticket.objects.filter(case_number=case.number, city_id=case.city_id).first()
    return ticket.by_person if ticket is not None else None


def of_case(case: Case) -> Invitation | None:
    """The invitation of a matter that ended, None before."""
    return inviting.invitation_for(case.city, CASE, case.number)


def token_of(case: Case) -> str:
    """The token of the survey about a matter once it ended; "" before that, and when it was filled in."""
    one = of_case(case) if case.state == Case.CLOSED else None
    return one.token if one is not None and not inviting.answered(one) else ""


def of_ticket(city: City, token: str, at: datetime) -> Invitation | None:
    """The invitation of the number with this token, made now if there was none; None while it is open."""
    ticket = Ticket.objects.select_related("by_person").filter(city=city, token=token).first()
    return _of_ticket(city, ticket, at) if ticket is not None else None


def of_number(unit: Unit, code: str, at: datetime) -> Invitation | None:
    """The invitation of a number of today in this office, as it is said: "A 014"; None unless served."""
    letters = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    letter = letters.rstrip("0123456789")
    number = letters[len(letter) :]
    if not 0 < len(letter) <= 2 or not 0 < len(number) <= 4:
        return None
    today = city_calendar(unit.city).local(at).date()
    rows = Ticket.objects.select_related("by_person").filter(unit=unit, day=today, letter=letter)
    ticket = rows.filter(number=int(number)).first()
    return _of_ticket(unit.city, ticket, at) if ticket is not None else None


def _of_ticket(city: City, ticket: Ticket, at: datetime) -> Invitation | None:
    if ticket.state != states.DONE:
        return None
    if ticket.case_number:
        return inviting.invitation_for(city, CASE, ticket.case_number)
    flow = in_force(city, ticket.key, ticket.arrived) if ticket.key else None
    unit = register_of(city).unit(ticket.unit_id)
    return inviting.invite(
        city, TICKET, str(ticket.pk), unit=unit, service=ticket.key, flow_version=flow.version if flow else 0,
        area=unit.area, officer=ticket.by_person, served_on=ticket.day, at=at, simulated=ticket.simulated,
    )  # fmt: skip


def title_of(city: City, one: Invitation) -> str:
    """What the invitation is about, as an officer would name it: a matter's number, a queue's number."""
    if one.source == TICKET and one.source_key.isdecimal():
        ticket = Ticket.objects.filter(city=city, pk=int(one.source_key)).first()
        return code_of(ticket.letter, ticket.number) if ticket is not None else ""
    return one.source_key if one.source == CASE else one.token


def invite_served(at: datetime) -> int:
    """Invite those served at a desk whom nobody invited yet: since the last look, also after a long rest.

    Bounded: what is left comes with the next call. Nobody is invited for a visit older than `AS_OLD_AS`.
    """
    return sum(_invite_served(city, at) for city in City.objects.all())


def _invite_served(city: City, at: datetime) -> int:
    local = city_calendar(city).local
    today = local(at).date()
    mark = Looked.objects.filter(city=city).values_list("upto", flat=True).first()
    oldest = today - AS_OLD_AS
    since = (min(mark, at) if mark else at - AS_OLD_AS) - LOOKED_BACK
    served = Ticket.objects.filter(
        city=city, day__range=(max(local(since).date(), oldest), today), state=states.DONE, case_number="",
        changed__gte=since, simulated=False,
    )  # fmt: skip
    known = Row.objects.filter(city=city, source=TICKET, source_key=Cast(OuterRef("pk"), CharField()))
    fresh = served.filter(~Exists(known)).select_related("by_person").order_by("changed", "pk")
    tickets = list(fresh[:AT_ONCE])
    whole = city_by_id(city.pk)
    assert whole is not None
    for ticket in tickets:
        _of_ticket(whole, ticket, at)
    if len(tickets) < AT_ONCE and (mark is None or abs(at - mark) >= MARKED_EVERY):
        Looked.objects.update_or_create(city=city, defaults={"upto": at})
    return len(tickets)


def print_sheets(
    unit: Unit,
    count: int,
    *,
    service: str = "",
    by: Person,
    post: int | None = None,
    at: datetime,
    key: str = "",
) -> list[Invitation]:
    """So many sheets of paper with a code each, to be given out at the counter; each answers once.

    `key` is the form's own: sent twice, it gives the same sheets.
    """
    city = unit.city
    day = city_calendar(city).local(at).date()
    flow = in_force(city, service, at) if service else None
    count, lot = max(1, min(count, MOST_SHEETS)), f"{unit.pk}-{key or f'{at:%Y%m%d%H%M%S%f}'}"
    with transaction.atomic():
        made = [
            inviting.invite(
                city, PAPER, f"{lot}-{place}", unit=unit, service=flow.key if flow else "",
                flow_version=flow.version if flow else 0, area=unit.area, served_on=day, at=at,
                until=day + PAPER_OPEN_FOR,
            )
            for place in range(count)
        ]  # fmt: skip
        facts = {"sheets": count, "service": service}
        if not reading.last_seq(city, KIND, lot):
            writing.write(city, KIND, lot, "survey.printed", at=at, unit=unit, by=by, post=post, facts=facts)
    return made
