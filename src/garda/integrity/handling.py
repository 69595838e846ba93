"""What happens to a report of conduct: who handles it, each step with its limit, the reporter asked and told.

Neither the accused nor anybody of their line ever comes near it. A report about the inspectorate goes to the
mayor; one about the mayor or the Sekda stays with the inspectorate, which says that there is a way outside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from garda import clock
from garda.cases import sealing
from garda.cases.acting import Refused
from garda.flow import Words
from garda.integrity import boxing, limits, states
from garda.integrity.models import Report, Slip, Step
from garda.people import roles
from garda.people.calendars import calendar_of, city_calendar
from garda.people.holding import Held
from garda.people.models import City, Person, Post, Term, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.texts.cleaning import whole
from garda.trails import reading, writing
from garda.trails.models import Line

KIND = "conduct"
ADDRESS = "/kerja/perilaku/"
INSPECTORATE, MAYOR = "inspectorate", "mayor"
# Units that stand above everybody: whoever works there is of everybody's line.
TOP = ("kota", "sekretariat")
PROVEN, UNPROVEN, LACKING, ELSEWHERE = "proven", "unproven", "lacking", "elsewhere"
AFTER_EXAMINING, AFTER_REVIEW = (PROVEN, UNPROVEN), (LACKING, ELSEWHERE)
SHORTEST, LONGEST = 20, 4000
MOST_STEPS = 60
WORDS_KEPT = timedelta(days=2 * 365)  # after the end
BEEN_WITHIN = timedelta(days=365)  # who left the accused office later than this keeps away from it
AT_ONCE = 100


@dataclass(frozen=True)
class Been:
    """Where a person held posts: unit → the last day there (date.max while it lasts), and the posts."""

    person: int
    units: Mapping[int, date]
    posts: frozenset[int]


# ---- who may -----------------------------------------------------------------------------------------
def desk_of(unit: Unit) -> str:
    """Who handles reports about people of this office."""
    return MAYOR if unit.kind == "inspektorat" else INSPECTORATE


def been(person: Person) -> Been:
    """Where this person holds or held a post; one query."""
    units: dict[int, date] = {}
    posts = set()
    for post, unit, last in Term.objects.filter(person=person).values_list(
        "post_id", "post__unit_id", "last"
    ):
        posts.add(post)
        units[unit] = max(units.get(unit, date.min), last or date.max)
    return Been(person.pk, units, frozenset(posts))


def may_handle(held: Iterable[Held], there: Been, row: Report) -> bool:
    """Whether this person may see and handle a report: a post of its desk, nothing to do with the accused.

    `there` is where they have been: a report may be about what they did in the office that they left.
    """
    near = worked_near(there, row.unit, row.received_on)
    theirs = row.post_id in there.posts or there.person in row.barred
    return reaches_desk(held, row.desk, row.unit) and not near and not theirs


def worked_near(there: Been, unit: Unit, day: date) -> bool:
    """Whether they worked in that office, or right above it, until shortly before the day."""
    top = {one.pk for one in register_of(unit.city).units.values() if one.kind in TOP}
    line = {int(part) for part in unit.path.split("/") if part} - top | {unit.pk}
    return any(there.units.get(pk, date.min) >= day - BEEN_WITHIN for pk in line)


def reaches_desk(held: Iterable[Held], desk: str, unit: Unit) -> bool:
    """A post of the desk, none in the line of the office that is spoken of."""
    posts = [one for one in held if one.unit.city_id == unit.city_id]
    able = [one for one in posts if roles.reach(one.post.kind, "handle-conduct")]
    if desk == MAYOR:
        return any(one.unit.parent_id is None for one in able) and not _in(posts, {unit.pk})
    line = {int(part) for part in unit.path.split("/") if part}
    top = {one.pk for one in register_of(unit.city).units.values() if one.kind in TOP}
    return any(one.unit.kind == "inspektorat" for one in able) and not _in(posts, line | top)


def desks_of(held: Iterable[Held]) -> list[str]:
    """The desks at which these posts stand."""
    able = [one for one in held if roles.reach(one.post.kind, "handle-conduct")]
    found = [INSPECTORATE] if any(one.unit.kind == "inspektorat" for one in able) else []
    return [*found, *([MAYOR] if any(one.unit.parent_id is None for one in able) else [])]


def _in(posts: Iterable[Held], units: set[int]) -> bool:
    return any(one.unit.pk in units for one in posts)


def handlers(city: City, desk: str, unit: Unit, day: date) -> list[Person]:
    """Who is told that something lies at the desk: its holders today, outside of the line."""
    return [term.person for term in holders(city, desk, unit, day) if term.person]


def handlers_of(row: Report, at: datetime) -> list[Person]:
    """The same of one report, without who said that it concerns them."""
    found = handlers(row.city, row.desk, register_of(row.city).unit(row.unit_id), day_in(row.city, at))
    return [person for person in found if person.pk not in row.barred]


def holders(city: City, desk: str, unit: Unit, day: date) -> list[Term]:
    """The terms, with post and person, of those who would read a report about this office."""
    terms = Term.objects.filter(
        post__unit__city=city, post__kind__in=_kinds(), post__closed_on__isnull=True, first__lte=day,
        person__isnull=False,
    ).exclude(last__lt=day)  # fmt: skip
    found = []
    for term in terms.select_related("post", "person").order_by("pk"):
        term.post.unit = register_of(city).unit(term.post.unit_id)
        if not term.person or not reaches_desk([Held(term.post, term.manner)], desk, unit):
            continue
        if not worked_near(been(term.person), unit, day):
            found.append(term)
    return found


def _kinds() -> list[str]:
    return [kind for kind, acts in roles.MATRIX.items() if "handle-conduct" in acts]


# ---- the acts ----------------------------------------------------------------------------------------
def receive(slip: Slip, at: datetime) -> Report:
    """Make a report of a slip that was taken out of the box; in the caller's transaction."""
    inside = boxing.inside_of(slip.sealed)
    desk = desk_of(slip.unit)
    row = Report(
        city=slip.city, unit=slip.unit, post=slip.post, desk=desk, received_on=day_in(slip.city, at),
        state=_next(states.NOTHING, "receive"), known="from" in inside, sealed=slip.sealed, code=slip.code,
        simulated=slip.simulated,
    )  # fmt: skip
    row.due_at = due_of(row, at)
    row.save(force_insert=True)
    write_line(row, "conduct.received", at, facts={"due": row.due_at.isoformat()})
    return row


def tell_received(city: City, rows: Iterable[Report], at: datetime) -> None:
    """Word to who handles them, once for all that came out of the box together."""
    told: dict[int, tuple[Person, list[Report]]] = {}
    for row in rows:
        for person in handlers(city, row.desk, row.unit, day_in(city, at)):
            told.setdefault(person.pk, (person, []))[1].append(row)
    for person, theirs in told.values():
        tell(theirs[0], person, "conduct.received", {"n": len(theirs)}, ADDRESS, at)


def answered(slip: Slip, at: datetime) -> None:
    """What the reporter answered, taken out of the box; in the caller's transaction."""
    inside = boxing.inside_of(slip.sealed)
    row = Report.objects.select_for_update().filter(pk=inside.get("about", 0), city=slip.city).first()
    if row is None or row.state == states.ENDED or row.steps.count() >= MOST_STEPS:
        return
    add_step(row, "answer", str(inside["words"]), None, at)
    write_line(row, "conduct.answered", at)


def act(
    report_id: int,
    name: str,
    words: str,
    *,
    by: Person,
    held: Iterable[Held],
    at: datetime,
    seen: int | None = None,
    outcome: str = "",
) -> Report:
    """One step of handling: "review", "examine", "hear", "ask", "drop" or "end", with what was done or asked.

    "proven" needs that the accused was heard. Raises Refused, also for whoever may not handle it, or has not
    opened it yet (`opening.declare`).
    """
    if name not in PAST:
        raise Refused(Words("Pilih langkahnya.", "Choose the step."), "act")
    if len(words.strip()) < SHORTEST:
        raise Refused(Words("Tulis sedikitnya satu kalimat.", "Write at least one sentence."), "words")
    if len(words) > LONGEST:
        raise Refused(Words(f"Paling banyak {LONGEST} huruf.", f"At most {LONGEST} characters."), "words")
    with transaction.atomic():
        row = take(report_id, by, held)
        not_overtaken(row, seen)
        if not opened_by(row, by):
            raise Refused(Words("Buka dulu laporannya.", "Open the report first."), "act")
        state = _next(row.state, name)
        _ends_rightly(row, name, outcome)
        if row.steps.count() >= MOST_STEPS:
            raise Refused(Words("Langkahnya sudah terlalu banyak.", "There are too many steps."), "words")
        if state != row.state:
            row.state, row.reminded = state, False
            row.due_at = due_of(row, at) if state != states.ENDED else row.due_at
        today = day_in(row.city, at)
        if name == "hear":
            row.heard_on = row.heard_on or today
        if state == states.ENDED:
            row.outcome, row.ended_on = outcome, today
        row.save()
        add_step(row, name, words.strip(), by, at)
        facts = {"state": row.state} | ({"outcome": outcome} if row.state == states.ENDED else {})
        write_line(row, f"conduct.{PAST[name]}", at, by=by, facts=facts, seen=seen)
    return row


PAST = {
    "review": "reviewed", "examine": "examined", "hear": "heard", "ask": "asked", "drop": "dropped",
    "end": "ended",
}  # fmt: skip


def _ends_rightly(row: Report, name: str, outcome: str) -> None:
    allowed = {"drop": AFTER_REVIEW, "end": AFTER_EXAMINING}.get(name)
    if allowed is not None and outcome not in allowed:
        raise Refused(Words("Pilih hasilnya.", "Choose the outcome."), "outcome")
    if outcome == PROVEN and name == "end" and row.heard_on is None:
        raise Refused(
            Words(
                "Terlapor belum didengar. Catat dulu bahwa ia sudah didengar.",
                "The accused has not been heard. Note first that they were.",
            ),
            "outcome",
        )


def opened_by(row: Report, by: Person) -> bool:
    """Whether they said, since it came to lie where it lies, that it does not concern them."""
    moves = _moves(row)
    return any(line.by_id == by.pk and line.facts.get("moves") == moves for line in openings(row))


def openings(row: Report) -> list[Line]:
    """The lines of those who opened it, the first before."""
    lines = Line.objects.filter(city=row.city_id, kind="conduct-log", key=str(row.pk), name="conduct.read")
    return list(lines.select_related("by").order_by("seq"))


def write_opened(row: Report, by: Person, at: datetime) -> None:
    """They opened it, as it stood after so many moves; in the caller's transaction."""
    writing.write(
        row.city, "conduct-log", row.pk, "conduct.read", at=at, by=by, facts={"moves": _moves(row)},
        simulated=row.simulated,
    )  # fmt: skip


def _moves(row: Report) -> int:
    """How often another office was named: each time whoever handles it says anew that they are not meant."""
    return row.steps.filter(name__in=("pass", "aside")).count()


# ---- by the clock ------------------------------------------------------------------------------------
def remind_late(at: datetime) -> int:
    """A step past its limit: word to its own handlers, once per step; never to a superior of the accused."""
    due = Report.objects.filter(due_at__lte=at, reminded=False).exclude(state=states.ENDED)
    done = 0
    for pk in list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            row = Report.objects.select_for_update(of=("self",)).select_related("city", "unit").get(pk=pk)
            if row.reminded or row.state == states.ENDED:
                continue
            row.reminded = True
            row.save(update_fields=["reminded"])
            write_line(row, "conduct.late", at, facts={"state": row.state})
            there = handlers_of(row, at)
            for person in there:
                tell(row, person, "conduct.late", {}, f"{ADDRESS}{row.pk}/", at)
            if not there:
                tell_nobody_is_there(row, at)
            done += 1
    return done


def erase_words(at: datetime) -> int:
    """Words of what ended two years ago go, with every step's; the outcome stays."""
    ended = Report.objects.filter(state=states.ENDED, ended_on__lte=(at - WORDS_KEPT).date())
    done = 0
    for pk in list(
        ended.exclude(sealed=b"").order_by("ended_on", "pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        with transaction.atomic():
            row = Report.objects.select_for_update(of=("self",)).select_related("city", "unit").get(pk=pk)
            row.sealed, row.known = b"", False
            row.save(update_fields=["sealed", "known"])
            row.steps.update(sealed=b"")
            write_line(row, "conduct.erased", at)
            done += 1
    return done


# ---- the parts ---------------------------------------------------------------------------------------
def take(pk: int, by: Person, held: Iterable[Held]) -> Report:
    """The report, locked, for whoever may handle it."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("city", "unit")
    row = rows.filter(pk=pk).first()
    if row is None or not may_handle(held, been(by), row):
        raise Refused(Words("Laporan ini tidak ada.", "There is no such report."))
    return row


def not_overtaken(row: Report, seen: int | None) -> None:
    """Asked first, so that whoever was overtaken hears that, and not what is impossible now."""
    if seen is not None and seen != reading.last_seq(row.city, KIND, row.pk):
        raise writing.Overtaken


def _next(state: str, act: str) -> str:
    found = states.after(states.REPORT, state, act)
    if found is None:
        raise Refused(
            Words("Langkah ini belum atau tidak lagi mungkin.", "This step is not possible now."), "act"
        )
    return found


def due_of(row: Report, at: datetime, step: str = "") -> datetime:
    """When the step must be over, by the clock of the city and not of the accused's office."""
    top = register_of(row.city).top
    return clock.due(at, limits.term("report", step or row.state), calendar_of(top)).at


def add_step(row: Report, name: str, words: str, by: Person | None, at: datetime, **inside: Any) -> None:
    """One more step with its words under a seal."""
    last = row.steps.aggregate(last=Max("seq"))["last"] or 0
    sealed = sealing.seal(json.dumps({"words": words, **inside}, ensure_ascii=False))
    Step.objects.create(report=row, seq=last + 1, name=name, sealed=sealed, day=day_in(row.city, at), by=by)


def write_line(row: Report, name: str, at: datetime, **more: Any) -> None:
    """No office is named: whatever lists the lines of an office shows none of these."""
    writing.write(row.city, KIND, row.pk, name, at=at, simulated=row.simulated, **more)


def tell(row: Report, person: Person, name: str, facts: dict[str, Any], url: str, at: datetime) -> None:
    """The bell stands at the top of the tree, not at the office of the accused."""
    book.tell(register_of(row.city).top, person, name, at=at, facts=facts, url=url, simulated=row.simulated)


def tell_nobody_is_there(row: Report, at: datetime) -> None:
    """Word to the city's head that the inspectorate needs a stand-in; nothing of the report is in it."""
    head = head_person(register_of(row.city).top, at)
    if head is not None and row.desk == INSPECTORATE:
        tell(row, head, "conduct.nobody", {}, "", at)


def day_in(city: City, at: datetime) -> date:
    """The day it is in the city."""
    return city_calendar(city).local(at).date()


def post_of(city: City, unit: Unit, post_id: str) -> Post | None:
    """The post of that id in the office, as a form names it."""
    key = whole(post_id)
    if key is None:
        return None
    return Post.objects.filter(pk=key, unit=unit, unit__city=city, closed_on__isnull=True).first()


def reply(
    city: City, report_id: int, words: str, *, at: datetime, form_key: str, office: Unit | None = None
) -> None:
    """What the reporter answers, let fall into the box: it is read with everything else of its day.

    `office` is where the accused really works, when it was named wrongly before.
    """
    row = Report.objects.filter(pk=report_id, city=city).exclude(state=states.ENDED).first()
    if row is None:
        raise Refused(Words("Laporan ini sudah selesai.", "This report has ended."), "words")
    unit = register_of(city).unit(row.unit_id)
    boxing.drop(city, unit, words, kind=boxing.ANSWER, at=at, form_key=form_key, about=row.pk, office=office)
