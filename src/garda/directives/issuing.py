"""Giving a directive, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from garda.cases.acting import Refused
from garda.directives import dates, states
from garda.directives.models import Directive, Task
from garda.directives.origins import origin_on
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Post
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.texts.cleaning import one_line, plain, some_lines
from garda.trails import writing

TITLE, WORDS, PLACE, WHY = 160, 4000, 160, 500
EARLIEST = date(2000, 1, 1)
LONGEST = timedelta(days=3 * 366)
DEEPEST = 10
KIND = "directive"


@dataclass(frozen=True)
class Said:
    """A directive as it was typed; days are read already."""

    title: str
    words: str
    given_on: date
    due: date
    place: str = ""
    closed: bool = False


def issue(
    city: City,
    post: Post,
    said: Said,
    *,
    by: Person,
    by_post: int | None,
    form_key: str,
    at: datetime,
    parent: int | None = None,
    simulated: bool = False,
) -> int:
    """Write down a directive of the holder of `post`; the same form sent twice is one. Its id.

    It waits for whoever coordinates, who is told; `parent` is the directive that it is derived from.
    """
    tidy = _tidied(city, said, at)
    origin = origin_on(post, tidy.given_on)
    above = _parent(city, parent, tidy)
    held_by = _coordinator(city, at)
    row = Directive(
        city=city, form_key=form_key[:40], title=tidy.title, words=tidy.words, given_on=tidy.given_on,
        place=tidy.place, closed=tidy.closed, origin_post=post, origin_person=origin.person,
        origin_title=origin.title, origin_name=origin.name, parent=above,
        root=(above.root or above) if above else None, due=tidy.due, written_at=at, written_by=by,
        next_at=dates.by_term(post.unit, at, dates.terms().coordinate), simulated=simulated,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            facts = {"given_on": row.given_on.isoformat(), "due": row.due.isoformat(), "post": post.pk}
            if above:
                facts["parent"] = above.pk
            writing.write(city, KIND, row.pk, "directive.issued", at=at, unit=post.unit, by=by, post=by_post,
                          facts=facts, simulated=simulated)  # fmt: skip
            holder = origin.person if head_person(post.unit, at) == origin.person else None
            for whom in {one.pk: one for one in (held_by, holder) if one and one != by}.values():
                book.tell(post.unit, whom, "directive.issued", at=at, facts={"title": row.title},
                          url=url_of(row.pk), simulated=simulated)  # fmt: skip
    except IntegrityError:
        return Directive.objects.get(city=city, form_key=form_key[:40]).pk
    return row.pk


def withdraw(
    directive_id: int, why: str, *, by: Person, by_post: int | None, seen: int, at: datetime
) -> None:
    """Take a directive back with a reason: what no unit has done yet is asked no more."""
    said = one_line(plain(why))
    if not 5 <= len(said) <= WHY:
        raise Refused(
            Words(f"Tulis alasannya, 5 sampai {WHY} huruf.", f"Write why, 5 to {WHY} letters."), "why"
        )
    with transaction.atomic():
        row = Directive.objects.select_for_update(of=("self",)).select_related("city").get(pk=directive_id)
        if row.state == Directive.WITHDRAWN:
            raise Refused(Words("Arahan ini sudah ditarik.", "This directive has been taken back."), "why")
        row.state, row.why_withdrawn, row.next_at = Directive.WITHDRAWN, said, None
        row.save(update_fields=["state", "why_withdrawn", "next_at"])
        writing.write(row.city, KIND, row.pk, "directive.withdrawn", at=at, by=by, post=by_post, seen=seen,
                      simulated=row.simulated)  # fmt: skip
        # Held: what a unit reports done at this moment stays done, and is not let go over it.
        open_tasks = row.tasks.select_for_update(of=("self",)).filter(state__in=(states.SENT, states.CAUGHT))
        for task in list(open_tasks.select_related("unit__city")):
            _let_go(task, row, by=by, by_post=by_post, at=at)


def _let_go(task: Task, row: Directive, *, by: Person, by_post: int | None, at: datetime) -> None:
    task.state, task.next_at, task.verdict = states.RELEASED, None, row.why_withdrawn
    task.verdict_at, task.verdict_by = at, by
    task.save(update_fields=["state", "next_at", "verdict", "verdict_at", "verdict_by"])
    writing.write(row.city, "directive-task", task.pk, "directive.released", at=at, unit=task.unit, by=by,
                  post=by_post, simulated=row.simulated)  # fmt: skip
    head = head_person(task.unit, at)
    if head is not None and head != by:
        book.tell(task.unit, head, "directive.withdrawn", at=at, facts={"title": row.title},
                  url=url_of(row.pk), simulated=row.simulated)  # fmt: skip


def url_of(directive_id: int, unit_key: str = "") -> str:
    """Where a directive, or what it asks of one unit, is read."""
    return f"/kerja/arahan/{directive_id}/" + (f"unit/{unit_key}/" if unit_key else "")


def _tidied(city: City, said: Said, at: datetime) -> Said:
    today = city_calendar(city).local(at).date()
    title, words = one_line(plain(said.title)), some_lines(plain(said.words))
    place = one_line(plain(said.place))
    if not 5 <= len(title) <= TITLE:
        raise Refused(Words(f"Tulis pokok arahannya, 5 sampai {TITLE} huruf.",
                            f"Write what it is about, 5 to {TITLE} letters."), "title")  # fmt: skip
    if not 10 <= len(words) <= WORDS:
        raise Refused(Words(f"Tulis isi arahannya, 10 sampai {WORDS} huruf.",
                            f"Write the directive, 10 to {WORDS} letters."), "words")  # fmt: skip
    if len(place) > PLACE:
        raise Refused(Words(f"Paling banyak {PLACE} huruf.", f"At most {PLACE} letters."), "place")
    if not EARLIEST <= said.given_on <= today:
        raise Refused(Words("Tanggal arahan tidak boleh sesudah hari ini atau sebelum tahun 2000.",
                            "The day may be neither after today nor before the year 2000."),
                      "given_on")  # fmt: skip
    if not said.given_on <= said.due <= today + LONGEST:
        raise Refused(Words("Batasnya sesudah hari arahan, paling lama tiga tahun lagi.",
                            "The date lies after the day of the directive, at most three years ahead."),
                      "due")  # fmt: skip
    # Of a closed session nothing is named but that there was one.
    return Said(title, words, said.given_on, said.due, "" if said.closed else place, said.closed)


def _parent(city: City, parent: int | None, said: Said) -> Directive | None:
    if parent is None:
        return None
    row = Directive.objects.filter(city=city, pk=parent).select_related("root").first()
    if row is None or row.state == Directive.WITHDRAWN:
        raise Refused(Words("Arahan asalnya tidak ada atau sudah ditarik.",
                            "The directive of origin is not there or was taken back."), "parent")  # fmt: skip
    if said.given_on < row.given_on:
        raise Refused(Words("Arahan turunan tidak bisa lebih dulu daripada asalnya.",
                            "A derived directive cannot be older than its origin."), "given_on")  # fmt: skip
    if len(_line_above(row)) >= DEEPEST:
        raise Refused(Words(f"Turunannya sudah {DEEPEST} tingkat. Mulai arahan baru.",
                            f"It is already {DEEPEST} steps deep. Begin a new one."), "parent")  # fmt: skip
    return row


def _line_above(row: Directive) -> list[int]:
    """The ids of the chain from the row up to its root; one query."""
    if row.root_id is None:
        return [row.pk]
    family = dict(Directive.objects.filter(root=row.root_id).values_list("pk", "parent_id"))
    found, here = [row.pk], row.parent_id
    while here is not None and len(found) < 2 * DEEPEST:
        found.append(here)
        here = family.get(here)
    return found


def _coordinator(city: City, at: datetime) -> Person | None:
    """Who coordinates: whoever leads the secretariat today."""
    units = register_of(city).open_units()
    office = next((unit for unit in units if unit.kind == "sekretariat"), None)
    return head_person(office, at) if office else None
