"""What closing a case means: the outcome, and whether it was fast, right and accountable."""

from __future__ import annotations

from datetime import datetime

from garda.cases import record
from garda.cases.acting import By
from garda.cases.models import Case, Event


def closing_facts(case: Case, outcome: str, by: By, at: datetime, *, late: bool) -> record.Fact:
    """The event `case.closed`, with the three properties judged once, at this closing.

    `fast`: the whole matter and its first response inside their terms. `right`: never reopened,
    contested or bounced between units. `accountable`: a named officer answered, and lateness was
    explained. Each is a fact of this closing; a later reopening makes a new closing with its own.
    """
    was_late = late or case.late_at is not None
    slow_start = Event.objects.filter(case=case, name="clock.desk-late", facts__first=True).exists()
    named = (
        Event.objects.filter(case=case, by_kind="post", by_person__isnull=False).exists()
        or by.person is not None
    )
    return record.Fact(
        "case.closed",
        {
            "outcome": outcome,
            "fast": not was_late and not slow_start,
            "right": case.reopened == 0 and case.contested == 0 and case.bounces == 0,
            "accountable": named and (not was_late or case.explained),
        },
        {
            "state": Case.CLOSED,
            "closed_at": at,
            "outcome": outcome,
            "auto_at": None,
            "escalate_at": None,
            "offer_unit_id": None,
            "offered_at": None,
            "offer_due_at": None,
        },
    )
