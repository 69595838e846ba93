"""What happens to a criticism: taken out of the box, answered, acted upon, raised when its time is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from garda import clock
from garda.cases.acting import Refused
from garda.flow import Words
from garda.integrity import boxing, limits, states
from garda.integrity.models import Criticism, Slip
from garda.people import roles
from garda.people.calendars import calendar_of, city_calendar
from garda.people.holding import Held
from garda.people.models import Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.trails import reading, writing
from garda.trails.models import Line

KIND = "criticism"
ADDRESS = "/kerja/kritik/"
ACCEPTED, PARTLY, NOT = "accepted", "partly", "not"
VERDICTS = (ACCEPTED, PARTLY, NOT)
SHORTEST, LONGEST = 20, 2000
ACTION_WITHIN = timedelta(days=183)
WORDS_KEPT = timedelta(days=365)  # after the end
AT_ONCE = 100


def receive(slip: Slip, at: datetime) -> Criticism:
    """Make a criticism of a slip that was taken out of the box; in the caller's transaction."""
    inside = boxing.inside_of(slip.sealed)
    # Where its own box was full it lay in the one above, and there it is answered.
    about = register_of(slip.city).unit(inside.get("about_unit", slip.unit_id))
    row = Criticism.objects.create(
        city=slip.city, unit=about, leader=bool(inside.get("leader")), at_unit=slip.unit,
        state=_next(states.NOTHING, "receive"), received_on=_today(slip.unit, at),
        due_at=clock.due(at, limits.term(KIND, "answer"), calendar_of(slip.unit)).at, sealed=slip.sealed,
        known="from" in inside, code=slip.code, simulated=slip.simulated,
    )  # fmt: skip
    _line(row, "criticism.received", at, facts={"due": row.due_at.isoformat()})
    return row


def tell_received(rows: Iterable[Criticism], at: datetime) -> None:
    """Word to whoever answers at each office, once for all that came out of the box together."""
    rows = list(rows)
    for unit in {row.at_unit_id: row.at_unit for row in rows}.values():
        here = [row for row in rows if row.at_unit_id == unit.pk]
        facts = {"n": len(here)}
        _tell(unit, "criticism.received", facts, ADDRESS, at, all(one.simulated for one in here))


def may_answer(held: Iterable[Held], at_unit: Unit) -> bool:
    """Whether one of these posts answers where a criticism stands: there, or at the top for the city."""
    return any(
        (reach := roles.reach(one.post.kind, "answer-criticism")) is not None
        and (one.unit.pk == at_unit.pk or (reach == "city" and at_unit.parent_id is None))
        for one in held
    )


def went_past(held: Iterable[Held], about: int, at_unit: int) -> bool:
    """Whether it went up past these posts, one of which is of the office that it is about."""
    return at_unit != about and any(one.unit.pk == about for one in held)


def answer(
    criticism_id: int,
    verdict: str,
    reason: str,
    *,
    by: Person,
    held: Iterable[Held],
    at: datetime,
    seen: int | None = None,
    action: str = "",
    action_due: date | None = None,
) -> Criticism:
    """Answer it once: accepted, partly or not, with a reason. Accepted needs an action with a date."""
    if verdict not in VERDICTS:
        raise Refused(Words("Pilih jawabannya.", "Choose the answer."), "verdict")
    _long_enough(reason, "reason")
    if verdict == ACCEPTED and not action.strip():
        raise Refused(
            Words("Kritik yang diterima perlu tindakan.", "What is accepted needs an action."), "action"
        )
    if len(action) > LONGEST:
        raise Refused(Words(f"Paling banyak {LONGEST} huruf.", f"At most {LONGEST} characters."), "action")
    held = list(held)
    with transaction.atomic():
        row = _take(criticism_id, held)
        if went_past(held, row.unit_id, row.at_unit_id):
            raise Refused(
                Words("Kritik ini sudah naik dari kantor Anda, jadi orang lain yang menjawab.",
                      "This went up from your own office, so somebody else answers it.")
            )  # fmt: skip
        _not_overtaken(row, seen)
        promises = verdict != NOT and bool(action.strip())
        state = _next(row.state, "promise" if promises else "answer")
        today = _today(row.at_unit, at)
        if promises and (action_due is None or not today <= action_due <= today + ACTION_WITHIN):
            raise Refused(
                Words(
                    "Tulis tanggal tindakan, paling lama enam bulan dari hari ini.",
                    "Give the day of the action, six months from today at the most.",
                ),
                "action_due",
            )
        row.state, row.verdict, row.reason = state, verdict, reason.strip()
        row.answered_at, row.answered_by = at, by
        if promises:
            row.action, row.action_due, row.reminded = action.strip(), action_due, False
        row.save()
        facts = {"verdict": verdict} | ({"until": action_due.isoformat()} if promises and action_due else {})
        _line(row, "criticism.answered", at, by=by, facts=facts, seen=seen)
    return row


def finish(
    criticism_id: int, result: str, *, by: Person, held: Iterable[Held], at: datetime, seen: int | None = None
) -> Criticism:
    """The promised action is done: with what came of it."""
    _long_enough(result, "result")
    with transaction.atomic():
        row = _take(criticism_id, held)
        _not_overtaken(row, seen)
        row.state = _next(row.state, "finish")
        row.result, row.done_on = result.strip(), _today(row.at_unit, at)
        row.save(update_fields=["state", "result", "done_on"])
        _line(row, "criticism.acted", at, by=by, seen=seen)
    return row


def opened(row: Criticism, *, by: Person, at: datetime) -> str:
    """The words, for whoever may read them; each reader's first time is a line."""
    if not row.sealed:
        return ""
    if not Line.objects.filter(city=row.city_id, kind="criticism-log", key=str(row.pk), by=by).exists():
        with transaction.atomic():
            writing.write(
                row.city, "criticism-log", row.pk, "criticism.read", at=at, by=by, simulated=row.simulated
            )
    return str(boxing.inside_of(row.sealed)["words"])


# ---- by the clock ------------------------------------------------------------------------------------
def raise_overdue(at: datetime) -> int:
    """What nobody answered in time goes one level up; how many did."""
    due = Criticism.objects.filter(state=states.WAITING, due_at__lte=at, at_unit__parent__isnull=False)
    done = 0
    for pk in list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            row = _locked(pk)
            if row is None or row.state != states.WAITING or row.due_at > at or row.at_unit.parent_id is None:
                continue
            above = _above(row, at)
            row.state, row.at_unit, row.raised = _next(row.state, "raise"), above, row.raised + 1
            row.due_at = clock.due(at, limits.term(KIND, "next"), calendar_of(above)).at
            row.save(update_fields=["state", "at_unit", "raised", "due_at"])
            _line(row, "criticism.raised", at, facts={"to": above.pk, "due": row.due_at.isoformat()})
            _tell(above, "criticism.raised", {"about": row.unit.name}, _url(row), at, row.simulated)
            done += 1
    return done


def remind_actions(at: datetime) -> int:
    """A promised action whose day is over: word to who leads there and one level above, once."""
    tomorrow = at.date() + timedelta(days=1)  # further east a day may be over that still runs here
    due = Criticism.objects.filter(state=states.ACTING, reminded=False, action_due__lt=tomorrow)
    done = 0
    for pk in list(due.order_by("action_due", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            row = _locked(pk)
            if row is None or row.reminded or row.state != states.ACTING:
                continue
            if row.action_due is None or row.action_due >= _today(row.unit, at):
                continue
            row.reminded = True
            row.save(update_fields=["reminded"])
            _line(row, "criticism.action-late", at)
            facts = {"about": row.unit.name}
            for place in filter(None, (row.at_unit, row.at_unit.parent)):
                _tell(place, "criticism.action-late", facts, _url(row), at, row.simulated)
            done += 1
    return done


def erase_words(at: datetime) -> int:
    """Words of what ended a year ago go; that it was, and how it was answered, stays."""
    ended = Criticism.objects.filter(
        state__in=states.CRITICISM["erase"][0], answered_at__lte=at - WORDS_KEPT
    ).exclude(sealed=b"")
    done = 0
    for pk in list(ended.order_by("answered_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            row = _locked(pk)
            if row is None or not row.sealed or (row.done_on and row.done_on > (at - WORDS_KEPT).date()):
                continue
            row.sealed, row.known = b"", False
            row.save(update_fields=["sealed", "known"])
            _line(row, "criticism.erased", at)
            done += 1
    return done


def _above(row: Criticism, at: datetime) -> Unit:
    """The next unit up that somebody else leads: who stands in above is not asked a second time."""
    register, silent = register_of(row.city), head_person(row.at_unit, at)
    assert row.at_unit.parent_id is not None
    above = register.unit(row.at_unit.parent_id)
    while above.parent_id is not None and silent is not None and head_person(above, at) == silent:
        above = register.unit(above.parent_id)
    return above


# ---- the parts ---------------------------------------------------------------------------------------
def _locked(pk: int) -> Criticism | None:
    rows = Criticism.objects.select_for_update(of=("self",)).select_related("city", "unit", "at_unit__parent")
    return rows.filter(pk=pk).first()


def _take(pk: int, held: Iterable[Held]) -> Criticism:
    row = _locked(pk)
    if row is None or not may_answer(held, row.at_unit):
        raise Refused(Words("Kritik ini tidak menunggu jawaban Anda.", "This does not wait for your answer."))
    return row


def _not_overtaken(row: Criticism, seen: int | None) -> None:
    """Asked first, so that whoever was overtaken hears that, and not what is impossible now."""
    if seen is not None and seen != reading.last_seq(row.city, KIND, row.pk):
        raise writing.Overtaken


def _next(state: str, act: str) -> str:
    found = states.after(states.CRITICISM, state, act)
    if found is None:
        raise Refused(Words("Ini sudah dikerjakan.", "This has been done already."))
    return found


def _line(row: Criticism, name: str, at: datetime, **more: Any) -> None:
    writing.write(row.city, KIND, row.pk, name, at=at, unit=row.at_unit, simulated=row.simulated, **more)


def _tell(unit: Unit, name: str, facts: dict[str, Any], url: str, at: datetime, simulated: bool) -> None:
    person = head_person(unit, at)
    if person is not None:
        book.tell(unit, person, name, at=at, facts=facts, url=url, simulated=simulated)


def _url(row: Criticism) -> str:
    return f"{ADDRESS}{row.pk}/"


def _today(unit: Unit, at: datetime) -> date:
    return city_calendar(unit.city).local(at).date()


def _long_enough(words: str, field: str) -> None:
    if len(words.strip()) < SHORTEST:
        raise Refused(Words("Tulis sedikitnya satu kalimat.", "Write at least one sentence."), field)
    if len(words) > LONGEST:
        raise Refused(Words(f"Paling banyak {LONGEST} huruf.", f"At most {LONGEST} characters."), field)
