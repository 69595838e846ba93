"""Working off what followers still have to do: once in effect, again after a crash, later after trouble."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
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


# Errands done in one transaction: enough to pay for one sync to disk, few enough to hold the pen shortly.
AT_ONCE = 20


def work_off(at: datetime, limit: int = 200) -> int:
    """Do up to `limit` errands that are due; returns how many were done.

    What an errand writes and the mark that it is done are kept in the same transaction: exactly once
    in effect, whatever is killed when. On PostgreSQL other workers' errands are skipped, not waited for.
    """
    done = tried = 0
    while tried < limit:
        did, took = _batch(at, min(AT_ONCE, limit - tried))
        done += did
        tried += took
        if not took:
            break
    return done


def _batch(at: datetime, size: int) -> tuple[int, int]:
    """(how many were done, how many were taken up)."""
    failed: list[tuple[int, Exception]] = []
    with transaction.atomic():
        open_ones = Errand.objects.filter(done_at__isnull=True, next_try_at__lte=at, tries__lt=MOST_TRIES)
        if connection.features.has_select_for_update_skip_locked:
            open_ones = open_ones.select_for_update(skip_locked=True, of=("self",))
        taken = list(open_ones.select_related("event__case__city").order_by("next_try_at", "pk")[:size])
        done: list[int] = []
        for errand in taken:
            try:
                with transaction.atomic():
                    follower(errand.follower)(errand.event, at)
            except Exception as trouble:  # one follower's fault must not stop the others
                log.exception("errand %s failed", errand.pk)
                failed.append((errand.pk, trouble))
            else:
                done.append(errand.pk)
        Errand.objects.filter(pk__in=done).update(done_at=at, tries=F("tries") + 1, trouble="")
        for errand_id, fault in failed:
            _postpone(errand_id, fault, at)
    return len(done), len(taken)


def _postpone(errand_id: int, trouble: Exception, at: datetime) -> None:
    errand = Errand.objects.get(pk=errand_id)
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
