"""Whose directive it is: the office, and who held it on the day it was given, as the register says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.holding import Held, holder_on
from garda.people.models import City, Person, Post


@dataclass(frozen=True)
class Origin:
    """An office on a day: its title with the manner of holding; its holder where one is named."""

    post: Post
    person: Person | None
    title: str
    name: str


def origin_on(post: Post, day: date) -> Origin:
    """Who held `post` on `day`; nobody's name is made up. Refused when nobody held it."""
    term = holder_on(post, day)
    if term is None:
        raise Refused(
            Words("Pada hari itu belum ada pemegang jabatan ini di daftar. Periksa tanggalnya.",
                  "The register has no holder of this post on that day. Check the date."),
            "given_on",
        )  # fmt: skip
    title = Held(post, term.manner).title
    return Origin(post, term.person, title, term.person.name if term.person else "")


def posts_to_speak_for(city: City, kinds: tuple[str, ...]) -> list[Post]:
    """The open posts of these kinds in the city, with their units; one query."""
    rows = Post.objects.filter(unit__city=city, kind__in=kinds, closed_on__isnull=True)
    return list(rows.select_related("unit__city").order_by("kind", "unit_id", "seat"))
