"""Random walks: whatever anyone may do next to a matter, done at random, through the real verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q

from garda.cases import (
    erasing,
    errands,
    handing,
    joining,
    leading,
    receiving,
    requirements,
    residents,
    splitting,
    waking,
)
from garda.cases.acting import RESIDENT, By, Overtaken, Refused
from garda.cases.models import Case, Event
from garda.cases.moving import move_case
from garda.cases.publishing import flow_by_id
from garda.letters import issuing
from garda.people.models import Person, Post, Unit
from tests import town as towns
from tests.town import Town

WORDS = {
    "reason": "Alasan contoh", "missing": "foto-rumah", "rule": "uu-25-2009#21", "answer": "Sudah dikerjakan",
    "date": "2025-11-20",
}  # fmt: skip
Act = Callable[[Town, Case, Random, datetime], object]


def by_at(unit: Unit, kind: str) -> By:
    """Whoever holds that kind of post in the unit, or any post there."""
    post = Post.objects.filter(unit=unit, kind=kind).first() or Post.objects.filter(unit=unit).first()
    assert post is not None
    term = post.terms.first()
    assert term is not None
    return By("post", term.person_id, post.pk, (post.kind,), unit.pk)


def _move(town: Town, case: Case, dice: Random, at: datetime) -> object:
    step = flow_by_id(case.flow_id).steps[case.step]
    moves = [move for move in step.moves if move.by != "clock"]
    if not moves:
        return None
    move = dice.choice(moves)
    by = RESIDENT if move.by == "resident" else by_at(case.unit, case.desk)
    if "letter-signed" in move.guards:
        # The signature takes the step itself.
        return issuing.sign(case.pk, Person.objects.get(pk=by.person), at=at)
    proofs = [towns.photo(shade=dice.randrange(200))] if "proof" in move.needs else []
    return move_case(
        case.pk, move.key, by=by, at=at, words={n: WORDS[n] for n in move.needs if n in WORDS}, proofs=proofs
    )


def _offer(town: Town, case: Case, dice: Random, at: datetime) -> object:
    return handing.hand_over(
        case.pk,
        dice.choice(list(town.units.values())),
        "Bukan urusan kami",
        by=by_at(case.unit, case.desk),
        at=at,
    )


def _take(town: Town, case: Case, dice: Random, at: datetime) -> object:
    return handing.accept(case.pk, by=by_at(case.offer_unit or case.unit, ""), at=at)


def _return(town: Town, case: Case, dice: Random, at: datetime) -> object:
    return handing.return_to(case.pk, "Bukan wilayah kami", by=by_at(case.offer_unit or case.unit, ""), at=at)


def _take_back(town: Town, case: Case, dice: Random, at: datetime) -> object:
    return handing.take_back(case.pk, by=by_at(case.unit, case.desk), at=at)


def _split(town: Town, case: Case, dice: Random, at: datetime) -> object:
    parts = [(town.units[key], "Kerjakan bagian ini") for key in dice.sample(["pu", "lh", "kenanga"], 2)]
    return splitting.split(case.pk, parts, by=by_at(case.unit, case.desk), at=at)


def _join(town: Town, case: Case, dice: Random, at: datetime) -> object:
    others = Case.objects.filter(flow=case.flow_id, parent__isnull=True).exclude(pk=case.pk)
    others = others.exclude(state=Case.CLOSED).order_by("pk")
    return others and joining.join(case.pk, dice.choice(others).pk, by=by_at(case.unit, case.desk), at=at)


def _hand_in(town: Town, case: Case, dice: Random, at: datetime) -> object:
    """What was asked for, brought to the counter: written down by an officer, with a photo."""
    by = by_at(case.unit, case.desk).for_resident()
    photo = towns.photo(key="handed", shade=dice.randrange(200))
    return residents.answer(case.pk, "", by=by, at=at, handed=[photo])


def _errands(town: Town, case: Case, dice: Random, at: datetime) -> object:
    return errands.work_off(at, limit=50)


ACTS: dict[str, Act] = {
    "move": _move,
    "offer": _offer,
    "take": _take,
    "return": _return,
    "take back": _take_back,
    "split": _split,
    "join": _join,
    "part": lambda t, c, d, at: joining.part(c.pk, "Berbeda", by=by_at(c.unit, c.desk), at=at),
    "hand in": _hand_in,
    "errands": _errands,
    "answer": lambda t, c, d, at: residents.answer(c.pk, "Ini yang diminta", at=at),
    "confirm": lambda t, c, d, at: residents.confirm(c.pk, at=at),
    "contest": lambda t, c, d, at: residents.contest(c.pk, "Belum benar", at=at),
    "add": lambda t, c, d, at: residents.add(
        c.pk, "Tambahan", at=at, handed=[towns.photo(key="added", shade=d.randrange(200))]
    ),
    "rate": lambda t, c, d, at: residents.rate(c.pk, d.randint(1, 4), "", at=at),
    "withdraw": lambda t, c, d, at: residents.withdraw(c.pk, "Sudah selesai sendiri", at=at),
    "note": lambda t, c, d, at: leading.note(c.pk, "Catatan", by=by_at(c.unit, c.desk), at=at),
    "explain": lambda t, c, d, at: leading.explain_late(c.pk, "Maaf", by=by_at(c.unit, c.desk), at=at),
    "reassign": lambda t, c, d, at: leading.reassign(
        c.pk, c.unit.posts.first(), "Bagi kerja", by=by_at(c.unit, c.desk), at=at
    ),
    "extend": lambda t, c, d, at: leading.extend(c.pk, "Perlu waktu", by=by_at(c.unit, c.desk), at=at),
    "escalate": lambda t, c, d, at: leading.escalate(c.pk, "Perlu putusan", by=by_at(c.unit, c.desk), at=at),
    "erase": lambda t, c, d, at: erasing.erase(c.pk, "request", by=RESIDENT, at=at),
    "receive": lambda t, c, d, at: receiving.receive(
        c.pk, [one.key for one in requirements.lacking(c)], by=by_at(c.unit, c.desk), at=at
    ),
    "wake": lambda t, c, d, at: waking.wake(c.pk, at),
}  # fmt: skip
# Moving on is what happens most; ending early is what happens least.
WEIGHTS = {
    "move": 40,
    "join": 20,
    "hand in": 12,
    "receive": 12,
    "answer": 12,
    "withdraw": 1,
    "erase": 1,
    "wake": 10,
    "take": 12,
    "offer": 6,
}


def walk(town: Town, case: Case, dice: Random, *, acts: int, at: datetime) -> list[str]:
    """Up to `acts` random acts on the case, its parts and what is joined to it; returns what was done.

    Refusals are fine.
    """
    done: list[str] = []
    names = list(ACTS)
    for _ in range(acts):
        at += timedelta(minutes=dice.choice([1, 5, 40, 300, 1500, 6000]))
        near = Case.objects.filter(Q(parent=case) | Q(joined_to=case) | Q(joined=case)).order_by("pk")
        target = dice.choice([case, *near.distinct()])
        target = Case.objects.select_related("unit", "offer_unit", "city").get(pk=target.pk)
        name = dice.choices(names, [WEIGHTS.get(one, 4) for one in names])[0]
        try:
            if ACTS[name](town, target, dice, at):
                done.append(name)
        except (Refused, Overtaken):
            continue
    return done


def events_of(case: Case) -> list[Event]:
    """The record of a case in order."""
    return list(Event.objects.filter(case=case).order_by("seq"))
