"""Skills: which there are (`skills.toml`), what an office needs, who has them, noting and ending one."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from garda import shelf
from garda.cases.publishing import all_in_force, flow_of
from garda.flow import Words
from garda.people.changes import Unfit
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.models import Skilled

LONGEST_PROOF = 160


@dataclass(frozen=True)
class Skill:
    """Something a person can do: for which services, and which posts are trained in it first."""

    key: str
    title: Words
    services: frozenset[str]
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Ability:
    """One row about a person: what they can do, since when, until when, by what proof."""

    id: int
    person: int
    skill: str
    first: date
    last: date | None
    proof: str


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Skill]:
    """All skills by key, in the order of the shelf."""
    raw = tomllib.loads(shelf.folder("skills.toml").read_text("utf-8"))
    return {
        key: Skill(
            key,
            Words(one["title"]["id"], one["title"]["en"]),
            frozenset(one["services"]),
            tuple(one["posts"]),
        )
        for key, one in raw.items()
    }


def titles(lang: str) -> dict[str, str]:
    """Every skill's name by key, in a language."""
    return {key: one.title.of(lang) for key, one in kinds().items()}


def title_of(key: str, lang: str) -> str:
    """The name of one skill; the key itself where the shelf does not know it any more."""
    return kinds()[key].title.of(lang) if key in kinds() else key


def offered_at(unit: Unit, at: datetime) -> dict[str, tuple[str, ...]]:
    """The skills that the services in force at this office need, each with those services' keys."""
    offered = [
        row.key for row in all_in_force(unit.city, at)
        if not (flow := flow_of(row)).offered or unit.kind in flow.offered
    ]  # fmt: skip
    found = {key: tuple(one for one in offered if one in skill.services) for key, skill in kinds().items()}
    return {key: services for key, services in found.items() if services}


def abilities_of(people: Iterable[int], day: date) -> dict[int, list[Ability]]:
    """What each of these people can do on `day`; one query."""
    found: dict[int, list[Ability]] = defaultdict(list)
    for row in _on(people, day):
        found[row.person_id].append(_ability(row))
    return found


def _on(people: Iterable[int], day: date) -> Iterable[Skilled]:
    rows = Skilled.objects.filter(Q(last__isnull=True) | Q(last__gte=day), person_id__in=list(people))
    return rows.filter(first__lte=day).order_by("skill", "pk")


def _ability(row: Skilled) -> Ability:
    return Ability(row.pk, row.person_id, row.skill, row.first, row.last, row.proof)


# ---- verbs ---------------------------------------------------------------------------------------
def note(
    unit: Unit,
    person: Person,
    skill: str,
    *,
    first: date,
    proof: str = "",
    by: Person | None,
    at: datetime,
    simulated: bool = False,
) -> Ability:
    """Note that somebody of the office can do something; noted twice it is one. Raises Unfit."""
    if skill not in kinds():
        raise Unfit(_("Pilih keahliannya."), "skill")
    if len(proof) > LONGEST_PROOF:
        raise Unfit(_("Paling banyak %(n)s huruf.") % {"n": LONGEST_PROOF}, "proof")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        there = Skilled.objects.filter(person=person, skill=skill, last__isnull=True).first()
        if there is not None:
            return _ability(there)
        row = Skilled.objects.create(person=person, skill=skill, first=first, proof=proof, by=by)
        facts = {"skill": skill, "first": first.isoformat()}
        book.write(unit, "skill.noted", at=at, by=by, person=person, facts=facts, simulated=simulated)
    return _ability(row)


def end(unit: Unit, row_id: int, *, last: date, by: Person | None, at: datetime) -> None:
    """End one row with `last`; what it was before stays. Raises Unfit when it is not there any more."""
    with transaction.atomic():
        row = Skilled.objects.select_for_update().filter(pk=row_id, last__isnull=True).first()
        if row is None:
            raise Unfit(_("Keahlian ini sudah dicabut."), "skill")
        row.last = last
        row.save(update_fields=["last"])
        facts = {"skill": row.skill, "last": last.isoformat()}
        book.write(unit, "skill.ended", at=at, by=by, person=row.person, facts=facts)
