"""What offices need to be able to do against what their people can: the gaps, and whom to train for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from garda.people.calendars import city_calendar
from garda.people.models import Post, Term, Unit
from garda.rosters import skills
from garda.rosters.models import Desk, Minimum
from garda.rosters.skills import Ability


@dataclass(frozen=True)
class Member:
    """Somebody who holds a post in the office, and what they can do."""

    person: int
    name: str
    title: str
    kind: str
    abilities: tuple[Ability, ...]

    def can(self, skill: str) -> bool:
        """True if they can do it today."""
        return any(one.skill == skill for one in self.abilities)


@dataclass(frozen=True)
class SkillNeed:
    """One skill that the office needs: how many people, who can, for which services and desks.

    `train`: whom to send to a training for it, in order: posts that do it first, then who can least.
    """

    skill: str
    need: int
    have: tuple[str, ...]
    services: tuple[str, ...]
    desks: tuple[str, ...]
    train: tuple[Member, ...]

    @property
    def lacks(self) -> int:
        """How many people are missing."""
        return max(0, self.need - len(self.have))


@dataclass(frozen=True)
class Profile:
    """An office's people and skills against its need."""

    unit: Unit
    members: tuple[Member, ...]
    posts: int
    vacant: tuple[str, ...]
    needs: tuple[SkillNeed, ...]

    @property
    def gaps(self) -> tuple[SkillNeed, ...]:
        """What lacks: each is a training to propose."""
        return tuple(one for one in self.needs if one.lacks)


def profile_of(unit: Unit, at: datetime) -> Profile:
    """One office."""
    return profiles_of([unit], at)[0]


def profiles_of(units: Sequence[Unit], at: datetime) -> list[Profile]:
    """Many offices, each table asked once."""
    if not units:
        return []
    day = city_calendar(units[0].city).local(at).date()
    ids = [unit.pk for unit in units]
    posts: dict[int, list[Post]] = defaultdict(list)
    for row in Post.objects.filter(unit_id__in=ids, closed_on__isnull=True).order_by("pk"):
        posts[row.unit_id].append(row)
    terms = _terms(ids, day)
    able = skills.abilities_of({term.person_id for term in terms if term.person_id}, day)
    least = {row.unit_id: row for row in Minimum.objects.filter(unit_id__in=ids)}
    own: dict[int, list[Desk]] = defaultdict(list)
    for desk in Desk.objects.filter(unit_id__in=ids, closed_on__isnull=True).order_by("number"):
        own[desk.unit_id].append(desk)
    by_unit: dict[int, list[Term]] = defaultdict(list)
    for term in terms:
        by_unit[term.post.unit_id].append(term)
    return [
        _profile(unit, at, posts[unit.pk], by_unit[unit.pk], able, least.get(unit.pk), own[unit.pk])
        for unit in units
    ]


def _terms(ids: Sequence[int], day: date) -> list[Term]:
    rows = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), first__lte=day, post__unit_id__in=ids,
        post__closed_on__isnull=True,
    )  # fmt: skip
    return list(rows.select_related("post", "person").order_by("post__pk", "pk"))


def _profile(
    unit: Unit,
    at: datetime,
    posts: list[Post],
    terms: list[Term],
    able: dict[int, list[Ability]],
    least: Minimum | None,
    own: list[Desk],
) -> Profile:
    members: dict[int, Member] = {}
    for term in terms:
        if term.person is not None and term.person.is_active and term.person_id not in members:
            found = tuple(able.get(term.person.pk, ()))
            members[term.person.pk] = Member(
                term.person.pk, term.person.name, term.post.title, term.post.kind, found
            )
    held = {term.post_id for term in terms}
    people = tuple(members.values())
    return Profile(
        unit,
        people,
        len(posts),
        tuple(post.title for post in posts if post.pk not in held),
        tuple(_needs(unit, at, people, least, own)),
    )


def _needs(
    unit: Unit, at: datetime, people: tuple[Member, ...], least: Minimum | None, own: list[Desk]
) -> list[SkillNeed]:
    """Everything asked for: by services offered, by the office's minimum, by its desks' seats."""
    offered = skills.offered_at(unit, at)
    wanted: dict[str, int] = dict.fromkeys(offered, 1)
    for key, many in (least.skills if least else {}).items():
        wanted[key] = max(wanted.get(key, 0), int(many))
    seats: dict[str, int] = defaultdict(int)
    at_desks: dict[str, list[str]] = defaultdict(list)
    for desk in own:
        for key in desk.skills:
            seats[key] += desk.people
            at_desks[key].append(desk.title)
    for key, many in seats.items():
        wanted[key] = max(wanted.get(key, 0), many)
    order = {key: place for place, key in enumerate(skills.kinds())}
    return [
        SkillNeed(
            key, need, tuple(one.name for one in people if one.can(key)), offered.get(key, ()),
            tuple(at_desks.get(key, ())), _to_train(key, people),
        )
        for key, need in sorted(wanted.items(), key=lambda item: order.get(item[0], 99))
    ]  # fmt: skip


def _to_train(skill: str, people: tuple[Member, ...]) -> tuple[Member, ...]:
    posts = skills.kinds()[skill].posts if skill in skills.kinds() else ()
    free = [one for one in people if not one.can(skill)]
    ranked = sorted(
        free,
        key=lambda one: (
            posts.index(one.kind) if one.kind in posts else len(posts), len(one.abilities), one.person
        ),
    )  # fmt: skip
    return tuple(one for one in ranked if one.kind in posts)[:3] or tuple(ranked[:1])


def profiles_in(units: Sequence[Unit], at: datetime) -> list[Profile]:
    """The offices that need any skill at all, those with most gaps first."""
    found = [one for one in profiles_of(units, at) if one.needs]
    return sorted(found, key=lambda one: (-sum(gap.lacks for gap in one.gaps), one.unit.name))
