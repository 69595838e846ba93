"""Social duties: where the office should be seen, who was sent, what was heard there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from garda.cover.fairness import Borne
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.attending import hold
from garda.rosters.models import Absence, Duty

LONGEST = timedelta(hours=16)
AHEAD = timedelta(days=400)
BACK = timedelta(days=31)
BEFORE = timedelta(days=90)
STANDING = (Absence.ASKED, Absence.OFFERED, Absence.GRANTED)


@dataclass(frozen=True)
class DutyPlan:
    """What is typed about a duty; an urgent one is a bereavement."""

    what: str
    start: datetime
    end: datetime
    urgent: bool = False
    host: str = ""
    place: str = ""


@dataclass(frozen=True)
class Engagement:
    """A social duty as pages show it; `sent` and `away` come from the absence that stands, if one does.

    `minutes`: how long it lasts, or how long who was sent stayed.
    """

    id: int
    unit_id: int
    urgent: bool
    what: str
    host: str
    place: str
    start: datetime
    end: datetime
    sent: int | None
    sent_name: str
    away: str
    substitute: str
    heard: tuple[str, ...]
    cancelled: bool
    simulated: bool
    minutes: int


@dataclass(frozen=True)
class Load:
    """What one person has borne in a month: duties and minutes."""

    person: int
    name: str
    duties: int
    minutes: int
    simulated: bool = False


# ---- verbs ---------------------------------------------------------------------------------------
def plan(
    unit: Unit, typed: DutyPlan, *, by: Person | None, at: datetime, simulated: bool = False
) -> Engagement:
    """Enter a duty; the same one entered again is the one that stands. Raises Unfit with what is wrong."""
    _check(typed, at)
    said = {
        "unit": unit, "kind": Duty.URGENT if typed.urgent else Duty.PLANNED, "what": typed.what,
        "host": typed.host, "place": typed.place, "start": typed.start, "end": typed.end,
        "simulated": simulated,
    }  # fmt: skip
    with transaction.atomic():
        hold(unit.pk)
        before = Duty.objects.filter(**said, cancelled_at=None).first()
        if before is not None:
            return _engagement(before)
        row = Duty.objects.create(**said, made_at=at, made_by=by)
        book.write(unit, "duty.planned", at=at, by=by, facts=_facts(row), simulated=simulated)
    return _engagement(row)


def _check(typed: DutyPlan, at: datetime) -> None:
    for value, name, most in (
        (typed.what, "what", 160),
        (typed.host, "host", 160),
        (typed.place, "place", 200),
    ):
        if len(value) > most:
            raise Unfit(_("Paling banyak %(n)s huruf.") % {"n": most}, name)
    if not typed.what:
        raise Unfit(_("Tulis acaranya, misalnya pernikahan atau takziah."), "what")
    if not typed.start < typed.end <= typed.start + LONGEST:
        raise Unfit(_("Jam selesai harus sesudah jam mulai, pada hari yang sama."), "until")
    if not at - BACK <= typed.start <= at + AHEAD:
        raise Unfit(_("Pilih hari antara sebulan lalu dan setahun ke depan."), "day")


def cancel(row_id: int, unit: Unit, *, by: Person | None, at: datetime) -> None:
    """Call a duty off that nobody is sent to; who was sent is released first."""
    with transaction.atomic():
        row = Duty.objects.select_for_update().get(pk=row_id, unit=unit)
        if Absence.objects.filter(duty=row, state__in=STANDING).exists():
            raise Unfit(_("Bebaskan dulu yang diutus, baru batalkan tugasnya."))
        if row.cancelled_at is not None:
            return
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])
        book.write(unit, "duty.cancelled", at=at, by=by, facts=_facts(row), simulated=row.simulated)


def note_heard(row_id: int, unit: Unit, number: str, *, by: Person | None, at: datetime) -> None:
    """A matter began with what was heard there; the same number twice is one."""
    with transaction.atomic():
        row = Duty.objects.select_for_update().get(pk=row_id, unit=unit)
        if number in row.heard:
            return
        row.heard = [*row.heard, number]
        row.save(update_fields=["heard"])
        facts = {"duty": row.pk, "case": number}
        book.write(unit, "duty.heard", at=at, by=by, facts=facts, simulated=row.simulated)


def _facts(row: Duty) -> dict[str, object]:
    return {
        "duty": row.pk,
        "kind": row.kind,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
    }


# ---- reading -------------------------------------------------------------------------------------
def duty_of(unit: Unit, row_id: int) -> Engagement | None:
    """One duty of the office."""
    row = Duty.objects.filter(unit=unit, pk=row_id).first()
    return next(iter(_engagements([row])), None) if row else None


def duties_of(units: Iterable[Unit], first: date, last: date, *, most: int = 200) -> list[Engagement]:
    """The duties of these offices that begin from day to day, in order; two queries."""
    listed = list(units)
    if not listed:
        return []
    start, _end = _span(listed[0], first)
    _start, end = _span(listed[0], last)
    rows = Duty.objects.filter(unit__in=[one.pk for one in listed], start__gte=start, start__lt=end)
    return _engagements(list(rows.order_by("start", "pk")[:most]))


def sent_with(unit: Unit, person_id: int, month: date) -> list[Engagement]:
    """The duties of one person in a month at the office: the records behind a load."""
    first, last = month_of(month)
    return [one for one in duties_of([unit], first, last) if one.sent == person_id and not one.cancelled]


def _engagements(rows: list[Duty]) -> list[Engagement]:
    absences = Absence.objects.filter(duty__in=[row.pk for row in rows], state__in=STANDING)
    by_duty = {one.duty_id: one for one in absences.select_related("person", "substitute") if one.duty_id}
    return [_engagement(row, by_duty.get(row.pk)) for row in rows]


def _engagement(row: Duty, absence: Absence | None = None) -> Engagement:
    substitute = absence.substitute if absence else None
    return Engagement(
        id=row.pk,
        unit_id=row.unit_id,
        urgent=row.kind == Duty.URGENT,
        what=row.what,
        host=row.host,
        place=row.place,
        start=row.start,
        end=row.end,
        sent=absence.person_id if absence else None,
        sent_name=absence.person.name if absence else "",
        away=absence.state if absence else "",
        substitute=substitute.name if substitute else "",
        heard=tuple(row.heard),
        cancelled=row.cancelled_at is not None,
        simulated=row.simulated,
        minutes=_minutes(absence or row),
    )


# ---- what each has borne -------------------------------------------------------------------------
def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def loads_of(unit: Unit, month: date) -> list[Load]:
    """What each person who was sent has borne in the month, most first; one query."""
    found = totals_of([unit], month)[unit.pk]
    return sorted(found, key=lambda one: (-one.minutes, one.name))


def totals_of(units: Iterable[Unit], month: date) -> dict[int, list[Load]]:
    """The same for many offices, by their ids; one query."""
    listed = list(units)
    found: dict[int, dict[int, Load]] = {one.pk: {} for one in listed}
    for row in _sent(list(found), *_month(listed[0], month)) if listed else ():
        there = found[row.unit_id]
        old = there.get(row.person_id, Load(row.person_id, row.person.name, 0, 0))
        minutes, made_up = old.minutes + _minutes(row), old.simulated or row.simulated
        there[old.person] = Load(old.person, old.name, old.duties + 1, minutes, made_up)
    return {unit_id: list(there.values()) for unit_id, there in found.items()}


def borne(unit: Unit, people: Iterable[int], day: date) -> dict[int, Borne]:
    """What each of these has borne: this month, and over the ninety days before its end; one query."""
    month, end = _month(unit, day)
    found = {who: [0, 0, 0] for who in people}
    for row in _sent([unit.pk], end - BEFORE, end):
        if row.person_id not in found:
            continue
        one = found[row.person_id]
        one[2] += _minutes(row)
        if row.start >= month:
            one[0] += _minutes(row)
            one[1] += 1
    return {who: Borne(who, minutes, times, before) for who, (minutes, times, before) in found.items()}


def _sent(unit_ids: list[int], start: datetime, end: datetime) -> list[Absence]:
    """The absences by which people were sent to duties; who came back early has borne less."""
    rows = Absence.objects.filter(unit__in=unit_ids, duty__isnull=False, state__in=STANDING)
    return list(rows.filter(start__gte=start, start__lt=end).select_related("person"))


def _minutes(row: Absence | Duty) -> int:
    return max(0, int((row.end - row.start).total_seconds() // 60))


def _month(unit: Unit, day: date) -> tuple[datetime, datetime]:
    first, last = month_of(day)
    return _span(unit, first)[0], _span(unit, last)[1]


def _span(unit: Unit, day: date) -> tuple[datetime, datetime]:
    """When a day of the office's wall calendar begins and ends."""
    calendar = city_calendar(unit.city)
    start = calendar.moment((day.toordinal(), 0))
    return start, start + timedelta(days=1)
