"""Joined reports and shared matters: whatever becomes of one of them, no resident is forgotten."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.http import Http404

from garda.cases import (
    erasing,
    errands,
    handing,
    joining,
    leading,
    moving,
    replaying,
    residents,
    saying,
    splitting,
    waking,
)
from garda.cases.acting import RESIDENT, Refused
from garda.cases.models import Case, Event
from garda.sight import doors, stories
from tests.town import Town, ask_letter, build_town, fresh, moment, photo, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


def follow(at: datetime) -> None:
    """Do every errand that is due."""
    while errands.work_off(at):
        pass


def pair(town: Town, day: str = "2025-11-04") -> tuple[Case, Case]:
    """(a report, another that was joined to it)."""
    first, second = (report(town, at=moment(day)).case for _ in range(2))
    joining.join(second.pk, first.pk, by=town.by("melati", "petugas-loket"), at=moment(day, "09:30"))
    return first, second


def answer(town: Town, case: Case, day: str = "2025-11-04") -> None:
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=moment(day, "10:00"))
    words = {"answer": "Lampunya sudah menyala."}
    moving.move_case(case.pk, "answered", by=by, at=moment(day, "11:00"), words=words)


def facts(case: Case) -> dict[str, bool]:
    return dict(Event.objects.filter(case=case, name="case.closed").order_by("-seq")[0].facts)


def sound(*cases: Case) -> None:
    for case in cases:
        assert replaying.faults_of(fresh(case), list(case.events.order_by("seq"))) == []


def test_item_6_a_joined_reporter_reads_the_very_words_of_the_answer(town: Town) -> None:
    first, second = pair(town)
    answer(town, first)
    residents.confirm(first.pk, at=moment(time="12:00"))
    follow(moment(time="12:00"))
    told = stories.story(fresh(second), "resident", "id", moment(time="13:00"))
    assert any("Lampunya sudah menyala." in entry.quote for entry in told.entries)
    assert saying.spoken(second, "answer") == {"answer": "Lampunya sudah menyala."}
    sound(first, second)


@pytest.mark.parametrize("how", ["withdrawn", "lapsed"])
def test_a_matter_joined_to_one_that_its_resident_gave_up_goes_on_by_itself(town: Town, how: str) -> None:
    first, second = pair(town)
    by = town.by("melati", "petugas-loket")
    if how == "withdrawn":
        residents.withdraw(first.pk, "Sudah pindah rumah", at=moment(time="10:00"))
    else:
        moving.move_case(first.pk, "asked", by=by, at=moment(time="10:00"), words={"reason": "Gang?"})
        waking.wake(first.pk, moment("2025-12-05"))
        assert fresh(first).outcome == "lapsed"
    follow(moment("2025-12-05", "10:00"))
    after = fresh(second)
    assert (after.state, after.joined_to_id, after.due_at) == (Case.OPEN, None, second.due_at)
    assert after.desk == "petugas-loket"
    moving.move_case(second.pk, "handling", by=by, at=moment("2025-12-05", "11:00"))
    sound(first, second)


def test_joining_is_no_way_out_of_a_promise(town: Town) -> None:
    first = report(town, category="jalan-jembatan").case  # fourteen working days
    second = report(town).case  # five
    loket = town.by("melati", "petugas-loket")
    joining.join(second.pk, first.pk, by=loket, at=moment(time="09:30"))
    answer(town, first, "2025-11-14")
    residents.confirm(first.pk, at=moment("2025-11-17"))
    follow(moment("2025-11-17"))
    assert facts(second)["fast"] is False
    assert "clock.late" in set(Event.objects.filter(case=second).values_list("name", flat=True))


def test_waiting_for_the_other_residents_verdict_makes_nobody_late(town: Town) -> None:
    first, second = pair(town)
    answer(town, first)
    residents.confirm(first.pk, at=moment("2025-11-17"))
    follow(moment("2025-11-17"))
    assert facts(second)["fast"] is True


def test_while_joined_it_is_handled_there_and_nowhere_else(town: Town) -> None:
    first, second = pair(town)
    loket, lurah = town.by("melati", "petugas-loket"), town.by("melati", "lurah")
    at = moment(time="10:00")
    for act in (
        lambda: moving.move_case(second.pk, "handling", by=loket, at=at),
        lambda: handing.hand_over(second.pk, town.units["pu"], "x", by=loket, at=at),
        lambda: splitting.split(second.pk, [(town.units["pu"], "x")], by=loket, at=at),
        lambda: leading.reassign(second.pk, None, "x", by=lurah, at=at),
        lambda: residents.answer(second.pk, "x", at=at),
        lambda: joining.join(first.pk, second.pk, by=loket, at=at),
    ):
        with pytest.raises(Refused):
            act()
    residents.add(second.pk, "Masih mati", at=at)
    assert moving.moves_of(fresh(second), loket) == ()
    assert stories.story(fresh(second), "resident", "id", at).asks == ("add", "withdraw")


def test_what_was_joined_by_mistake_is_parted_and_keeps_its_first_clock(town: Town) -> None:
    first, second = pair(town)
    joining.part(second.pk, "Gang lain", by=town.by("melati", "petugas-loket"), at=moment("2025-11-06"))
    after = fresh(second)
    assert (after.state, after.joined_to_id, after.due_at) == (Case.OPEN, None, second.due_at)
    joining.join(second.pk, first.pk, by=town.by("melati", "petugas-loket"), at=moment("2025-11-06"))
    residents.withdraw(second.pk, "Sudah beres", at=moment("2025-11-06"))
    assert fresh(second).outcome == "withdrawn"
    answer(town, first, "2025-11-06")
    residents.confirm(first.pk, at=moment("2025-11-07"))
    follow(moment("2025-11-07"))
    assert fresh(second).outcome == "withdrawn"
    sound(first, second)


def test_a_joined_reporter_who_contests_gets_a_matter_of_their_own(town: Town) -> None:
    first, second = pair(town)
    answer(town, first)
    residents.confirm(first.pk, at=moment("2025-11-05"))
    follow(moment("2025-11-05"))
    residents.contest(second.pk, "Di depan rumah saya masih mati", at=moment("2025-11-06"))
    after = fresh(second)
    assert (after.state, after.joined_to_id, after.due_at) == (Case.OPEN, None, second.due_at)
    assert fresh(first).state == Case.CLOSED
    assert moving.moves_of(after, town.by("melati", "lurah")) != ()
    sound(first, second)


def test_only_like_is_joined_to_like_and_only_while_worked_on(town: Town) -> None:
    loket = town.by("melati", "petugas-loket")
    case, at = report(town).case, moment(time="10:00")
    waits, offered = report(town).case, report(town).case
    moving.move_case(waits.pk, "asked", by=loket, at=at, words={"reason": "Gang?"})
    handing.hand_over(offered.pk, town.units["pu"], "x", by=loket, at=at)
    secret = report(town, answers={"confidential": True}).case
    for one, into in (
        (waits, case),
        (offered, case),
        (secret, case),
        (case, secret),
        (ask_letter(town).case, case),
    ):
        with pytest.raises(Refused):
            joining.join(one.pk, into.pk, by=loket, at=at)
    with pytest.raises(Refused):
        joining.join(case.pk, waits.pk, by=town.by("kenanga", "petugas-loket"), at=at)


# ---- shared matters -----------------------------------------------------------------------------
def shared(town: Town) -> tuple[Case, list[Case]]:
    """(a report, its parts at public works and at the environment agency)."""
    case = report(town).case
    parts = [(town.units[key], "Kerjakan bagian ini") for key in ("pu", "lh")]
    limbs = splitting.split(case.pk, parts, by=town.by("melati", "petugas-loket"), at=moment())
    return case, limbs


def test_item_27_no_end_for_the_whole_while_a_part_is_open_whatever_the_flow_says(town: Town) -> None:
    case, _limbs = shared(town)
    by = town.by("melati", "petugas-loket")
    words = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
    with pytest.raises(Refused, match="selesai lebih dulu"):
        moving.move_case(case.pk, "refused", by=by, at=moment(), words=words)
    with pytest.raises(Refused):
        residents.withdraw(case.pk, "Tidak jadi", at=moment())
    assert {move.key for move in moving.moves_of(fresh(case), by)} == {"handling", "asked"}


def test_a_part_asks_no_resident_since_nobody_holds_its_receipt(town: Town) -> None:
    _case, limbs = shared(town)
    by = town.by("pu", "penghubung")
    with pytest.raises(Refused, match="unit yang memimpin"):
        moving.move_case(limbs[0].pk, "asked", by=by, at=moment(), words={"reason": "Gang?"})


def test_a_part_that_is_taken_back_while_on_offer_is_counted_too(town: Town) -> None:
    case, limbs = shared(town)
    handing.hand_over(limbs[0].pk, town.units["lh"], "x", by=town.by("pu", "penghubung"), at=moment())
    residents.withdraw(limbs[0].pk, "Tidak perlu lagi", at=moment(time="10:00"))
    assert fresh(case).limbs_open == 1
    sound(case, *limbs)


def test_a_part_is_reopened_only_while_the_whole_is_open(town: Town) -> None:
    case, limbs = shared(town)
    loket = town.by("melati", "petugas-loket")
    for limb, unit in zip(limbs, ("pu", "lh"), strict=True):
        by = town.by(unit, "penghubung")
        moving.move_case(limb.pk, "handling", by=by, at=moment())
        moving.move_case(limb.pk, "answered", by=by, at=moment(), words={"answer": "Selesai"})
    residents.contest(limbs[0].pk, "Belum", at=moment(time="10:00"))
    assert fresh(case).limbs_open == 1
    by = town.by("pu", "kepala-opd")
    words = {"answer": "Selesai", "rule": "uu-25-2009#37"}
    moving.move_case(limbs[0].pk, "answered", by=by, at=moment(time="10:30"), words=words)
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="11:00"))
    moving.move_case(case.pk, "answered", by=loket, at=moment(time="11:00"), words={"answer": "Semua"})
    residents.confirm(case.pk, at=moment(time="11:30"))
    with pytest.raises(Refused, match="induknya"):
        residents.contest(limbs[1].pk, "Belum", at=moment(time="12:00"))
    residents.contest(case.pk, "Belum", at=moment(time="12:00"))
    assert (fresh(case).state, fresh(case).limbs_open) == (Case.OPEN, 0)
    sound(case, *limbs)


def test_only_the_unit_that_holds_it_passes_it_on_shares_it_or_extends_it(town: Town) -> None:
    case = report(town).case
    stranger = town.by("kenanga", "lurah")
    for act in (
        lambda: handing.hand_over(case.pk, town.units["pu"], "x", by=stranger, at=moment()),
        lambda: splitting.split(case.pk, [(town.units["pu"], "x")], by=stranger, at=moment()),
        lambda: leading.extend(case.pk, "x", by=stranger, at=moment()),
        lambda: leading.explain_late(case.pk, "x", by=stranger, at=moment("2025-11-20")),
    ):
        with pytest.raises(Refused):
            act()


def test_nothing_is_passed_on_or_shared_out_while_it_waits_for_the_resident(town: Town) -> None:
    case, by = report(town).case, town.by("melati", "petugas-loket")
    answer(town, case)
    with pytest.raises(Refused):
        handing.hand_over(case.pk, town.units["pu"], "x", by=by, at=moment(time="12:00"))
    offered = report(town).case
    handing.hand_over(offered.pk, town.units["pu"], "x", by=by, at=moment(time="12:00"))
    with pytest.raises(Refused):
        splitting.split(offered.pk, [(town.units["lh"], "x")], by=by, at=moment(time="12:00"))
    residents.withdraw(offered.pk, "Tidak jadi", at=moment(time="12:30"))
    assert fresh(offered).offer_unit_id is None
    sound(case, offered)


def test_the_office_s_proof_is_shown_to_everyone_who_was_answered_with_it(town: Town) -> None:
    first = report(town, papers=[photo(key="photo", shade=3)]).case
    second, stranger = (report(town).case for _ in range(2))
    by = town.by("melati", "petugas-loket")
    joining.join(second.pk, first.pk, by=by, at=moment(time="09:30"))
    moving.move_case(first.pk, "handling", by=by, at=moment(time="10:00"))
    words = {"answer": "Lampunya sudah menyala.", "date": "2025-11-06"}
    moving.move_case(first.pk, "working", by=by, at=moment(time="10:30"), words=words)
    moving.move_case(
        first.pk, "answered", by=by, at=moment(time="11:00"), words=words, proofs=[photo(shade=7)]
    )
    assert stories.story(fresh(second), "resident", "id", moment(time="12:00")).photos == [], "not before"
    residents.confirm(first.pk, at=moment("2025-11-05"))
    follow(moment("2025-11-05"))
    proof = first.papers.get(key="proof")
    told = stories.story(fresh(second), "resident", "id", moment("2025-11-06"))
    assert [(one.id, one.by_resident) for one in told.photos] == [(proof.pk, False)], "not the other's photo"
    readers = ("public", "parties")
    assert doors.paper_of(fresh(second), proof.pk, readers) == proof
    for case, paper in ((second, first.papers.get(key="photo")), (stranger, proof)):
        with pytest.raises(Http404):
            doors.paper_of(fresh(case), paper.pk, readers)
    event = Event.objects.get(case=second, name="case.answered-with")
    assert event.facts["proofs"] == [["proof", proof.fingerprint]]
    erasing.erase(first.pk, "request", by=RESIDENT, at=moment("2025-11-07"))
    residents.contest(second.pk, "Masih mati", at=moment("2025-11-08"))
    again = stories.story(fresh(second), "resident", "id", moment("2025-11-08"))
    assert [one.id for one in again.photos] == [proof.pk], "what was shown once stays"
    sound(first, second)
