"""Working off what followers still have to do: once in effect, again after a crash, later after trouble."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from garda.cases.models import Errand, Event

log = logging.getLogger("garda.errands")
Follower = Callable[[Event, datetime], None]
# Minutes until the next try after the first, second, … failure; the last one repeats.
BACK_OFF = (1, 5, 30, 120, 720)
MOST_TRIES = 20


@lru_cache(maxsize=32)
def follower(name: str) -> Follower:
    """The function that a follower's name stands for (settings FOLLOWERS)."""
    return cast(Follower, import_string(settings.FOLLOWERS[name][0]))


def work_off(at: datetime, limit: int = 200) -> int:
    """Do up to `limit` errands that are due; returns how many were done.

    Each runs in one transaction with the mark that it is done: whatever it writes is kept exactly
    once. On PostgreSQL other workers' errands are skipped, not waited for.
    """
    done = 0
    for _ in range(limit):
        outcome = _one(at)
        if outcome is None:
            break
        done += outcome
    return done


def _one(at: datetime) -> int | None:
    errand_id = None
    try:
        with transaction.atomic():
            open_ones = Errand.objects.filter(done_at__isnull=True, next_try_at__lte=at, tries__lt=MOST_TRIES)
            if connection.features.has_select_for_update_skip_locked:
                open_ones = open_ones.select_for_update(skip_locked=True, of=("self",))
            errand = open_ones.select_related("event__case__city").order_by("next_try_at", "pk").first()
            if errand is None:
                return None
            errand_id = errand.pk
            follower(errand.follower)(errand.event, at)
            Errand.objects.filter(pk=errand.pk).update(done_at=at, tries=errand.tries + 1, trouble="")
            return 1
    except Exception as trouble:  # one follower's fault must not stop the others
        log.exception("errand %s failed", errand_id)
        if errand_id is None:
            raise
        _postpone(errand_id, trouble, at)
        return 0


def _postpone(errand_id: int, trouble: Exception, at: datetime) -> None:
    with transaction.atomic():
        errand = Errand.objects.select_for_update().get(pk=errand_id)
        wait = BACK_OFF[min(errand.tries, len(BACK_OFF) - 1)]
        errand.tries += 1
        errand.next_try_at = at + timedelta(minutes=wait)
        # The kind of trouble only: a message could carry what a person said.
        errand.trouble = type(trouble).__name__[:200]
        errand.save(update_fields=["tries", "next_try_at", "trouble"])


def waiting() -> dict[str, int]:
    """How many errands wait and how many were given up, for the operator."""
    open_ones = Errand.objects.filter(done_at__isnull=True)
    return {
        "open": open_ones.filter(tries__lt=MOST_TRIES).count(),
        "given-up": open_ones.filter(tries__gte=MOST_TRIES).count(),
    }
