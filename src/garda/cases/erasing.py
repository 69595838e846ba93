"""Erasing a person's words: the rows go, the record keeps that they were there, the chain holds.

UU 27/2022 art. 43-44: personal data is erased when it is no longer needed or on request. Facts
(dates, units, outcomes, the kelurahan) are no personal data and stay; the point on the map goes.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from garda.cases import copies, papers, record
from garda.cases.acting import RESIDENT, By, Refused
from garda.cases.models import Case, Mark, Paper, Said
from garda.cases.taking import take
from garda.flow import Words


def erase(case_id: int, reason: str, *, by: By, at: datetime) -> int:
    """Erase every word and paper that the resident gave in this case; returns how many rows.

    What an officer wrote down for the resident is the resident's too: the opening, and whatever was
    said in their name later. What the office itself answered, noted and photographed as proof stays.
    `reason` is one of the register's reasons ("request", "retention"), not free text. Refused while the
    matter is open: nobody can work on it without words.
    """
    with transaction.atomic():
        case = take(case_id, None)
        if case.state != Case.CLOSED:
            raise Refused(
                Words(
                    "Kata-kata dapat dihapus setelah urusan selesai. Tidak jadi? Cabut dulu urusannya.",
                    "Words can be erased once the matter is closed. Changed your mind? Withdraw it first.",
                )
            )
        theirs = Q(by_kind="resident") | Q(seq=1)
        said = list(Said.objects.filter(theirs, case=case, erased_at__isnull=True))
        kept = list(Paper.objects.filter(theirs | ~Q(key="proof"), case=case, erased_at__isnull=True))
        if not said and not kept and case.lat is None:
            return 0
        fact = record.Fact("said.erased", {"reason": reason, "words": len(said), "papers": len(kept)})
        record.append(case, fact, by=by, at=at)
        Said.objects.filter(pk__in=[row.pk for row in said]).update(sealed=b"", salt="", erased_at=at)
        Paper.objects.filter(pk__in=[row.pk for row in kept]).update(
            salt="", position=None, taken_at=None, content_mark=None, look_mark=None, erased_at=at
        )
        # Its parts repeat the point of the whole.
        Case.objects.filter(Q(pk=case.pk) | Q(parent=case)).update(lat=None, lng=None)
        copies.forget(kept)
        Mark.objects.filter(case=case).delete()
        transaction.on_commit(partial(_discard, kept))
        return len(said) + len(kept)


def _discard(kept: list[Paper]) -> None:
    for row in kept:
        papers.discard(row)


def erase_own(case_id: int, *, at: datetime) -> int:
    """Erase at the resident's own wish."""
    return erase(case_id, "request", by=RESIDENT, at=at)
