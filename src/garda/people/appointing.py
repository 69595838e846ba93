"""Appointing: persons, their dated terms in posts, and acts lent for a while.

Definitive: one at a time. Acting (Pj fills an empty post; Plt and Plh stand in beside a definitive
holder): also one at a time. UU 30/2014 art. 14 (mandate of Plh and Plt). A term that ended stays: a
decision of its time names the one who held the post then.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from garda.people.changes import Unfit, log
from garda.people.models import City, Delegation, Person, Post, Term, Unit
from garda.people.posts import kinds
from garda.texts.cleaning import whole

MANNERS = dict(Term.MANNERS)
LONGEST_DELEGATION = timedelta(days=366)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,60}")


@dataclass
class Seat:
    """A post with who holds it today and who stands in: what the page of persons lists."""

    post: Post
    holder: Term | None
    acting: Term | None


# ---- persons -------------------------------------------------------------------------------------
MOST_PERSONS = 50


def persons_of(city: City, typed: str = "") -> tuple[list[Person], int]:
    """The city's persons who may sign in, by name: the first fifty, and how many there are."""
    rows = Person.objects.filter(city=city, is_active=True).order_by("name", "pk")
    for word in typed.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(username__icontains=word))
    found = list(rows[:MOST_PERSONS])
    return found, len(found) if len(found) < MOST_PERSONS else rows.count()


def person_of(city: City, person_id: int) -> Person | None:
    """A person of the city."""
    return Person.objects.filter(city=city, pk=person_id).first()


def add_person(
    city: City, *, username: str, name: str, email: str = "", by: Person | None, at: datetime
) -> tuple[Person, str]:
    """A new person of the city and the password for the first sign-in, which is told once."""
    tidy = username.strip().lower()
    if not _USERNAME.fullmatch(tidy):
        raise Unfit(
            _("Nama pengguna memakai huruf kecil, angka, titik, atau tanda hubung; sedikitnya 3."), "username"
        )
    if not name.strip() or len(name) > 160:
        raise Unfit(_("Nama belum diisi, atau lebih dari 160 huruf."), "name")
    _check_email(email)
    with transaction.atomic():
        if Person.objects.filter(username=tidy).exists():
            raise Unfit(_("Nama pengguna ini sudah dipakai."), "username")
        password = fresh_password()
        person = Person.objects.create_user(tidy, password, name=name.strip(), email=email.strip(), city=city)
        log(city, "person", person.name, by=by, at=at, became={"username": tidy})
        return person, password


def fresh_password() -> str:
    """Four groups of four letters and digits that are not taken for one another."""
    letters = "abcdefghjkmnpqrtuvwxy346789"
    return "-".join("".join(secrets.choice(letters) for _n in range(4)) for _g in range(4))


def change_person(person: Person, *, name: str, email: str, by: Person | None, at: datetime) -> Person:
    """Correct a person's name and address."""
    if not name.strip() or len(name) > 160:
        raise Unfit(_("Nama belum diisi, atau lebih dari 160 huruf."), "name")
    _check_email(email)
    was = {"name": person.name, "email": person.email}
    person.name, person.email = name.strip(), email.strip()
    person.save(update_fields=["name", "email"])
    assert person.city is not None
    log(person.city, "person", person.name, by=by, at=at, was=was, became={"name": name, "email": email})
    return person


def _check_email(email: str) -> None:
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError as wrong:
            raise Unfit(
                _("Alamat surel ini tidak utuh. Biasanya seperti nama@malangkota.go.id."), "email"
            ) from wrong


def new_password(person: Person, password: str = "", *, by: Person | None, at: datetime) -> str:
    """Give the person a new password (made for them when empty) and return it."""
    password = password or fresh_password()
    try:
        validate_password(password, person)
    except ValidationError as wrong:
        raise Unfit(" ".join(wrong.messages), "password") from wrong
    person.set_password(password)
    person.save(update_fields=["password"])
    assert person.city is not None
    log(person.city, "person", person.name, by=by, at=at, became={"password": "baru"})
    return password


# ---- terms ---------------------------------------------------------------------------------------
def terms_of(person: Person) -> list[Term]:
    """Every term of the person, the latest first."""
    return list(
        person.terms.select_related("post__unit__city", "post__unit__parent").order_by("-first", "-pk")
    )


def term_of(city: City, term_id: int) -> Term | None:
    """A term in a post of the city."""
    return (
        Term.objects.filter(pk=term_id, post__unit__city=city)
        .select_related("post__unit__city", "post__unit__parent", "person")
        .first()
    )


def seats_of(posts: list[Post], day: date) -> list[Seat]:
    """The posts with their holders on `day`; one query."""
    rows = Term.objects.filter(post__in=posts, first__lte=day).filter(Q(last__isnull=True) | Q(last__gte=day))
    by_post: dict[int, dict[bool, Term]] = {}
    for term in rows.select_related("person").order_by("first", "pk"):
        by_post.setdefault(term.post_id, {})[term.manner in ("plt", "plh")] = term
    return [
        Seat(post, by_post.get(post.pk, {}).get(False), by_post.get(post.pk, {}).get(True)) for post in posts
    ]


def appoint(
    post: Post,
    person: Person,
    manner: str,
    first: date,
    *,
    last: date | None = None,
    decree: str = "",
    by: Person | None,
    at: datetime,
) -> Term:
    """Begin a term. Refused when somebody already holds the post in that way on one of its days."""
    if manner not in MANNERS:
        raise Unfit(_("Pilih cara memegang jabatan."), "manner")
    if last is not None and last < first:
        raise Unfit(_("Hari terakhir lebih awal daripada hari pertama."), "last")
    if person.city_id != post.unit.city_id or not person.is_active:
        raise Unfit(_("Orang ini tidak dapat memegang jabatan di kota ini."), "person")
    if post.closed_on:
        raise Unfit(_("Jabatan ini sudah ditutup."), "post")
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=post.pk)
        beside = manner in ("plt", "plh")
        kinds = ("plt", "plh") if beside else ("definitif", "pj")
        overlap = Term.objects.filter(post=post, manner__in=kinds).filter(
            Q(last__isnull=True) | Q(last__gte=first)
        )
        if last is not None:
            overlap = overlap.filter(first__lte=last)
        there = overlap.select_related("person").first()
        if there is not None:
            raise Unfit(
                _("%(name)s masih memegang jabatan ini sejak %(first)s. Akhiri dulu masa jabatannya.")
                % {"name": there.person or there.known_as, "first": f"{there.first:%d/%m/%Y}"},
                "first",
            )
        term = Term.objects.create(
            post=post, person=person, manner=manner, first=first, last=last, decree=decree.strip()[:160]
        )
        log(
            post.unit.city,
            "term",
            f"{person.name}, {post}",
            by=by,
            at=at,
            became={"manner": manner, "first": first.isoformat(), "last": last.isoformat() if last else ""},
        )
        return term


def end_term(term: Term, last: date, *, by: Person | None, at: datetime) -> Term:
    """Let the term end with `last` as its last day."""
    if last < term.first:
        raise Unfit(_("Hari terakhir lebih awal daripada hari pertama."), "last")
    if term.last is not None and term.last <= last:
        raise Unfit(_("Masa jabatan ini sudah berakhir lebih awal."), "last")
    with transaction.atomic():
        was = {"last": term.last.isoformat() if term.last else ""}
        term.last = last
        term.save(update_fields=["last"])
        log(
            term.post.unit.city,
            "term",
            f"{term.person or term.known_as}, {term.post}",
            by=by,
            at=at,
            was=was,
            became={"last": last.isoformat()},
        )
        return term


def successor_of(term: Term) -> Term | None:
    """Who holds the post after `term` ended: the next term to begin, if there is one."""
    if term.last is None:
        return None
    return (
        Term.objects.filter(post=term.post, person__isnull=False)
        .exclude(pk=term.pk)
        .filter(Q(last__isnull=True) | Q(last__gt=term.last))
        .select_related("person")
        .order_by("first")
        .first()
    )


# ---- delegation ----------------------------------------------------------------------------------
def delegate(
    giver: Post, taker: Post, first: date, last: date, *, decree: str = "", by: Person | None, at: datetime
) -> Delegation:
    """Lend the acts of `giver` to the holder of `taker` from `first` to `last`, both included."""
    if giver.pk == taker.pk or giver.unit.city_id != taker.unit.city_id:
        raise Unfit(_("Pilih jabatan lain di kota yang sama."), "taker")
    if last < first:
        raise Unfit(_("Hari terakhir lebih awal daripada hari pertama."), "last")
    if last - first > LONGEST_DELEGATION:
        raise Unfit(_("Pelimpahan paling lama satu tahun."), "last")
    with transaction.atomic():
        lent = Delegation.objects.create(
            giver=giver, taker=taker, first=first, last=last, decree=decree.strip()[:160]
        )
        became = {"first": first.isoformat(), "last": last.isoformat()}
        log(giver.unit.city, "delegation", str(lent)[:200], by=by, at=at, became=became)
        return lent


def end_delegation(lent: Delegation, day: date, *, by: Person | None, at: datetime) -> None:
    """Take lent acts back: `day` is the last on which they count."""
    with transaction.atomic():
        was = {"last": lent.last.isoformat()}
        lent.last = min(lent.last, max(day, lent.first))
        lent.save(update_fields=["last"])
        became = {"last": lent.last.isoformat()}
        log(lent.giver.unit.city, "delegation", str(lent), by=by, at=at, was=was, became=became)


def delegations_of(posts: list[Post], day: date) -> list[Delegation]:
    """Acts lent by these posts that still count on `day` or later."""
    rows = Delegation.objects.filter(giver__in=posts, last__gte=day)
    return list(rows.select_related("giver__unit__city", "taker__unit").order_by("first"))


# ---- lists for the pages of an administrator ------------------------------------------------------
def posts_of_city(city: City) -> list[tuple[Unit, list[Post]]]:
    """Every open post of the city by unit, units by name, posts by seniority; one query."""
    rank = {key: kind.rank for key, kind in kinds().items()}
    rows = Post.objects.filter(unit__city=city, closed_on__isnull=True, unit__closed_on__isnull=True)
    found: dict[int, tuple[Unit, list[Post]]] = {}
    for post in rows.select_related("unit__city").order_by("unit__name", "unit_id", "kind", "seat"):
        found.setdefault(post.unit_id, (post.unit, []))[1].append(post)
    return [
        (unit, sorted(posts, key=lambda post: (rank.get(post.kind, 99), post.kind, post.seat)))
        for unit, posts in found.values()
    ]


def post_of(city: City, post_id: str) -> Post | None:
    """The open post of the city with that id, as typed."""
    key = whole(post_id)
    if key is None:
        return None
    rows = Post.objects.filter(pk=key, unit__city=city, closed_on__isnull=True)
    return rows.select_related("unit__city", "unit__parent").first()


def posts_by_person(persons: list[Person], day: date) -> dict[int, list[str]]:
    """The posts that each person holds on `day`, in words; one query."""
    rows = Term.objects.filter(person__in=persons, first__lte=day, post__closed_on__isnull=True)
    rows = rows.filter(Q(last__isnull=True) | Q(last__gte=day)).select_related("post__unit")
    found: dict[int, list[str]] = {}
    for term in rows.order_by("pk"):
        prefix = {"pj": "Pj ", "plt": "Plt ", "plh": "Plh "}.get(term.manner, "")
        if term.person_id is not None:
            found.setdefault(term.person_id, []).append(f"{prefix}{term.post.title}, {term.post.unit.name}")
    return found


def heads_by_unit(city: City, day: date) -> dict[int, str]:
    """Who leads each unit on `day`, an acting holder before a definitive one; one query."""
    heads = [kind.key for kind in kinds().values() if kind.head]
    rows = Term.objects.filter(post__unit__city=city, post__kind__in=heads, first__lte=day)
    rows = rows.filter(Q(last__isnull=True) | Q(last__gte=day)).select_related("person", "post")
    found: dict[int, str] = {}
    for term in sorted(rows, key=lambda one: (one.manner in ("plt", "plh"), one.first)):
        if term.person:
            prefix = {"pj": "Pj ", "plt": "Plt ", "plh": "Plh "}.get(term.manner, "")
            found[term.post.unit_id] = prefix + term.person.name
    return found
