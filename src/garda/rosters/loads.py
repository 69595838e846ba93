"""The load of each person of an office, and the office as one team: goals, tasks, help given and received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Q

from garda.cases.models import Case
from garda.people.calendars import city_calendar
from garda.people.models import Term, Unit
from garda.rosters import duties
from garda.rosters.team_models import Goal, Task

HELP = timedelta(days=90)
HEAVY = 1.5  # times what the one in the middle carries, and at least MORE pieces above it
MORE = 3
OPEN = (Case.OPEN, Case.PAUSED)


@dataclass(frozen=True)
class TeamTask:
    """A task as the page shows it."""

    id: int
    title: str
    person: int
    name: str
    due: date
    done: bool
    late: bool
    asked: bool
    helper: int | None
    helper_name: str
    thanked: bool


@dataclass(frozen=True)
class TeamGoal:
    """A goal with its tasks; `done` of them are done: nothing else says how far it is."""

    id: int
    title: str
    until: date
    tasks: tuple[TeamTask, ...]

    @property
    def done(self) -> int:
        """How many of its tasks are done."""
        return sum(one.done for one in self.tasks)


@dataclass(frozen=True)
class PersonLoad:
    """What one person carries now: matters of their own, matters on a desk shared by `sharers`, open tasks.

    `heavy`: far above the one in the middle. `alone`: neither helped nor was helped for ninety days, in a
    team in which others did.
    """

    person: int
    name: str
    title: str
    matters: int
    shared: int
    sharers: int
    tasks: int
    late: int
    duty_minutes: int
    given: int
    received: int
    heavy: bool = False
    alone: bool = False

    @property
    def pieces(self) -> float:
        """Everything in hand; a desk's matters divided by who share it."""
        return self.matters + self.tasks + (self.shared / self.sharers if self.sharers else 0)


@dataclass(frozen=True)
class Team:
    """An office as one team; `middle`: what the one in the middle carries."""

    goals: tuple[TeamGoal, ...]
    loads: tuple[PersonLoad, ...]
    middle: float
    simulated: bool


def team_at(unit: Unit, at: datetime) -> Team:
    """The team of an office now; a fixed number of queries."""
    day = city_calendar(unit.city).local(at).date()
    goals = Goal.objects.filter(unit=unit, closed_at__isnull=True).order_by("until", "pk")
    rows = list(goals)
    tasks: dict[int, list[TeamTask]] = defaultdict(list)
    found = Task.objects.filter(goal__in=[one.pk for one in rows]).select_related("person", "helper")
    for row in found.order_by("due", "pk"):
        tasks[row.goal_id].append(_task(row, day))
    loads = _loads(unit, at, day)
    middle = float(median(one.pieces for one in loads)) if loads else 0.0
    return Team(
        tuple(TeamGoal(one.pk, one.title, one.until, tuple(tasks[one.pk])) for one in rows),
        tuple(_judged(one, loads, middle) for one in loads),
        middle,
        any(one.simulated for one in rows),
    )


def _task(row: Task, day: date) -> TeamTask:
    done = row.done_at is not None
    return TeamTask(
        row.pk, row.title, row.person_id, row.person.name, row.due, done, not done and row.due < day,
        row.asked_at is not None, row.helper_id, row.helper.name if row.helper else "",
        row.thanked_at is not None,
    )  # fmt: skip


def _judged(one: PersonLoad, loads: list[PersonLoad], middle: float) -> PersonLoad:
    heavy = one.pieces >= HEAVY * middle and one.pieces - middle >= MORE
    others = any(other.given or other.received for other in loads if other.person != one.person)
    alone = len(loads) > 2 and others and not one.given and not one.received
    return PersonLoad(**{**one.__dict__, "heavy": heavy, "alone": alone})


def _loads(unit: Unit, at: datetime, day: date) -> list[PersonLoad]:
    held = Term.objects.filter(post__unit=unit, post__closed_on__isnull=True, first__lte=day)
    terms = held.exclude(last__lt=day).filter(person__is_active=True).select_related("post", "person")
    kinds: dict[str, set[int]] = defaultdict(set)
    posts: dict[int, int] = {}
    people: dict[int, tuple[str, str]] = {}
    for term in terms.order_by("post__seat", "pk"):
        if term.person is not None:
            kinds[term.post.kind].add(term.person.pk)
            posts[term.post_id] = term.person.pk
            people.setdefault(term.person.pk, (term.person.name, term.post.title))
    own, shared, sharers = _matters(unit, kinds, posts)
    tasks = _tasks(unit, day)
    given, received = _help(unit, at)
    borne = {one.person: one.minutes for one in duties.loads_of(unit, day)}
    loads = [
        PersonLoad(
            who, name, title, own.get(who, 0), shared.get(who, 0), sharers.get(who, 0),
            *tasks.get(who, (0, 0)), borne.get(who, 0), given.get(who, 0), received.get(who, 0),
        )
        for who, (name, title) in people.items()
    ]  # fmt: skip
    return sorted(loads, key=lambda one: (-one.pieces, one.name))


def _matters(
    unit: Unit, kinds: Mapping[str, set[int]], posts: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Open matters by person: their own (given to them, or on a desk of theirs alone), and shared ones."""
    own: dict[int, int] = defaultdict(int)
    shared: dict[int, int] = defaultdict(int)
    sharers: dict[int, int] = {}
    rows = Case.objects.filter(unit=unit, state__in=OPEN).values_list("holder_id", "desk")
    for holder, desk, count in rows.annotate(n=Count("pk")).order_by():
        there = kinds.get(desk, set())
        if holder in posts:
            own[posts[holder]] += count
        elif len(there) == 1:
            own[next(iter(there))] += count
        else:
            for who in there:
                shared[who] += count
                sharers[who] = max(sharers.get(who, 0), len(there))
    return own, shared, sharers


def _tasks(unit: Unit, day: date) -> dict[int, tuple[int, int]]:
    rows = Task.objects.filter(unit=unit, done_at__isnull=True, goal__closed_at__isnull=True)
    found = rows.values_list("person_id").annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=day)))
    return {person: (count, late) for person, count, late in found.order_by()}


def _help(unit: Unit, at: datetime) -> tuple[dict[int, int], dict[int, int]]:
    given: dict[int, int] = defaultdict(int)
    received: dict[int, int] = defaultdict(int)
    rows = Task.objects.filter(unit=unit, helper__isnull=False, helped_at__gte=at - HELP)
    for helper, person in rows.values_list("helper_id", "person_id"):
        if helper is not None:
            given[helper] += 1
            received[person] += 1
    return given, received
