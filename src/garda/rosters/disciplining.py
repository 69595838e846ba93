"""Discipline read from events alone: who came late, left early or stayed away, and whose due date was missed.

Presence is laid against the roster, after the day; what a granted absence or a social duty covers is no
breach. Missed due dates come from the record of matters. Each line waits for the person's own answer, then
for the verdict of somebody above them; what no longer follows from the facts falls away by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from garda import shelf
from garda.cases import sealing
from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import calendar_of, city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import attending, book, breaching
from garda.rosters.breaching import Wrong
from garda.rosters.heads import head_person
from garda.rosters.models import Breach

BACK = 10  # days that are looked at anew every night: leave granted afterwards, presence corrected
TIME_TO_ANSWER = 3  # working days before a verdict may come without an answer
EXCUSED, STANDS, LIFTED = "excused", "stands", "lifted"
LONGEST = 1500
LISTED = 100


@dataclass(frozen=True)
class Noted:
    """One line of somebody's record. `answer` is opened only for whoever may read it."""

    id: int
    unit_id: int
    person_id: int
    person: str
    day: date
    kind: str
    about: str
    minutes: int
    facts: dict[str, Any]
    found_at: datetime
    answered_at: datetime | None
    answer: str
    verdict: str
    verdict_why: str
    verdict_at: datetime | None
    verdict_by: str
    simulated: bool


@dataclass(frozen=True)
class Step:
    """One step of the law's ladder."""

    days: int
    title: Words


# ---- finding -------------------------------------------------------------------------------------
def look_back(city: City, at: datetime) -> int:
    """Every night: the days just over, in every office that keeps presence. How many lines changed."""
    today = city_calendar(city).local(at).date()
    every = register_of(city).units
    keeping = attending.began(every)
    units = [unit for pk, unit in every.items() if pk in keeping]
    return look(units, today - timedelta(days=BACK), today - timedelta(days=1), at) if units else 0


def look(units: Sequence[Unit], first: date, last: date, at: datetime) -> int:
    """Find what these days say, write what is new, let fall what no longer follows."""
    found = {one.key: one for one in breaching.found(units, first, last)}
    by_id = {unit.pk: unit for unit in units}
    rows = Breach.objects.filter(unit_id__in=list(by_id), day__gte=first, day__lte=last)
    done, there = 0, set()
    for row in rows.select_related("person"):
        key = (row.person_id, row.day, row.kind, row.about)
        there.add(key)
        done += _settle(row, found.get(key), by_id[row.unit_id], at)
    for key, one in found.items():
        if key not in there:
            done += _write(one, by_id[one.unit_id], at)
    return done


def _write(one: Wrong, unit: Unit, at: datetime) -> int:
    """Write a line that was found, once; the person is told."""
    with transaction.atomic():
        row, made = Breach.objects.get_or_create(
            person_id=one.person_id, day=one.day, kind=one.kind, about=one.about,
            defaults={
                "unit": unit, "minutes": one.minutes, "facts": one.facts, "found_at": at,
                "simulated": one.simulated,
            },
        )  # fmt: skip
        if not made:
            return 0
        facts = {"breach": row.pk, "kind": one.kind, "minutes": one.minutes, "of": one.day.isoformat()}
        person = row.person
        book.write(unit, "breach.found", at=at, person=person, facts=facts, simulated=one.simulated)
        book.tell(
            unit, person, "breach.found", at=at, facts={"day": one.day.isoformat()}, url="/kerja/disiplin/",
            simulated=one.simulated,
        )  # fmt: skip
    return 1


def _settle(row: Breach, now: Wrong | None, unit: Unit, at: datetime) -> int:
    """A line that is there: falls away when nothing speaks for it any more, and changes with its facts."""
    falls = now is None and row.verdict == ""
    differs = now is not None and (row.minutes, row.facts) != (now.minutes, now.facts)
    changes = now is not None and (row.verdict == LIFTED or (row.verdict == "" and differs))
    if not (falls or changes):
        return 0
    with transaction.atomic():
        still = Breach.objects.select_for_update().filter(pk=row.pk, verdict=row.verdict).first()
        if still is None:
            return 0
        if now is None:
            still.verdict, still.verdict_at = LIFTED, at
        else:
            still.minutes, still.facts, still.verdict, still.verdict_at = now.minutes, now.facts, "", None
        still.save(update_fields=["minutes", "facts", "verdict", "verdict_at"])
        facts = {"breach": row.pk, "kind": row.kind, "minutes": still.minutes, "of": row.day.isoformat()}
        name = "breach.found" if now else "breach.lifted"
        book.write(unit, name, at=at, person=row.person, facts=facts, simulated=row.simulated)
    return 1


# ---- answering and judging -----------------------------------------------------------------------
def answer(breach_id: int, words: str, *, by: Person, at: datetime) -> Noted:
    """The person's own answer; it may be written anew until there is a verdict."""
    said = words.strip()
    if len(said) < 5 or len(said) > LONGEST:
        raise Refused(Words(f"Tulis penjelasan Anda, paling banyak {LONGEST} huruf.", "Write your answer, at "
                            f"most {LONGEST} letters."), "words")  # fmt: skip
    with transaction.atomic():
        row = _open(breach_id, person=by)
        row.answer, row.answered_at = sealing.seal(said), at
        row.save(update_fields=["answer", "answered_at"])
        book.write(row.unit, "breach.answered", at=at, by=by, person=by, facts={"breach": row.pk},
                   simulated=row.simulated)  # fmt: skip
        head = _above(row, at)
        if head is not None:
            book.tell(
                row.unit, head, "breach.answered", at=at, simulated=row.simulated,
                facts={"day": row.day.isoformat(), "person": by.pk}, url=f"/kerja/disiplin/kantor/{row.pk}/",
            )  # fmt: skip
    return noted(row, opened=True)


def judge(breach_id: int, verdict: str, why: str, *, by: Person, at: datetime) -> Noted:
    """Excuse it or let it stand, with a reason: after the answer, or when its time has passed."""
    if verdict not in (EXCUSED, STANDS):
        raise Refused(Words("Pilih penilaiannya.", "Choose the verdict."), "verdict")
    if len(why.strip()) < 5:
        raise Refused(Words("Tulis alasan penilaian.", "Write the reason for the verdict."), "why")
    with transaction.atomic():
        row = _open(breach_id)
        if row.person_id == by.pk:
            raise Refused(
                Words("Catatan sendiri dinilai atasan Anda.", "Your own is judged by your superior.")
            )
        if row.answered_at is None and at < answer_until(row.unit, row.found_at):
            raise Refused(
                Words("Orangnya belum menjawab. Tunggu jawabannya, atau sampai tiga hari kerja lewat.",
                      "The person has not answered. Wait for it, or until three working days have passed."),
                "verdict",
            )  # fmt: skip
        row.verdict, row.verdict_why = verdict, why.strip()[:1000]
        row.verdict_at, row.verdict_by = at, by
        row.save(update_fields=["verdict", "verdict_why", "verdict_at", "verdict_by"])
        facts = {"breach": row.pk, "verdict": verdict}
        book.write(
            row.unit, "breach.judged", at=at, by=by, person=row.person, facts=facts, simulated=row.simulated
        )
        book.tell(
            row.unit, row.person, "breach.judged", at=at, facts={"day": row.day.isoformat()},
            url="/kerja/disiplin/", simulated=row.simulated,
        )  # fmt: skip
    return noted(row, opened=True)


def answer_until(unit: Unit, found_at: datetime) -> datetime:
    """The end of the third working day after the line was found."""
    calendar = calendar_of(unit)
    day, left = calendar.local(found_at).date(), TIME_TO_ANSWER
    for _n in range(60):
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
        if not left:
            break
    return calendar.moment((day.toordinal(), 1440))


def _open(breach_id: int, person: Person | None = None) -> Breach:
    rows = Breach.objects.select_for_update(of=("self",)).select_related(
        "unit__city", "unit__parent", "person"
    )
    row = rows.filter(pk=breach_id, **({"person": person} if person else {})).first()
    if row is None or row.verdict:
        raise Refused(Words("Catatan ini sudah dinilai.", "This line has been judged."), "words")
    return row


def _above(row: Breach, at: datetime) -> Person | None:
    """Who judges it: the head of the unit, or of the unit above when it is the head's own."""
    head = head_person(row.unit, at)
    if head is not None and head.pk == row.person_id and row.unit.parent is not None:
        return head_person(row.unit.parent, at)
    return head if head is None or head.pk != row.person_id else None


# ---- reading -------------------------------------------------------------------------------------
def own(person: Person, first: date) -> list[Noted]:
    """One's own record, latest first, with one's own answers."""
    rows = Breach.objects.filter(person=person, day__gte=first).select_related("person", "verdict_by")
    return [noted(row, opened=True) for row in rows.order_by("-day", "-pk")[:LISTED]]


def listed(units: Iterable[Unit], first: date, *, but: Person) -> list[Noted]:
    """The lines of these offices that wait for a verdict, then the latest others; not the reader's own."""
    rows = Breach.objects.filter(unit__in=[unit.pk for unit in units], day__gte=first).exclude(person=but)
    rows = rows.select_related("person", "verdict_by").order_by("-day", "-pk")
    waiting = list(rows.filter(verdict="")[:LISTED])
    others = list(rows.exclude(verdict="")[: LISTED - len(waiting)])
    return [noted(row) for row in [*waiting, *others]]


def one_of(breach_id: int) -> tuple[Noted, Unit] | None:
    """One line and its office, its answer still sealed."""
    row = Breach.objects.filter(pk=breach_id).select_related("person", "verdict_by", "unit__city").first()
    return (noted(row), register_of(row.unit.city).unit(row.unit_id)) if row else None


def read_answer(breach_id: int, *, by: Person, at: datetime) -> str:
    """The person's answer, opened for whoever judges it; the reading is noted."""
    row = Breach.objects.select_related("unit__city", "person").get(pk=breach_id)
    if not row.answer:
        return ""
    facts = {"breach": row.pk}
    book.write(row.unit, "breach.read", at=at, by=by, person=row.person, facts=facts, simulated=row.simulated)
    return sealing.unseal(row.answer)


def noted(row: Breach, *, opened: bool = False) -> Noted:
    """The row as others read it."""
    return Noted(
        row.pk, row.unit_id, row.person_id, row.person.name, row.day, row.kind, row.about, row.minutes,
        dict(row.facts), row.found_at, row.answered_at,
        sealing.unseal(row.answer) if opened and row.answer else "", row.verdict, row.verdict_why,
        row.verdict_at, row.verdict_by.name if row.verdict_by else "", row.simulated,
    )  # fmt: skip


# ---- the law's ladder, as information ------------------------------------------------------------
@lru_cache(maxsize=1)
def ladder() -> tuple[str, tuple[Step, ...]]:
    """(what it rests on, its steps), from the shelf."""
    raw = tomllib.loads(shelf.folder("discipline.toml").read_text("utf-8"))
    steps = [Step(int(one["days"]), Words(one["title"]["id"], one["title"]["en"])) for one in raw["step"]]
    return str(raw["rests_on"]), tuple(sorted(steps, key=lambda one: one.days))


def days_away(people: Iterable[int], year: int) -> dict[int, int]:
    """Days away without a valid reason in a calendar year, by person: only what was judged to stand."""
    rows = Breach.objects.filter(person_id__in=list(people), day__year=year, kind="absent", verdict=STANDS)
    return dict(rows.values_list("person_id").annotate(n=Count("pk")).order_by())


def reached(days: int) -> Step | None:
    """The highest step that so many days reach."""
    return next((step for step in reversed(ladder()[1]) if days >= step.days), None)


def waiting(units: Iterable[Unit], but: Person) -> int:
    """How many lines wait for a verdict in these offices."""
    rows = Breach.objects.filter(Q(verdict=""), unit__in=[unit.pk for unit in units])
    return rows.exclude(person=but).count()
