"""What the resident does after filing, with the number and code of the receipt: no account.

`by` is the resident, or an officer who writes down what the resident says (`By.for_resident`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from garda import clock
from garda.cases import desks, papers, record, saying
from garda.cases.acting import RESIDENT, By, Refused
from garda.cases.closing import closing_fact, tell_whole
from garda.cases.models import Case, Said
from garda.cases.moving import move_case
from garda.cases.saying import Saying
from garda.cases.taking import overdue, resumed, standing, stepped_up, take
from garda.flow import Flow, Move, Words
from garda.people.calendars import calendar_of


def resident_move(case: Case, *, onward: bool) -> Move | None:
    """The move by which the resident answers here: onward (agree, hand in) or back (contest)."""
    flow, step = standing(case)
    moves = [move for move in step.moves if move.by == "resident"]
    if step.verdict:
        ends = [move for move in moves if flow.steps[move.to].end == "done"]
        backs = [move for move in moves if not flow.steps[move.to].end]
        return next(iter(ends if onward else backs), None)
    return next((move for move in moves if not flow.steps[move.to].end), None) if onward else None


def answer(
    case_id: int,
    words: str,
    *,
    at: datetime,
    by: By = RESIDENT,
    seen: int | None = None,
    handed: Sequence[papers.Checked] = (),
) -> Case:
    """Answer what the office asked: words, papers or both. The office's clock runs again."""
    with transaction.atomic():
        case = take(case_id, seen)
        move = resident_move(case, onward=True) if case.state == Case.PAUSED else None
        if move is None:
            raise Refused(
                Words("Saat ini kami tidak menunggu jawaban Anda.", "We are not waiting for your answer now.")
            )
        if not words.strip() and not handed:
            raise Refused(
                Words("Tulis jawaban atau lampirkan berkas.", "Write an answer or add a paper."), "words"
            )
        asked = [need for need in move.needs if need in ("answer", "reason")] or ["answer"]
        said = dict.fromkeys(asked, words or "-")
        return move_case(case_id, move.key, by=by, at=at, words=said, proofs=handed)


def confirm(case_id: int, *, at: datetime, seen: int | None = None) -> Case:
    """Agree with the answer: the matter closes."""
    return _verdict(case_id, True, {}, at, seen)


def contest(case_id: int, reason: str, *, at: datetime, seen: int | None = None) -> Case:
    """Say that the answer is not right. The matter goes on under its first clock.

    While the answer waits for a verdict this is a move of the flow; after closing it reopens the
    matter, within the flow's `contest_within`. Both keep the due date that was promised first.
    """
    if not reason.strip():
        raise Refused(Words("Tulis apa yang belum benar.", "Write what is not right yet."), "reason")
    with transaction.atomic():
        case = take(case_id, seen)
        if case.state != Case.CLOSED:
            return _verdict(case_id, False, {"reason": reason}, at, seen)
        flow, _ = standing(case)
        _still_contestable(case, flow, at)
        return _reopen(case, flow, reason, at)


def _verdict(case_id: int, agree: bool, words: dict[str, str], at: datetime, seen: int | None) -> Case:
    with transaction.atomic():
        case = take(case_id, seen)
        move = resident_move(case, onward=agree) if case.state == Case.ANSWERED else None
        if move is None:
            raise Refused(
                Words(
                    "Belum ada jawaban yang dapat dinilai. Bila ada yang tidak benar, tambahkan keterangan.",
                    "There is no answer to judge yet. If something is not right, add a remark.",
                )
            )
        return move_case(case_id, move.key, by=RESIDENT, at=at, words=words)


def contestable_until(case: Case, flow: Flow) -> datetime | None:
    """Until when a closed matter may be contested; None when the flow does not allow it."""
    if case.closed_at is None or flow.contest_within is None or case.outcome == "withdrawn":
        return None
    return clock.due(case.closed_at, flow.contest_within, calendar_of(case.first_unit)).at


def _still_contestable(case: Case, flow: Flow, at: datetime) -> None:
    until = contestable_until(case, flow)
    if until is None or at > until:
        raise Refused(
            Words(
                "Waktu untuk menyanggah sudah lewat. Buat laporan baru dan sebut nomor ini.",
                "The time to contest has passed. Make a new report and name this number.",
            )
        )


def _reopen(case: Case, flow: Flow, reason: str, at: datetime) -> Case:
    if case.parent_id is not None and take(case.parent_id, None).state == Case.CLOSED:
        raise Refused(
            Words(
                "Ini satu bagian dari urusan yang sudah selesai. Sanggah urusan induknya.",
                "This is one part of a matter that is finished. Contest the whole matter.",
            )
        )
    step = flow.steps[back_to(case, flow)]
    unit = desks.at_work(desks.place_of(case.first_unit, step) or case.unit)
    rows, pairs = saying.sealed_rows([Saying("reason", reason, Said.PARTIES)], "resident")
    fact = record.Fact(
        "case.reopened",
        {"from": case.step, "to": step.key, "was": case.outcome, **saying.facts_of(pairs)},
        {
            **desks.arrival(case, flow, step, unit, at),
            "state": Case.OPEN,
            # It goes on by itself, also if it had been answered together with another report.
            "joined_to_id": None,
            # What was late stays late: it needs a new explanation, and superiors are told again.
            "explained": False,
            "escalate_at": stepped_up(case, at) if case.late_at else None,
            "closed_at": None,
            "outcome": "",
            "holder_id": None,
            "reopened": case.reopened + 1,
            "contested": case.contested + 1,
        },
    )
    record.append(case, fact, by=RESIDENT, at=at)
    saying.keep(case, case.seq, rows)
    tell_whole(case, "limb.reopened", +1, by=RESIDENT, at=at)
    return case


def back_to(case: Case, flow: Flow) -> str:
    """The step to which a matter contested after closing returns.

    Where the flow sends who does not agree with an answer; else where it was last worked on.
    """
    for step in flow.steps.values():
        if step.verdict:
            for move in step.moves:
                if move.by == "resident" and not flow.steps[move.to].end:
                    return move.to
    visited = [
        str(event.facts["became"]["step"])
        for event in case.events.order_by("-seq")
        if "step" in event.facts.get("became", {})
    ]
    for key in visited:
        was = flow.steps.get(key)
        if was and not was.end and not was.pause and not was.verdict:
            return key
    return flow.start


def add(
    case_id: int,
    words: str,
    *,
    at: datetime,
    by: By = RESIDENT,
    seen: int | None = None,
    handed: Sequence[papers.Checked] = (),
) -> Case:
    """Add a remark or a photo to a matter that is under way; it moves nothing."""
    with transaction.atomic():
        case = take(case_id, seen)
        if case.state == Case.CLOSED:
            raise Refused(Words("Urusan ini sudah selesai.", "This matter is finished."))
        if not words.strip() and not handed:
            raise Refused(
                Words("Tulis keterangan atau lampirkan foto.", "Write a remark or add a photo."), "words"
            )
        rows, pairs = saying.sealed_rows([Saying("remark", words)], "resident")
        kept = [papers.keep(one, by_kind="resident") for one in handed]
        fact = record.Fact(
            "resident.added", {"papers": [[p.key, p.fingerprint] for p in kept], **saying.facts_of(pairs)}
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        papers.attach(case, case.seq, kept)
        return case


def rate(case_id: int, stars: int, words: str, *, at: datetime) -> Case:
    """Rate a matter that was answered, 1 to 4, once; the words are optional."""
    if stars not in (1, 2, 3, 4):
        raise Refused(Words("Pilih nilai 1 sampai 4.", "Choose a rating from 1 to 4."), "rating")
    with transaction.atomic():
        case = take(case_id, None)
        if case.state not in (Case.ANSWERED, Case.CLOSED):
            raise Refused(Words("Urusan ini belum dijawab.", "This matter has not been answered yet."))
        if case.rating is not None:
            raise Refused(
                Words("Anda sudah memberi nilai. Terima kasih.", "You have rated already. Thank you.")
            )
        rows, pairs = saying.sealed_rows([Saying("rating-words", words, Said.STAFF)], "resident")
        fact = record.Fact("resident.rated", {"rating": stars, **saying.facts_of(pairs)}, {"rating": stars})
        record.append(case, fact, by=RESIDENT, at=at)
        saying.keep(case, case.seq, rows)
        return case


def withdraw(case_id: int, reason: str, *, at: datetime, by: By = RESIDENT, seen: int | None = None) -> Case:
    """Take the matter back. Its record stays; nobody works on it any more."""
    with transaction.atomic():
        case = take(case_id, seen)
        if case.state == Case.CLOSED:
            raise Refused(Words("Urusan ini sudah selesai.", "This matter is finished."))
        if case.limbs_open:
            raise Refused(
                Words(
                    "Beberapa unit masih mengerjakannya. Hubungi kelurahan bila ingin menghentikan.",
                    "Several units are still working on it. Ask the kelurahan to stop it.",
                )
            )
        flow, step = standing(case)
        drawn = [m for m in step.moves if m.by == "resident" and flow.steps[m.to].end == "withdrawn"]
        if drawn and not case.offer_unit_id and not case.joined_to_id:
            return move_case(case_id, drawn[0].key, by=by, at=at, words={"reason": reason})
        late = overdue(case, at)
        rows, pairs = saying.sealed_rows([Saying("reason", reason)], "resident")
        became = resumed(case, flow, at) if case.state == Case.PAUSED else {}
        gone = record.Fact("case.withdrawn", saying.facts_of(pairs), {"holder_id": None, **became})
        close = closing_fact(case, "withdrawn", by, at, just=late)
        record.append(case, *late, gone, close, by=by, at=at)
        saying.keep(case, case.seq - 1, rows)
        tell_whole(case, "limb.closed", -1, by=by, at=at)
        return case
