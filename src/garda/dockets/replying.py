"""Answering those who reported: each gets the decision in plain words, beside their own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from garda.cases.acting import Refused
from garda.dockets import stepping
from garda.dockets.models import Docket, Report
from garda.flow import Words
from garda.people.models import City, Person
from garda.rosters import book
from garda.trails import writing

AT_ONCE = 200
ADDRESS = "/kerja/lapor-aturan/"


def reply(
    city: City,
    docket_id: int,
    words: str,
    *,
    to: Sequence[int] = (),
    by: Person,
    post: int | None,
    at: datetime,
    seen: int | None = None,
) -> int:
    """Answer those of `to`, or everybody still unanswered (at most AT_ONCE); how many were answered now."""
    said = stepping.statement(words, "words")
    with transaction.atomic():
        docket = stepping.locked(city, docket_id)
        stepping.ask(docket, "reply")
        rows = Report.objects.select_for_update(of=("self",)).filter(docket=docket, replied_at__isnull=True)
        if to:
            rows = rows.filter(pk__in=list(to))
        found = list(rows.select_related("by", "unit").order_by("pk")[:AT_ONCE])
        if not found:
            raise Refused(Words("Semua pelapor sudah dijawab.", "Every reporter has been answered."), "words")
        for row in found:
            answer(row, said, by=by, post=post, at=at)
        Docket.objects.filter(pk=docket.pk).update(answered=F("answered") + len(found))
        stepping.note(docket, "docket.replied", at=at, by=by, post=post, facts={"n": len(found)}, seen=seen)
    return len(found)


def answer(row: Report, said: str, *, by: Person, post: int | None, at: datetime) -> None:
    """Keep the answer to one report and send word to its officer; in the transaction of the caller."""
    row.reply, row.replied_at, row.replied_by = said, at, by
    row.save(update_fields=["reply", "replied_at", "replied_by"])
    writing.write(
        row.city, "rule-report", row.pk, "report.answered", at=at, unit=row.unit, by=by, post=post,
        simulated=row.simulated,
    )  # fmt: skip
    if row.by is not None and row.unit is not None:
        book.tell(
            row.unit, row.by, "report.answered", at=at, url=f"{ADDRESS}{row.pk}/", simulated=row.simulated
        )


def note_read(row: Report, *, by: Person | None, at: datetime) -> None:
    """The reporter has read the answer; noted once."""
    if row.replied_at is None or row.read_at is not None:
        return
    with transaction.atomic():
        if Report.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=at):
            writing.write(
                row.city, "rule-report", row.pk, "report.reply-read", at=at, unit=row.unit, by=by,
                simulated=row.simulated,
            )  # fmt: skip
