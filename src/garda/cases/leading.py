"""What a head or deputy does without moving a matter: notes, explanations, reassigning, more time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda import clock
from garda.cases import record, saying
from garda.cases.acting import By, Overtaken, Refused
from garda.cases.models import Case, Said
from garda.cases.saying import Saying
from garda.cases.taking import HIGHEST, must_be_open, must_hold, overdue, standing, take
from garda.flow import Words
from garda.people.calendars import calendar_of
from garda.people.models import Post


def note(case_id: int, words: str, *, by: By, at: datetime) -> Case:
    """A note for colleagues; the resident does not read it."""
    if not words.strip():
        raise Refused(Words("Tulis catatannya.", "Write the note."), "words")
    with transaction.atomic():
        case = take(case_id, None)
        return _say(case, "post.noted", "note", words, Said.STAFF, by, at)


def explain_late(case_id: int, words: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Why it is late, and the new promise, for the resident. A late matter without it is not accountable."""
    if not words.strip():
        raise Refused(
            Words("Tulis penjelasan untuk warga.", "Write the explanation for the resident."), "words"
        )
    with transaction.atomic():
        case = take(case_id, seen)
        must_be_open(case)
        must_hold(case, by)
        late = overdue(case, at)
        if case.late_at is None and not late and case.desk_late_at is None:
            raise Refused(Words("Urusan ini tidak terlambat.", "This matter is not late."))
        rows, pairs = saying.sealed_rows([Saying("explanation", words, Said.PARTIES)], by.kind)
        fact = record.Fact("clock.explained", saying.facts_of(pairs), {"explained": True})
        record.append(case, *late, fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def reassign(
    case_id: int, post: Post | None, reason: str, *, by: By, at: datetime, seen: int | None = None
) -> Case:
    """Give the matter to one post of its unit, or back to the whole desk when `post` is None."""
    with transaction.atomic():
        case = take(case_id, seen)
        must_be_open(case)
        if post is not None and (post.unit_id != case.unit_id or post.closed_on):
            raise Refused(Words("Jabatan itu di unit lain.", "That post is in another unit."), "post")
        rows, pairs = saying.sealed_rows([Saying("reason", reason, Said.STAFF)], by.kind)
        fact = record.Fact(
            "case.reassigned",
            {"post": post.pk if post else None, **saying.facts_of(pairs)},
            {
                "holder_id": post.pk if post else None,
                "desk": post.kind if post else case.desk,
            },
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def extend(case_id: int, reason: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Extend the whole matter's time, once, by the flow's own extension and on its cited rule.

    UU 14/2008 art. 22(8), for example: seven working days more, with written reasons. The promise is one,
    the whole matter's: its open parts get the same new due date, and a part has no extension of its own.
    """
    with transaction.atomic():
        # A part that ends takes its whole after itself; in that order nobody waits for each other.
        parts = [take(pk, None) for pk in _open_parts(case_id)]
        case = take(case_id, seen)
        if [one.pk for one in parts] != _open_parts(case_id):
            raise Overtaken(case.seq - 1 if seen is None else seen, case.seq)
        must_be_open(case)
        must_hold(case, by)
        flow, _ = standing(case)
        if case.parent_id is not None:
            raise Refused(
                Words(
                    "Ini satu bagian dari urusan bersama. Waktunya diperpanjang lewat urusan induknya.",
                    "This is one part of a shared matter. Its time is extended with the whole matter's.",
                )
            )
        if flow.extension is None or case.due_at is None:
            raise Refused(Words("Alur ini tidak mengenal perpanjangan.", "This flow knows no extension."))
        if case.extended:
            raise Refused(
                Words("Waktu sudah pernah diperpanjang satu kali.", "The time was already extended once.")
            )
        # While the clock stands still, the moment at which it stopped counts.
        if case.late_at is not None or (case.paused_at or case.answered_at or at) > case.due_at:
            raise Refused(
                Words(
                    "Yang sudah terlambat tidak dapat diperpanjang.",
                    "What is late already can't be extended.",
                )
            )
        if not reason.strip():
            raise Refused(Words("Tulis alasan perpanjangan.", "Write the reason for more time."), "reason")
        rows, pairs = saying.sealed_rows([Saying("extension", reason, Said.PARTIES)], by.kind)
        due = clock.extended(case.due_at, flow.extension, calendar_of(case.first_unit))
        fact = record.Fact(
            "clock.extended",
            {
                "rests_on": list(flow.extension_rests_on),
                "was": record.plain(case.due_at),
                **saying.facts_of(pairs),
            },
            {"due_at": due, "extended": True},
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        for part in parts:
            _extend_part(part, case, due, fact.facts["rests_on"], by, at)
        return case


def _open_parts(case_id: int) -> list[int]:
    open_parts = Case.objects.filter(parent_id=case_id).exclude(state=Case.CLOSED)
    return list(open_parts.order_by("pk").values_list("pk", flat=True))


def _extend_part(part: Case, whole: Case, due: datetime, rests_on: list[str], by: By, at: datetime) -> None:
    """A part moves with its whole, unless it is late already: more time cures no lateness."""
    if part.due_at is None or part.late_at is not None or at > part.due_at:
        return
    facts = {"of": whole.number, "rests_on": rests_on, "was": record.plain(part.due_at)}
    fact = record.Fact("clock.extended", facts, {"due_at": due, "extended": True})
    record.append(part, *overdue(part, at), fact, by=by, at=at)


def escalate(case_id: int, reason: str, *, by: By, at: datetime, seen: int | None = None) -> Case:
    """Bring the matter before the head of the unit above, by hand."""
    with transaction.atomic():
        case = take(case_id, seen)
        must_be_open(case)
        rows, pairs = saying.sealed_rows([Saying("escalation", reason, Said.STAFF)], by.kind)
        level = case.escalated + 1
        fact = record.Fact(
            "case.escalated",
            {"by_hand": True, "level": level, **saying.facts_of(pairs)},
            {"escalated": level, **({"escalate_at": None} if level >= HIGHEST else {})},
        )
        record.append(case, *overdue(case, at), fact, by=by, at=at)
        saying.keep(case, case.seq, rows)
        return case


def _say(case: Case, name: str, key: str, words: str, reader: str, by: By, at: datetime) -> Case:
    rows, pairs = saying.sealed_rows([Saying(key, words, reader)], by.kind)
    record.append(case, record.Fact(name, saying.facts_of(pairs)), by=by, at=at)
    saying.keep(case, case.seq, rows)
    return case
