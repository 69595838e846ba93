"""What somebody reported and says differently now: put right where it lies, or said anew.

As long as nobody has answered it, and it still speaks of the same article, the one report says the new words
and is counted once. Otherwise what was said stays as it was said, and the correction is a report of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from garda.cases import sealing
from garda.dockets import reporting
from garda.dockets.models import Docket, Report
from garda.dockets.reporting import Reported
from garda.dockets.states import CLOSED, HARD
from garda.people.models import City, Person
from garda.trails import writing


def correct(
    city: City,
    report_id: int,
    by: Person,
    *,
    kind: str,
    reference: str,
    words: str,
    proposal: str,
    at: datetime,
) -> Reported:
    """The report with that id, as its office says it now; `again` where nothing of it has changed.

    Sent twice, the same correction is one. Raises Refused with the field that is wrong.
    """
    with transaction.atomic():
        # The docket first, as everybody does who answers it.
        docket = Docket.objects.select_for_update().filter(city=city, gathered=report_id).first()
        rows = Report.objects.select_for_update(of=("self",)).select_related("city", "unit")
        row = rows.get(city=city, pk=report_id)
        said, wanted = reporting.judged(kind, words, proposal, row.burden, row.source)
        article = reporting.known(city, reference, "", at, simulated=row.simulated)
        same = not article or article == row.reference
        if same and row.erased_at is None and _says(row) == (kind, said, wanted):
            return reporting.reported(row, again=True)
        ended = docket is not None and docket.state == CLOSED
        if same and row.replied_at is None and not ended:
            _put_right(row, kind, said, wanted, by, at)
            return reporting.reported(row)
    rule, _sign, part = (row.reference if same else article).partition("#")
    made = reporting.report_rule(
        city, row.unit, by, kind=kind, rule=rule, article=part, words=said, proposal=wanted,
        service=row.service, part=row.part, burden=row.burden, at=at, source=row.source,
        form_key=f"call-again-{row.pk}", simulated=row.simulated,
    )  # fmt: skip
    # The same key again is a correction of the correction.
    if made.again:
        return correct(
            city, made.id, by, kind=kind, reference=reference, words=words, proposal=proposal, at=at
        )
    return replace(made, again=False)


def _says(row: Report) -> tuple[str, str, str]:
    return (
        row.kind,
        sealing.unseal(row.words) if row.words else "",
        sealing.unseal(row.proposal) if row.proposal else "",
    )


def _put_right(row: Report, kind: str, said: str, wanted: str, by: Person, at: datetime) -> None:
    """The same report with other words; its kind is counted anew."""
    if row.docket_id is not None and kind != row.kind:
        more = 1 if kind == HARD else -1
        Docket.objects.filter(pk=row.docket_id).update(hard=F("hard") + more, perfect=F("perfect") - more)
    row.kind, row.words = kind, sealing.seal(said)
    row.proposal = sealing.seal(wanted) if wanted else b""
    row.save(update_fields=["kind", "words", "proposal"])
    facts = {"kind": kind, "reference": row.reference, "source": row.source}
    writing.write(
        row.city, "rule-report", row.pk, "report.corrected", at=at, unit=row.unit, by=by, facts=facts,
        simulated=row.simulated,
    )  # fmt: skip
