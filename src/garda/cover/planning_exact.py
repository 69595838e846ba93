"""A month's plan by OR-Tools CP-SAT, where it is installed, with the distance to the proved bound.

What is counted, by weight: minutes that lack somebody (a missing person, seat or skill each), minutes that
people could work and do not, how unevenly these fall, how unevenly late shifts fall.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec
from itertools import combinations, pairwise
from typing import Any

from garda.cover import planning_greedy
from garda.cover.planning import (
    Made,
    Month,
    PlanDay,
    Shifts,
    Way,
    by_day,
    lacking,
    most_of,
    ways_of,
)
from garda.cover.spans import minutes

LACKING, UNEVEN, LATE = 1000, 3, 10
MOST_DESKS = 8  # beyond it the seats of a day are taken desk by desk, not in every mixture


def is_here() -> bool:
    """True if OR-Tools is installed."""
    return find_spec("ortools") is not None


def cost(month: Month, shifts: Shifts) -> int:
    """What the solver makes small, counted for any plan."""
    days = by_day(shifts)
    lacks = sum(lacking(day, days.get(day.number, {})) for day in month.days)
    idle: dict[int, int] = dict.fromkeys(month.people, 0)
    late: dict[int, int] = dict.fromkeys(month.people, 0)
    for (who, _week), most in most_of(month).items():
        idle[who] += most
    for day in month.days:
        for who, spans in days.get(day.number, {}).items():
            idle[who] -= minutes(spans)
            late[who] += any(one.late and one.spans == spans for one in ways_of(day, who))
    uneven = max(idle.values(), default=0) - min(idle.values(), default=0)
    turns = max(late.values(), default=0) - min(late.values(), default=0)
    return LACKING * lacks + sum(idle.values()) + UNEVEN * uneven + LATE * turns


def plan(month: Month, *, seconds: float = 20.0, workers: int = 1) -> Made:
    """The best plan found within `seconds`, never worse than the plain one, which is where it starts."""
    plain = planning_greedy.plan(month)
    model = _Model(month)
    model.hint(plain.shifts)
    solver = model.cp.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = solver.Solve(model.model)
    if status not in (model.cp.OPTIMAL, model.cp.FEASIBLE):
        return plain
    bound = max(0.0, solver.BestObjectiveBound())
    chosen = {
        (who, number): way.spans
        for (who, number), options in sorted(model.options.items())
        for way, taken in options
        if solver.Value(taken)
    }
    if cost(month, chosen) > cost(month, plain.shifts):
        chosen = dict(plain.shifts)
    reached = cost(month, chosen)
    return Made(chosen, "cp-sat", max(0.0, round((reached - bound) / max(reached, 1), 6)))


class _Model:
    """The month as CP-SAT reads it."""

    def __init__(self, month: Month) -> None:
        # An extra that takes a second to load: fetched when a plan is made, not when the room is opened.
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model
        self.model: Any = self.cp.CpModel()
        self.month = month
        self.options: dict[tuple[int, int], list[tuple[Way, Any]]] = {}
        for day in month.days:
            for who in sorted(day.skills):
                ways = [(way, self.model.NewBoolVar("")) for way in ways_of(day, who)]
                if ways:
                    self.options[who, day.number] = ways
                    self.model.AddAtMostOne(taken for _way, taken in ways)
        self.terms: list[Any] = []
        for who in month.people:
            self._rules(who)
        for day in month.days:
            self._cover(day)
        self._even()
        self.model.Minimize(sum(self.terms))

    def _of(self, who: int, day: PlanDay) -> list[tuple[Way, Any]]:
        return self.options.get((who, day.number), [])

    def _rules(self, who: int) -> None:
        weeks: dict[int, list[Any]] = defaultdict(list)
        for day in self.month.days:
            weeks[day.week] += [way.minutes * taken for way, taken in self._of(who, day)]
        for week, worked in weeks.items():
            room = self.month.week_minutes - self.month.carried.get((who, week), 0)
            if worked:
                self.model.Add(sum(worked) <= max(0, room))
        for before, after in pairwise(self.month.days):
            if after.number != before.number + 1:
                continue
            for way, taken in self._of(who, before):
                for other, also in self._of(who, after):
                    if other.spans[0][0] + 1440 - way.spans[-1][1] < self.month.rest:
                        self.model.AddBoolOr([taken.Not(), also.Not()])
        for start in range(len(self.month.days) - self.month.row):
            days = self.month.days[start : start + self.month.row + 1]
            if days[-1].number - days[0].number == self.month.row:
                self.model.Add(
                    sum(taken for day in days for _way, taken in self._of(who, day)) <= self.month.row
                )

    def _cover(self, day: PlanDay) -> None:
        for first, last in day.cover.opening:
            marks = {
                mark for who in day.skills for way, _taken in self._of(who, day) for span in way.spans
                for mark in span if first < mark < last
            }  # fmt: skip
            for start, end in pairwise(sorted({first, last, *marks})):
                self._stretch(day, start, end)

    def _stretch(self, day: PlanDay, start: int, end: int) -> None:
        there = {
            who: sum(
                taken for way, taken in self._of(who, day)
                if any(a <= start and end <= b for a, b in way.spans)
            )
            for who in day.skills
        }  # fmt: skip
        needs = [(day.cover.people, [list(there.values())])]
        for skill, need in day.cover.skills.items():
            needs.append((need, [[there[who] for who, can in day.skills.items() if skill in can]]))
        for need, (able,) in needs:
            short = self.model.NewIntVar(0, max(need, 0), "")
            self.model.Add(short + sum(able) >= need)
            self.terms.append(LACKING * (end - start) * short)
        if not day.cover.desks:
            return
        # Seats are filled as Hall's theorem says: any set of desks needs that many people able to sit there.
        seats = sum(desk.people for desk in day.cover.desks)
        short = self.model.NewIntVar(0, seats, "")
        most = len(day.cover.desks) if len(day.cover.desks) <= MOST_DESKS else 1
        for size in range(1, most + 1):
            for some in combinations(day.cover.desks, size):
                able = [
                    there[who] for who, can in day.skills.items() if any(desk.skills <= can for desk in some)
                ]
                self.model.Add(short + sum(able) >= sum(desk.people for desk in some))
        self.terms.append(LACKING * (end - start) * short)

    def _even(self) -> None:
        idle: dict[int, Any] = dict.fromkeys(self.month.people, 0)
        late: dict[int, Any] = dict.fromkeys(self.month.people, 0)
        top: dict[int, int] = dict.fromkeys(self.month.people, 0)
        for (who, _week), most in most_of(self.month).items():
            idle[who] += most
            top[who] += most
        for (who, _number), ways in self.options.items():
            idle[who] -= sum(way.minutes * taken for way, taken in ways)
            late[who] += sum(taken for way, taken in ways if way.late)
        self.terms += list(idle.values())
        self._spread(idle, max(top.values(), default=0), UNEVEN)
        self._spread(late, len(self.month.days), LATE)

    def _spread(self, values: dict[int, Any], top: int, weight: int) -> None:
        if len(values) < 2:
            return
        low, high = self.model.NewIntVar(0, top, ""), self.model.NewIntVar(0, top, "")
        for value in values.values():
            self.model.Add(low <= value)
            self.model.Add(high >= value)
        self.terms.append(weight * (high - low))

    def hint(self, shifts: Shifts) -> None:
        """Begin with a plan that is there already."""
        for key, ways in self.options.items():
            for way, taken in ways:
                self.model.AddHint(taken, int(shifts.get(key) == way.spans))
