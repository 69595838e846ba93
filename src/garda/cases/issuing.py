"""What letters do to a matter: signed, revoked, delivered. The room of letters makes the letter itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from garda.cases import papers, record, saying
from garda.cases.acting import By, Refused
from garda.cases.models import Case, Paper, Reading
from garda.cases.moving import move_case
from garda.cases.record import Fact
from garda.cases.saying import Saying
from garda.cases.taking import (
    facts_for,
    first_response,
    must_be_open,
    must_hold,
    must_not_be_offered,
    overdue,
    standing,
    take,
)
from garda.flow import Flow, Move, Step, Words
from garda.flow.walking import moves_from, withheld

GUARD = "letter-signed"
PAPER = "letter"
# Why a letter may be revoked: facts, so that everybody may know them.
REASONS: dict[str, Words] = {
    "mistake": Words("Isinya salah", "What it says is wrong"),
    "changed": Words("Keadaan yang diterangkan sudah berubah", "What it states has changed"),
    "unlawful": Words("Terbit tidak sesuai aturan", "It was issued against the rules"),
    "replaced": Words("Diganti surat baru", "Replaced by a new letter"),
}
WAYS = ("page", "print", "mail")


@dataclass(frozen=True)
class Signed:
    """What the record keeps of one signature: no name, no word of a person."""

    number: str
    fingerprint: str
    signatures: int
    of: int
    pdf: bytes


def signing_move(step: Step) -> Move | None:
    """The officer's move that waits for the signature at a step, if it has one."""
    return next((move for move in step.moves if move.by == "post" and GUARD in move.guards), None)


def must_be_signable(case: Case, by: By) -> tuple[Flow, Step, Move]:
    """The flow, step and move of a signature; Refused when the matter does not stand where it is signed."""
    must_be_open(case)
    must_not_be_offered(case)
    must_hold(case, by)
    flow, step = standing(case)
    move = signing_move(step)
    if flow.letter is None or move is None:
        raise Refused(
            Words("Di langkah ini tidak ada surat yang ditandatangani.", "No letter is signed in this step.")
        )
    facts = replace(facts_for(case, by), letter_signed=True)
    if move not in moves_from(flow, step.key, "post", by.post_kinds, facts):
        held = withheld(move, facts)
        raise Refused(
            next(
                iter(held),
                Words(
                    "Langkah ini tidak tersedia untuk Anda pada keadaan sekarang.",
                    "This step is not open to you as things stand.",
                ),
            )
        )
    return flow, step, move


def sign_letter(
    case_id: int, signed: Signed, *, by: By, at: datetime, seen: int | None = None, moves: bool = True
) -> tuple[Case, Paper]:
    """Keep a signed letter and take the step that waited for it, in one transaction.

    The sealed file is on the disk before the event that names it.
    """
    with transaction.atomic():
        case = take(case_id, seen)
        _, _, move = must_be_signable(case, by)
        [paper] = _kept(signed.pdf, by)
        facts = {
            "number": signed.number,
            "fingerprint": signed.fingerprint,
            "post": by.post,
            "signatures": signed.signatures,
            "of": signed.of,
            "papers": [[paper.key, paper.fingerprint]],
        }
        fact = Fact("letter.signed", facts, first_response(case, by, at))
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        papers.attach(case, case.seq, [paper])
        if moves:
            case = move_case(case_id, move.key, by=by, at=at)
        return case, paper


def _kept(pdf: bytes, by: By) -> list[Paper]:
    checked = papers.check(PAPER, pdf)
    return [papers.keep(checked, by_kind=by.kind)]


def revoke_letter(
    case_id: int, number: str, reason: str, words: str, *, by: By, at: datetime, seen: int | None = None
) -> Case:
    """Say that a letter counts no longer. `reason` is one of REASONS, `words` what the resident reads."""
    if reason not in REASONS:
        raise Refused(Words("Pilih sebabnya.", "Choose the cause."), "reason")
    with transaction.atomic():
        case = take(case_id, seen)
        rows, pairs = saying.sealed_rows([Saying("revoked", words.strip())], by.kind)
        facts: dict[str, Any] = {"number": number, "reason": reason, **saying.facts_of(pairs)}
        record.append(case, Fact("letter.revoked", facts), by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def deliver_letter(case_id: int, number: str, way: str, *, by: By, at: datetime) -> Case:
    """Note that a letter reached the resident: by the page, by mail or on paper. Each way is noted once."""
    assert way in WAYS
    with transaction.atomic():
        case = take(case_id, None)
        told = case.events.filter(name="letter.delivered").values_list("facts", flat=True)
        if not any(one.get("number") == number and one.get("way") == way for one in told):
            record.append(case, Fact("letter.delivered", {"number": number, "way": way}), by=by, at=at)
        return case


def log_reading(case: Case, why: str, *, by: By, at: datetime) -> None:
    """Someone in an office opens a letter or its preview: first a line in the log of readings."""
    assert by.person is not None, "only a signed-in person opens a letter"
    Reading.objects.create(
        case=case, person_id=by.person, post_id=by.post, what="letter", why=why[:200], at=at,
        simulated=case.simulated,
    )  # fmt: skip
