"""Putting a matter into another class: a person decides; what a machine suggests is only a suggestion.

The class carries its own time. The promise given on the receipt stands: a new class may bring the due date
nearer, never farther away, and never into the past.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from garda import clock
from garda.cases import desks, record
from garda.cases.acting import By, Refused
from garda.cases.models import Case
from garda.cases.taking import (
    first_response,
    must_be_open,
    must_hold,
    must_not_be_offered,
    overdue,
    standing,
    take,
)
from garda.flow import Flow, Words
from garda.people.calendars import calendar_of


def put_in_class(case_id: int, category: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Put the matter into the class `category` of its flow; Refused when that is none, or its own already."""
    with transaction.atomic():
        case = take(case_id, seen)
        must_be_open(case)
        must_hold(case, by)
        must_not_be_offered(case)
        flow, _step = standing(case)
        if flow.category(category) is None:
            raise Refused(Words("Pilih kelas dari daftar.", "Choose a class from the list."), "kelas")
        if category == case.category:
            raise Refused(
                Words("Urusan ini sudah di kelas itu.", "The matter is in that class already."), "kelas"
            )
        fact = record.Fact(
            "case.classed",
            {"from": case.category, "to": category, "was": record.plain(case.due_at)},
            {"category": category, **_nearer(case, flow, category, at), **first_response(case, by, at)},
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        return case


def _nearer(case: Case, flow: Flow, category: str, at: datetime) -> dict[str, Any]:
    """The due date by the new class, where it is nearer and yet to come; a part keeps that of the whole."""
    if case.due_at is None or case.parent_id is not None or case.extended or case.paused_at is not None:
        return {}
    due = clock.due(case.opened_at, desks.term_of(flow, category), calendar_of(case.first_unit)).at
    return {"due_at": due} if at < due < case.due_at else {}
