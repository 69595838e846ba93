"""Correcting presence by hand: the head writes what the record missed, with a reason that is kept sealed.

Nobody corrects their own. A stay is never taken away: one that was none is corrected to no time at all. What
stood before is in the book, and the day's minutes are counted again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import Person, Unit
from garda.rosters import attending, book, disciplining, office_days
from garda.rosters.models import Presence

BACK = timedelta(days=31)  # how long a day may still be corrected
LEAST_WORDS = 5


def correct(
    unit: Unit,
    person: Person,
    *,
    by: Person,
    at: datetime,
    came: datetime,
    left: datetime | None,
    reason: str,
    stay_id: int | None = None,
    simulated: bool = False,
) -> attending.Stay:
    """Set the times of the stay `stay_id`, or write down one that was missed. `left` None: still there."""
    words = " ".join(reason.split())
    day = city_calendar(unit.city).local(came).date()
    _check(unit, person, by, at, came, left, words)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        attending.hold(unit.pk)
        row = _row(unit, person, stay_id, day)
        _check_free(person, row, day, came, left)
        was = {"came": row.came.isoformat(), "left": row.left.isoformat() if row.left else ""} if row else {}
        row = row or Presence(unit=unit, person=person, day=day, how=attending.HEAD, simulated=simulated)
        row.came, row.left, row.corrected = came, left, True
        row.left_how = attending.HEAD if left else ""
        before = f"{sealing.unseal(row.why)}\n" if row.why else ""
        row.why = sealing.seal(before + words[:500])
        row.save()
        facts = {"came": came.isoformat(), "left": left.isoformat() if left else "", "stay": row.pk}
        facts |= {"was": was} if was else {}
        book.write(unit, "presence.corrected", at=at, by=by, person=person, facts=facts, simulated=simulated)
        if left is None:
            attending.end_alarm(unit, at, simulated)
        if day < city_calendar(unit.city).local(at).date():
            office_days.keep([unit], day, at)
            disciplining.look([unit], day, day, at)
    return attending.stay_of(row)


def reasons_of(unit: Unit, day: date) -> dict[int, str]:
    """Why the stays of that day were corrected, by stay; for whoever may correct them, and the person."""
    rows = Presence.objects.filter(unit=unit, day=day, corrected=True).exclude(why=b"")
    return {row.pk: sealing.unseal(row.why) for row in rows}


def own_reasons(person: Person, first: date) -> dict[int, str]:
    """Why one's own stays since `first` were corrected, by stay."""
    rows = Presence.objects.filter(person=person, day__gte=first, corrected=True).exclude(why=b"")
    return {row.pk: sealing.unseal(row.why) for row in rows}


def _check(
    unit: Unit, person: Person, by: Person, at: datetime, came: datetime, left: datetime | None, words: str
) -> None:
    """What can be said without looking at other stays."""
    local = city_calendar(unit.city).local
    if by.pk == person.pk:
        raise Refused(
            Words("Catatan hadir Anda sendiri diperbaiki atasan Anda, bukan oleh Anda.",
                  "Your own presence is corrected by your superior, not by you."), "person",
        )  # fmt: skip
    if len(words) < LEAST_WORDS:
        raise Refused(Words("Tulis alasannya, singkat saja.", "Write the reason, briefly."), "reason")
    if came > at:
        raise Refused(Words("Jam datang ini belum terjadi.", "That arrival lies ahead."), "came")
    if at - came > BACK:
        raise Refused(Words("Hari yang lewat dari 31 hari tidak diperbaiki lagi.", "A day more than 31 days "
                            "ago is corrected no more."), "day")  # fmt: skip
    if left is None and local(came).date() != local(at).date():
        raise Refused(Words("Hari itu sudah lewat: isi juga jam pulangnya.", "That day is over: say when "
                            "they left."), "left")  # fmt: skip
    if left is not None and (left > at or left < came or local(left).date() != local(came).date()):
        raise Refused(Words("Jam pulang tidak boleh sebelum jam datang atau di masa depan.", "They cannot "
                            "leave before they came, nor in the future."), "left")  # fmt: skip
    if unit not in attending.offices_of(person, local(came).date()):
        raise Refused(Words("Orang ini tidak bertugas di kantor itu pada hari itu.", "This person was not on "
                            "duty at that office on that day."), "person")  # fmt: skip


def _row(unit: Unit, person: Person, stay_id: int | None, day: date) -> Presence | None:
    if stay_id is None:
        return None
    row = Presence.objects.select_for_update().filter(pk=stay_id, unit=unit, person=person, day=day).first()
    if row is None:
        raise Refused(Words("Catatan hadir itu tidak ada lagi.", "That stay is not there any more."), "stay")
    return row


def _check_free(
    person: Person, row: Presence | None, day: date, came: datetime, left: datetime | None
) -> None:
    """One place at a time: no other stay of the person overlaps, none other is open."""
    others = Presence.objects.filter(person=person).exclude(pk=row.pk if row else 0)
    overlap = Q(left__isnull=True, came__lt=left) if left else Q(left__isnull=True)
    overlap |= Q(left__gt=came, came__lt=left) if left else Q(left__gt=came)
    if others.filter(day=day).filter(overlap).exists() or (
        left is None and others.filter(left=None).exists()
    ):
        raise Refused(
            Words("Pada jam itu orang ini sudah tercatat hadir.", "At that time this person is already "
                  "recorded as present."), "came",
        )  # fmt: skip
