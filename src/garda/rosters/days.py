"""Who is planned to be where: the days of offices, put together from plans, posts, absences and stand-ins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from garda.clock import Calendar
from garda.cover import Day, DeskNeed, Hand, Span, joined, less
from garda.people.calendars import counter_calendar
from garda.people.models import Term, Unit
from garda.rosters.models import Absence, Desk, Minimum, Plan, Shift, Skilled

HOLDING = (Absence.ASKED, Absence.OFFERED, Absence.GRANTED)
STAND_IN = "stand-in"  # the kind of being away to stand in for somebody at another office


@dataclass(frozen=True)
class Planned:
    """One person's day at an office: `spans` as planned, `away` what takes from them: (span, kind, state).

    `stands_in` says that they come from another office, or on a free day, to stand in for somebody.
    """

    person: int
    name: str
    title: str
    spans: tuple[Span, ...]
    away: tuple[tuple[Span, str, str], ...] = ()
    stands_in: bool = False


@dataclass(frozen=True)
class RosterDay:
    """An office's day: what reasoning needs (`cover`, absences taken off), what a page shows (`people`)."""

    unit_id: int
    day: date
    cover: Day
    people: tuple[Planned, ...]


def day_of(unit: Unit, day: date) -> RosterDay:
    """One office on one day."""
    return days_of([unit], day, day)[unit.pk, day]


def days_of(units: Sequence[Unit], first: date, last: date) -> dict[tuple[int, date], RosterDay]:
    """Every office on every day from `first` to `last`, by (unit id, day); one set of queries."""
    rows = _Rows(units, first, last)
    every = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return {(unit.pk, day): rows.day(unit, day) for unit in units for day in every}


def some_days(wanted: Iterable[tuple[Unit, date]]) -> dict[tuple[int, date], RosterDay]:
    """These days of these offices, by (unit id, day); one set of queries, however many they are."""
    pairs = list(wanted)
    if not pairs:
        return {}
    units = {unit.pk: unit for unit, _day in pairs}
    rows = _Rows(list(units.values()), min(day for _unit, day in pairs), max(day for _unit, day in pairs))
    return {(unit.pk, day): rows.day(unit, day) for unit, day in pairs}


def opening_of(unit: Unit, day: date) -> tuple[Span, ...]:
    """The minutes in which the office's counter is open that day."""
    return tuple(counter_calendar(unit).years.spans_on(day.toordinal()))


def span_on(calendar: Calendar, day: date, start: datetime, end: datetime) -> Span:
    """The minutes of `day` between two moments; (0, 0) when they don't touch it. A begun minute counts."""
    ordinal = day.toordinal()

    def minute(at: datetime, up: bool) -> int:
        on, found = calendar.point(at)
        found += up and bool(at.second or at.microsecond)
        return 0 if on < ordinal else 1440 if on > ordinal else found

    return minute(start, False), minute(end, True)


class _Rows:
    """The rows behind some offices' days, each table asked once."""

    def __init__(self, units: Sequence[Unit], first: date, last: date) -> None:
        self.calendars = {unit.pk: counter_calendar(unit) for unit in units}
        ids = list(self.calendars)
        self.least = {row.unit_id: row for row in Minimum.objects.filter(unit_id__in=ids)}
        self.desks: dict[int, list[Desk]] = defaultdict(list)
        for desk in Desk.objects.filter(unit_id__in=ids, essential=True).order_by("number", "key"):
            self.desks[desk.unit_id].append(desk)
        self.planned: set[tuple[int, date]] = set()
        self.shifts: dict[tuple[int, date], list[Shift]] = defaultdict(list)
        self._read_shifts(ids, first, last)
        self.terms = _terms(ids, first, last)
        people = {term.person_id for term in self.terms if term.person_id is not None}
        people |= {shift.person_id for there in self.shifts.values() for shift in there}
        self.absences: dict[int, list[Absence]] = defaultdict(list)
        self._read_absences(people, first, last)
        self.lent = _lent(people, first, last)
        self.skills = _skills(people, first, last)

    def _read_shifts(self, ids: Sequence[int], first: date, last: date) -> None:
        months = {first.replace(day=1), last.replace(day=1)}
        plans = Plan.objects.filter(
            unit_id__in=ids, state=Plan.PUBLISHED, month__gte=min(months), month__lte=max(months)
        )
        covered = set(plans.values_list("unit_id", "month"))
        day = first
        while day <= last:
            self.planned |= {(unit, day) for unit in ids if (unit, day.replace(day=1)) in covered}
            day += timedelta(days=1)
        found = Shift.objects.filter(
            Q(plan__state=Plan.PUBLISHED) | Q(stands_in__isnull=False),
            unit_id__in=ids, day__gte=first, day__lte=last,
        )  # fmt: skip
        for shift in found.select_related("person").order_by("start", "pk"):
            self.shifts[shift.unit_id, shift.day].append(shift)

    def _read_absences(self, people: Iterable[int], first: date, last: date) -> None:
        if not self.calendars:
            return
        tz = next(iter(self.calendars.values())).tz
        start = datetime(first.year, first.month, first.day, tzinfo=tz)
        end = datetime(last.year, last.month, last.day, tzinfo=tz) + timedelta(days=1)
        found = Absence.objects.filter(
            person_id__in=list(people), state__in=HOLDING, start__lt=end, end__gt=start
        )
        for absence in found.order_by("start", "pk"):
            self.absences[absence.person_id].append(absence)

    def day(self, unit: Unit, day: date) -> RosterDay:
        """One office's day out of the rows."""
        calendar = self.calendars[unit.pk]
        opening = tuple(calendar.years.spans_on(day.toordinal()))
        people = tuple(self._people(unit, day, opening))
        hands = tuple(
            Hand(
                one.person,
                less(one.spans, [span for span, _kind, state in one.away if state != Absence.OFFERED]),
                self._able(one.person, day),
            )
            for one in people
        )
        row = self.least.get(unit.pk)
        cover = Day(
            opening=opening,
            people=row.people if row else 1,
            desks=tuple(
                DeskNeed(desk.key, desk.people, frozenset(desk.skills))
                for desk in self.desks[unit.pk]
                if desk.closed_on is None or day < desk.closed_on
            ),
            skills=dict(row.skills) if row else {},
            hands=hands,
        )
        return RosterDay(unit.pk, day, cover, people)

    def _people(self, unit: Unit, day: date, opening: tuple[Span, ...]) -> Iterable[Planned]:
        own = self._own(unit, day, opening)
        for person, (name, title, spans) in own.items():
            lent = self.lent.get((person, day), ())
            elsewhere = [(span, STAND_IN, Absence.GRANTED) for at, span in lent if at != unit.pk]
            yield Planned(person, name, title, spans, (*self._away(unit, person, day), *elsewhere))
        guests: dict[int, list[Shift]] = defaultdict(list)
        for shift in self.shifts[unit.pk, day]:
            if shift.stands_in_id and shift.person_id not in own:
                guests[shift.person_id].append(shift)
        for person, shifts in guests.items():
            spans = joined((one.start, one.end) for one in shifts)
            yield Planned(person, shifts[0].person.name, "", spans, self._away(unit, person, day), True)

    def _own(
        self, unit: Unit, day: date, opening: tuple[Span, ...]
    ) -> Mapping[int, tuple[str, str, tuple[Span, ...]]]:
        """The office's own people that day with the minutes planned for them."""
        there: dict[int, tuple[str, str, tuple[Span, ...]]] = {}
        shifts: dict[int, list[Span]] = defaultdict(list)
        for shift in self.shifts[unit.pk, day]:
            shifts[shift.person_id].append((shift.start, shift.end))
        whole = () if (unit.pk, day) in self.planned else opening
        for term in self.terms:
            if term.post.unit_id != unit.pk or term.first > day or (term.last and term.last < day):
                continue
            person = term.person
            if person is not None and person.pk not in there:
                spans = joined((*whole, *shifts.get(person.pk, ())))
                there[person.pk] = (person.name, term.post.title, spans)
        return there

    def _away(self, unit: Unit, person: int, day: date) -> tuple[tuple[Span, str, str], ...]:
        calendar = self.calendars[unit.pk]
        found = []
        for one in self.absences.get(person, ()):
            span = span_on(calendar, day, one.start, one.end)
            if span[0] < span[1]:
                found.append((span, one.kind, one.state))
        return tuple(found)

    def _able(self, person: int, day: date) -> frozenset[str]:
        return frozenset(
            skill
            for skill, first, last in self.skills.get(person, ())
            if first <= day and (last is None or day <= last)
        )


def _terms(ids: Sequence[int], first: date, last: date) -> list[Term]:
    """Terms in these offices within the days, each person only in the office that is theirs.

    Who also acts in a second office (plh, plt, pj) is not two people: they sit where their own post is.
    """
    rows = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=first),
        first__lte=last, person__isnull=False, person__is_active=True, post__closed_on__isnull=True,
    )  # fmt: skip
    here = rows.filter(post__unit_id__in=ids).values("person_id")
    every = rows.filter(person_id__in=here).select_related("post", "person").order_by("post__seat", "pk")
    home: dict[int, int] = {}
    for term in sorted(every, key=lambda one: (one.manner != "definitif", one.pk)):
        assert term.person_id is not None
        home.setdefault(term.person_id, term.post.unit_id)
    return [one for one in every if one.person_id is not None and one.post.unit_id == home[one.person_id]]


def _lent(people: Iterable[int], first: date, last: date) -> dict[tuple[int, date], list[tuple[int, Span]]]:
    """Where these people stand in for others: (person, day) → (unit, span)."""
    found: dict[tuple[int, date], list[tuple[int, Span]]] = defaultdict(list)
    rows = Shift.objects.filter(
        person_id__in=list(people), stands_in__isnull=False, day__gte=first, day__lte=last
    )
    for person, day, unit, start, end in rows.values_list("person_id", "day", "unit_id", "start", "end"):
        found[person, day].append((unit, (start, end)))
    return found


def _skills(people: Iterable[int], first: date, last: date) -> dict[int, list[tuple[str, date, date | None]]]:
    """What these people can do within the days: person → (skill, from, until)."""
    found: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    rows = Skilled.objects.filter(
        Q(last__isnull=True) | Q(last__gte=first), person_id__in=list(people), first__lte=last
    )
    for person, skill, since, until in rows.values_list("person_id", "skill", "first", "last"):
        found[person].append((skill, since, until))
    return found
