"""One simulated month: a few hundred matters walked through the real verbs of the real flows.

Each act happens at its own past moment, from a fixed seed; every row says that it is simulated, and
`forget` removes them all. Nothing here writes to a case but through a verb.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import F

from garda import clock
from garda.cases.publishing import all_in_force
from garda.demo import (
    abilities,
    climate,
    confidence,
    counters,
    directives,
    dockets,
    duties,
    enquiries,
    forgetting,
    manner,
    month_plans,
    presence,
    queues,
    reforms,
    registers,
    results,
    surveys,
)
from garda.demo.lives import Life
from garda.demo.plans import DAYS, Drawer
from garda.demo.playing import play
from garda.demo.stage import Stage
from garda.notices.models import Notice
from garda.people.models import City

SEED = 20261121
COUNT = 300
UNREAD = timedelta(days=3)
# The flows of a demonstration should be in force since then, so that no matter is older than its flow.
BEFORE = timedelta(days=DAYS + 7)


def simulate(
    city: City,
    until: datetime | None = None,
    seed: int = SEED,
    count: int = COUNT,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Live `count` matters in the weeks before `until` (now if none); returns how many were opened.

    One transaction: the month is there as a whole or not at all. `progress` is told how many matters
    have begun, and of how many.
    """
    rng = Random(seed)
    end = until or clock.now()
    with transaction.atomic():
        stage = Stage(city, rng, end)
        plans = Drawer(city, all_in_force(city, end), end, rng).plans(count)
        lives = [Life(stage, plan) for plan in plans]
        play(stage, lives, end, progress)
        # Whoever keeps a desk has read what is older than a few days.
        old = Notice.objects.filter(city=city, simulated=True, at__lt=end - UNREAD)
        old.update(read_at=F("at"))
        counters.stand_wrong(city, end, seed)
        counters.begin_forms(city, seed)
        presence.attend(city, end, seed, duties.fill(city, end, seed))
        queues.queue(city, end, seed)
        abilities.train(city, end, seed)
        month_plans.publish(city, end)
        registers.furnish(city, end, seed)
        confidence.fill(city, end, seed)
        surveys.answer(city, end, seed)
        dockets.report(city, end, seed)
        reforms.change(city, end, seed, count)
        climate.fare(city, end, seed)
        directives.cascade(city, end, seed)
        enquiries.ask(city, end, seed)
        manner.coach(city, end, seed)
        results.follow_up(city, end, seed)
    return len(lives)


def forget(city: City) -> int:
    """Remove every simulated matter of `city` and all that came of it; returns how many matters."""
    return forgetting.forget(city)
