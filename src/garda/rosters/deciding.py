"""The head's word on an absence, and what the person may still change: taking it back, coming back early."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import Person
from garda.people.register import register_of
from garda.rosters import book, substituting
from garda.rosters.asking import tell_head, told
from garda.rosters.attending import hold
from garda.rosters.judging import judge, minutes_of
from garda.rosters.models import Absence, Shift

LONGEST_WHY = 500
OVER = Words("Izin ini sudah diputus atau ditarik.", "This absence is decided already or withdrawn.")


def allow(absence_id: int, *, by: Person, at: datetime, why: str = "") -> Absence:
    """The head says yes: to a leave that waited, or, with a reason, to an urgent absence that nobody covers.

    A leave whose place was held opens no gap; if one came meanwhile (another minimum, another plan), it is
    refused here, with the minutes.
    """
    with transaction.atomic():
        absence = _held(absence_id, by, (Absence.ASKED, Absence.OFFERED))
        urgent_call = absence.state == Absence.OFFERED
        if urgent_call and not absence.urgent:
            raise Refused(
                Words(
                    "Masih menunggu jawaban pengganti. Kantor tidak boleh kekurangan orang.",
                    "A substitute has not answered yet. The office may not be short of people.",
                )
            )
        if urgent_call and not why.strip():
            raise Refused(
                Words(
                    "Tulis alasan kantor dibiarkan kosong sementara. Alasan ini tercatat.",
                    "Write why the office is left empty for a while. The reason is on record.",
                ),
                "why",
            )
        judged = judge(absence.unit, absence.person_id, absence.start, absence.end)
        if judged.gaps and not absence.urgent:
            raise Refused(
                Words(
                    f"Kantor akan kekurangan orang {judged.minutes} menit. Tolak, atau atur jadwal dulu.",
                    f"The office would now be short for {judged.minutes} minutes. Refuse, or arrange first.",
                )
            )
        facts = {"absence": absence.pk, "empty": minutes_of(judged.empty), "why": why.strip()[:LONGEST_WHY]}
        _decide(absence, Absence.GRANTED, by=by, at=at, facts=facts)
        substituting.lapse(absence, at)
    return absence


def refuse(absence_id: int, why: str, *, by: Person, at: datetime) -> Absence:
    """The head says no, and why; the substitute is free again."""
    if not why.strip():
        raise Refused(
            Words(
                "Tulis alasannya, agar rekan Anda tahu harus bagaimana.",
                "Write the reason, so that your colleague knows what to do.",
            ),
            "why",
        )
    with transaction.atomic():
        absence = _held(absence_id, by, (Absence.ASKED, Absence.OFFERED))
        _free_substitute(absence, at)
        facts = {"absence": absence.pk, "why": why.strip()[:LONGEST_WHY]}
        _decide(absence, Absence.REFUSED, by=by, at=at, facts=facts)
        substituting.lapse(absence, at)
    return absence


def withdraw(absence_id: int, *, by: Person, at: datetime) -> Absence:
    """The person takes the wish back, or whoever sent them; until the absence has begun."""
    with transaction.atomic():
        absence = _row(absence_id)
        if absence.state not in (Absence.ASKED, Absence.OFFERED, Absence.GRANTED) or at >= absence.end:
            raise Refused(OVER)
        if at > absence.start and absence.state == Absence.GRANTED:
            raise Refused(
                Words(
                    "Izin sudah dimulai. Pakai tombol kembali lebih awal.",
                    "The absence has begun. Use the button for coming back early.",
                )
            )
        _free_substitute(absence, at)
        absence.state = Absence.WITHDRAWN
        absence.decided_at, absence.decided_by = at, by
        absence.save(update_fields=["state", "decided_at", "decided_by", "substitute", "substitute_unit"])
        substituting.lapse(absence, at)
        book.write(
            absence.unit, "absence.withdrawn", at=at, by=by, person=absence.person,
            facts={"absence": absence.pk}, simulated=absence.simulated,
        )  # fmt: skip
        tell_head(absence, at)
        if by.pk != absence.person_id:
            _tell(absence, absence.person, at)
    return absence


def back_early(absence_id: int, *, by: Person, at: datetime) -> Absence:
    """The person is back before the time: the absence ends now, the substitute may go home."""
    with transaction.atomic():
        absence = _row(absence_id)
        if absence.state != Absence.GRANTED or not absence.start < at < absence.end:
            raise Refused(OVER)
        absence.end = at
        absence.save(update_fields=["end"])
        day, minute = city_calendar(absence.unit.city).point(at)
        for shift in Shift.objects.filter(stands_in=absence).select_related("person"):
            if shift.day.toordinal() > day or (shift.day.toordinal() == day and shift.start >= minute):
                shift.delete()
            elif shift.day.toordinal() == day and shift.end > minute:
                shift.end = minute
                shift.save(update_fields=["end"])
        book.write(
            absence.unit, "absence.ended", at=at, by=by, person=absence.person,
            facts={"absence": absence.pk}, simulated=absence.simulated,
        )  # fmt: skip
        if absence.substitute is not None:
            _tell(absence, absence.substitute, at, "absence.ended")
    return absence


def _row(absence_id: int) -> Absence:
    """The absence as it stands, its office held."""
    unit_id = Absence.objects.values_list("unit_id", flat=True).get(pk=absence_id)
    hold(unit_id)
    absence = Absence.objects.select_related("unit__city", "person", "substitute").get(pk=absence_id)
    absence.unit = register_of(absence.unit.city).unit(absence.unit_id)
    return absence


def _held(absence_id: int, by: Person, states: tuple[str, ...]) -> Absence:
    absence = _row(absence_id)
    if absence.person_id == by.pk:
        raise Refused(
            Words(
                "Izin sendiri diputus pimpinan di atas Anda.",
                "Your own absence is decided by the head above you.",
            )
        )
    if absence.state not in states:
        raise Refused(OVER)
    return absence


def _decide(absence: Absence, state: str, *, by: Person, at: datetime, facts: dict[str, object]) -> None:
    absence.state, absence.decided_at, absence.decided_by = state, at, by
    absence.facts = {**absence.facts, "said": facts.get("why", "")}
    absence.save(
        update_fields=["state", "decided_at", "decided_by", "facts", "substitute", "substitute_unit"]
    )
    book.write(
        absence.unit, f"absence.{state}", at=at, by=by, person=absence.person, facts=facts,
        simulated=absence.simulated,
    )  # fmt: skip
    _tell(absence, absence.person, at)


def _free_substitute(absence: Absence, at: datetime) -> None:
    """Whoever was to stand in is not needed any more, and told so."""
    if absence.substitute is not None:
        _tell(absence, absence.substitute, at, "call.not-needed")
    Shift.objects.filter(stands_in=absence).delete()
    absence.substitute = absence.substitute_unit = None


def _tell(absence: Absence, person: Person, at: datetime, name: str = "") -> None:
    book.tell(
        absence.unit, person, name or f"absence.{absence.state}", at=at, facts=told(absence),
        url=f"/kerja/izin/{absence.pk}/", simulated=absence.simulated,
    )  # fmt: skip
