"""Three people who saw the same matter and press one after the other: one wins, two are told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

from garda.cases import handing, joining, leading, moving, replaying, residents, splitting
from garda.cases.acting import Overtaken, Refused
from garda.cases.models import Case, Errand, Event
from tests.town import Town, build_town, fresh, moment, photo, report

pytestmark = pytest.mark.django_db
WORDS = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
Act = Callable[[Town, Case, int], object]


# What three people may press on a report that has just come in; each with what it had seen.
ACTS: dict[str, Act] = {
    "take on": lambda t, c, seen: moving.move_case(
        c.pk, "handling", by=t.by("melati", "petugas-loket"), at=moment(), seen=seen
    ),
    "refuse": lambda t, c, seen: moving.move_case(
        c.pk, "refused", by=t.by("melati", "lurah"), at=moment(), seen=seen, words=WORDS
    ),
    "offer": lambda t, c, seen: handing.hand_over(
        c.pk, t.units["pu"], "Lampu", by=t.by("melati", "petugas-loket", 2), at=moment(), seen=seen
    ),
    "share": lambda t, c, seen: splitting.split(
        c.pk, [(t.units["pu"], "Ganti")], by=t.by("melati", "seklur"), at=moment(), seen=seen
    ),
    "join": lambda t, c, seen: joining.join(
        c.pk, Case.objects.order_by("pk")[0].pk, by=t.by("melati", "lurah"), at=moment(), seen=seen
    ),
    "withdraw": lambda t, c, seen: residents.withdraw(c.pk, "Sudah menyala", at=moment(), seen=seen),
    "give": lambda t, c, seen: leading.reassign(
        c.pk, None, "Bagi kerja", by=t.by("melati", "lurah"), at=moment(), seen=seen
    ),
}


@pytest.mark.parametrize("three", sorted({tuple(sorted(p)) for p in permutations(ACTS, 3)}))
def test_of_three_who_saw_the_same_exactly_one_wins(three: tuple[str, ...]) -> None:
    town = build_town()
    report(town)
    for order in (three, three[::-1]):
        case = report(town).case
        seen, told = case.seq, 0
        for name in order:
            try:
                ACTS[name](town, case, seen)
            except Overtaken as lost:
                told += 1
                assert lost.seq > seen
        assert told == 2, order
        for one in Case.objects.all():
            assert replaying.faults_of(one, list(one.events.order_by("seq"))) == []


def test_who_comes_too_late_without_having_seen_anything_is_refused_with_a_sentence() -> None:
    town = build_town()
    case = report(town).case
    residents.withdraw(case.pk, "Sudah menyala", at=moment())
    for act in ACTS.values():
        with pytest.raises((Refused, Overtaken)) as no:
            act(town, case, fresh(case).seq)
        assert no.value.words.id


def test_who_loses_leaves_nothing_behind_not_even_an_errand_or_a_paper() -> None:
    town = build_town()
    case = report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=moment())
    moving.move_case(case.pk, "working", by=by, at=moment(), words={"date": "2025-11-06"})
    before = (Event.objects.count(), Errand.objects.count())
    with pytest.raises(Overtaken):
        moving.move_case(
            case.pk, "answered", by=by, at=moment(), seen=1, words={"answer": "Sudah"}, proofs=[photo()]
        )
    assert (Event.objects.count(), Errand.objects.count()) == before
    assert not case.papers.exists()
    assert not case.said.filter(key="answer").exists()
