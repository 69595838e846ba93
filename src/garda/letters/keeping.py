"""Letters as pages show them: of one matter, by their code, in the register of a unit and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from garda.cases import issuing, papers
from garda.cases.acting import RESIDENT, By, Refused
from garda.cases.models import Case, Event
from garda.flow import Words
from garda.letters.composing import verify_address
from garda.letters.issuing import countersigner
from garda.letters.models import Letter
from garda.letters.numbering import grouped, tidy_code
from garda.people.models import City
from garda.people.register import register_of

MOST_ROWS = 5000
# A signature, the move that waited for it, and the closing that may come with the move.
IN_ONE_ACT = 2


@dataclass(frozen=True)
class Signature:
    """Who signed, as the letter says it: the designation in lines, the name, when, with whose certificate."""

    lines: tuple[str, ...]
    name: str
    at: datetime
    own: bool


@dataclass(frozen=True)
class Line:
    """One letter as a page shows it. `state`: reserved, waits, valid, over or revoked."""

    id: int
    number: str
    title: str
    unit_id: int
    unit: str
    city: str
    state: str
    day: date | None
    signed_at: datetime | None
    valid_until: date | None
    signatures: tuple[Signature, ...]
    waits_for: tuple[str, ...]
    revoked_at: datetime | None
    cause: Words
    code: str
    address: str
    fingerprint: str
    there: bool
    simulated: bool
    case_number: str

    @property
    def signer(self) -> str:
        """The first signature in one line."""
        first = next(iter(self.signatures), None)
        return f"{first.name}, {' '.join(first.lines)}" if first else ""


def of_case(case: Case, today: date) -> list[Line]:
    """The letters of a matter, the newest first; numbers that are only reserved are left out."""
    rows = Letter.objects.filter(case=case).exclude(state=Letter.RESERVED).select_related("paper")
    return [_line(row, case.city, case.number, today) for row in rows.order_by("-signed_at", "-pk")]


def by_code(city: City, typed: str, today: date) -> Line | None:
    """The letter of that code in the city, or nothing: also for a code that was never given."""
    code = tidy_code(typed)
    rows = Letter.objects.filter(city=city, code=code).exclude(state=Letter.RESERVED)
    row = rows.select_related("paper").first() if code else None
    return _line(row, city, "", today) if row else None


def _line(row: Letter, city: City, case_number: str, today: date) -> Line:
    unit = register_of(city).unit(row.unit_id)
    paper = row.paper
    return Line(
        id=row.pk,
        number=row.number,
        title=row.title,
        unit_id=unit.pk,
        unit=unit.name,
        city=city.name,
        state=_state(row, today),
        day=row.day,
        signed_at=row.signed_at,
        valid_until=row.valid_until,
        signatures=tuple(
            Signature(tuple(one["lines"]), one["name"], datetime.fromisoformat(one["at"]), one["own"])
            for one in row.signatures
        ),
        waits_for=tuple(countersigner(kind, unit) for kind in row.waits_for),
        revoked_at=row.revoked_at,
        cause=issuing.REASONS.get(row.reason, Words("", "")),
        code=grouped(row.code),
        address=verify_address(city, row.code),
        fingerprint=row.fingerprint,
        there=paper is not None and paper.erased_at is None,
        simulated=row.simulated,
        case_number=case_number,
    )


def _state(row: Letter, today: date) -> str:
    if row.state != Letter.SIGNED:
        return row.state
    if row.waits_for:
        return "waits"
    return "over" if row.valid_until is not None and row.valid_until < today else "valid"


def file_of(case: Case, letter_id: int) -> bytes | None:
    """The signed file of one of the matter's letters; None when there is none, or it was erased."""
    row = Letter.objects.filter(case=case, pk=letter_id).select_related("paper").first()
    return papers.content_of(row.paper) if row and row.paper else None


@dataclass(frozen=True)
class Enclosed:
    """A letter that goes out with a mail."""

    id: int
    name: str
    content: bytes


def enclosed_with(event: Event) -> Enclosed | None:
    """The letter signed in the act of which `event` tells; None while a signature is still to come."""
    signed = Event.objects.filter(
        case_id=event.case_id, name="letter.signed", seq__range=(event.seq - IN_ONE_ACT, event.seq - 1)
    )
    numbers = [str(one.facts["number"]) for one in signed]
    rows = Letter.objects.filter(case_id=event.case_id, number__in=numbers, state=Letter.SIGNED)
    row = rows.select_related("paper").first() if numbers else None
    content = papers.content_of(row.paper) if row and row.paper and not row.waits_for else None
    if row is None or content is None:
        return None
    return Enclosed(row.pk, f"surat-{row.number.replace('/', '-')}.pdf", content)


def fetched(case: Case, letter_id: int, way: str, *, at: datetime, by: By = RESIDENT) -> None:
    """Note that the letter reached the resident that way."""
    row = Letter.objects.filter(case=case, pk=letter_id).exclude(state=Letter.RESERVED).first()
    if row is not None:
        issuing.deliver_letter(case.pk, row.number, way, by=by, at=at)


def revoke(case_id: int, letter_id: int, reason: str, words: str, *, by: By, at: datetime) -> Letter:
    """Revoke a letter, with a cause everybody may know and words for its owner."""
    if not words.strip():
        raise Refused(
            Words("Tulis alasannya untuk pemilik surat.", "Write the reason for the letter's owner."), "words"
        )
    with transaction.atomic():
        row = Letter.objects.select_for_update().filter(pk=letter_id, case_id=case_id).first()
        if row is None or row.state != Letter.SIGNED:
            raise Refused(
                Words("Surat ini sudah dicabut atau belum terbit.", "It was revoked already, or not issued.")
            )
        issuing.revoke_letter(case_id, row.number, reason, words, by=by, at=at)
        row.state, row.revoked_at, row.reason, row.waits_for = Letter.REVOKED, at, reason, []
        row.save(update_fields=["state", "revoked_at", "reason", "waits_for"])
        return row


# ---- the register ---------------------------------------------------------------------------------
def years_of(unit_ids: Iterable[int]) -> list[int]:
    """The years in which these units issued letters, the latest first."""
    rows = Letter.objects.filter(unit_id__in=list(unit_ids)).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct()[:20])


def agenda(city: City, unit_ids: Sequence[int], year: int, number: str) -> QuerySet[Letter]:
    """The register of these units in a year by number, the latest first; `number` finds a part of one."""
    rows = Letter.objects.filter(city=city, unit_id__in=unit_ids, year=year)
    if number:
        rows = rows.filter(Q(number__icontains=number))
    return rows.select_related("case", "paper").order_by("unit_id", "simulated", "-n")


def lines_of(city: City, rows: Iterable[Letter], today: date) -> list[Line]:
    """Rows of the register as lines."""
    return [_line(row, city, row.case.number, today) for row in rows]


@dataclass(frozen=True)
class Placed:
    """A letter with where it belongs: the office that issued it, and the matter."""

    line: Line
    unit_id: int
    case: Case


def by_id(city: City, letter_id: int, today: date) -> Placed | None:
    """The letter of that id in the city, or nothing."""
    rows = Letter.objects.filter(city=city, pk=letter_id).exclude(state=Letter.RESERVED)
    row = rows.select_related("case", "paper").first()
    if row is None:
        return None
    row.case.city = city
    return Placed(_line(row, city, row.case.number, today), row.unit_id, row.case)
