"""What days say against a roster and against due dates: read, never written here.

For presence a day is judged only when it is over and its office kept presence then. Where nobody in
particular held a matter, its lateness is nobody's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from garda.cases.models import Event
from garda.cover import Span, less, shared
from garda.people.calendars import city_calendar
from garda.people.models import Term, Unit
from garda.rosters import attending, days
from garda.rosters.models import Absence, Presence

LATE, EARLY, ABSENT, OVERDUE = "late", "early", "absent", "overdue"


@dataclass(frozen=True)
class Wrong:
    """One thing that the facts of a day say against a person."""

    unit_id: int
    person_id: int
    day: date
    kind: str
    minutes: int
    about: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    simulated: bool = False

    @property
    def key(self) -> tuple[int, date, str, str]:
        """What makes it the same line when it is found again."""
        return self.person_id, self.day, self.kind, self.about


def found(units: Sequence[Unit], first: date, last: date) -> list[Wrong]:
    """Everything that these days say, in these offices; one set of queries."""
    return [*_of_presence(units, first, last), *_of_matters(units, first, last)]


# ---- presence against the roster -----------------------------------------------------------------
def _of_presence(units: Sequence[Unit], first: date, last: date) -> Iterator[Wrong]:
    keeping = attending.began([unit.pk for unit in units])
    kept = [unit for unit in units if unit.pk in keeping]
    planned = days.days_of(kept, first, last) if kept else {}
    people = {one.person for day in planned.values() for one in day.people}
    stays = _stays(people, first, last)
    for (unit_id, day), roster in planned.items():
        if keeping[unit_id] > day:
            continue
        for one in roster.people:
            granted = [span for span, _kind, state in one.away if state == Absence.GRANTED]
            expected = shared(less(one.spans, granted), roster.cover.opening)
            there, simulated = stays.get((one.person, day), ((), False))
            for kind, minutes, facts in judged(expected, there):
                yield Wrong(unit_id, one.person, day, kind, minutes, "", facts, simulated)


def judged(expected: Sequence[Span], there: Sequence[Span]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(kind, minutes, facts) that a day's stays say against the minutes expected. Pure."""
    if not expected:
        return
    first, last = expected[0][0], expected[-1][1]
    facts: dict[str, Any] = {"from": first, "to": last}
    there = [span for span in there if span[0] < span[1]]
    if not there:
        yield ABSENT, sum(end - start for start, end in expected), facts
        return
    came, left = min(start for start, _end in there), max(end for _start, end in there)
    late = sum(end - start for start, end in shared(expected, [(first, came)])) if came > first else 0
    early = sum(end - start for start, end in shared(expected, [(left, last)])) if left < last else 0
    if late:
        yield LATE, late, {**facts, "came": came}
    if early:
        yield EARLY, early, {**facts, "left": left}


def _stays(
    people: Iterable[int], first: date, last: date
) -> dict[tuple[int, date], tuple[tuple[Span, ...], bool]]:
    """Stays of these people in any office, by person and day, in minutes."""
    found: dict[tuple[int, date], list[Span]] = defaultdict(list)
    made_up: set[tuple[int, date]] = set()
    rows = Presence.objects.filter(person_id__in=list(people), day__gte=first, day__lte=last)
    for row in rows.select_related("unit__city"):
        span = days.span_on(
            city_calendar(row.unit.city), row.day, _whole(row.came), _whole(row.left or row.came)
        )
        found[row.person_id, row.day].append(span)
        made_up |= {(row.person_id, row.day)} if row.simulated else set()
    return {key: (tuple(sorted(spans)), key in made_up) for key, spans in found.items()}


def _whole(at: datetime) -> datetime:
    """The beginning of its minute: from there, or up to there, somebody counts as present."""
    return at.replace(second=0, microsecond=0)


# ---- due dates in the record ---------------------------------------------------------------------
def _of_matters(units: Sequence[Unit], first: date, last: date) -> Iterator[Wrong]:
    """Desks' due dates that were missed on these days, where one person held the matter."""
    by_id = {unit.pk: unit for unit in units}
    cities = {unit.city_id for unit in units}
    events = Event.objects.filter(
        city_id__in=cities, day__gte=first, day__lte=last, name="clock.desk-late"
    ).select_related("case")
    events_here = [one for one in events if one.facts.get("unit") in by_id]
    if not events_here:
        return
    holders = _holders(events_here)
    terms = _terms(by_id, first, last)
    away = _granted({term.person_id for term in terms if term.person_id}, first, last)
    for one in events_here:
        person = _whose(one, holders.get(one.pk), terms)
        due = datetime.fromisoformat(one.facts["due"])
        if person is None or any(start <= due < end for start, end in away[person]):
            continue
        facts = {"due": one.facts["due"], "event": one.seq}
        yield Wrong(one.facts["unit"], person, one.day, OVERDUE, 0, one.case.number, facts, one.simulated)


def _holders(events: Sequence[Event]) -> dict[int, int | None]:
    """The post that held each matter when its desk's time ran out, by event."""
    before = Event.objects.filter(case_id__in={one.case_id for one in events})
    kept: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for case_id, seq, facts in before.order_by("case_id", "seq").values_list("case_id", "seq", "facts"):
        became = facts.get("became", {})
        if "holder_id" in became:
            kept[case_id].append((seq, became["holder_id"]))
    found: dict[int, int | None] = {}
    for one in events:
        earlier = [holder for seq, holder in kept[one.case_id] if seq <= one.seq]
        found[one.pk] = earlier[-1] if earlier else None
    return found


def _terms(units: Iterable[int], first: date, last: date) -> list[Term]:
    rows = Term.objects.filter(post__unit_id__in=list(units), first__lte=last, person__isnull=False)
    return [one for one in rows.select_related("post") if one.last is None or one.last >= first]


def _whose(event: Event, holder: int | None, terms: Sequence[Term]) -> int | None:
    """Whose due date it was: the holder's, or the only one's at that desk."""
    at = [one for one in terms if one.first <= event.day and (one.last is None or event.day <= one.last)]
    if holder is not None:
        mine = {one.person_id for one in at if one.post_id == holder}
    else:
        desk, unit = event.facts.get("desk"), event.facts.get("unit")
        mine = {one.person_id for one in at if one.post.kind == desk and one.post.unit_id == unit}
    return next(iter(mine)) if len(mine) == 1 else None


def _granted(people: Iterable[int], first: date, last: date) -> dict[int, list[tuple[datetime, datetime]]]:
    """Granted absences of these people around these days."""
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    around = timedelta(days=1)
    rows = Absence.objects.filter(person_id__in=list(people), state=Absence.GRANTED)
    for one in rows.filter(start__date__lte=last + around, end__date__gte=first - around):
        found[one.person_id].append((one.start, one.end))
    return found
