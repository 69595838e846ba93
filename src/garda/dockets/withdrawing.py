"""A report that its own office takes back, because what hindered is said no more.

Possible while it moved nothing yet: nobody answered it, and its docket is not decided. It leaves the docket's
counts, and a docket that nobody else reported to and nobody looked into ends with it. Whatever somebody has
already taken up stands, and is answered.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from garda.dockets.models import Docket, FromUnit, Report
from garda.dockets.states import HARD, OPEN, UNDECIDED
from garda.people.models import City, Person
from garda.trails import writing


def withdraw(city: City, report_id: int, by: Person, *, at: datetime) -> bool:
    """Take the report back; False where it stands, since somebody has taken it up already."""
    with transaction.atomic():
        # The docket first, as everybody does who answers it.
        docket = Docket.objects.select_for_update().filter(city=city, gathered=report_id).first()
        rows = Report.objects.select_for_update(of=("self",)).select_related("city", "unit")
        row = rows.get(city=city, pk=report_id)
        if row.replied_at is not None or (docket is not None and not _free(docket)):
            return False
        facts = {"reference": row.reference, "docket": row.docket_id}
        if docket is not None:
            _uncount(docket, row)
        row.docket, row.form_key = None, None
        row.withdrawn_at = row.replied_at = at
        row.replied_by = by
        row.read_at = at
        row.save(
            update_fields=[
                "docket", "form_key", "withdrawn_at", "replied_at", "replied_by", "read_at",
            ]
        )  # fmt: skip
        writing.write(
            city, "rule-report", row.pk, "report.withdrawn", at=at, unit=row.unit, by=by, facts=facts,
            simulated=row.simulated,
        )  # fmt: skip
        if docket is not None and docket.reports == 1:
            _end(docket, at)
    return True


def _free(docket: Docket) -> bool:
    """Whether a report may leave it: undecided, and either others lie in it or nobody has heard of it."""
    others = docket.reports > 1
    return docket.state in UNDECIDED and (others or (docket.state == OPEN and not docket.raised))


def _uncount(docket: Docket, row: Report) -> None:
    left = 0
    if row.unit_id is not None:
        there = FromUnit.objects.filter(docket=docket, unit=row.unit_id)
        there.update(count=F("count") - 1)
        left = there.filter(count=0).delete()[0]
    hard = int(row.kind == HARD)
    Docket.objects.filter(pk=docket.pk).update(
        reports=F("reports") - 1, hard=F("hard") - hard, perfect=F("perfect") - 1 + hard,
        units=F("units") - left, burdened=F("burdened") - int(row.burden is not None),
        burden=F("burden") - (row.burden or 0),
    )  # fmt: skip


def _end(docket: Docket, at: datetime) -> None:
    """Nothing lies in it any more and nobody looked into it: its line stays, its row goes."""
    writing.write(
        docket.city, "docket", docket.pk, "docket.emptied", at=at, unit=docket.unit,
        facts={"reference": docket.reference}, simulated=docket.simulated,
    )  # fmt: skip
    docket.delete()
