"""Who holds which post on a day, which posts a person holds, and how far an act of theirs reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from garda.people import roles
from garda.people.models import Delegation, Person, Post, Term, Unit
from garda.people.register import register_of


@dataclass(frozen=True)
class Held:
    """A post that a person may act in today: as its holder, or lent by delegation."""

    post: Post
    manner: str
    lent_by: Post | None = None

    @property
    def unit(self) -> Unit:
        """The unit of the post."""
        return self.post.unit

    @property
    def title(self) -> str:
        """Title with the manner of holding: "Plt Lurah"."""
        prefix = {"pj": "Pj ", "plt": "Plt ", "plh": "Plh "}.get(self.manner, "")
        return f"{prefix}{self.post.title}"


def _in_term(day: date) -> Q:
    return Q(first__lte=day) & (Q(last__isnull=True) | Q(last__gte=day))


def posts_of(person: Person, day: date) -> tuple[Held, ...]:
    """Every post that `person` may act in on `day`, own ones first.

    Asked at every step of every officer, changed a few times a year: kept until the city's version changes
    (every appointment changes it). Shared: nobody changes what comes from here.
    """
    if person.city is None:
        return _posts_of(person, day)
    return _kept(person.pk, day, person.city.pk, person.city.version)


@lru_cache(maxsize=4096)
def _kept(person_id: int, day: date, _city_id: int, _version: int) -> tuple[Held, ...]:
    return _posts_of(Person.objects.select_related("city").get(pk=person_id), day)


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _kept.cache_clear()


def _posts_of(person: Person, day: date) -> tuple[Held, ...]:
    own = [
        Held(_placed(term.post, person), term.manner)
        for term in Term.objects.filter(_in_term(day), person=person, post__closed_on__isnull=True)
        .select_related("post")
        .order_by("id")
    ]
    lent = [
        Held(_placed(given.giver, person), "delegasi", given.taker)
        for given in Delegation.objects.filter(
            taker__in=[held.post for held in own], first__lte=day, last__gte=day
        ).select_related("giver", "taker")
    ]
    return tuple(own + lent)


def _placed(post: Post, person: Person) -> Post:
    """The post with its unit at hand; the unit is shared, nobody changes it."""
    if person.city is not None:
        post.unit = register_of(person.city).unit(post.unit_id)
    return post


def holder_on(post: Post, day: date) -> Term | None:
    """The term under which `post` was held on `day`; an acting holder comes before a definitive one."""
    terms = list(
        Term.objects.filter(_in_term(day), post=post).select_related("person").order_by("-first", "-id")
    )
    acting = [term for term in terms if term.manner in ("plh", "plt", "pj")]
    return next(iter(acting or terms), None)


def head_of(unit: Unit, kinds: Iterable[str], day: date) -> Term | None:
    """Who leads `unit` on `day`: the first held post among `kinds`, in that order; one query."""
    wanted = list(kinds)
    terms = Term.objects.filter(
        _in_term(day), post__unit=unit, post__kind__in=wanted, post__closed_on__isnull=True
    )
    by_kind: dict[str, list[Term]] = {}
    for term in terms.select_related("post", "person").order_by("post__seat", "-first", "-id"):
        by_kind.setdefault(term.post.kind, []).append(term)
    for kind in wanted:
        there = by_kind.get(kind, [])
        acting = [term for term in there if term.manner in ("plh", "plt", "pj")]
        first = next(iter(acting or there), None)
        if first is not None and first.person_id:
            return first
    return None


def units_within(held: Iterable[Held], act: str) -> tuple[set[int], tuple[str, ...], set[int]]:
    """Where `act` is allowed: (unit ids, path prefixes of subtrees, city ids).

    A unit is within reach when its id is in the first, its path starts with one of the second, or its
    city is in the third. `desk` reach counts as the unit here; the desk itself is checked by the flow.
    """
    units: set[int] = set()
    below: list[str] = []
    cities: set[int] = set()
    for one in held:
        far = roles.reach(one.post.kind, act)
        if far in ("desk", "unit"):
            units.add(one.unit.pk)
        elif far == "below":
            below.append(one.unit.path)
        elif far == "city":
            cities.add(one.unit.city_id)
    return units, tuple(below), cities


def reaches(held: Iterable[Held], act: str, unit: Unit) -> bool:
    """True if any of the posts held allows `act` on matters of `unit`."""
    return lies_in(units_within(held, act), unit)


def lies_in(reach: tuple[set[int], tuple[str, ...], set[int]], unit: Unit) -> bool:
    """True if the unit lies in a reach as `units_within` gives it."""
    units, below, cities = reach
    return unit.pk in units or unit.city_id in cities or any(unit.path.startswith(path) for path in below)
