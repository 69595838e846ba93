"""Living many simulated lives side by side: always the act whose moment comes next."""

from __future__ import annotations

import heapq
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from garda.cases.acting import Refused
from garda.demo.lives import Acts, Life
from garda.demo.stage import Stage

log = logging.getLogger("garda.demo")
Waiting = list[tuple[datetime, int, Life, Acts]]


def play(
    stage: Stage, lives: Sequence[Life], end: datetime, progress: Callable[[int, int], None] | None = None
) -> None:
    """Live the lives up to `end`; `progress` is told how many have begun, and of how many."""

    def case_of(place: int) -> int | None:
        return lives[place].pk

    queue = [(life.plan.opened_at, place, life, life.live(case_of)) for place, life in enumerate(lives)]
    heapq.heapify(queue)
    begun, turns = 0, len(lives)
    while queue:
        at, _, life, acts = heapq.heappop(queue)
        if at > end:
            break
        fresh = life.pk is None
        stage.let_time_pass(at)
        turns = _go_on(queue, turns, life, acts)
        stage.follow()
        for limb in life.limbs:
            turns += 1
            heapq.heappush(queue, (stage.now, turns, limb, limb.live(case_of)))
        life.limbs.clear()
        if fresh and progress:
            begun += 1
            progress(begun, len(lives))
    stage.let_time_pass(end)
    stage.follow()


def _go_on(queue: Waiting, turns: int, life: Life, acts: Acts) -> int:
    """Do the life's act of this moment and put its next one into the queue."""
    try:
        following = next(acts)
    except StopIteration:
        return turns
    except Refused as no:
        # People try what the flow refuses; the matter then lies where it is until someone looks again.
        log.info("simulated matter %s: %s", life.pk, no.words.en)
        return turns
    heapq.heappush(queue, (max(following, life.stage.now), turns + 1, life, acts))
    return turns + 1
