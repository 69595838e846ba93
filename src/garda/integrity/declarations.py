"""Reading what was pledged and declared: one's own, what the inspectorate decides, who is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from garda.integrity import boxing, handling, states
from garda.integrity.models import Gift, Interest, Pledge
from garda.people.calendars import city_calendar
from garda.people.holding import Held
from garda.people.models import City, Person, Term
from garda.people.register import city_of, register_of

LISTED = 60


@dataclass(frozen=True)
class InterestShown:
    """An interest in a matter."""

    id: int
    person: str
    number: str
    why: str
    at: datetime
    over: bool
    simulated: bool


@dataclass(frozen=True)
class GiftShown:
    """A gift, with its words for whoever may read them."""

    id: int
    person: str
    unit: str
    what: str
    giver: str
    value: int
    got_on: date
    taken: bool
    late: bool
    at: datetime
    outcome: str
    simulated: bool


@dataclass(frozen=True)
class Standing:
    """What somebody pledged and declared between two days, as counts."""

    pledged: bool
    interests: int
    gifts: int
    late_gifts: int


def pledged_on(person: Person, year: int, version: int) -> datetime | None:
    """When this person pledged to that version in that year."""
    rows = Pledge.objects.filter(person=person, year=year, version=version)
    return rows.values_list("at", flat=True).first()


def interests_of(person: Person) -> list[InterestShown]:
    """One's own, latest first; one query."""
    rows = Interest.objects.filter(person=person).select_related("case", "person").order_by("-at")
    return [_interest(row) for row in rows[:LISTED]]


def gifts_of(person: Person) -> list[GiftShown]:
    """One's own, latest first; one query."""
    rows = Gift.objects.filter(person=person).select_related("person", "unit").order_by("-at")
    return [_gift(row) for row in rows[:LISTED]]


def gifts(city: City, held: Iterable[Held]) -> list[GiftShown]:
    """What these posts decide about: those without a decision first, then the latest; one query."""
    there = Gift.objects.filter(city=city, unit_id__in=_decided_for(city, held))
    rows = there.select_related("person", "unit").order_by("-state", "-at")
    found = [(row.state != states.DECLARED, _gift(row)) for row in rows[:LISTED]]
    return [shown for _decided, shown in sorted(found, key=lambda pair: pair[0])]


def decides(city: City, held: Iterable[Held], gift_id: int) -> bool:
    """Whether these posts decide about that gift; one query."""
    return Gift.objects.filter(city=city, pk=gift_id, unit_id__in=_decided_for(city, held)).exists()


def _decided_for(city: City, held: Iterable[Held]) -> list[int]:
    """The offices about whose gifts these posts decide: the desks are those of reports (`handling`)."""
    desks = handling.desks_of(held)
    return [unit.pk for unit in register_of(city).units.values() if handling.desk_of(unit) in desks]


def undecided(city: City, but: Person) -> int:
    """How many gifts wait for a decision of somebody else than `but`; one query."""
    return Gift.objects.filter(city=city, state=states.DECLARED).exclude(person=but).count()


def pledges(unit_ids: Iterable[int], day: date, version: int) -> tuple[int, int, list[str]]:
    """Of everybody with a post in these offices today: how many, how many pledged, who is missing."""
    terms = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), post__unit_id__in=list(unit_ids), first__lte=day,
        post__closed_on__isnull=True, person__is_active=True,
    )  # fmt: skip
    people = Person.objects.filter(pk__in=terms.values("person_id"))
    done = Pledge.objects.filter(year=day.year, version=version)
    without = people.exclude(pk__in=done.values("person_id")).order_by("name", "pk")
    count, missing = people.count(), without.count()
    return count, count - missing, list(without.values_list("name", flat=True)[: LISTED * 2])


def standing(person: Person, first: date, last: date) -> Standing:
    """Counts of one person's pledge and declarations on these days of their city; three queries."""
    city = city_of(person)
    assert city is not None, "who declares works for a city"
    calendar = city_calendar(city)
    start, end = (calendar.moment((day.toordinal(), 0)) for day in (first, last + timedelta(days=1)))
    between = {"at__gte": start, "at__lt": end}
    gifts_then = list(Gift.objects.filter(person=person, **between).values_list("late", flat=True))
    return Standing(
        Pledge.objects.filter(person=person, year=last.year).exists(),
        Interest.objects.filter(person=person, **between).count(), len(gifts_then), sum(gifts_then),
    )  # fmt: skip


def _interest(row: Interest) -> InterestShown:
    why = str(boxing.inside_of(row.sealed).get("why", ""))
    over = row.state == states.OVER
    return InterestShown(row.pk, row.person.name, row.case.number, why, row.at, over, row.simulated)


def _gift(row: Gift) -> GiftShown:
    inside = boxing.inside_of(row.sealed)
    return GiftShown(
        row.pk, row.person.name, row.unit.name, str(inside.get("what", "")), str(inside.get("giver", "")),
        row.value, row.got_on, row.taken, row.late, row.at, row.outcome, row.simulated,
    )  # fmt: skip
