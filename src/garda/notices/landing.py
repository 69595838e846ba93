"""Where a message ends: in the record of its matter, or before an officer who sorts it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from garda.cases import papers, residents, sealing
from garda.cases.acting import RESIDENT, By, Refused
from garda.cases.models import Case
from garda.notices.models import Message
from garda.people.register import register_of

MOST_PAPERS = 3


def put_aside_for_officer(row: Message, why: str, at: datetime, case: Case | None = None) -> None:
    """Let a person see to it: where the matter lies that it may belong to, else the city's desk."""
    desk = register_of(row.city).by_key(row.city.settings.get("desk", ""))
    row.state, row.why, row.case, row.next_try_at = Message.SORTING, why, case, None
    row.unit_id = case.unit_id if case is not None else desk.pk if desk else None
    row.draft = None
    row.save(update_fields=["state", "why", "case", "next_try_at", "unit", "draft"])


def settle(row: Message, why: str, case: Case | None = None) -> None:
    """Close a message: its words and papers lie elsewhere now, or nowhere."""
    row.state, row.why, row.sealed, row.next_try_at = Message.DONE, why, b"", None
    row.case = case or row.case
    row.save(update_fields=["state", "why", "sealed", "next_try_at", "case"])
    row.attachments.all().delete()


def land(
    case: Case, content: dict[str, Any], handed: list[papers.Checked], at: datetime, by: By = RESIDENT
) -> bool:
    """Write it into the record: True when it answered what the office had asked. Raises Refused."""
    text = str(content.get("text", ""))
    if point := content.get("point"):
        text = f"{text}\nLokasi: {float(point[0]):.6f}, {float(point[1]):.6f}".strip()
    now = Case.objects.get(pk=case.pk)
    if now.state == Case.PAUSED and residents.resident_move(now, onward=True) is not None:
        residents.answer(case.pk, text, at=at, handed=handed, by=by)
        return True
    residents.add(case.pk, text, at=at, handed=handed, by=by)
    return False


def handed_of(row: Message) -> list[papers.Checked]:
    """The photos and papers of a message that can be read."""
    found: list[papers.Checked] = []
    for one in row.attachments.exclude(sealed=b"").order_by("pk"):
        try:
            found.append(papers.check("added", sealing.unseal_bytes(one.sealed)))
        except Refused:
            continue
    return found[:MOST_PAPERS]
