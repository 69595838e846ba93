"""Reading gatherings: what a person's seats open, who opened a closed one, what was let out to everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from garda.gatherings import keeping, states
from garda.gatherings.models import Decision, Gathering
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Term
from garda.people.posts import kinds
from garda.people.register import register_of
from garda.trails import reading, writing

LOG = "gathering-log"
LISTED = 60
MOST_PEOPLE = 600


@dataclass(frozen=True)
class Summary:
    """A gathering in a list."""

    id: int
    title: str
    unit: str
    day: date
    closed: bool
    simulated: bool


@dataclass(frozen=True)
class Said:
    """One entry of the record."""

    kind: str
    words: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Session:
    """A whole record, for somebody who may read it."""

    summary: Summary
    place: str
    circle: tuple[str, ...]
    keeps: bool
    member: bool
    erased: bool
    said: list[Said] = field(default_factory=list)
    openings: list[tuple[str, datetime]] = field(default_factory=list)


@dataclass(frozen=True)
class Released:
    """A decision that anybody may read."""

    words: str
    unit: str
    unit_key: str
    day: date
    simulated: bool


def listed(city: City, person: Person) -> list[Summary]:
    """The gatherings that a person may read, latest first: open ones, and those with a seat of theirs."""
    seated = Gathering.objects.filter(city=city, closed=True, seats__person=person)
    both = Q(city=city, closed=False) | Q(pk__in=seated.values("pk"))
    rows = Gathering.objects.filter(both, state=states.KEPT).order_by("-day", "-pk")
    return [_summary(row, city) for row in rows[:LISTED]]


def session(city: City, gathering_id: int, person: Person, at: datetime) -> Session | None:
    """The record, if this person may read it; of a closed one, who opened it is written down first.

    None for whoever has no seat, exactly as where there is no such gathering.
    """
    if not 0 < gathering_id < 2**63:
        return None
    row = Gathering.objects.filter(city=city, pk=gathering_id).first()
    if row is None:
        return None
    seats = dict(row.seats.order_by("person__name", "pk").values_list("person_id", "person__name"))
    if row.closed and person.pk not in seats:
        return None
    if row.closed:
        _log(row, city, person, at)
    head = keeping.header(row)
    return Session(
        _summary(row, city), str(head.get("place", "")), tuple(seats.values()),
        head.get("author") == person.pk, person.pk in seats, row.state == states.ERASED,
        _said(row, seats), _openings(city, row) if row.closed else [],
    )  # fmt: skip


def decisions(city: City, most: int = LISTED) -> list[Released]:
    """What was let out, latest first; one query."""
    units = register_of(city).units
    rows = Decision.objects.filter(city=city).order_by("-day", "-pk")[:most]
    return [
        Released(row.words, units[row.unit_id].name, units[row.unit_id].key, row.day, row.simulated)
        for row in rows
    ]


def _summary(row: Gathering, city: City) -> Summary:
    title = str(keeping.header(row).get("title", ""))
    return Summary(
        row.pk, title, register_of(city).unit(row.unit_id).name, row.day, row.closed, row.simulated
    )


def _said(row: Gathering, seats: dict[int, str]) -> list[Said]:
    found = []
    for one in row.remarks.order_by("at", "pk")[: keeping.MOST_REMARKS]:
        inside = keeping.unsealed(one.sealed)
        author = inside.get("author")
        name = seats.get(author, "") if isinstance(author, int) else ""
        found.append(Said(one.kind, str(inside.get("words", "")), name, one.at))
    return found


def _log(row: Gathering, city: City, person: Person, at: datetime) -> None:
    """One line per reader and day, beside the trail of the record: nobody is overtaken by a reader."""
    today = city_calendar(city).local(at).date()
    for line in reversed(reading.lines(city, LOG, row.pk)):
        if line.by_id == person.pk and city_calendar(city).local(line.at).date() == today:
            return
    with transaction.atomic():
        writing.write(city, LOG, row.pk, "gathering.read", at=at, by=person, simulated=row.simulated)


def _openings(city: City, row: Gathering) -> list[tuple[str, datetime]]:
    lines = reading.lines(city, LOG, row.pk)[-LISTED:]
    return [(line.by.name if line.by else "", line.at) for line in reversed(lines)]


def people(city: City, day: date, *, leaders: bool = False) -> dict[str, tuple[Person, str]]:
    """Who may be taken into a circle: everybody with a post on that day, or leaders alone; one query."""
    terms = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), first__lte=day, post__unit__city=city,
        post__closed_on__isnull=True, person__is_active=True,
    )  # fmt: skip
    if leaders:
        heads = [kind.key for kind in kinds().values() if kind.head or kind.key == "sekda"]
        terms = terms.filter(post__kind__in=heads).exclude(post__unit__kind="kelurahan")
    found: dict[str, tuple[Person, str]] = {}
    for term in terms.select_related("person", "post__unit").order_by("person__name", "pk")[:MOST_PEOPLE]:
        if term.person is not None:
            found.setdefault(str(term.person_id), (term.person, f"{term.post.title}, {term.post.unit.name}"))
    return found
