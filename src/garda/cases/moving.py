"""Moving a case along its flow: the one verb behind every button that the flow draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from garda.cases import desks, papers, record, requirements, saying
from garda.cases.acting import By, Refused
from garda.cases.closing import closing_fact, tell_whole
from garda.cases.models import Case, Paper, Said
from garda.cases.saying import Saying
from garda.cases.taking import (
    facts_for,
    first_response,
    must_be_open,
    must_not_be_offered,
    overdue,
    resumed,
    standing,
    take,
    unchanged,
)
from garda.flow import Flow, Move, Step, Words
from garda.flow.walking import moves_from, withheld

# What a resident may read of the words that a move asks for.
READERS = {"reason": Said.PARTIES, "missing": Said.PARTIES, "answer": Said.PUBLIC, "rule": Said.PUBLIC}


def move_case(
    case_id: int,
    move_key: str,
    *,
    by: By,
    at: datetime,
    seen: int | None = None,
    words: Mapping[str, Any] | None = None,
    proofs: Sequence[papers.Checked] = (),
    read: Case | None = None,
) -> Case:
    """Take the move `move_key` from the step where the case stands.

    `words` holds what the move needs (cleaned by `flow.clean_needs`), `proofs` the photos of proof.
    Raises Refused when the move is not one of this actor's, something it needs is missing, an offer is
    waiting, or the matter is closed; Overtaken when the record moved on since `seen`.

    `read` is the case as the caller has just read it: it is judged as it stands there and not read and
    locked again, since whoever writes to its record in between makes the writing fail (Overtaken). All
    that a guard asks about stands in that record. The instance is changed by the act.
    """
    said = dict(words or {})
    if read is not None and seen is not None:
        # Everything is ready before the pen is taken up: on SQLite there is one pen for everybody.
        ready = _ready(unchanged(read, seen), move_key, by, at, said, proofs)
        with transaction.atomic():
            return _written(ready, by, at)
    with transaction.atomic():
        return _written(_ready(take(case_id, seen), move_key, by, at, said, proofs), by, at)


@dataclass(frozen=True)
class _Ready:
    """A move that was judged and sealed, and only waits to be written."""

    case: Case
    facts: list[record.Fact]
    rows: list[Said]
    kept: list[Paper]
    ends: bool


def _ready(
    case: Case, move_key: str, by: By, at: datetime, words: dict[str, Any], proofs: Sequence[papers.Checked]
) -> _Ready:
    must_be_open(case)
    flow, step = standing(case)
    move = step.move(move_key)
    must_not_be_offered(case)
    _allow(case, flow, move, by, len(proofs))
    assert move is not None
    _needs(move, words, proofs)
    return _going(case, flow, move, by, at, words, proofs)


def moves_of(case: Case, by: By, proofs: int = 0) -> tuple[Move, ...]:
    """Exactly the moves that `by` may take from where the case stands: the buttons of the page.

    None while an offer waits or the matter is closed or joined to another. `proofs` as in `Facts`.
    """
    if case.state == Case.CLOSED or case.offer_unit_id or case.joined_to_id:
        return ()
    flow, step = standing(case)
    posts = by.post_kinds if by.unit == case.unit_id else ()
    if by.is_post and case.desk in posts:
        # Whoever works at the desk on which it lies may do what the step's own posts may.
        posts = (*posts, *step.posts)
    facts = facts_for(case, by, proofs)
    return tuple(
        move
        for move in moves_from(flow, step.key, by.kind, posts, facts)
        if _barred(case, flow.steps[move.to]) is None
    )


def _barred(case: Case, target: Step) -> Words | None:
    """What no flow can allow: to end or answer before every part is done, to ask for one of the parts."""
    if case.limbs_open and (target.end or target.verdict):
        return Words(
            "Semua bagian urusan yang dikerjakan unit lain harus selesai lebih dulu.",
            "Every part that other units work on must be finished first.",
        )
    if case.parent_id and target.pause:
        # Nobody holds a receipt of a part: the question would reach no one.
        return Words(
            "Ini satu bagian dari urusan bersama. Minta keterangan lewat unit yang memimpinnya.",
            "This is one part of a shared matter. Ask through the unit that leads it.",
        )
    return None


def _allow(case: Case, flow: Flow, move: Move | None, by: By, proofs: int) -> None:
    if move is not None and move in moves_of(case, by, proofs):
        return
    barred = _barred(case, flow.steps[move.to]) if move is not None else None
    held = withheld(move, facts_for(case, by, proofs)) if move is not None else ()
    shut = Words(
        "Langkah ini tidak tersedia untuk Anda pada keadaan sekarang.",
        "This step is not open to you as things stand.",
    )
    raise Refused(barred or next(iter(held), shut))


def _needs(move: Move, words: Mapping[str, Any], proofs: Sequence[papers.Checked]) -> None:
    asked = {
        "reason": Words("Tulis alasannya.", "Write the reason."),
        "missing": Words("Sebut apa yang kurang.", "Say what is missing."),
        "rule": Words(
            "Sebut aturan dan pasalnya. Tanpa dasar aturan, penolakan tidak dapat disimpan.",
            "Name the rule and article. Without a rule a refusal cannot be kept.",
        ),
        "answer": Words("Tulis jawaban untuk warga.", "Write the answer for the resident."),
        "date": Words("Isi tanggalnya.", "Fill in the date."),
    }
    for need in move.needs:
        if need == "proof":
            if not proofs:
                raise Refused(
                    Words("Lampirkan foto atau berkas bukti.", "Attach a photo or paper as proof."), need
                )
        elif not words.get(need):
            raise Refused(asked[need], need)


def _going(
    case: Case,
    flow: Flow,
    move: Move,
    by: By,
    at: datetime,
    words: dict[str, Any],
    proofs: Sequence[papers.Checked],
) -> _Ready:
    target = flow.steps[move.to]
    late = overdue(case, at)
    unit = desks.at_work(desks.place_of(case.first_unit, target) or case.unit)
    rows, pairs = saying.sealed_rows(
        [
            Saying(key, _text(value), READERS.get(key, Said.PARTIES) if by.is_post else Said.PARTIES)
            for key, value in words.items()
            if value and key != "proof"
        ],
        by.kind,
    )
    kept = [papers.keep(one, by_kind=by.kind) for one in proofs]
    became: dict[str, Any] = {**desks.arrival(case, flow, target, unit, at), **first_response(case, by, at)}
    if case.state == Case.PAUSED:
        became |= resumed(case, flow, at)
    became |= {"state": Case.OPEN, "answered_at": None}
    if target.pause:
        became |= {"state": Case.PAUSED, "paused_at": at}
    elif target.verdict:
        became |= {"state": Case.ANSWERED, "answered_at": at}
    if unit.pk != case.unit_id or became["desk"] != case.desk:
        became["holder_id"] = None
    if by.kind == "resident" and flow.steps[case.step].verdict and not target.end:
        became["contested"] = case.contested + 1
    fact = record.Fact(
        "case.moved",
        {
            "from": case.step,
            "to": target.key,
            "move": move.key,
            "papers": [[paper.key, paper.fingerprint] for paper in kept],
            **_asked_for(flow, words),
            **saying.facts_of(pairs),
        },
        became,
    )
    facts = [*late, fact]
    end = _end(case, target)
    if end:
        facts.append(closing_fact(case, end, by, at, just=late))
    return _Ready(case, facts, rows, kept, bool(end))


def _written(ready: _Ready, by: By, at: datetime) -> Case:
    case = ready.case
    record.append(case, *ready.facts, by=by, at=at)
    seq = case.seq - (1 if ready.ends else 0)
    saying.keep(case, seq, ready.rows)
    papers.attach(case, seq, ready.kept)
    if ready.ends:
        tell_whole(case, "limb.closed", -1, by=by, at=at)
    return case


def _asked_for(flow: Flow, words: Mapping[str, Any]) -> dict[str, Any]:
    """The requirements that the resident is asked for: no word of a person, so the record keeps them."""
    keys = requirements.named(flow, words.get("missing"))
    return {"missing": keys} if keys else {}


def _end(case: Case, target: Step) -> str | None:
    """The outcome with which a matter closes on arriving at `target`, or None.

    A limb is done when its unit has answered: the verdict is the resident's, and on the whole.
    """
    return "done" if target.verdict and case.parent_id is not None else target.end


def _text(value: Any) -> str:
    """Words as they are kept: several things missing are one list in one line."""
    return ", ".join(str(one) for one in value) if isinstance(value, (tuple, list)) else str(value)
