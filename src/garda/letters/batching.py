"""Many letters with one press: ordered by the signatory, worked off one by one, resumed after any stop.

The order is kept before the first letter is signed. Each letter is its own piece of work, exactly as if it
had been signed alone: a kill in between leaves the rest waiting, and the next beat of the tick goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from garda import clock
from garda.cases import issuing as acts
from garda.cases.acting import Overtaken, Refused
from garda.cases.models import Case
from garda.cases.publishing import flow_by_id
from garda.flow import Words
from garda.letters import issuing
from garda.letters.models import Batch, BatchItem
from garda.letters.signatories import may_sign
from garda.letters.signing import signer_of
from garda.people.holding import Held
from garda.people.models import City, Person
from garda.people.posts import kinds

log = logging.getLogger("garda.letters")
MOST = 500
# One beat signs for so long at most, so that the tick's other work is never far away.
A_WHILE = timedelta(seconds=4)
FELL = Words("Ada gangguan. Surat ini belum ditandatangani; coba lagi.", "A fault. Not signed; try again.")


@dataclass(frozen=True)
class Progress:
    """How far a batch is."""

    id: int
    at: datetime
    total: int
    done: int
    failed: tuple[tuple[str, Words], ...]

    @property
    def waiting(self) -> int:
        """How many are still to be signed."""
        return self.total - self.done - len(self.failed)


def waiting_for(held: Sequence[Held], limit: int = MOST) -> list[Case]:
    """The matters that stand where one of these posts signs their letter, the most urgent first."""
    units = {one.unit.pk for one in held}
    rows = Case.objects.filter(
        unit_id__in=units, state=Case.OPEN, offer_unit__isnull=True, joined_to__isnull=True
    )
    rows = rows.filter(desk__in=[kind.key for kind in kinds().values() if kind.signs])
    rows = rows.order_by("next_due_at", "pk")
    found = []
    for case in rows.select_related("flow")[: limit * 2]:
        flow = flow_by_id(case.flow_id)
        step = flow.steps[case.step]
        if flow.letter and acts.signing_move(step) and may_sign(held, case.unit_id, step):
            found.append(case)
    return found[:limit]


def order(city: City, person: Person, chosen: Sequence[tuple[Case, int]], at: datetime) -> Batch:
    """Keep the order to sign these matters' letters, each as the signatory had seen it."""
    with transaction.atomic():
        batch = Batch.objects.create(city=city, person=person, at=at)
        BatchItem.objects.bulk_create(
            BatchItem(batch=batch, case=case, seen=seen) for case, seen in chosen[:MOST]
        )
        return batch


def work(at: datetime, limit: int = 500) -> int:
    """Sign what was ordered, for a while; returns how many letters were looked at.

    What needs its signatory's passphrase is left to them (`sign_now`).
    """
    done = 0
    ordered = Batch.objects.filter(done_at__isnull=True).select_related("person__city", "city")
    for batch in ordered.order_by("at")[:20]:
        if signer_of(batch.city).asks_passphrase:
            continue
        done += _work_on(batch, at, limit - done)
        if clock.now() - at > A_WHILE or done >= limit:
            break
    return done


def _work_on(batch: Batch, at: datetime, limit: int) -> int:
    done = 0
    for item in batch.items.filter(state=BatchItem.WAITING).order_by("pk")[:limit]:
        sign_one(batch, item, "")
        done += 1
        if clock.now() - at > A_WHILE:
            return done
    if not batch.items.filter(state=BatchItem.WAITING).exists():
        Batch.objects.filter(pk=batch.pk).update(done_at=clock.now())
    return done


def sign_now(batch_id: int, person: Person, passphrase: str, patience: timedelta) -> Words | None:
    """Sign what is left of a person's own batch while they wait; the passphrase is used and forgotten.

    A refusal about the passphrase stops at once and is given back: it would be the same for the rest, and a
    service that hears it too often wrong locks the certificate.
    """
    batch = Batch.objects.filter(pk=batch_id, person=person).select_related("person__city").first()
    begun = clock.now()
    for item in batch.items.filter(state=BatchItem.WAITING).order_by("pk") if batch else ():
        assert batch is not None
        try:
            sign_one(batch, item, passphrase)
        except Refused as no:
            return no.words
        if clock.now() - begun > patience:
            break
    if batch and not batch.items.filter(state=BatchItem.WAITING).exists():
        Batch.objects.filter(pk=batch.pk).update(done_at=clock.now())
    return None


def sign_one(batch: Batch, item: BatchItem, passphrase: str) -> bool:
    """Sign one letter of a batch and keep how it went. Signed already (a kill came between): done.

    Raises Refused where the passphrase is wrong; the letter then still waits.
    """
    why: Words | None = None
    try:
        issuing.sign(item.case_id, batch.person, at=clock.now(), seen=item.seen, passphrase=passphrase)
    except (Refused, Overtaken) as no:
        if getattr(no, "field", None) == "passphrase":
            raise
        why = None if issuing.signed_by(item.case_id, batch.person, batch.at) else no.words
    except Exception:
        log.exception("batch %s: case %s could not be signed", batch.pk, item.case_id)
        why = FELL
    state = BatchItem.FAILED if why else BatchItem.DONE
    words = {"id": why.id, "en": why.en} if why else {}
    BatchItem.objects.filter(pk=item.pk, state=BatchItem.WAITING).update(state=state, why=words)
    return why is None


def progress_of(batch_id: int, person: Person) -> Progress | None:
    """How far a person's own batch is."""
    batch = Batch.objects.filter(pk=batch_id, person=person).first()
    if batch is None:
        return None
    counted = batch.items.aggregate(total=Count("pk"), done=Count("pk", filter=Q(state=BatchItem.DONE)))
    failed = batch.items.filter(state=BatchItem.FAILED).select_related("case").order_by("pk")
    return Progress(
        batch.pk,
        batch.at,
        counted["total"],
        counted["done"],
        tuple((item.case.number, Words(item.why["id"], item.why["en"])) for item in failed),
    )
