"""A report that lies at the wrong desk: passed to the right one, by its handler or on the reporter's word.

Nobody picks a handler. What is corrected is the office where the accused works, and the desk follows from it
by the one rule (`handling.desk_of`): so it can be passed neither to the accused nor to anybody of their line.

The clock: at another desk the time of receipt begins anew and everything is done again, also the hearing; at
the same desk only the office is put right, and the clock runs on. A handler passes a report on three times at
the most, the reporter as often.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from garda.cases.acting import Refused
from garda.flow import Words
from garda.integrity import boxing, handling, states
from garda.integrity.models import Report, Slip
from garda.people.holding import Held
from garda.people.models import Person, Unit
from garda.people.register import register_of

PASS: Final = "pass"
MOST_PASSED: Final = 3


def pass_on(
    report_id: int,
    office: Unit | None,
    reason: str,
    *,
    by: Person,
    held: Iterable[Held],
    at: datetime,
    seen: int | None = None,
) -> Report:
    """ "Bukan wewenang kami": the accused works at `office`; the report goes to whoever handles that."""
    if len(reason.strip()) < handling.SHORTEST:
        raise Refused(Words("Tulis sedikitnya satu kalimat.", "Write at least one sentence."), "reason")
    if len(reason) > handling.LONGEST:
        most = handling.LONGEST
        raise Refused(Words(f"Paling banyak {most} huruf.", f"At most {most} characters."), "reason")
    with transaction.atomic():
        row = handling.take(report_id, by, held)
        handling.not_overtaken(row, seen)
        if states.after(states.REPORT, row.state, PASS) is None:
            raise Refused(Words("Laporan ini sudah selesai.", "This report has ended."), "office")
        if office is None or office.city_id != row.city_id or office.closed_on:
            raise Refused(Words("Pilih kantornya dari daftar.", "Choose the office from the list."), "office")
        if office.pk == row.unit_id:
            raise Refused(
                Words(
                    "Itu kantor yang sudah tertulis. Pilih kantor tempat terlapor bekerja.",
                    "That office stands there already. Choose the one where the accused works.",
                ),
                "office",
            )
        if _passed(row, by_handler=True) >= MOST_PASSED or row.steps.count() >= handling.MOST_STEPS:
            raise Refused(
                Words(
                    "Laporan ini sudah terlalu sering dipindahkan. Tangani di sini, atau akhiri dan "
                    "tunjukkan pengawas di luar kota.",
                    "This report has been passed on too often. Handle it here, or end it and name the way "
                    "outside the city.",
                ),
                "office",
            )
        move(row, office, reason.strip(), by, at, seen)
    return row


def corrected(slip: Slip, at: datetime) -> None:
    """Where the reporter says that the accused works elsewhere; in the transaction that empties the box."""
    inside = boxing.inside_of(slip.sealed)
    office = register_of(slip.city).units.get(inside.get("office", 0))
    rows = Report.objects.select_for_update(of=("self",)).select_related("city", "unit")
    row = rows.filter(pk=inside.get("about", 0), city=slip.city).first()
    if row is None or office is None or office.closed_on or office.pk == row.unit_id:
        return
    ended = states.after(states.REPORT, row.state, PASS) is None
    if not ended and _passed(row, by_handler=False) < MOST_PASSED:
        move(row, office, "", None, at, None)


def move(
    row: Report,
    office: Unit,
    reason: str,
    by: Person | None,
    at: datetime,
    seen: int | None,
    name: str = PASS,
) -> None:
    """The accused works at `office`: the desk follows; in the caller's transaction, `name` is the step."""
    before, desk = row.unit, handling.desk_of(office)
    moves = desk != row.desk
    row.unit, row.post, row.desk, row.heard_on = office, None, desk, None
    if moves:
        row.state, row.reminded = states.RECEIVED, False
        row.due_at = handling.due_of(row, at, "passed")
    row.save()
    handling.add_step(
        row, name, reason, by, at, before=before.name, after=office.name, desk=desk if moves else ""
    )
    facts = {"state": row.state, "due": row.due_at.isoformat()}
    handling.write_line(row, "conduct.passed", at, by=by, facts=facts, seen=seen)
    if moves:
        for person in handling.handlers_of(row, at):
            handling.tell(row, person, "conduct.passed", {}, f"{handling.ADDRESS}{row.pk}/", at)


def _passed(row: Report, *, by_handler: bool) -> int:
    return row.steps.filter(name=PASS, by__isnull=not by_handler).count()
