"""Made-up people in every post of a city, who can sign in for a demonstration and nowhere else.

Their password and the secret of their second factor are no secrets: whoever reads this file knows
them. So they exist only where somebody asked for a demonstration, and each is marked as such.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from garda import clock
from garda.demo.names import name_for
from garda.letters.models import Signatory
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Post, Term
from garda.people.roles import DECIDES

PASSWORD = "garda-contoh-2026"  # known to everyone on purpose, as the docstring says
SEED = "garda demonstration, second factor, 2026"
# The terms of made-up people begin this long before the demonstration does.
IN_POST = timedelta(days=300)

# The usual rank of whoever holds such a post.
RANKS = {
    "lurah": "Penata Tingkat I", "seklur": "Penata", "camat": "Pembina", "sekcam": "Penata Tingkat I",
    "kepala-opd": "Pembina Utama Muda",
}  # fmt: skip

SHORT = {
    "wali-kota": "walikota",
    "kepala-opd": "kepala",
    "petugas-loket": "loket",
}
# Kinds of post of which a city has one: no unit behind the name.
SINGLE = frozenset({"wali-kota", "sekda", "inspektur"})
# Of these the city's own one has the bare name; those of other units have the unit's behind it.
CITY_OWN = {"ppid": "ppid", "penyelenggara": "desk", "admin": ""}
# A kecamatan and a kelurahan may bear one name; these kinds exist in only one of the two.
ONLY_KECAMATAN = frozenset({"camat", "sekcam", "kasi-pelayanan"})


@dataclass(frozen=True)
class SignIn:
    """One way into a demonstration: whom, in which role, where, and whether a code is asked for."""

    username: str
    role: str
    kind: str
    unit: str
    second_factor: bool


def settle(city: City, at: datetime | None = None) -> int:
    """Put a made-up person into every post that nobody able to sign in holds; returns how many.

    Their terms begin IN_POST before `at`. Calling it again fills only what is empty.
    """
    today = city_calendar(city).local(at or clock.now()).date()
    with transaction.atomic():
        posts = _empty_posts(city, today)
        fresh = [username_of(post) for post in posts]
        taken = set(Person.objects.values_list("name", flat=True))
        hashed = make_password(PASSWORD)
        persons = [
            Person(
                username=username,
                name=name_for(f"{city.key}/{username}", taken),
                city=city,
                password=hashed,
                is_demo=True,
            )
            for username in fresh
        ]
        Person.objects.bulk_create(persons)
        Term.objects.bulk_create(
            Term(post=post, person=person, first=today - IN_POST, source="tokoh peragaan")
            for post, person in zip(posts, persons, strict=True)
        )
        Authenticator.objects.bulk_create(
            Authenticator(
                user=person,
                type=Authenticator.Type.TOTP,
                data={"secret": get_adapter().encrypt(secret_of(person.username))},
            )
            for post, person in zip(posts, persons, strict=True)
            if post.kind in DECIDES
        )
        _number_signatories(posts, persons)
    return len(persons)


def _number_signatories(posts: list[Post], persons: list[Person]) -> None:
    """What letters print below the name. Born on day 00 of month 00, it is nobody's number."""
    Signatory.objects.bulk_create(
        Signatory(person=person, nip=f"198000002000001{post.pk % 1000:03d}", rank=RANKS[post.kind])
        for post, person in zip(posts, persons, strict=True)
        if post.kind in RANKS
    )


def _empty_posts(city: City, today: date) -> list[Post]:
    held = Term.objects.filter(post__unit__city=city, first__lte=today, person__is_active=True)
    held = held.exclude(last__lt=today)
    posts = Post.objects.filter(unit__city=city, closed_on__isnull=True, unit__closed_on__isnull=True)
    return list(
        posts.exclude(pk__in=held.values("post_id"))
        .select_related("unit__city")
        .order_by("unit_id", "kind", "seat")
    )


def username_of(post: Post) -> str:
    """The name to sign in with: "loket1.sukoharjo", "camat.klojen", "kepala.dlh", "sekda"."""
    unit, kind = post.unit, post.kind
    name = SHORT.get(kind, kind)
    if kind == "petugas-loket" or post.seat > 1:
        name = f"{name}{post.seat}"
    if not (kind in SINGLE or _is_citys_own(post)):
        name = f"{name}.{_unit_name(post)}"
    first = City.objects.order_by("pk").values_list("key", flat=True).first()
    return name if unit.city.key == first else f"{unit.city.key}.{name}"


def _is_citys_own(post: Post) -> bool:
    if post.kind not in CITY_OWN:
        return False
    setting = CITY_OWN[post.kind]
    return (
        post.unit.key == post.unit.city.settings.get(setting, "") if setting else post.unit.parent_id is None
    )


def _unit_name(post: Post) -> str:
    key = post.unit.key
    if post.unit.kind == "kecamatan" and post.kind not in ONLY_KECAMATAN:
        return key
    return key.removeprefix("kec-").removeprefix("bag-")


def secret_of(username: str) -> str:
    """The fixed secret of a made-up person's second factor, as base32."""
    return base64.b32encode(hashlib.sha256(f"{SEED}/{username}".encode()).digest()[:20]).decode()


def sign_ins(city: City) -> list[SignIn]:
    """One made-up person for each kind of post, in the order in which a matter meets them.

    Where a kind exists many times, the one whose unit holds the most open matters is named, so that a
    newcomer finds a desk with work on it; a kelurahan's people are all of the same kelurahan.
    """
    terms = Term.objects.filter(person__city=city, person__is_demo=True, last__isnull=True)
    rows = list(terms.select_related("post__unit__parent", "post__unit__city", "person").order_by("post_id"))
    lively = liveliest(city)
    found: dict[str, SignIn] = {}

    def front_first(term: Term) -> tuple[bool, bool, int, int]:
        unit = term.post.unit
        return unit.kind not in ("kelurahan", "opd"), unit.pk not in lively, term.post.seat, term.pk

    for term in sorted(rows, key=front_first):
        post = term.post
        if term.person is None or (post.kind in CITY_OWN and not _is_citys_own(post)):
            continue
        found.setdefault(
            post.kind,
            SignIn(term.person.username, post.title, post.kind, post.unit.name, post.kind in DECIDES),
        )
    return [found[kind] for kind in ORDER if kind in found]


# From the counter to the top, then those who keep the house.
ORDER = (
    "petugas-loket", "kasi-pemberdayaan", "kasi-pemerintahan", "seklur", "lurah", "kasi-pelayanan", "sekcam",
    "camat", "penghubung", "kepala-opd", "kabag", "inspektur", "sekda", "wali-kota", "ppid", "penyelenggara",
    "admin",
)  # fmt: skip


def liveliest(city: City) -> set[int]:
    """One unit of each kind: a kelurahan with its kecamatan, and an agency; by open matters."""
    counted = city.cases.exclude(state="closed").values("unit_id", "unit__kind", "unit__parent_id").order_by()
    tally: dict[tuple[int, str, int | None], int] = {}
    for row in counted:
        key = (row["unit_id"], row["unit__kind"], row["unit__parent_id"])
        tally[key] = tally.get(key, 0) + 1
    units: set[int] = set()
    kinds: set[str] = set()
    for (unit, kind, parent), _ in sorted(tally.items(), key=lambda one: (-one[1], one[0][0])):
        if kind not in kinds and not (kind == "kecamatan" and "kelurahan" in kinds):
            units.add(unit)
            kinds.add(kind)
            if kind == "kelurahan" and parent is not None:
                units.add(parent)
                kinds.add("kecamatan")
    return units
