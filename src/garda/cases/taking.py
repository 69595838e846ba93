"""Taking a case into one's hands: locked, and as the reader had seen it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from garda import clock
from garda.cases import desks, requirements
from garda.cases.acting import By, Overtaken, Refused
from garda.cases.models import Case, Paper
from garda.cases.publishing import flow_by_id
from garda.cases.record import Fact
from garda.clock import Term
from garda.flow import Flow, Step, Words
from garda.flow.guards import Facts
from garda.people.calendars import calendar_of
from garda.people.fetching import fetch
from garda.people.register import city_by_id, register_of

# A working day after lateness, and each working day after, the next superior is told, up to the city.
STEP_UP = Term.parse("1 hari kerja")
HIGHEST = 3
# What brings a matter into a step.
ARRIVALS = ("case.moved", "case.opened", "case.reopened")


def take(case_id: int, seen: int | None) -> Case:
    """The case, locked until the transaction ends. Overtaken when its record moved on since `seen`."""
    case = fetch(Case, "id", case_id, lock=True)
    if case is None:
        raise Case.DoesNotExist(case_id)
    case.city = city_by_id(case.city_id) or case.city
    return unchanged(furnish(case), seen)


def unchanged(case: Case, seen: int | None) -> Case:
    """The case itself; Overtaken when its record had moved on since `seen`."""
    if seen is not None and case.seq != seen:
        raise Overtaken(seen, case.seq)
    return case


def furnish(case: Case) -> Case:
    """Give the case its units and territory out of the city's register, without a query."""
    register = register_of(case.city)
    case.unit = register.unit(case.unit_id)
    case.first_unit = register.unit(case.first_unit_id)
    case.offer_unit = register.unit(case.offer_unit_id) if case.offer_unit_id else None
    if case.area_id is not None and case.area_id in register.areas:
        case.area = register.areas[case.area_id]
    return case


def standing(case: Case) -> tuple[Flow, Step]:
    """The flow of the case and the step it stands at."""
    flow = flow_by_id(case.flow_id)
    return flow, flow.steps[case.step]


def facts_for(case: Case, by: By, proofs: int = 0) -> Facts:
    """What the guards of the present step ask about this case, when `by` acts; the rest is left out."""
    asked = {guard for move in standing(case)[1].moves for guard in move.guards}
    return Facts(
        limbs=case.limbs.count() if "has-limbs" in asked and not case.limbs_open else case.limbs_open,
        open_limbs=case.limbs_open,
        proofs=_proofs(case) if "proof-given" in asked and not proofs else proofs,
        missing=len(requirements.lacking(case)) if "papers-complete" in asked else 0,
        acted="second-person" in asked and by.person is not None and _brought_by(case) == by.person,
        extended=case.extended,
        contests=case.contested,
        letter_signed="letter-signed" in asked and _letter_signed(case),
    )


def _proofs(case: Case) -> int:
    return Paper.objects.filter(case=case, key="proof", erased_at__isnull=True).count()


def _brought_by(case: Case) -> int | None:
    """The person who brought the matter into its present step."""
    last = case.events.filter(name__in=ARRIVALS).order_by("-seq")
    return last.values_list("by_person_id", flat=True).first()


def _letter_signed(case: Case) -> bool:
    """Whether the letter was signed since the matter came into its present step, and not revoked after."""
    last = case.events.filter(name__in=[*ARRIVALS, "letter.signed", "letter.revoked"]).order_by("-seq")
    return last.values_list("name", flat=True).first() == "letter.signed"


def must_be_open(case: Case) -> None:
    """Refused when the matter is closed, or is handled inside the one it was joined to."""
    if case.state == Case.CLOSED:
        raise Refused(
            Words(
                "Urusan ini sudah selesai. Buka kembali dulu bila perlu.",
                "This matter is finished. Reopen it first if needed.",
            )
        )
    if case.joined_to_id:
        raise Refused(
            Words(
                "Urusan ini disatukan dengan laporan yang sama dan dikerjakan di sana. Bila ternyata "
                "berbeda, pisahkan dulu.",
                "This matter was joined to the same report and is handled there. If it differs after all, "
                "part them first.",
            )
        )


def must_run(case: Case) -> None:
    """Refused unless the matter is being worked on: open, not paused or answered, and not on offer."""
    must_be_open(case)
    if case.state != Case.OPEN:
        raise Refused(
            Words(
                "Urusan ini sedang menunggu warga, jadi belum dapat dipindahkan atau dibagi.",
                "This matter is waiting for the resident, so it can't be passed on or shared out now.",
            )
        )
    must_not_be_offered(case)


def must_not_be_offered(case: Case) -> None:
    """Refused while another unit is asked to take the matter: until it answers, nothing moves."""
    if case.offer_unit_id:
        raise Refused(
            Words(
                "Urusan ini sedang ditawarkan ke unit lain. Tarik dulu tawarannya, atau tunggu jawabnya.",
                "This matter is being offered to another unit. Take the offer back first, or wait.",
            )
        )


def must_hold(case: Case, by: By) -> None:
    """Refused unless `by` acts in the unit that holds the matter: no face may forget to ask."""
    if not by.is_post or by.unit != case.unit_id:
        raise Refused(Words("Urusan ini tidak dipegang unit Anda.", "This matter is not held by your unit."))


def overdue(case: Case, at: datetime) -> list[Fact]:
    """Lateness that the tick has not yet recorded: whoever acts late finds it already in the record."""
    if case.state != Case.OPEN:
        return []
    facts: list[Fact] = []
    if case.due_at and case.late_at is None and at > case.due_at:
        facts.append(late_fact(case, at, {"escalate_at": stepped_up(case, at)}))
    if case.desk_due_at and case.desk_late_at is None and at > case.desk_due_at:
        facts.append(
            Fact(
                "clock.desk-late",
                {
                    "due": case.desk_due_at.isoformat(),
                    "unit": case.unit_id,
                    "desk": case.desk,
                    "first": case.responded_at is None,
                },
                {"desk_late_at": at},
            )
        )
    return facts


def late_fact(case: Case, at: datetime, became: dict[str, Any] | None = None) -> Fact:
    """The event of the whole matter's lateness; what was explained before explains nothing of it."""
    was = case.due_at.isoformat() if case.due_at else None
    return Fact("clock.late", {"due": was}, {"late_at": at, "explained": False, **(became or {})})


def stepped_up(case: Case, at: datetime) -> datetime | None:
    """When the next superior is to be told, counted from `at`: never two on one day; None at the top."""
    return clock.extended(at, STEP_UP, calendar_of(case.unit)) if case.escalated < HIGHEST else None


def first_response(case: Case, by: By, at: datetime) -> dict[str, Any]:
    """The column that remembers when an office first did something about the matter."""
    return {"responded_at": at} if by.is_post and case.responded_at is None else {}


def resumed(case: Case, flow: Flow, at: datetime) -> dict[str, Any]:
    """The columns that change when a lawful pause ends: what was left stays left, of every clock."""
    became: dict[str, Any] = {"paused_at": None}
    since = case.paused_at
    if since is None:
        return became
    # Two machines' clocks may differ a little: a pause never ends before it began.
    at = max(at, since)
    if case.due_at and case.due_at > since:
        term = desks.term_of(flow, case.category)
        became["due_at"] = clock.due_after_pause(case.due_at, since, at, term, calendar_of(case.first_unit))
    if case.escalate_at and case.escalate_at > since:
        calendar = calendar_of(case.unit)
        became["escalate_at"] = clock.due_after_pause(case.escalate_at, since, at, STEP_UP, calendar)
    return became
