"""What the clock does by itself: lateness recorded when it happens, offers that lapse, moves now due."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from garda.cases import desks, record
from garda.cases.acting import CLOCK, Overtaken, Refused
from garda.cases.handing import lapsed
from garda.cases.models import Case
from garda.cases.moving import move_case
from garda.cases.taking import HIGHEST, overdue, standing, stepped_up, take
from garda.people.calendars import calendar_of

log = logging.getLogger("garda.waking")
# How long a case sleeps after the clock could do nothing about it, so that it keeps nobody else waiting.
AGAIN = timedelta(hours=1)


def due_cases(at: datetime, limit: int = 200) -> list[int]:
    """Cases that the clock has to look at, longest waiting first."""
    return list(Case.objects.filter(wake_at__lte=at).order_by("wake_at").values_list("pk", flat=True)[:limit])


def wake(case_id: int, at: datetime) -> int:
    """Do what has fallen due for one case; returns how many events were written.

    Safe to run twice or from two processes: the second finds nothing due, or is overtaken. What could
    not be done (a move that the heart refuses, an office without a post) is tried again in an hour.
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
            if case.auto_at and at >= case.auto_at and not case.offer_unit_id:
                _move_by_itself(case, at)
            case.refresh_from_db(fields=["seq", "wake_at"])
            if case.seq == before:
                postpone(case.pk, at)
            return case.seq - before
    except Overtaken:
        return 0


def postpone(case_id: int, at: datetime) -> None:
    """Let a case sleep that the clock could do nothing about: an hour, or until its next moment."""
    with transaction.atomic():
        case = take(case_id, None)
        # A moment that is now is over in a second: something is late after its due time, not at it.
        ahead = [max(moment, at + timedelta(seconds=1)) for moment in record.moments(case) if moment >= at]
        Case.objects.filter(pk=case_id, wake_at__lte=at).update(wake_at=min([at + AGAIN, *ahead]))


def _escalation(case: Case, at: datetime) -> list[record.Fact]:
    """The next superior is told; the one after that a working day from now."""
    if (
        case.state != Case.OPEN
        or case.escalate_at is None
        or at < case.escalate_at
        or case.escalated >= HIGHEST
    ):
        return []
    level = case.escalated + 1
    following = stepped_up(case, at) if level < HIGHEST else None
    return [
        record.Fact(
            "case.escalated",
            {"by_hand": False, "level": level},
            {"escalated": level, "escalate_at": following},
        )
    ]


def _move_by_itself(case: Case, at: datetime) -> None:
    """The clock's own move. If it is refused, what the clock has recorded before stays recorded."""
    timed = desks.clock_move(standing(case)[1], case.desk_since, calendar_of(case.unit))
    if timed is None:
        return
    try:
        with transaction.atomic():
            move_case(case.pk, timed[1].key, by=CLOCK, at=at)
    except Refused as no:
        log.warning("case %s: the clock's move %s was refused: %s", case.pk, timed[1].key, no)
