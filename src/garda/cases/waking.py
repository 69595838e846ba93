"""What the clock does by itself: lateness recorded when it happens, offers that lapse, moves now due."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda import clock
from garda.cases import joining, record
from garda.cases.acting import CLOCK, Overtaken, Refused
from garda.cases.handing import lapsed
from garda.cases.models import Case
from garda.cases.moving import move_case
from garda.cases.taking import overdue, standing, take
from garda.clock import Term
from garda.people.calendars import calendar_of

HIGHEST = 3
STEP_UP = Term.parse("1 hari kerja")


def due_cases(at: datetime, limit: int = 200) -> list[int]:
    """Cases that the clock has to look at, longest waiting first."""
    return list(Case.objects.filter(wake_at__lte=at).order_by("wake_at").values_list("pk", flat=True)[:limit])


def wake(case_id: int, at: datetime) -> int:
    """Do what has fallen due for one case; returns how many events were written.

    Safe to run twice or from two processes: the second finds nothing due, or is overtaken.
    """
    try:
        with transaction.atomic():
            case = take(case_id, None)
            if case.wake_at is None or case.wake_at > at:
                return 0
            before = case.seq
            facts = [*overdue(case, at), *_escalation(case, at)]
            if case.offer_unit_id and case.offer_due_at and at > case.offer_due_at:
                facts.append(lapsed(case))
            if facts:
                record.append(case, *facts, by=CLOCK, at=at)
            if case.auto_at and at >= case.auto_at and case.state != Case.CLOSED:
                _move_by_itself(case, at)
            case.refresh_from_db(fields=["seq", "wake_at"])
            if case.seq == before:
                # Nothing was due after all (a column set back by hand): look again later, not at once.
                Case.objects.filter(pk=case.pk).update(wake_at=record.wakes(case))
            return case.seq - before
    except (Overtaken, Refused):
        return 0


def _escalation(case: Case, at: datetime) -> list[record.Fact]:
    """A working day after lateness, and each day after, the next superior is told, up to the city."""
    if (
        case.state != Case.OPEN
        or case.escalate_at is None
        or at < case.escalate_at
        or case.escalated >= HIGHEST
    ):
        return []
    level = case.escalated + 1
    following = clock.extended(case.escalate_at, STEP_UP, calendar_of(case.unit)) if level < HIGHEST else None
    return [
        record.Fact(
            "case.escalated",
            {"by_hand": False, "level": level},
            {"escalated": level, "escalate_at": following},
        )
    ]


def _move_by_itself(case: Case, at: datetime) -> None:
    _flow, step = standing(case)
    moves = [move for move in step.moves if move.by == "clock" and move.after]
    if not moves:
        return
    if case.offer_unit_id:
        return
    move_case(case.pk, moves[0].key, by=CLOCK, at=at)


def close_followers(case_id: int, at: datetime) -> int:
    """Answer the reports that were joined to a case that has closed."""
    return joining.close_joined(case_id, by=CLOCK, at=at)
