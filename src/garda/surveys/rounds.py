"""Rounds: a time in which a group is asked, staff of an office or residents of a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from garda.cases.acting import Refused
from garda.people.models import Area, City, Person, Term, Unit
from garda.surveys.models import Round, Taken
from garda.surveys.publishing import edition, in_force
from garda.texts.words import Words
from garda.trails import writing

STAFF, RESIDENTS = "staff", "residents"
LONGEST_DAYS = 92
LISTED = 50
KIND = "round"


@dataclass(frozen=True)
class Held:
    """One round. `unit_id` None: the whole city. `invited` were asked, counted when it opened."""

    id: int
    city_id: int
    key: str
    edition_id: int
    unit_id: int | None
    area_id: int | None
    audience: str
    about: str
    first: date
    last: date
    invited: int
    simulated: bool

    def is_open(self, day: date) -> bool:
        """Whether an answer may be given on that day."""
        return self.first <= day <= self.last


def open_round(
    city: City,
    key: str,
    *,
    audience: str = STAFF,
    unit: Unit | None = None,
    area: Area | None = None,
    about: str = "",
    first: date,
    last: date,
    by: Person | None = None,
    post: int | None = None,
    at: datetime,
    simulated: bool = False,
) -> Held:
    """Open a round of `key` from `first` to `last`, both included; the same once more is the one there is.

    Refused without an edition in force on `first`, or with days that cannot be.
    """
    asked = in_force(city, key, first)
    if asked is None:
        raise Refused(
            Words("Instrumen ini belum berlaku pada hari itu.", "No edition holds on that day."), "first"
        )
    if not first <= last or (last - first).days > LONGEST_DAYS:
        raise Refused(
            Words(
                f"Hari terakhir paling cepat sama dengan hari pertama, paling lama {LONGEST_DAYS} hari.",
                f"The last day is not before the first, and at most {LONGEST_DAYS} days later.",
            ),
            "last",
        )
    with transaction.atomic():
        City.objects.select_for_update().get(pk=city.pk)
        same = Round.objects.filter(
            city=city, instrument_id=asked.pk, unit=unit, area=area, audience=audience, first=first, last=last
        ).first()
        if same is not None:
            return as_read(same, key)
        row = Round.objects.create(
            city=city, instrument_id=asked.pk, unit=unit, area=area, audience=audience, about=about[:160],
            first=first, last=last, by=by, made_at=at, simulated=simulated,
            invited=staff_count(city, unit, first) if audience == STAFF else 0,
        )  # fmt: skip
        facts = {"instrument": key, "first": first.isoformat(), "last": last.isoformat()}
        writing.write(
            city, KIND, row.pk, "round.opened", at=at, unit=unit, by=by, post=post, facts=facts,
            simulated=simulated,
        )  # fmt: skip
    return as_read(row, key)


def rounds_for(person: Person, unit: Unit, day: date) -> list[Held]:
    """The open rounds among staff that reach this unit and in which the person did not take part yet."""
    above = [int(part) for part in unit.path.split("/") if part]
    rows = Round.objects.filter(
        Q(unit__isnull=True) | Q(unit_id__in=above), city_id=unit.city_id, audience=STAFF, first__lte=day,
        last__gte=day,
    )  # fmt: skip
    taken = Taken.objects.filter(person=person, round__isnull=False).values("round_id")
    rows = rows.exclude(pk__in=taken).select_related("instrument").order_by("last", "pk")
    return [as_read(row, row.instrument.key) for row in rows[:LISTED]]


def round_of(city: City, round_id: int) -> Held | None:
    """The round of that id in the city."""
    row = Round.objects.filter(city=city, pk=round_id).first()
    asked = edition(city, row.instrument_id) if row is not None else None
    return as_read(row, asked.key) if row is not None and asked is not None else None


def rounds_of(city: City, key: str, *, unit: Unit | None = None, until: date | None = None) -> list[Held]:
    """The latest rounds of an instrument, newest first; with `unit` those that reach it."""
    rows = Round.objects.filter(city=city, instrument__key=key)
    if unit is not None:
        above = [int(part) for part in unit.path.split("/") if part]
        rows = rows.filter(Q(unit__isnull=True) | Q(unit_id__in=above))
    if until is not None:
        rows = rows.filter(last__lte=until)
    return [as_read(row, key) for row in rows.order_by("-last", "-pk")[:LISTED]]


def took_part(held: Held, person: Person) -> bool:
    """Whether this person did."""
    return Taken.objects.filter(round_id=held.id, person=person).exists()


def staff_count(city: City, unit: Unit | None, day: date) -> int:
    """How many people hold a post on that day in the unit or beneath it, in the whole city without."""
    terms = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), first__lte=day, post__closed_on__isnull=True,
        post__unit__city=city,
    )  # fmt: skip
    if unit is not None:
        terms = terms.filter(post__unit__path__startswith=unit.path)
    return terms.values("person_id").distinct().count()


def as_read(row: Round, key: str) -> Held:
    """The row as others read it."""
    return Held(
        row.pk, row.city_id, key, row.instrument_id, row.unit_id, row.area_id, row.audience, row.about,
        row.first, row.last, row.invited, row.simulated,
    )  # fmt: skip
