"""Answering a call: procedure by procedure, saved as one goes, sent as a whole, taken back while it is open.

What hinders becomes a report against its article at the moment of sending, once; sent again with other words,
that report is put right (`dockets.correcting`); sent again without it, it is taken back (`withdrawing`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.dockets import correcting, reporting, withdrawing
from garda.dockets.reporting import Reported
from garda.enquiries import states
from garda.enquiries.calling import open_one
from garda.enquiries.models import Answer, Asked, Call, Part, Procedure, Question
from garda.flow import Words
from garda.people.models import Person
from garda.registers.standards import item_of
from garda.texts.cleaning import digits_of, plain, some_lines
from garda.trails import writing

ASKED = "call-unit"
LONGEST, LONGEST_EXAMPLE = 1500, 600
_INDONESIAN = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]{1,6})?", re.ASCII)
_BY_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}", re.ASCII)


@dataclass(frozen=True)
class Said:
    """What was typed about one procedure: by question its answer and example; what hinders; what lacks."""

    answers: Mapping[int, str] = field(default_factory=dict)
    examples: Mapping[int, str] = field(default_factory=dict)
    not_ours: bool = False
    kind: str = ""
    reference: str = ""
    hindrance: str = ""
    proposal: str = ""
    lacks: str = ""


def save(
    asked_id: int, procedure_id: int, said: Said, *, by: Person, by_post: int | None, seen: int, at: datetime
) -> None:
    """Keep what was typed about one procedure so far; empty questions stay open until it is sent."""
    with transaction.atomic():
        asked = _held(asked_id, "save")
        procedure = Procedure.objects.get(pk=procedure_id, call=asked.call)
        questions = list(Question.objects.filter(call=asked.call).order_by("place"))
        rows = [] if said.not_ours else [row for one in questions if (row := _answer(one, said)) is not None]
        hindrance, proposal = _hindrance(said)
        if said.lacks and item_of(said.lacks) is None:
            raise Refused(Words("Pilih sarana dari daftar.", "Choose an item from the list."), "lacks")
        values = {
            "not_ours": said.not_ours, "kind": said.kind if hindrance else "",
            "reference": said.reference[:101] if hindrance else "",
            "hindrance": sealing.seal(hindrance) if hindrance else b"",
            "proposal": sealing.seal(proposal) if proposal else b"",
            "lacks": "" if said.not_ours else said.lacks, "saved_at": at, "saved_by": by,
            "simulated": asked.simulated,
        }  # fmt: skip
        part, _made = Part.objects.update_or_create(asked=asked, procedure=procedure, defaults=values)
        part.answers.all().delete()
        for row in rows:
            row.part, row.simulated = part, asked.simulated
        Answer.objects.bulk_create(rows)
        asked.state = states.DRAFT
        asked.save(update_fields=["state"])
        facts = {"procedure": procedure.place, "answers": len(rows)}
        _write(asked, "call.saved", by=by, by_post=by_post, seen=seen, at=at, facts=facts)


def send(asked_id: int, *, by: Person, by_post: int | None, seen: int, at: datetime) -> list[str]:
    """Hand in the answers, every question about every procedure answered; the articles now reported."""
    with transaction.atomic():
        asked = _held(asked_id, "send")
        lacking = unanswered(asked)
        if lacking:
            first = lacking[0].title
            raise Refused(
                Words(f"Belum lengkap: {first}. Jawab semua pertanyaannya, atau pilih tidak kami jalankan.",
                      f"Not complete: {first}. Answer every question, or choose that you don't run it.")
            )  # fmt: skip
        asked.state, asked.sent_at, asked.sent_by = states.SENT, at, by
        asked.save(update_fields=["state", "sent_at", "sent_by"])
        reported = _report(asked, by, at)
        _write(asked, "call.sent", by=by, by_post=by_post, seen=seen, at=at, facts={"reports": len(reported)})
    return reported


def take_back(asked_id: int, *, by: Person, by_post: int | None, seen: int, at: datetime) -> None:
    """Take the answers back to correct them, while the call is open."""
    with transaction.atomic():
        asked = _held(asked_id, "take-back")
        asked.state, asked.sent_at, asked.sent_by = states.DRAFT, None, None
        asked.save(update_fields=["state", "sent_at", "sent_by"])
        _write(asked, "call.taken-back", by=by, by_post=by_post, seen=seen, at=at)


def unanswered(asked: Asked) -> list[Procedure]:
    """The procedures about which something is still to be said; three queries."""
    questions = Question.objects.filter(call=asked.call_id).count()
    full: set[int] = set()
    for part in Part.objects.filter(asked=asked).prefetch_related("answers"):
        if part.not_ours or len(part.answers.all()) == questions:
            full.add(part.procedure_id)
    rows = Procedure.objects.filter(call=asked.call_id).order_by("place")
    return [row for row in rows if row.pk not in full]


def _report(asked: Asked, by: Person, at: datetime) -> list[str]:
    """Every hindrance becomes a report against its article; one corrected says so there, one gone leaves."""
    found = []
    for part in asked.parts.filter(hindrance=b"", report__isnull=False).order_by("procedure__place"):
        if part.report is not None and withdrawing.withdraw(asked.call.city, part.report, by, at=at):
            part.report = None
            part.save(update_fields=["report"])
    rows = asked.parts.exclude(hindrance=b"").select_related("procedure")
    for part in rows.order_by("procedure__place"):
        kept = _reported(asked, part, by, at)
        if kept.again:
            continue
        part.report = kept.id
        part.save(update_fields=["report"])
        found.append(kept.reference)
    return found


def _reported(asked: Asked, part: Part, by: Person, at: datetime) -> Reported:
    """`again` where the same was reported before and nothing of it is said differently now."""
    words = sealing.unseal(part.hindrance)
    proposal = sealing.unseal(part.proposal) if part.proposal else ""
    if part.report is not None:
        return correcting.correct(
            asked.call.city, part.report, by, kind=part.kind, reference=part.reference, words=words,
            proposal=proposal, at=at,
        )  # fmt: skip
    rule, _, article = part.reference.partition("#")
    return reporting.report_rule(
        asked.call.city, asked.unit, by, kind=part.kind, rule=rule, article=article, words=words,
        proposal=proposal, service=part.procedure.key, at=at, source="call", form_key=f"call-{part.pk}",
        simulated=asked.simulated,
    )  # fmt: skip


def _held(asked_id: int, act: str) -> Asked:
    """The unit's row, held for this transaction, if `act` may happen to it while its call is open."""
    rows = Asked.objects.select_for_update(of=("self",)).select_related("call__city", "unit__city")
    asked = rows.get(pk=asked_id)
    if asked.call.state != Call.OPEN:
        open_one(asked.call_id)
    if states.after(asked.state, act) is None:
        raise Refused(
            Words(
                "Jawaban sudah dikirim. Tarik dulu untuk mengubahnya.",
                "It was sent. Take it back to change it.",
            )
            if asked.state == states.SENT
            else Words("Belum ada jawaban yang bisa dikirim.", "There is no answer to send yet.")
        )
    return asked


def _answer(question: Question, said: Said) -> Answer | None:
    typed = some_lines(plain(said.answers.get(question.place, "")))
    example = some_lines(plain(said.examples.get(question.place, ""))) if question.example else ""
    where = f"answer{question.place}"
    if len(typed) > LONGEST:
        raise Refused(Words(f"Paling banyak {LONGEST} huruf.", f"At most {LONGEST} letters."), where)
    if len(example) > LONGEST_EXAMPLE:
        raise Refused(Words(f"Contoh paling banyak {LONGEST_EXAMPLE} huruf.",
                            f"An example has at most {LONGEST_EXAMPLE} letters."),
                      f"example{question.place}")  # fmt: skip
    if not typed:
        return None
    row = Answer(question=question, example=sealing.seal(example) if example else b"")
    if question.shape == states.YES_NO:
        if typed not in ("ya", "tidak"):
            raise Refused(Words("Pilih ya atau tidak.", "Choose yes or no."), where)
        row.yes = typed == "ya"
    elif question.shape == states.NUMBER:
        row.number = _number(typed, where)
    else:
        row.said = sealing.seal(typed)
    return row


def _number(typed: str, where: str) -> Decimal:
    """The number as it is written in Indonesia (1.500 is a thousand and a half, 2,5 two and a half)."""
    plainly = digits_of(typed)
    if _INDONESIAN.fullmatch(plainly):
        plainly = plainly.replace(".", "").replace(",", ".")
    elif not _BY_POINT.fullmatch(plainly):
        plainly = "-1"
    found = Decimal(plainly)
    if not 0 <= found < 10**9:
        raise Refused(
            Words("Tulis angka, misalnya 12 atau 2,5.", "Write a number, such as 12 or 2,5."), where
        )
    return found.quantize(Decimal("0.01"))


def _hindrance(said: Said) -> tuple[str, str]:
    """What hinders and what is proposed, as the report will need it."""
    words, proposal = some_lines(plain(said.hindrance)), some_lines(plain(said.proposal))
    if said.not_ours or not (words or said.reference or said.kind):
        return "", ""
    if said.kind not in ("hard", "perfect"):
        raise Refused(Words("Pilih: menyulitkan, atau perlu disempurnakan.",
                            "Choose: hard, or to be improved."),
                      "kind")  # fmt: skip
    if not reporting.SHORTEST <= len(words) <= reporting.LONGEST:
        raise Refused(Words(f"Tulis apa yang terjadi, {reporting.SHORTEST} sampai {reporting.LONGEST} huruf.",
                            f"Say what happens, in {reporting.SHORTEST} to {reporting.LONGEST} letters."),
                      "hindrance")  # fmt: skip
    if len(proposal) > reporting.LONGEST:
        raise Refused(Words(f"Usulnya paling banyak {reporting.LONGEST} huruf.",
                            f"At most {reporting.LONGEST} letters."), "proposal")  # fmt: skip
    return words, proposal


def _write(
    asked: Asked,
    name: str,
    *,
    by: Person,
    by_post: int | None,
    seen: int,
    at: datetime,
    facts: Mapping[str, int] | None = None,
) -> None:
    writing.write(
        asked.call.city, ASKED, asked.pk, name, at=at, unit=asked.unit, by=by, post=by_post, facts=facts,
        seen=seen, simulated=asked.simulated,
    )  # fmt: skip
