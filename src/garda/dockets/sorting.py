"""The sorting list: reports that named no article are given one, or answered; none is thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.cases.acting import Refused
from garda.dockets import replying, reporting, stepping
from garda.dockets.models import Report
from garda.flow import Words
from garda.people.models import City, Person
from garda.trails import writing


def sort(
    city: City,
    report_id: int,
    reference: str,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> int:
    """Give the report its article: it goes into the docket of that article, whose id is returned."""
    with transaction.atomic():
        row = _unsorted(city, report_id)
        known = reporting.known(city, reference, "", at, simulated=row.simulated)
        if not known:
            raise Refused(
                Words("Pasal itu tidak ada di daftar aturan.", "The register has no such article."),
                "reference",
            )
        docket = reporting.gather(row, known, at=at)
        _note(row, "report.sorted", {"reference": known}, by=by, post=post, at=at, seen=seen)
    return docket.pk


def answer(
    city: City,
    report_id: int,
    words: str,
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> None:
    """No article is at fault: the reporter is answered, and that ends it."""
    said = stepping.statement(words, "words")
    with transaction.atomic():
        row = _unsorted(city, report_id)
        _note(row, "report.settled", {}, by=by, post=post, at=at, seen=seen)
        replying.answer(row, said, by=by, post=post, at=at)


def _unsorted(city: City, report_id: int) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("city", "unit", "by")
    row = rows.get(city=city, pk=report_id)
    if row.docket_id is not None or row.replied_at is not None:
        raise Refused(Words("Laporan ini sudah dipilah.", "This report has been sorted."), "reference")
    return row


def _note(
    row: Report,
    name: str,
    facts: dict[str, str],
    *,
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None,
) -> None:
    writing.write(
        row.city, "rule-report", row.pk, name, at=at, unit=row.unit, by=by, post=post, facts=facts,
        seen=seen, simulated=row.simulated,
    )  # fmt: skip
