"""Opening a call, reminding those who are missing, giving more time, closing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from garda.cases.acting import Refused
from garda.cases.publishing import all_in_force, flow_by_id
from garda.enquiries import states, terms
from garda.enquiries.models import Asked, Call, Procedure, Question
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.texts.cleaning import one_line, plain, some_lines
from garda.trails import writing

KIND = "call"
TITLE, WORDS, QUESTION, NAME = 160, 2000, 300, 160
MOST_QUESTIONS, MOST_PROCEDURES = 6, 8
LONGEST = timedelta(days=180)


@dataclass(frozen=True)
class Wanted:
    """One question as it was typed."""

    words: str
    shape: str = states.WORDS
    example: bool = False


@dataclass(frozen=True)
class Plan:
    """A call as it was typed: `services` are keys of flows in force, `named` other procedures by name."""

    title: str
    words: str
    until: date
    questions: Sequence[Wanted]
    services: Sequence[str] = ()
    named: Sequence[str] = ()


def open_call(
    city: City,
    unit: Unit,
    plan: Plan,
    asked: Iterable[Unit],
    *,
    by: Person,
    by_post: int | None,
    form_key: str,
    at: datetime,
    simulated: bool = False,
) -> int:
    """Ask these units, each head told; the same form sent twice is one call. Its id."""
    tidy = _tidied(city, plan, at)
    procedures = _procedures(city, tidy, at)
    units = list({one.pk: one for one in asked}.values())
    if not units:
        raise Refused(
            Words(
                "Pilih kantor yang ditanya.",
                "Choose which offices are asked.",
            ),
            "units",
        )
    deadline = terms.closing(unit, tidy.until)
    row = Call(
        city=city, form_key=form_key[:40], unit=unit, title=tidy.title, words=tidy.words, opened_at=at,
        opened_by=by, until=tidy.until, deadline=deadline, simulated=simulated,
    )  # fmt: skip
    row.next_at = terms.reminder(unit, at, deadline) or deadline
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            Procedure.objects.bulk_create(
                Procedure(call=row, place=place, key=key, title=title, simulated=simulated)
                for place, (key, title) in enumerate(procedures, 1)
            )
            Question.objects.bulk_create(
                Question(call=row, place=place, words=one.words, shape=one.shape, example=one.example,
                         simulated=simulated)
                for place, one in enumerate(tidy.questions, 1)
            )  # fmt: skip
            Asked.objects.bulk_create(
                Asked(call=row, unit=one, state=states.WAITING, simulated=simulated) for one in units
            )
            facts = {"units": [one.pk for one in units], "until": tidy.until.isoformat()}
            writing.write(city, KIND, row.pk, "call.opened", at=at, unit=unit, by=by, post=by_post,
                          facts=facts, simulated=simulated)  # fmt: skip
            _tell(row, units, "call.opened", but=by, at=at)
    except IntegrityError:
        return Call.objects.get(city=city, form_key=form_key[:40]).pk
    return row.pk


def remind_missing(call_id: int, *, by: Person, by_post: int | None, seen: int, at: datetime) -> int:
    """Remind by hand those who have not sent, once per call; how many were reminded."""
    with transaction.atomic():
        row = open_one(call_id)
        if row.by_hand_at is not None:
            raise Refused(
                Words("Sudah diingatkan sekali. Menjelang batasnya mereka diingatkan lagi dengan sendirinya.",
                      "They were reminded once. They are reminded again by themselves before the end.")
            )  # fmt: skip
        row.by_hand_at = at
        row.save(update_fields=["by_hand_at"])
        return remind_now(row, by=by, by_post=by_post, seen=seen, at=at)


def remind_now(row: Call, *, by: Person | None, by_post: int | None, seen: int | None, at: datetime) -> int:
    """Tell the heads of those who have not sent; called in a transaction that holds the call."""
    missing = [one.unit for one in row.asked.exclude(state=states.SENT).select_related("unit__city")]
    facts = {"units": [unit.pk for unit in missing], "by_hand": by is not None}
    writing.write(row.city, KIND, row.pk, "call.reminded", at=at, unit=row.unit, by=by, post=by_post,
                  facts=facts, seen=seen, simulated=row.simulated)  # fmt: skip
    _tell(row, missing, "call.reminded", but=by, at=at)
    return len(missing)


def extend(call_id: int, until: date, *, by: Person, by_post: int | None, seen: int, at: datetime) -> None:
    """Give everybody more time while the call is open."""
    with transaction.atomic():
        row = open_one(call_id)
        today = city_calendar(row.city).local(at).date()
        if not row.until < until <= today + LONGEST:
            raise Refused(
                Words("Tulis tanggal sesudah batas yang sekarang, paling lama 180 hari lagi.",
                      "Give a date after the present one, at most 180 days ahead."), "until",
            )  # fmt: skip
        before, row.until = row.until, until
        row.deadline = terms.closing(row.unit, until)
        row.next_at, row.reminded_at = terms.reminder(row.unit, at, row.deadline) or row.deadline, None
        row.save(update_fields=["until", "deadline", "next_at", "reminded_at"])
        facts = {"from": before.isoformat(), "to": until.isoformat()}
        writing.write(row.city, KIND, row.pk, "call.extended", at=at, unit=row.unit, by=by, post=by_post,
                      facts=facts, seen=seen, simulated=row.simulated)  # fmt: skip
        missing = row.asked.exclude(state=states.SENT).select_related("unit__city")
        _tell(row, [one.unit for one in missing], "call.extended", but=by, at=at)


def close(row: Call, *, at: datetime) -> None:
    """The deadline is over: answers are taken no more. Called in a transaction that holds the call."""
    sent = row.asked.filter(state=states.SENT).count()
    row.state, row.closed_at, row.next_at = Call.CLOSED, at, row.deadline + terms.terms().words
    row.save(update_fields=["state", "closed_at", "next_at"])
    facts = {"sent": sent, "asked": row.asked.count()}
    writing.write(row.city, KIND, row.pk, "call.closed", at=at, unit=row.unit, facts=facts,
                  simulated=row.simulated)  # fmt: skip
    book.tell(row.unit, row.opened_by, "call.closed", at=at, simulated=row.simulated,
              facts={"title": row.title, "answered": facts["sent"], "asked": facts["asked"]},
              url=url_of(row.pk))  # fmt: skip


def open_one(call_id: int) -> Call:
    """The call, held for this transaction, while it is open; else Refused."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("city", "unit__city", "opened_by")
    row = rows.get(pk=call_id)
    if row.state != Call.OPEN:
        raise Refused(Words("Permintaan ini sudah ditutup.", "This call is closed."))
    return row


def url_of(call_id: int, unit_key: str = "") -> str:
    """Where a call, or one unit's answers to it, is read."""
    return f"/kerja/permintaan/{call_id}/" + (f"unit/{unit_key}/" if unit_key else "")


def _tell(row: Call, units: Iterable[Unit], name: str, *, but: Person | None, at: datetime) -> None:
    for unit in units:
        head = head_person(unit, at)
        if head is not None and head != but:
            book.tell(unit, head, name, at=at, facts={"title": row.title, "day": row.until.isoformat()},
                      url=url_of(row.pk, unit.key), simulated=row.simulated)  # fmt: skip


def _tidied(city: City, plan: Plan, at: datetime) -> Plan:
    title, words = one_line(plain(plan.title)), some_lines(plain(plan.words))
    today = city_calendar(city).local(at).date()
    if not 5 <= len(title) <= TITLE:
        raise Refused(
            Words(
                f"Tulis judulnya, 5 sampai {TITLE} huruf.",
                f"Write its title, 5 to {TITLE} letters.",
            ),
            "title",
        )
    if len(words) > WORDS:
        raise Refused(
            Words(
                f"Paling banyak {WORDS} huruf.",
                f"At most {WORDS} letters.",
            ),
            "words",
        )
    if not today < plan.until <= today + LONGEST:
        raise Refused(
            Words(
                "Batasnya paling cepat besok, paling lama 180 hari lagi.",
                "It ends tomorrow at the earliest, 180 days ahead at most.",
            ),
            "until",
        )
    questions = [Wanted(one_line(plain(one.words)), one.shape, one.example) for one in plan.questions]
    questions = [one for one in questions if one.words]
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise Refused(
            Words(
                f"Tulis 1 sampai {MOST_QUESTIONS} pertanyaan.",
                f"Write 1 to {MOST_QUESTIONS} questions.",
            ),
            "question1",
        )
    for place, one in enumerate(questions, 1):
        if not 5 <= len(one.words) <= QUESTION or one.shape not in states.SHAPES:
            raise Refused(
                Words(
                    f"Pertanyaan 5 sampai {QUESTION} huruf.",
                    f"A question has 5 to {QUESTION} letters.",
                ),
                f"question{place}",
            )
    named = [one for one in dict.fromkeys(one_line(plain(name)) for name in plan.named) if one]
    if any(len(one) > NAME for one in named):
        raise Refused(
            Words(
                f"Nama tata laksana paling banyak {NAME} huruf.",
                f"A procedure's name has at most {NAME} letters.",
            ),
            "named",
        )
    return Plan(title, words, plan.until, questions, tuple(plan.services), tuple(named))


def _procedures(city: City, plan: Plan, at: datetime) -> list[tuple[str, str]]:
    """(key of the flow or "", title) of every procedure, services first."""
    titles = {row.key: flow_by_id(row.pk).title.id for row in all_in_force(city, at)}
    if set(plan.services) - set(titles):
        raise Refused(
            Words(
                "Layanan itu tidak berlaku lagi. Pilih lagi.",
                "That service is no longer in force.",
            ),
            "services",
        )
    found = [(key, titles[key]) for key in dict.fromkeys(plan.services)] + [("", name) for name in plan.named]
    if not 1 <= len(found) <= MOST_PROCEDURES:
        raise Refused(
            Words(
                f"Pilih 1 sampai {MOST_PROCEDURES} tata laksana.",
                f"Choose 1 to {MOST_PROCEDURES} procedures.",
            ),
            "services",
        )
    return found
