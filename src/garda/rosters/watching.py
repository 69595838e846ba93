"""Watching over offices in their opening time: one that is seen empty is told of within its limit.

The head is told `alarm_after` minutes (one, unless set otherwise) after the last person left or the counter
opened with nobody; the head of the unit above when it lasts. It ends when somebody comes (`attending`) or
when the counter closes. Only an office that keeps presence is watched: of others nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from garda.people.calendars import city_calendar, counter_calendar
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.rosters import attending, book
from garda.rosters.heads import head_person
from garda.rosters.models import Alarm, Minimum, Presence

EVERY = timedelta(seconds=10)  # how often the tick looks
LASTS = timedelta(minutes=15)  # after which the unit above is told too
AFTER = 1  # minutes, where an office has set none


@dataclass(frozen=True)
class Empty:
    """An office that is empty now: since when, and by what."""

    unit: Unit
    since: datetime
    cause: str
    simulated: bool = False


@dataclass(frozen=True)
class Alarmed:
    """An alarm as a page shows it."""

    id: int
    unit_id: int
    began: datetime
    told_at: datetime
    superior_told_at: datetime | None
    ended: datetime | None
    cause: str
    simulated: bool = False

    @property
    def minutes(self) -> int | None:
        """How long it lasted, in whole minutes; None while it lasts."""
        return int((self.ended - self.began).total_seconds() // 60) if self.ended else None


def watch(city: City, at: datetime) -> int:
    """One look over the city's offices; how many alarms were raised, passed on or ended."""
    units = list(register_of(city).units.values())
    open_now = [unit for unit in units if unit.closed_on is None and counter_calendar(unit).is_open(at)]
    done = _end_closed(city, {unit.pk for unit in open_now}, at)
    found = empty_now(open_now, at)
    if not found:
        return done
    ids = [one.unit.pk for one in found]
    after = dict(Minimum.objects.filter(unit_id__in=ids).values_list("unit_id", "alarm_after"))
    raised = {one.unit_id: one for one in Alarm.objects.filter(unit_id__in=ids, ended__isnull=True)}
    for one in found:
        alarm = raised.get(one.unit.pk)
        limit = timedelta(minutes=after.get(one.unit.pk, AFTER))
        if alarm is None and at - one.since + EVERY >= limit:
            done += _raise(one, at)
        elif alarm is not None and alarm.superior_told_at is None and at - alarm.began >= LASTS:
            done += _pass_on(alarm.pk, one.unit, at)
    return done


def empty_now(units: Sequence[Unit], at: datetime) -> list[Empty]:
    """Those of the units that are open now, keep presence, and have nobody there; three queries for all."""
    staffed = attending.now_in_many(units, at)
    bare = [unit for unit in units if staffed[unit.pk].kept and not staffed[unit.pk].people]
    if not bare:
        return []
    today = {unit.pk: city_calendar(unit.city).local(at).date() for unit in bare}
    last: dict[int, Presence] = {}
    rows = Presence.objects.filter(unit_id__in=list(today), day__in=set(today.values()), left__lte=at)
    for row in rows.order_by("left", "pk"):
        if row.day == today[row.unit_id]:
            last[row.unit_id] = row
    return [one for unit in bare if (one := _since(unit, last.get(unit.pk), at))]


def _since(unit: Unit, last: Presence | None, at: datetime) -> Empty | None:
    """Since when it is empty: the present opening stretch began, or the last one left."""
    spans = counter_calendar(unit).spans(city_calendar(unit.city).local(at).date())
    opened = next((start for start, end in spans if start <= at < end), None)
    if opened is None:
        return None
    if last is None or last.left is None or last.left <= opened:
        return Empty(unit, opened, "opening", bool(last and last.simulated))
    cause = {"moved": "presence.moved", attending.HEAD: "presence.corrected"}.get(
        last.left_how, "presence.left"
    )
    return Empty(unit, last.left, cause, last.simulated)


def _raise(one: Empty, at: datetime) -> int:
    """Raise the alarm and tell the head; nothing where somebody came or another process raised it."""
    with transaction.atomic():
        attending.hold(one.unit.pk)
        if Alarm.objects.filter(unit=one.unit, ended__isnull=True).exists() or not empty_now([one.unit], at):
            return 0
        alarm = Alarm.objects.create(
            unit=one.unit, began=one.since, told_at=at, cause=one.cause, simulated=one.simulated
        )
        facts = {"alarm": alarm.pk, "began": one.since.isoformat(), "cause": one.cause}
        book.write(one.unit, "alarm.raised", at=at, facts=facts, simulated=one.simulated)
        _tell(one.unit, one.unit, "alarm.raised", alarm, at)
    return 1


def _pass_on(alarm_id: int, unit: Unit, at: datetime) -> int:
    """It lasts: tell the head of the unit above."""
    with transaction.atomic():
        attending.hold(unit.pk)
        alarm = Alarm.objects.filter(pk=alarm_id, ended__isnull=True, superior_told_at__isnull=True).first()
        if alarm is None:
            return 0
        alarm.superior_told_at = at
        alarm.save(update_fields=["superior_told_at"])
        facts = {"alarm": alarm.pk, "began": alarm.began.isoformat()}
        book.write(unit, "alarm.passed-on", at=at, facts=facts, simulated=alarm.simulated)
        if unit.parent is not None:
            _tell(unit, unit.parent, "alarm.passed-on", alarm, at)
    return 1


def _tell(unit: Unit, led: Unit, name: str, alarm: Alarm, at: datetime) -> None:
    """Word to whoever leads `led` today about the alarm of `unit`."""
    person = head_person(led, at)
    if person is not None:
        book.tell(
            unit, person, name, at=at, facts={"start": alarm.began.isoformat()},
            url=f"/kerja/menit-kosong/{unit.key}/", simulated=alarm.simulated,
        )  # fmt: skip


def _end_closed(city: City, open_ids: set[int], at: datetime) -> int:
    """Alarms of counters that have closed end with the opening stretch in which they began."""
    done = 0
    rows = Alarm.objects.filter(unit__city=city, ended__isnull=True).exclude(unit_id__in=open_ids)
    for row in rows:
        unit = register_of(city).unit(row.unit_id)
        with transaction.atomic():
            attending.hold(unit.pk)
            alarm = Alarm.objects.filter(pk=row.pk, ended__isnull=True).first()
            if alarm is None:
                continue
            closing = counter_calendar(unit).closes(alarm.began)
            alarm.ended = min(at, closing) if closing else at
            alarm.save(update_fields=["ended"])
            minutes = int((alarm.ended - alarm.began).total_seconds() // 60)
            facts = {"alarm": alarm.pk, "minutes": minutes, "closed": True}
            book.write(unit, "alarm.ended", at=at, facts=facts, simulated=alarm.simulated)
            done += 1
    return done


# ---- reading -------------------------------------------------------------------------------------
def alarms_of(unit: Unit, first: datetime, last: datetime) -> list[Alarmed]:
    """The alarms of an office that began between two moments, latest first; at most a hundred."""
    rows = Alarm.objects.filter(unit=unit, began__gte=first, began__lt=last).order_by("-began")[:100]
    return [_alarmed(row) for row in rows]


def open_alarms(units: Sequence[Unit]) -> dict[int, Alarmed]:
    """The alarms that last, by unit."""
    rows = Alarm.objects.filter(unit_id__in=[unit.pk for unit in units], ended__isnull=True)
    return {row.unit_id: _alarmed(row) for row in rows}


def _alarmed(row: Alarm) -> Alarmed:
    return Alarmed(
        row.pk, row.unit_id, row.began, row.told_at, row.superior_told_at, row.ended, row.cause, row.simulated
    )
