"""A month's plans for a whole city: 57 offices, 31 days, 12 officers each, the plain way and CP-SAT.

Made up alike for every office and another for each: leave, days of training, who can do what. What is said
beside the time: opening minutes in which something lacks, and how far the plan is from the proved bound.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from garda.config.bench.shapes import Measure, part
from garda.cover import Day, DeskNeed
from garda.cover import planning_exact as exact
from garda.cover import planning_greedy as greedy
from garda.cover.planning import Made, Month, PlanDay
from garda.cover.planning_findings import standing

OFFICES, DAYS, PEOPLE, SEED = 57, 31, 12, 20261101
LEAST, DESKS = 4, (DeskNeed("loket-1", 1, frozenset({"surat"})), DeskNeed("loket-2", 1, frozenset()))
MONDAY_TO_FRIDAY, SHORTER = ((480, 930),), ((480, 870),)  # what the door of a kelurahan says
SECONDS = 3.0  # that CP-SAT is given for an office


def months(offices: int = OFFICES) -> list[Month]:
    """The months to plan, the same in every run."""
    rng = Random(SEED)
    monday = 739_557 - (739_557 - 1) % 7
    return [_month(rng, monday) for _ in range(offices)]


def _month(rng: Random, monday: int) -> Month:
    can = {
        who: frozenset(rng.sample(["surat", "adminduk", "sosial"], rng.randint(1, 2)))
        for who in range(PEOPLE)
    }
    away = {who: rng.randrange(DAYS) for who in can if rng.random() < 0.6}
    days = []
    for place in range(DAYS):
        weekday = place % 7
        opening = () if weekday > 4 else SHORTER if weekday == 4 else MONDAY_TO_FRIDAY
        gone = {who: ((0, 1440),) for who, first in away.items() if first <= place < first + 3}
        half = {who: ((480, 720),) for who in can if who not in gone and rng.random() < 0.04}
        days.append(
            PlanDay(monday + place, Day(opening, LEAST, DESKS, {"adminduk": 1}), can, {**gone, **half})
        )
    return Month(tuple(days))


def planned(offices: int = OFFICES, seconds: float = SECONDS) -> list[Measure]:
    """Greedy over all offices, then CP-SAT where it is installed, each told with what it leaves uncovered."""
    asked = months(offices)
    size = f"{offices} offices, {DAYS} days, {PEOPLE} officers"
    found, plain = _timed(f"month planned, plain ({size})", asked, greedy.plan)
    if not exact.is_here():
        return [found]
    better, best = _timed(
        f"month planned, CP-SAT {seconds:g} s each ({size})",
        asked,
        lambda month: exact.plan(month, seconds=seconds),
    )
    # The bound that CP-SAT proved for each office, by which the plain plan is judged as well.
    off = [
        (exact.cost(month, one.shifts), exact.cost(month, other.shifts) * (1 - other.gap))
        for month, one, other in zip(asked, plain, best, strict=True)
        if other.gap is not None
    ]
    reached, bound = sum(cost for cost, _ in off), sum(low for _, low in off)
    told = f"{found.note}, {(reached - bound) / max(1, reached):.1%} from the proved bound"
    if len(off) < len(asked):
        told = f"{found.note}, no bound proved for {len(asked) - len(off)} of {len(asked)}"
    return [_noted(found, told), better]


def _timed(name: str, asked: list[Month], plan: Callable[[Month], Made]) -> tuple[Measure, list[Made]]:
    waits, made, cpu = [], [], time.process_time()
    for month in asked:
        begun = time.perf_counter()
        made.append(plan(month))
        waits.append(1000 * (time.perf_counter() - begun))
    spent = time.process_time() - cpu
    stands = [standing(month, one.shifts) for month, one in zip(asked, made, strict=True)]
    uncovered, opened = sum(one.uncovered for one in stands), sum(one.opened for one in stands)
    gaps = [one.gap for one in made if one.gap is not None]
    note = f"{uncovered} of {opened} opening minutes uncovered"
    if gaps:
        note += f", {sum(gaps) / len(gaps):.1%} from the proved bound (worst {max(gaps):.1%})"
    waits.sort()
    count = len(asked)
    measure = Measure(
        name, 1000 * count / sum(waits), part(waits, 0.5), part(waits, 0.95), part(waits, 0.99),
        1000 * spent / count, count, note=note,
    )  # fmt: skip
    return measure, made


def _noted(one: Measure, note: str) -> Measure:
    return Measure(**{**one.as_dict(), "note": note})
