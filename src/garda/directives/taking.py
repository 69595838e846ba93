"""What a unit does about a directive: it catches it in its own words, and shows what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.papers import Checked
from garda.directives import dates, states
from garda.directives.issuing import url_of
from garda.directives.models import Proof, Task
from garda.flow import Words
from garda.people.models import Person
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.texts.cleaning import one_line, plain, some_lines
from garda.trails import writing

TASK = "directive-task"
LONGEST = 2000
MOST_PROOFS = 5

_NOT_NOW: Mapping[str, Words] = {
    "catch": Words("Arahan ini sudah ditangkap.", "This directive has been caught."),
    "implement": Words("Tangkap dulu: tulis dengan kata sendiri apa yang diminta.",
                       "Catch it first: write in your own words what is asked."),
    "verify": Words("Belum ada pelaksanaan yang bisa diperiksa.", "Nothing done is waiting to be verified."),
    "return": Words("Belum ada pelaksanaan yang bisa dikembalikan.", "Nothing done can be given back."),
    "redate": Words("Tanggalnya tidak bisa diubah lagi.", "Its date can be changed no more."),
    "release": Words("Unit ini sudah melaksanakan, atau sudah dibebaskan.",
                     "This unit has done it, or was let go."),
}  # fmt: skip


def catch(task_id: int, restated: str, *, by: Person, by_post: int | None, seen: int, at: datetime) -> None:
    """The unit says in its own words what it has to do: only then may it be done."""
    said = _words(restated, "restated")
    with transaction.atomic():
        task = changeable(task_id, "catch")
        if _flat(said) in (_flat(task.directive.words), _flat(task.directive.title)):
            raise Refused(
                Words("Tulis dengan kata sendiri apa yang akan dilakukan unit Anda, bukan salinan arahan.",
                      "Write it in your own words: what your unit will do, not a copy of the directive."),
                "restated",
            )  # fmt: skip
        task.state, task.restated, task.caught_at, task.caught_by = states.CAUGHT, said, at, by
        task.told, task.next_at = 0, dates.first_word(task, task.unit, at)
        task.save(update_fields=["state", "restated", "caught_at", "caught_by", "told", "next_at"])
        write(task, "directive.caught", by=by, by_post=by_post, seen=seen, at=at)


def implement(
    task_id: int,
    done: str,
    proofs: Sequence[Checked],
    *,
    by: Person,
    by_post: int | None,
    seen: int,
    at: datetime,
) -> None:
    """The unit says what was done and proves it; it waits for somebody else to verify it."""
    said = _words(done, "done")
    if not proofs:
        raise Refused(Words("Lampirkan bukti: foto atau PDF.", "Attach a proof: a photo or a PDF."), "proof")
    if len(proofs) > MOST_PROOFS:
        raise Refused(Words(f"Paling banyak {MOST_PROOFS} berkas.", f"At most {MOST_PROOFS} files."), "proof")
    with transaction.atomic():
        task = changeable(task_id, "implement")
        task.state, task.done, task.done_at, task.done_by = states.DONE, said, at, by
        task.told, task.next_at = 0, dates.first_word(task, task.unit, at)
        task.save(update_fields=["state", "done", "done_at", "done_by", "told", "next_at"])
        kept = [_proof(task, one, at) for one in proofs]
        Proof.objects.bulk_create(kept)
        write(task, "directive.implemented", by=by, by_post=by_post, seen=seen, at=at,
              facts={"proofs": [one.fingerprint for one in kept]})  # fmt: skip
        reader = verifier(task, at)
        if reader is not None and reader != by:
            book.tell(
                task.unit, reader, "directive.implemented", at=at, simulated=task.simulated,
                facts={"title": task.directive.title}, url=url_of(task.directive_id, task.unit.key),
            )  # fmt: skip


def verifier(task: Task, at: datetime) -> Person | None:
    """Who is asked to verify: the head of the unit above; for a unit right below the city, the secretary."""
    register = register_of(task.unit.city)
    above = register.unit(task.unit.parent_id) if task.unit.parent_id else None
    if above is not None and above.kind != "kota":
        return head_person(above, at)
    kind = "inspektorat" if task.unit.kind == "sekretariat" else "sekretariat"
    office = next((unit for unit in register.open_units() if unit.kind == kind), None)
    return head_person(office, at) if office else None


def changeable(task_id: int, act: str) -> Task:
    """The task, held for this transaction, if `act` may happen to it as it stands; else Refused."""
    rows = Task.objects.select_for_update(of=("self",))
    task = rows.select_related("directive__city", "unit__city").get(pk=task_id)
    if states.after(task.state, act) is None:
        raise Refused(_NOT_NOW[act])
    return task


def write(
    task: Task,
    name: str,
    *,
    by: Person | None,
    by_post: int | None,
    seen: int | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """One line to the trail of a task, in the transaction of the change."""
    writing.write(
        task.directive.city, TASK, task.pk, name, at=at, unit=task.unit, by=by, post=by_post, facts=facts,
        seen=seen, simulated=task.simulated,
    )  # fmt: skip


def _proof(task: Task, one: Checked, at: datetime) -> Proof:
    return Proof(
        task=task, round=task.returned, media_type=one.media_type, size=len(one.content),
        content=sealing.seal_bytes(one.content), fingerprint=sha256(one.content).hexdigest(), at=at,
        simulated=task.simulated,
    )  # fmt: skip


def _words(typed: str, field: str) -> str:
    said = some_lines(plain(typed))
    if not 10 <= len(said) <= LONGEST:
        raise Refused(Words(f"Tulis 10 sampai {LONGEST} huruf.", f"Write 10 to {LONGEST} letters."), field)
    return said


def _flat(text: str) -> str:
    return one_line(text).casefold().strip(" .!")
