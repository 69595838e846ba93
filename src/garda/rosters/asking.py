"""May this person leave from then to then? Decided in one transaction, by the rule of cover alone.

Granted; or granted once a named substitute says yes; or not possible, with the gap in minutes and the times
that would work. What the law leaves to the head (cuti) waits for the head, and its place is held meanwhile.
An urgent absence never waits while somebody stays; if nobody would, everybody who could come is called.
What is asked for afterwards nobody grants themselves: it waits for the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.holding import posts_of
from garda.people.models import Person, Unit
from garda.rosters import book, limits, substituting
from garda.rosters.attending import hold
from garda.rosters.days import HOLDING
from garda.rosters.heads import head_for
from garda.rosters.judging import LONGEST, Judgement, as_facts, days_between, judge, minutes_of
from garda.rosters.kinds import AbsenceKind, kinds
from garda.rosters.models import Absence, Duty, Shift
from garda.rosters.substituting import Candidate

LONGEST_WHY = 1000
LATEST_ASK = 31  # days after its start at which an absence can still be entered (illness, a bereavement)
IN_TIME = timedelta(minutes=15)  # how long after its start a wish still counts as asked before leaving


@dataclass(frozen=True)
class Asking:
    """Who wants to be away from which office, from when to when, why. `why` is sealed."""

    unit: Unit
    person: Person
    kind: str
    start: datetime
    end: datetime
    why: str = ""
    duty: Duty | None = None
    simulated: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the rule answers: the state the absence would take, why, and who could stand in."""

    state: str
    kind: AbsenceKind
    judged: Judgement
    candidates: tuple[Candidate, ...] = ()


def would(asking: Asking, at: datetime) -> Verdict:
    """What `ask` would decide now; writes nothing. Raises Refused as `ask` does."""
    return _verdict(asking, _checked(asking, at), at)


def ask(asking: Asking, *, by: Person, at: datetime) -> Absence:
    """Decide and keep the absence. Two who ask for the last place at once: the office is held by one of them.

    Raises Refused when the wish cannot be read at all (end before start, no post there, more than the law
    allows, away already); a wish that cover does not allow is kept as `refused` with what would work.
    """
    with transaction.atomic():
        hold(asking.unit.pk)
        kind = _checked(asking, at)
        verdict = _verdict(asking, kind, at)
        absence = Absence.objects.create(
            unit=asking.unit, person=asking.person, kind=kind.key, start=asking.start, end=asking.end,
            urgent=kind.urgent or kind.certain, why=sealing.seal(asking.why) if asking.why else b"",
            duty=asking.duty, state=verdict.state, facts=_facts(verdict.judged), asked_at=at, asked_by=by,
            decided_at=None if verdict.state in (Absence.ASKED, Absence.OFFERED) else at,
            simulated=asking.simulated,
        )  # fmt: skip
        facts = {"absence": absence.pk, "kind": kind.key, "state": verdict.state,
                 "minutes": verdict.judged.minutes}  # fmt: skip
        states = dict.fromkeys((Absence.ASKED, verdict.state))
        for state in states:
            book.write(
                asking.unit, f"absence.{state}", at=at, by=by, person=asking.person, facts=facts,
                simulated=asking.simulated,
            )  # fmt: skip
        _tell(absence, verdict, by=by, at=at)
    return absence


def _checked(asking: Asking, at: datetime) -> AbsenceKind:
    kind = kinds().get(asking.kind)
    if kind is None:
        raise Refused(Words("Pilih jenis izin dari daftar.", "Choose a kind from the list."), "kind")
    if asking.end <= asking.start:
        raise Refused(
            Words(
                "Waktu kembali harus sesudah waktu pergi.",
                "The time of return must be after the time of leaving.",
            ),
            "end",
        )
    first, last = days_between(asking.unit, asking.start, asking.end)
    if (last - first).days >= LONGEST or abs((asking.start - at).days) > LONGEST:
        raise Refused(Words("Periksa lagi tahunnya.", "Check the year."), "start")
    if (at - asking.end).days >= LATEST_ASK:
        raise Refused(
            Words(
                f"Izin dapat dicatat paling lambat {LATEST_ASK} hari sesudahnya.",
                f"An absence can be entered up to {LATEST_ASK} days afterwards.",
            ),
            "start",
        )
    if len(asking.why) > LONGEST_WHY:
        raise Refused(
            Words(f"Paling banyak {LONGEST_WHY} huruf.", f"At most {LONGEST_WHY} characters."), "why"
        )
    day = city_calendar(asking.unit.city).local(asking.start).date()
    if asking.unit.pk not in {held.unit.pk for held in posts_of(asking.person, day)}:
        raise Refused(
            Words(
                f"{asking.person.name} tidak memegang jabatan di {asking.unit.name} pada hari itu.",
                f"{asking.person.name} holds no post in {asking.unit.name} on that day.",
            ),
            "person",
        )
    _free(asking)
    limits.check(asking.unit, asking.person.pk, kind, asking.start, asking.end)
    return kind


def _free(asking: Asking) -> None:
    """Refused when the person is away already, or has promised to stand in, at that time."""
    rows = Absence.objects.filter(
        person=asking.person, state__in=HOLDING, start__lt=asking.end, end__gt=asking.start
    )
    if rows.exists():
        raise Refused(
            Words(
                "Pada waktu itu sudah ada izin. Tarik dulu yang lama, atau pilih waktu lain.",
                "There is an absence at that time already. Withdraw it first, or choose another time.",
            ),
            "start",
        )
    first, last = days_between(asking.unit, asking.start, asking.end)
    lent = Shift.objects.filter(
        person=asking.person, stands_in__isnull=False, day__gte=first, day__lte=last
    ).exclude(unit=asking.unit)
    if lent.exists() and not kinds()[asking.kind].certain:
        raise Refused(
            Words(
                "Pada hari itu sudah berjanji menggantikan di kantor lain.",
                "Promised to stand in at another office on that day.",
            ),
            "start",
        )


def _verdict(asking: Asking, kind: AbsenceKind, at: datetime) -> Verdict:
    judged = judge(asking.unit, asking.person.pk, asking.start, asking.end)
    pressing = kind.urgent or kind.certain
    if _afterwards(asking, at, pressing=pressing):
        return Verdict(Absence.REFUSED if judged.gaps and not pressing else Absence.ASKED, kind, judged)
    yes = Absence.ASKED if kind.head else Absence.GRANTED
    if not judged.gaps:
        return Verdict(yes, kind, judged)
    if pressing:
        called = tuple(_candidates(asking, judged, lacking=False)) if judged.empty else ()
        if kind.certain or not judged.empty:
            return Verdict(Absence.GRANTED if kind.certain or not kind.head else yes, kind, judged, called)
        return Verdict(Absence.OFFERED, kind, judged, called)
    found = tuple(_candidates(asking, judged, lacking=True))
    return Verdict(Absence.OFFERED if found else Absence.REFUSED, kind, judged, found)


def _afterwards(asking: Asking, at: datetime, *, pressing: bool) -> bool:
    """Asked for when it had begun (what presses: when it was over) and not sent by the office itself."""
    if asking.duty is not None:
        return False
    return asking.end <= at if pressing else asking.start + IN_TIME < at


def _candidates(asking: Asking, judged: Judgement, *, lacking: bool) -> list[Candidate]:
    return substituting.candidates(
        asking.unit, asking.person.pk, asking.start, asking.end, judged, lacking=lacking
    )


def _facts(judged: Judgement) -> dict[str, object]:
    return {
        "gaps": as_facts(judged.gaps[:50]),
        "minutes": judged.minutes,
        "empty": minutes_of(judged.empty),
        "times": [[start.isoformat(), end.isoformat()] for start, end in judged.times],
    }


def _tell(absence: Absence, verdict: Verdict, *, by: Person, at: datetime) -> None:
    """Ask the substitutes; tell the head what waits for them, and at once of what is urgent."""
    if verdict.candidates:
        everybody = absence.urgent
        called = verdict.candidates[: substituting.MOST_ASKED] if everybody else verdict.candidates[:1]
        substituting.offer(absence, called, at=at, by=by)
    if absence.state == Absence.ASKED or absence.urgent or absence.state == Absence.OFFERED:
        tell_head(absence, at)


def tell_head(absence: Absence, at: datetime, name: str = "") -> None:
    """Word to whoever decides about this absence, never to the person who asks."""
    head = head_for(absence.unit, at, but=absence.person_id)
    if head is not None:
        book.tell(
            absence.unit, head, name or f"absence.{absence.state}", at=at, facts=told(absence),
            url=f"/kerja/izin/{absence.pk}/", simulated=absence.simulated,
        )  # fmt: skip


def told(absence: Absence) -> dict[str, object]:
    """What a bell about the absence may say; never why."""
    return {
        "absence": absence.pk,
        "person": absence.person_id,
        "kind": absence.kind,
        "start": absence.start.isoformat(),
        "end": absence.end.isoformat(),
    }
