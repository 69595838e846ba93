"""The city that is measured: Malang from the shelf, its flows, somebody in one post of every unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction

from garda import clock, shelf
from garda.cases.publishing import publish
from garda.people.loading import load_city
from garda.people.models import City, Person, Post, Term, Unit
from garda.people.register import register_of
from garda.public.visits import SessionStore
from garda.rules.loading import load_rules

YEARS = 3
FRONT = ("kelurahan", "kecamatan")
OFFICER, HEAD, CITY_HEAD = "petugas-loket", "lurah", "sekda"


@dataclass(frozen=True)
class Officer:
    """Who acts in a unit: ids of the person and the post."""

    person: int
    post: int


def settle(key: str = "malang") -> City:
    """The city with everybody needed in their posts; what is there already is left as it is."""
    found = City.objects.filter(key=key).first()
    if found is not None:
        return found
    since = clock.now() - timedelta(days=366 * YEARS + 60)
    with transaction.atomic():
        load_rules(shelf.folder("rules"))
        city = load_city(shelf.folder("cities", key)).city
        for file in sorted(shelf.folder("flows").glob("*.toml")):
            publish(city, file.read_text("utf-8"), at=since)
        for unit in Unit.objects.filter(city=city):
            for post in _wanted(unit):
                _seat(city, post, since.date())
    return city


def _wanted(unit: Unit) -> list[Post]:
    posts = list(unit.posts.order_by("kind", "seat"))
    named = [post for post in posts if post.kind in (OFFICER, HEAD, CITY_HEAD) and post.seat == 1]
    return named or posts[:1]


def _seat(city: City, post: Post, first: date) -> None:
    Term.objects.filter(post=post).delete()
    name = f"Bunga {post.kind.title()} {post.unit.short or post.unit.name}"
    person = Person.objects.create(username=f"bench.{post.pk}", name=name[:160], city=city)
    Term.objects.create(post=post, person=person, first=first)
    # Deciding posts come in with a second factor only.
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "-"})


def officers(city: City) -> dict[int, Officer]:
    """Who acts in each unit, by the unit's id."""
    terms = Term.objects.filter(post__unit__city=city, person__username__startswith="bench.")
    found: dict[int, Officer] = {}
    for term in terms.select_related("post").order_by("post__kind", "-pk"):
        if term.post.unit_id not in found or term.post.kind == OFFICER:
            found[term.post.unit_id] = Officer(int(term.person_id or 0), term.post_id)
    return found


def measured_unit(city: City) -> Unit:
    """The kelurahan whose desk and head's page are measured: the first by id."""
    return next(unit for unit in register_of(city).open_units() if unit.kind == "kelurahan")


def holder(unit: Unit, kind: str) -> Person:
    """Whoever holds that post in the unit."""
    term = Term.objects.select_related("person").get(post__unit=unit, post__kind=kind, post__seat=1)
    assert term.person is not None
    return term.person


def signed_in(person: Person) -> dict[str, str]:
    """The cookies of someone who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"sessionid": str(session.session_key)}
