"""Issuing a letter: number, paper, signature, and the step that waited for it.

In three parts, so that nobody waits for a signature with the database in hand. First the number is reserved
and kept; then the letter is set and signed, with no transaction open; last, in one transaction, the sealed
file, the event, the step and the register are kept together. Cut off anywhere, the matter stands where it
stood, and the reserved number serves the next letter.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from garda.cases import issuing, papers
from garda.cases.acting import Overtaken, Refused
from garda.cases.models import Case, Event, Paper
from garda.cases.taking import standing, take
from garda.flow import Words
from garda.letters import composing, numbering, rendering
from garda.letters.models import Letter
from garda.letters.signatories import Signing, designation, signing_of
from garda.letters.signing import Signer, signer_of
from garda.people.calendars import calendar_of
from garda.people.models import Person, Unit
from garda.people.posts import kinds

GONE = Words(
    "Berkas surat ini sudah dihapus, jadi tidak dapat ditandatangani lagi.",
    "The file of this letter was erased, so it can't be signed again.",
)


@dataclass(frozen=True)
class _Begun:
    """A letter whose number is reserved (or that waits for one more signature), ready to be signed."""

    case: Case
    row: Letter
    signing: Signing
    pdf: bytes
    place: int
    of: tuple[str, ...]
    valid_until: date | None


def sign(
    case_id: int, person: Person, *, at: datetime, seen: int | None = None, passphrase: str = ""
) -> Case:
    """Sign the letter of a matter as `person`, and take the step that waited for the signature.

    Refused with a sentence when a needed answer is missing, the person's posts do not sign here, or the
    signing service says no; Overtaken when the record moved on since `seen`. Then nothing is signed.
    """
    begun = _begin(case_id, person, at, seen)
    try:
        signer = signer_of(begun.case.city)
        pdf = signer.sign(begun.pdf, begun.signing, begun.place, passphrase, at)
        return _finish(begun, pdf, signer, at)
    except BaseException:
        if begun.row.state == Letter.RESERVED:
            numbering.let_go(begun.row)
        raise


def _begin(case_id: int, person: Person, at: datetime, seen: int | None) -> _Begun:
    with transaction.atomic():
        case = take(case_id, seen)
        day = calendar_of(case.unit).local(at).date()
        signing, draft = _checked(case, person, day)
        waiting = _waiting(case, signing)
        if waiting is not None:
            return _Begun(
                case, waiting, signing, _file_of(waiting), len(waiting.signatures) + 1,
                tuple(waiting.waits_for[1:]), waiting.valid_until,
            )  # fmt: skip
        row = numbering.reserve(case, draft.letter.code, draft.letter.title, at)
    # Set outside the transaction: some ten milliseconds in which others may write.
    data = composing.data_of(
        draft, signing, number=row.number, code=row.code, day=day, own=signer_of(case.city).own
    )
    also = draft.letter.also_signed_by
    data["also"] = [countersigner(kind, case.unit) for kind in also]
    until = day + timedelta(days=draft.letter.valid.amount - 1) if draft.letter.valid else None
    try:
        pdf = rendering.as_pdf(data)
    except BaseException:
        numbering.let_go(row)
        raise
    return _Begun(case, row, signing, pdf, 1, also, until)


def _checked(case: Case, person: Person, day: date) -> tuple[Signing, composing.Draft]:
    """Who signs and what: everything that can be refused before a number is given."""
    step = standing(case)[1]
    signing = signing_of(person, case.unit, step, day)
    flow, _, _ = issuing.must_be_signable(case, signing.by)
    draft = composing.draft_of(case, flow)
    composing.must_be_whole(draft)
    return signing, draft


def _waiting(case: Case, signing: Signing) -> Letter | None:
    """The matter's letter that waits for this very kind of post to sign it, too."""
    rows = Letter.objects.filter(case=case, state=Letter.SIGNED).order_by("-signed_at", "-pk")
    found = rows.first()
    return found if found and found.waits_for[:1] == [signing.post.kind] else None


def _file_of(row: Letter) -> bytes:
    content = papers.content_of(row.paper) if row.paper is not None else None
    if content is None:
        raise Refused(GONE)
    return content


def _finish(begun: _Begun, pdf: bytes, signer: Signer, at: datetime) -> Case:
    row, signing = begun.row, begun.signing
    fingerprint = hashlib.sha256(pdf).hexdigest()
    signed = issuing.Signed(row.number, fingerprint, begun.place, begun.place + len(begun.of), pdf)
    with transaction.atomic():
        now = Letter.objects.select_for_update().get(pk=row.pk)
        if (now.state, now.token, now.fingerprint) != (row.state, row.token, row.fingerprint):
            raise Overtaken(begun.case.seq, begun.case.seq + 1)
        if begun.place == 1:
            _replace(begun.case, signing, at)
        case, paper = issuing.sign_letter(begun.case.pk, signed, by=signing.by, at=at)
        _keep(now, begun, paper, fingerprint, signer, at)
    return case


def _replace(case: Case, signing: Signing, at: datetime) -> None:
    """A letter of the same matter that was signed before counts no longer."""
    for old in Letter.objects.select_for_update().filter(case=case, state=Letter.SIGNED):
        revoke(old, "replaced", "", by_signing=signing, at=at)


def revoke(
    letter: Letter, reason: str, words: str, *, by_signing: Signing, at: datetime, seen: int | None = None
) -> None:
    """Revoke inside the transaction of the letter that replaces it."""
    issuing.revoke_letter(letter.case_id, letter.number, reason, words, by=by_signing.by, at=at, seen=seen)
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.REVOKED, revoked_at=at, reason=reason, waits_for=[]
    )


def _keep(row: Letter, begun: _Begun, paper: Paper, fingerprint: str, signer: Signer, at: datetime) -> None:
    signing = begun.signing
    row.state, row.token, row.held_until = Letter.SIGNED, "", None
    row.signed_at, row.valid_until = row.signed_at or at, begun.valid_until
    row.post = row.post or signing.post
    row.signatures = [*row.signatures, _signature(signing, signer, at)]
    row.waits_for = list(begun.of)
    row.paper, row.fingerprint = paper, fingerprint
    row.save()


def _signature(signing: Signing, signer: Signer, at: datetime) -> dict[str, Any]:
    """What the letter itself says of a signature."""
    return {
        "lines": [one.rstrip(",") for one in signing.lines],
        "name": signing.name,
        "post": signing.post.pk,
        "at": at.isoformat(),
        "own": signer.own,
    }


def signed_by(case_id: int, person: Person, since: datetime) -> bool:
    """Whether `person` signed the matter's letter since that moment."""
    events = Event.objects.filter(case_id=case_id, name="letter.signed", by_person=person, at__gte=since)
    return events.exists()


def countersigner(kind: str, unit: Unit) -> str:
    """Who signs too, as the letter calls them: the post in the nearest office above that has it."""
    known = kinds()[kind]
    at: Unit | None = unit
    while at is not None and at.kind not in known.units:
        at = at.parent
    return designation(known.title_id, at or unit)


def preview_data(case: Case, person: Person, at: datetime) -> dict[str, Any]:
    """The letter as it would be signed now, marked as a preview; Refused as signing would be."""
    day = calendar_of(case.unit).local(at).date()
    signing, draft = _checked(case, person, day)
    data = composing.data_of(
        draft, signing, number=composing.PREVIEW_NUMBER, code="", day=day,
        own=signer_of(case.city).own, preview=True,
    )  # fmt: skip
    data["also"] = [countersigner(kind, case.unit) for kind in draft.letter.also_signed_by]
    return data
