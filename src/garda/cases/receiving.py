"""Ticking off at the counter: an officer has seen or taken what the flow requires, and says so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from garda.cases import record, saying
from garda.cases.acting import By, Refused
from garda.cases.models import Case
from garda.cases.saying import Saying
from garda.cases.taking import first_response, must_be_open, must_hold, overdue, standing, take
from garda.flow import Words


def receive(
    case_id: int,
    keys: Collection[str],
    *,
    by: By,
    at: datetime,
    words: str = "",
    seen: int | None = None,
) -> Case:
    """Note that the requirements `keys` were shown or handed in at the counter; it moves nothing.

    `words`, if any, say what stands in for a paper that the resident cannot have.
    """
    with transaction.atomic():
        case = take(case_id, seen)
        must_be_open(case)
        must_hold(case, by)
        flow, _ = standing(case)
        brought = [one.key for one in flow.requirements if one.key in keys]
        if not brought or len(brought) != len(set(keys)):
            raise Refused(
                Words(
                    "Centang syarat yang sudah Anda lihat atau terima.",
                    "Tick what you have seen or taken in.",
                ),
                "brought",
            )
        rows, pairs = saying.sealed_rows([Saying("remark", words.strip())], by.kind)
        fact = record.Fact(
            "post.received",
            {"brought": brought, **saying.facts_of(pairs)},
            first_response(case, by, at),
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case
