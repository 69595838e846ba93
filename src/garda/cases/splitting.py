"""One matter, several units at once: each gets a limb; the whole closes when every limb is done.

The whole matter's state is that of its weakest limb (`weakest`), never an average.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from garda.cases import desks, numbering, record, saying, sealing
from garda.cases.acting import By, Refused
from garda.cases.models import Case, Link, Said
from garda.cases.saying import Saying
from garda.cases.taking import first_response, must_hold, must_run, overdue, standing, take
from garda.flow import Words
from garda.people.models import Unit

# From weakest to strongest: what a whole matter reads as when one of its limbs stands so.
ORDER = ("late", "offered", "waiting", "open", "answered", "closed")


def split(
    case_id: int, parts: Sequence[tuple[Unit, str]], *, by: By, at: datetime, seen: int | None = None
) -> list[Case]:
    """Open a limb of the case in each unit of `parts`, with what that unit is asked to do.

    A limb is a case of the same flow, at the same step, with the whole's due date; its first unit is
    the one that asks, and it is offered to nobody: the unit named must work on it.
    """
    with transaction.atomic():
        whole = take(case_id, seen)
        must_run(whole)
        must_hold(whole, by)
        _flow, step = standing(whole)
        if not step.split or whole.parent_id is not None:
            raise Refused(
                Words(
                    "Langkah ini tidak dapat dibagi ke beberapa unit.", "This step can't be shared by units."
                )
            )
        if not parts or any(not words.strip() for _, words in parts):
            raise Refused(
                Words(
                    "Pilih unit dan tulis apa yang diminta dari tiap unit.",
                    "Choose units and say what each does.",
                ),
                "units",
            )
        if len({unit.pk for unit, _ in parts}) < len(parts) or any(
            u.city_id != whole.city_id for u, _ in parts
        ):
            raise Refused(Words("Tiap unit cukup sekali.", "Each unit only once."), "units")
        limbs = [_limb(whole, unit, words, by, at) for unit, words in parts]
        fact = record.Fact(
            "case.split",
            {"limbs": [[limb.number, limb.unit_id] for limb in limbs]},
            {"limbs_open": whole.limbs_open + len(limbs), **first_response(whole, by, at)},
        )
        record.append(whole, *overdue(whole, at), fact, by=by, at=at)
        return limbs


def _limb(whole: Case, unit: Unit, words: str, by: By, at: datetime) -> Case:
    flow, step = standing(whole)
    uid = uuid.uuid4().hex
    limb = Case(
        uid=uid,
        city=whole.city,
        number=numbering.next_number(whole.first_unit, at),
        # Nobody holds a receipt of a limb: the resident follows the whole.
        code_mark=sealing.code_mark(uid, numbering.fresh_code()),
        simulated=whole.simulated,
        private=whole.private,
        channel="split",
        opened_at=at,
        first_unit=whole.first_unit,
        flow_id=whole.flow_id,
        step=step.key,
        state=Case.OPEN,
        unit=unit,
        area_id=whole.area_id,
        category=whole.category,
        lat=whole.lat,
        lng=whole.lng,
        parent=whole,
        desk_since=at,
    )
    rows, pairs = saying.sealed_rows([Saying("asked", words, Said.PARTIES)], by.kind)
    became = {name: getattr(limb, name) for name in record.ROW}
    became |= {**desks.arrival(limb, flow, step, unit, at), "due_at": whole.due_at}
    fact = record.Fact(
        "case.opened",
        {
            "number": limb.number,
            "part_of": whole.number,
            "channel": "split",
            "private": limb.private,
            **saying.facts_of(pairs),
        },
        became,
    )
    record.append(limb, fact, by=by, at=at)
    saying.keep(limb, 1, rows)
    Link.objects.create(source=limb, target=whole, kind="part-of")
    return limb


def strength(case: Case, at: datetime) -> str:
    """One word of ORDER for how a limb stands at `at`."""
    if case.state == Case.CLOSED:
        return "closed"
    if case.state == Case.ANSWERED:
        return "answered"
    if case.state == Case.OPEN and case.due_at and at > case.due_at:
        return "late"
    if case.offer_unit_id:
        return "offered"
    return "waiting" if case.state == Case.PAUSED else "open"


def weakest(limbs: Sequence[Case], at: datetime) -> Case | None:
    """The limb that holds the whole back, or None when there is none."""
    return min(limbs, key=lambda limb: ORDER.index(strength(limb, at)), default=None)
