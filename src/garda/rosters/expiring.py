"""What is kept no longer than it is needed: people's own words about rosters, and news that was read.

The facts stay: who was away when, what the office came to, how a report was answered (UU 27/2022 art. 43).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from garda.rosters import book
from garda.rosters.models import Absence, Bell, EmptyReport, Presence

REPORT_WORDS = timedelta(days=90)  # after the answer: until then the resident may come back to it
REASONS = timedelta(days=365)  # why somebody was away, or a stay was corrected: a year's leave is counted
READ_NEWS = timedelta(days=90)
AT_ONCE = 200


def expire(at: datetime) -> int:
    """Erase what is past its time, a bounded number at once; how many rows."""
    reports = EmptyReport.objects.filter(answered_at__lte=at - REPORT_WORDS)
    done = _erase(reports, "words", "empty.words-erased", "report", at)
    away = Absence.objects.filter(end__lte=at - REASONS)
    done += _erase(away, "why", "absence.reason-erased", "absence", at)
    stays = Presence.objects.filter(left__lte=at - REASONS)
    done += _erase(stays, "why", "presence.reason-erased", "stay", at)
    old = Bell.objects.filter(read_at__lte=at - READ_NEWS).order_by("pk").values_list("pk", flat=True)
    return done + Bell.objects.filter(pk__in=list(old[:AT_ONCE])).delete()[0]


def _erase(rows: models.QuerySet[Any], column: str, name: str, about: str, at: datetime) -> int:
    """Empty one sealed column, with a line in the office's book for each."""
    found = list(rows.exclude(**{column: b""}).select_related("unit__city").order_by("pk")[:AT_ONCE])
    for row in found:
        with transaction.atomic():
            setattr(row, column, b"")
            row.save(update_fields=[column])
            book.write(row.unit, name, at=at, facts={about: row.pk}, simulated=row.simulated)
    return len(found)
