"""A resident's word that an office was empty, laid beside what presence says of that very minute.

It is answered by somebody above the office, never by the office itself, and followed with its code alone.
Where the resident stood is not kept: only how far that is from the office, if both are known.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.numbering import ALPHABET
from garda.flow import Words
from garda.people.calendars import counter_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import attending, book
from garda.rosters.heads import head_person
from garda.rosters.models import EmptyReport, Entry

BACK = timedelta(days=7)
LENGTH = 12
LONGEST = 600
LISTED = 60


@dataclass(frozen=True)
class Told:
    """One report, with what the record says of its minute; `present` None: presence was not kept then."""

    id: int
    unit: Unit
    at: datetime
    received_at: datetime
    open_then: bool
    present: int | None
    distance: int | None
    words: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    simulated: bool = False

    @property
    def verdict(self) -> str:
        """What the two together say: "closed", "unknown", "agrees" (nobody was recorded) or "differs"."""
        if not self.open_then:
            return "closed"
        if self.present is None:
            return "unknown"
        return "differs" if self.present else "agrees"


def report(
    unit: Unit,
    *,
    when: datetime,
    at: datetime,
    lat: float | None = None,
    lng: float | None = None,
    words: str = "",
    form_key: str = "",
    simulated: bool = False,
) -> str:
    """Keep a report about the minute of `when`; the answer is its code, which is told only now.

    The same `form_key` (a secret of the form) sent again is the same report, under the same code.
    """
    if when > at + timedelta(minutes=2):
        raise Refused(Words("Waktu itu belum terjadi.", "That time lies ahead."), "time")
    if at - when > BACK:
        raise Refused(
            Words("Paling lama tujuh hari yang lalu.", "Seven days ago at the most."),
            "time",
        )
    if len(words) > LONGEST:
        raise Refused(Words(f"Paling banyak {LONGEST} huruf.", f"At most {LONGEST} letters."), "words")
    moment = min(when, at)
    code = _code(form_key or secrets.token_urlsafe(24))
    with transaction.atomic():
        attending.hold(unit.pk)
        if EmptyReport.objects.filter(code=_mark(unit.city, code), unit=unit).exists():
            return _spoken(code)
        row = EmptyReport.objects.create(
            unit=unit, at=moment, received_at=at, distance=attending.metres_from(unit, lat, lng),
            open_then=counter_calendar(unit).is_open(moment), present_then=attending.present_at(unit, moment),
            words=sealing.seal(words) if words else b"", code=_mark(unit.city, code), simulated=simulated,
        )  # fmt: skip
        facts = {
            "report": row.pk,
            "of": moment.isoformat(),
            "open": row.open_then,
            "present": row.present_then,
        }
        book.write(unit, "empty.reported", at=at, facts=facts, simulated=simulated)
        for place in filter(None, (unit, unit.parent)):
            person = head_person(place, at)
            if person is not None:
                book.tell(
                    unit, person, "empty.reported", at=at, facts={"start": moment.isoformat()},
                    url=f"/kerja/menit-kosong/{unit.key}/", simulated=simulated,
                )  # fmt: skip
    return _spoken(code)


def _code(form_key: str) -> str:
    """The code of a form, which nobody can tell without its key."""
    drawn = int.from_bytes(hashlib.sha256(f"empty:{form_key}".encode()).digest())
    return "".join(ALPHABET[drawn // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def _spoken(code: str) -> str:
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def answer(report_id: int, unit: Unit, words: str, *, by: Person, at: datetime) -> Told:
    """Answer the resident, once."""
    said = words.strip()
    if len(said) < 10:
        raise Refused(Words("Tulis jawaban untuk warga, sedikitnya satu kalimat.", "Write an answer of at "
                            "least one sentence."), "words")  # fmt: skip
    with transaction.atomic():
        rows = EmptyReport.objects.select_for_update(of=("self",)).select_related("answered_by")
        row = rows.filter(pk=report_id, unit=unit).first()
        if row is None or row.answered_at is not None:
            raise Refused(Words("Laporan ini sudah dijawab.", "This report has been answered."), "words")
        row.answer, row.answered_at, row.answered_by = said[:2000], at, by
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        book.write(unit, "empty.answered", at=at, by=by, facts={"report": row.pk}, simulated=row.simulated)
    return _told(row, unit, with_words=True)


def by_code(city: City, typed: str) -> Told | None:
    """The report of that code in the city, for whoever has it."""
    code = "".join(sign for sign in typed.upper()[:40] if sign.isalnum())
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return None
    row = EmptyReport.objects.select_related("answered_by").filter(code=_mark(city, code)).first()
    if row is None or row.unit_id not in register_of(city).units:
        return None
    return _told(row, register_of(city).unit(row.unit_id), with_words=True)


def reports_of(units: Iterable[Unit], *, first: datetime, waiting: bool = False) -> list[Told]:
    """Reports about these offices since `first`, latest first, the unanswered ones before the others.

    Words are opened here: for those who look after these offices.
    """
    by_id = {unit.pk: unit for unit in units}
    rows = EmptyReport.objects.filter(unit_id__in=list(by_id), at__gte=first).select_related("answered_by")
    if waiting:
        rows = rows.filter(answered_at__isnull=True)
    found = rows.order_by("answered_at", "-at")[:LISTED]
    told = [_told(row, by_id[row.unit_id], with_words=True) for row in found]
    return sorted(told, key=lambda one: one.answered_at is not None)


def one_of(unit: Unit, report_id: int, *, with_words: bool) -> Told | None:
    """One report about this office; its words only for those who look after it."""
    row = EmptyReport.objects.select_related("answered_by").filter(unit=unit, pk=report_id).first()
    return _told(row, unit, with_words=with_words) if row else None


def waiting(units: Iterable[Unit]) -> list[tuple[Unit, int]]:
    """The offices about which reports wait for an answer, with how many; one query."""
    by_id = {unit.pk: unit for unit in units}
    rows = EmptyReport.objects.filter(unit_id__in=list(by_id), answered_at__isnull=True)
    counts = rows.values_list("unit_id").annotate(n=Count("pk")).order_by("unit_id")
    return [(by_id[unit_id], n) for unit_id, n in counts]


def opened(unit: Unit, reports: Iterable[Told], *, by: Person, at: datetime) -> None:
    """Note who read a resident's words, once per reader and report."""
    ids = [one.id for one in reports if one.words]
    if not ids:
        return
    rows = Entry.objects.filter(unit=unit, name="empty.read", by=by).values_list("facts", flat=True)
    before = {facts.get("report") for facts in rows}
    for one in ids:
        if one not in before:
            book.write(unit, "empty.read", at=at, by=by, facts={"report": one})


def _told(row: EmptyReport, unit: Unit, *, with_words: bool) -> Told:
    words = sealing.unseal(row.words) if with_words and row.words else ""
    return Told(
        row.pk, unit, row.at, row.received_at, row.open_then, row.present_then, row.distance, words,
        row.answer, row.answered_at, row.answered_by.name if row.answered_by else "", row.simulated,
    )  # fmt: skip


def _mark(city: City, code: str) -> str:
    """What is kept of a code: enough to find the report, not enough to find the code."""
    return str(sealing.mark("empty-report", code, city.pk))
