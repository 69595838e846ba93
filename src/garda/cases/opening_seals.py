"""Opening personal data under its seal: never without a line in the log of readings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.cases import papers, sealing
from garda.cases.acting import By
from garda.cases.models import Case, Paper, Reading, Said


def open_words(case: Case, key: str, why: str, *, by: By, at: datetime) -> str | None:
    """The words under `key`, read by a person in an office; the reading is logged first."""
    with transaction.atomic():
        _log(case, key, why, by, at)
        said = Said.objects.filter(case=case, key=key, erased_at__isnull=True).order_by("-seq", "-pk").first()
        return sealing.unseal(said.sealed) if said else None


def open_paper(paper: Paper, why: str, *, by: By, at: datetime) -> bytes | None:
    """A paper's bytes, read by a person in an office; the reading is logged first."""
    with transaction.atomic():
        _log(paper.case, f"paper:{paper.key}", why, by, at)
        return papers.content_of(paper)


def _log(case: Case, what: str, why: str, by: By, at: datetime) -> None:
    assert by.person is not None, "only a signed-in person opens a seal"
    Reading.objects.create(
        case=case,
        person_id=by.person,
        post_id=by.post,
        what=what[:60],
        why=why[:200],
        at=at,
        simulated=case.simulated,
    )
