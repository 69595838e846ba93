"""Absences as pages show them: one's own, those that wait for a head, calls to stand in, one in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from garda import cover
from garda.cases import sealing
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.holding import Held, lies_in, units_within
from garda.people.models import Person, Term, Unit
from garda.people.posts import kinds as post_kinds
from garda.people.register import register_of
from garda.rosters import book, judging
from garda.rosters.answering import until
from garda.rosters.days import some_days, span_on
from garda.rosters.judging import DayGap
from garda.rosters.kinds import kinds
from garda.rosters.models import Absence, Entry, Offer

OPEN = (Absence.ASKED, Absence.OFFERED)
MOST = 60
OWN_BACK = timedelta(days=400)


@dataclass(frozen=True)
class Call:
    """Somebody asked to stand in: `answer` is empty while they think, until `until`."""

    id: int
    person: int
    name: str
    unit_id: int
    unit: str
    at: datetime
    answer: str
    until: datetime


@dataclass(frozen=True)
class Wish:
    """One absence. `gaps`, `empty`, `times`: what the rule said at the time; `said`: the head's word."""

    id: int
    unit_id: int
    unit: str
    person: int
    name: str
    kind: str
    start: datetime
    end: datetime
    state: str
    urgent: bool
    duty: int | None
    gaps: tuple[DayGap, ...]
    minutes: int
    empty: int
    times: tuple[tuple[datetime, datetime], ...]
    substitute: int | None
    substitute_name: str
    substitute_unit: str
    said: str
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None
    decided_by: str
    has_why: bool
    simulated: bool
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Weighed:
    """A wish before the head: how few stay at the fewest if they go, and what they were away this month."""

    wish: Wish
    left: int
    least: int
    minutes: int


def own(person: Person, at: datetime, limit: int = MOST) -> list[Wish]:
    """A person's own absences, those to come first, then the latest; two queries."""
    rows = _rows().filter(person=person, end__gte=at - OWN_BACK).order_by("-start", "-pk")
    found = _wishes(rows[:limit])
    ahead = sorted((one for one in found if one.end > at), key=lambda one: (one.start, one.id))
    return ahead + [one for one in found if one.end <= at]


def one_of(absence_id: int) -> tuple[Wish, Unit] | None:
    """One absence with its calls, and its office out of the register."""
    row = _rows().filter(pk=absence_id).first()
    if row is None:
        return None
    [wish] = _wishes([row])
    return wish, register_of(row.unit.city).unit(row.unit_id)


def waiting(held: Iterable[Held], person: Person, at: datetime, limit: int = MOST) -> list[Wish]:
    """What waits for this person as a head: of their own offices, and of the heads of offices below.

    An urgent absence that nobody stands in for waits too. Nobody decides about themselves.
    """
    posts = list(held)
    if not posts:
        return []
    city = posts[0].unit.city
    reach = units_within(posts, "decide-leave")
    units = [unit.pk for unit in register_of(city).open_units() if lies_in(reach, unit)]
    mine = [unit for unit in units if unit in reach[0] or unit in {one.unit.pk for one in posts}]
    others = [unit for unit in units if unit not in mine]
    rows = Absence.objects.filter(
        Q(state=Absence.ASKED) | Q(state=Absence.OFFERED, urgent=True),
        Q(unit_id__in=mine) | Q(unit_id__in=others, person_id__in=_heads(others, at, city_calendar(city).tz)),
        end__gt=at,
    )  # fmt: skip
    if not units:
        return []
    # Mostly nothing waits: the rows with all their names are read only when something does.
    ids = list(rows.exclude(person=person).order_by("start", "pk").values_list("pk", flat=True)[:limit])
    return _wishes(_rows().filter(pk__in=ids).order_by("start", "pk")) if ids else []


def of_office(unit: Unit, first: datetime, last: datetime, limit: int = MOST) -> list[Wish]:
    """The absences of an office that touch a span of time, in order."""
    rows = _rows().filter(unit=unit, start__lt=last, end__gt=first).exclude(state=Absence.WITHDRAWN)
    return _wishes(rows.order_by("start", "pk")[:limit])


def calls_for(person: Person, at: datetime) -> list[tuple[Call, Wish]]:
    """Calls to stand in that this person has not answered."""
    rows = list(
        Offer.objects.filter(person=person, answer="", absence__end__gt=at).order_by("at", "pk")[:MOST]
    )
    found = {one.id: one for one in _wishes(_rows().filter(pk__in=[row.absence_id for row in rows]))}
    pairs = [(row.pk, found[row.absence_id]) for row in rows if row.absence_id in found]
    return [(call, wish) for pk, wish in pairs for call in wish.calls if call.id == pk]


def call_of(offer_id: int, person: Person) -> tuple[Call, Wish] | None:
    """One call to this person."""
    row = Offer.objects.filter(pk=offer_id, person=person).values_list("absence_id", flat=True).first()
    found = one_of(row) if row is not None else None
    if found is None:
        return None
    return next(((call, found[0]) for call in found[0].calls if call.id == offer_id), None)


def weighed(wishes: Iterable[Wish], city_units: Iterable[Unit]) -> list[Weighed]:
    """The wishes with what their offices keep in their first week; as many queries for one as for all."""
    units = {unit.pk: unit for unit in city_units}
    listed = [one for one in wishes if one.unit_id in units]
    days = {one.id: _first_week(units[one.unit_id], one) for one in listed}
    rosters = some_days((units[one.unit_id], day) for one in listed for day in days[one.id])
    away = _away_this_month(listed, units)
    found = []
    for one in listed:
        calendar = counter_calendar(units[one.unit_id])
        counts: list[int] = []
        least = 1
        for day in days[one.id]:
            roster = rosters[one.unit_id, day].cover
            span = span_on(calendar, day, one.start, one.end)
            rest = cover.profile(cover.without(roster, one.person, span))
            counts += [n for start, end, n in rest if start < span[1] and end > span[0]]
            least = roster.people
        found.append(Weighed(one, min(counts, default=-1), least, away.get(one.person, 0)))
    return found


def _first_week(unit: Unit, wish: Wish) -> list[date]:
    first, last = judging.days_between(unit, wish.start, wish.end)
    return [first + timedelta(days=ahead) for ahead in range(min(7, (last - first).days + 1))]


def why(wish: Wish, *, by: Person, at: datetime) -> str:
    """The sealed reason, opened for somebody; who reads another's is noted once."""
    row = Absence.objects.select_related("unit__city", "person").get(pk=wish.id)
    if not row.why:
        return ""
    if by.pk != row.person_id:
        with transaction.atomic():
            facts = {"absence": row.pk}
            seen = Entry.objects.filter(unit=row.unit, name="absence.read", by=by, person=row.person)
            if not any(one.get("absence") == row.pk for one in seen.values_list("facts", flat=True)):
                book.write(
                    row.unit, "absence.read", at=at, by=by, person=row.person, facts=facts,
                    simulated=row.simulated,
                )  # fmt: skip
    return sealing.unseal(row.why)


def _rows() -> QuerySet[Absence]:
    return Absence.objects.select_related(
        "unit__city", "person", "substitute", "substitute_unit", "asked_by", "decided_by"
    )


def _heads(units: list[int], at: datetime, tz: object) -> list[int]:
    """Who heads these offices today, by their posts."""
    day = at.astimezone(tz).date()  # type: ignore[arg-type]
    heads = [kind.key for kind in post_kinds().values() if kind.head]
    rows = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), first__lte=day, post__unit_id__in=units,
        post__kind__in=heads, person__isnull=False,
    )  # fmt: skip
    return [person for person in rows.values_list("person_id", flat=True) if person is not None]


def _away_this_month(wishes: list[Wish], units: dict[int, Unit]) -> dict[int, int]:
    """Minutes of short absences that these people were granted in the month of each wish's start."""
    short = [kind.key for kind in kinds().values() if kind.kind_class == "short"]
    if not wishes:
        return {}
    calendar = city_calendar(units[wishes[0].unit_id].city)
    months = {one.person: calendar.local(one.start).date().replace(day=1) for one in wishes}
    first, last = min(months.values()), max(months.values()) + timedelta(days=31)
    rows = Absence.objects.filter(
        person_id__in=list(months), state=Absence.GRANTED, kind__in=short,
        start__gte=calendar.moment((first.toordinal(), 0)), start__lt=calendar.moment((last.toordinal(), 0)),
    )  # fmt: skip
    found: dict[int, int] = {}
    for person, start, end in rows.values_list("person_id", "start", "end"):
        if calendar.local(start).date().replace(day=1) == months[person]:
            found[person] = found.get(person, 0) + int((end - start).total_seconds() // 60)
    return found


def _wishes(rows: Iterable[Absence]) -> list[Wish]:
    listed = list(rows)
    calls: dict[int, list[Call]] = {}
    offers = Offer.objects.filter(absence__in=[row.pk for row in listed]).select_related("person", "unit")
    by_id = {row.pk: row for row in listed}
    for one in offers.order_by("pk") if listed else ():
        calls.setdefault(one.absence_id, []).append(
            Call(
                one.pk, one.person_id, one.person.name, one.unit_id, one.unit.name, one.at, one.answer,
                until(one, by_id[one.absence_id]),
            )
        )  # fmt: skip
    return [replace(_wish(row), calls=tuple(calls.get(row.pk, ()))) for row in listed]


def _wish(row: Absence) -> Wish:
    facts = row.facts
    return Wish(
        id=row.pk, unit_id=row.unit_id, unit=row.unit.name, person=row.person_id, name=row.person.name,
        kind=row.kind, start=row.start, end=row.end, state=row.state, urgent=row.urgent, duty=row.duty_id,
        gaps=judging.from_facts(facts.get("gaps", ())), minutes=facts.get("minutes", 0),
        empty=facts.get("empty", 0),
        times=tuple(
            (datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in facts.get("times", ())
        ),
        substitute=row.substitute_id, substitute_name=row.substitute.name if row.substitute else "",
        substitute_unit=row.substitute_unit.name if row.substitute_unit else "",
        said=facts.get("said", ""), asked_at=row.asked_at, asked_by=row.asked_by.name if row.asked_by else "",
        decided_at=row.decided_at, decided_by=row.decided_by.name if row.decided_by else "",
        has_why=bool(row.why), simulated=row.simulated,
    )  # fmt: skip
