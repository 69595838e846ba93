"""The life of a matter: opened, handed over, paused, late, answered, contested, closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from garda import clock
from garda.cases import handing, joining, leading, moving, replaying, residents, splitting, waking
from garda.cases.acting import CLOCK, RESIDENT, Overtaken, Refused
from garda.cases.models import Case, Event
from garda.cases.publishing import publish
from garda.clock import Term
from garda.people.calendars import calendar_of
from tests import town as towns

pytestmark = pytest.mark.django_db


def names(case: Case) -> list[str]:
    """The names of a case's events in order."""
    return list(Event.objects.filter(case=case).order_by("seq").values_list("name", flat=True))


def test_item_06_a_case_has_number_owner_and_due_time_at_once() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    assert case.number == "MLT-25-0001"
    assert (case.unit, case.desk) == (town.units["melati"], "petugas-loket")
    expected = clock.due(towns.moment(), Term.parse("5 hari kerja"), calendar_of(town.units["melati"]))
    assert case.due_at == expected.at
    assert towns.report(town).case.number == "MLT-25-0002"
    assert towns.report(town, unit="kenanga").case.number == "KNG-25-0001"


def test_item_06_it_cannot_close_without_an_answer() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=towns.moment())
    with pytest.raises(Refused) as refused:
        moving.move_case(case.pk, "answered", by=by, at=towns.moment())
    assert refused.value.field == "answer"


def test_item_11_a_refusal_without_a_rule_is_not_accepted() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    by = town.by("melati", "petugas-loket")
    with pytest.raises(Refused) as refused:
        moving.move_case(case.pk, "refused", by=by, at=towns.moment(), words={"reason": "Tidak bisa"})
    assert refused.value.field == "rule"
    words = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
    moving.move_case(case.pk, "refused", by=by, at=towns.moment(), words=words)
    assert towns.fresh(case).outcome == "refused"


def _answered(town: towns.Town, at_day: str = "2025-11-05") -> Case:
    case = towns.report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=towns.moment())
    moving.move_case(
        case.pk, "answered", by=by, at=towns.moment(at_day), words={"answer": "Lampu sudah diganti"}
    )
    return towns.fresh(case)


def test_item_06_a_contested_answer_keeps_the_first_clock() -> None:
    town = towns.build_town()
    case = _answered(town)
    promised = case.due_at
    assert case.state == Case.ANSWERED
    residents.contest(case.pk, "Masih mati", at=towns.moment("2025-11-06"))
    again = towns.fresh(case)
    assert (again.state, again.due_at, again.contested) == (Case.OPEN, promised, 1)


def test_item_06_a_reopened_case_keeps_its_first_clock() -> None:
    town = towns.build_town()
    case = _answered(town)
    residents.confirm(case.pk, at=towns.moment("2025-11-06"))
    assert towns.fresh(case).state == Case.CLOSED
    residents.contest(case.pk, "Malamnya mati lagi", at=towns.moment("2025-11-07"))
    again = towns.fresh(case)
    assert (again.state, again.due_at, again.reopened) == (Case.OPEN, case.due_at, 1)
    with pytest.raises(Refused):
        residents.contest(case.pk, "Lagi", at=towns.moment("2026-06-01"))


def test_item_06_a_similar_open_case_in_the_same_place_is_offered_and_all_joined_are_answered() -> None:
    town = towns.build_town()
    place = {"lat": -7.995, "lng": 112.605}
    first = towns.report(town, what="Lampu jalan mati di Gang 3", **place).case
    second = towns.report(town, what="lampu gang 3 mati total", lat=-7.9951, lng=112.6051).case
    towns.report(town, what="Sampah menumpuk dekat pasar", category="sampah-kebersihan", **place)
    towns.report(town, what="Lampu jalan mati di Gang 3", lat=-7.9901, lng=112.6009)
    found = joining.similar_to(towns.fresh(second), towns.moment())
    assert [one.case.pk for one in found] == [first.pk]
    by = town.by("melati", "petugas-loket")
    joining.join(second.pk, first.pk, by=by, at=towns.moment())
    moving.move_case(first.pk, "handling", by=by, at=towns.moment())
    moving.move_case(first.pk, "answered", by=by, at=towns.moment(), words={"answer": "Sudah"})
    residents.confirm(first.pk, at=towns.moment("2025-11-05"))
    assert joining.close_joined(first.pk, by=CLOCK, at=towns.moment("2025-11-05")) == 1
    assert towns.fresh(second).state == Case.CLOSED
    assert "case.answered-with" in names(second)


def test_item_27_an_offer_is_accepted_or_returned_and_a_third_bounce_is_flagged() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    here, there = town.by("melati", "petugas-loket"), town.by("pu", "penghubung")
    for round_ in range(3):
        handing.hand_over(case.pk, town.units["pu"], "Lampu jalan", by=here, at=towns.moment())
        assert towns.fresh(case).unit == town.units["melati"], "until accepted it stays where it was"
        handing.return_to(case.pk, f"Bukan kami {round_}", by=there, at=towns.moment())
    last = Event.objects.filter(case=case).order_by("-seq")[0]
    assert last.facts["flagged"] and last.facts["bounces"] == 3
    with pytest.raises(Refused):
        handing.accept(case.pk, by=there, at=towns.moment())


def test_item_27_accepting_resets_the_desk_clock_and_never_the_whole() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    handing.hand_over(
        case.pk, town.units["pu"], "x", by=town.by("melati", "petugas-loket"), at=towns.moment()
    )
    handing.accept(case.pk, by=town.by("pu", "penghubung"), at=towns.moment("2025-11-05"))
    after = towns.fresh(case)
    assert (after.unit, after.due_at, after.hands) == (town.units["pu"], case.due_at, 1)
    assert after.desk_due_at is not None and case.desk_due_at is not None
    assert after.desk_due_at > case.desk_due_at


def test_item_27_an_offer_nobody_answers_returns_by_itself_and_escalates() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    handing.hand_over(
        case.pk, town.units["pu"], "x", by=town.by("melati", "petugas-loket"), at=towns.moment()
    )
    due = towns.fresh(case).offer_due_at
    assert due is not None
    assert waking.wake(case.pk, due) == 0
    waking.wake(case.pk, due + timedelta(minutes=1))
    after = towns.fresh(case)
    assert (after.offer_unit, after.bounces) == (None, 1)
    assert "offer.lapsed" in names(case)


def test_item_27_a_matter_of_three_units_closes_only_with_three_done() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=towns.moment())
    parts = [(town.units[key], "Kerjakan") for key in ("pu", "lh", "kenanga")]
    limbs = splitting.split(case.pk, parts, by=by, at=towns.moment())
    for number, limb in enumerate(limbs):
        with pytest.raises(Refused, match="selesai lebih dulu"):
            moving.move_case(case.pk, "answered", by=by, at=towns.moment(), words={"answer": "Sudah"})
        actor = town.by(limb.unit.key, "petugas-loket" if limb.unit.kind == "kelurahan" else "penghubung")
        words = {"answer": "Bagian kami selesai", "reason": "x", "rule": "uu-25-2009"}
        weak = splitting.weakest(list(case.limbs.all()), towns.moment())
        assert weak is not None and weak.state != Case.CLOSED
        moving.move_case(limb.pk, "answered", by=actor, at=towns.moment(), words=words)
        assert towns.fresh(limb).state == Case.CLOSED
        assert towns.fresh(case).limbs_open == 2 - number
    moving.move_case(case.pk, "answered", by=by, at=towns.moment(), words={"answer": "Semua selesai"})
    assert towns.fresh(case).state == Case.ANSWERED


def test_item_11_a_breach_escalates_by_itself_one_working_minute_after_the_due_time() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    assert case.due_at is not None
    assert waking.wake(case.pk, case.due_at) >= 0
    assert "clock.late" not in names(case)
    waking.wake(case.pk, case.due_at + timedelta(minutes=1))
    assert "clock.late" in names(case)
    written = len(names(case))
    waking.wake(case.pk, case.due_at + timedelta(minutes=2))
    assert len(names(case)) == written, "recorded once"
    waking.wake(case.pk, case.due_at + timedelta(days=3))
    assert towns.fresh(case).escalated == 1


def test_a_lawful_pause_stops_the_clock_and_what_was_left_stays_left() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "asked", by=by, at=towns.moment("2025-11-05"), words={"reason": "Gang berapa?"})
    assert towns.fresh(case).state == Case.PAUSED
    assert waking.wake(case.pk, towns.moment("2025-11-14")) == 0, "not late while we wait for the resident"
    residents.answer(case.pk, "Gang 3", at=towns.moment("2025-11-13"))
    after = towns.fresh(case)
    assert after.state == Case.OPEN
    assert case.due_at is not None and after.due_at is not None
    # Four working days were left (6, 7, 10, 11 November), and four are left after the answer.
    assert calendar_of(town.units["melati"]).local(after.due_at).date().isoformat() == "2025-11-19"


def test_two_people_at_once_exactly_one_wins_and_the_other_is_told() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=by, at=towns.moment(), seen=1)
    with pytest.raises(Overtaken):
        moving.move_case(case.pk, "handling", by=town.by("melati", "lurah"), at=towns.moment(), seen=1)


def test_the_same_form_sent_again_is_the_same_matter_with_the_same_code() -> None:
    town = towns.build_town()
    first = towns.report(town, form_key="k1")
    again = [towns.report(town, form_key="k1") for _ in range(5)]
    assert {one.case.pk for one in again} == {first.case.pk}
    assert {one.code for one in again} == {first.code}
    assert Case.objects.count() == 1


def test_another_units_officer_cannot_move_it() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    for unit, kind in (("kenanga", "petugas-loket"), ("pu", "penghubung"), ("kec-taman", "camat")):
        with pytest.raises(Refused):
            moving.move_case(case.pk, "handling", by=town.by(unit, kind), at=towns.moment())
    with pytest.raises(Refused):
        moving.move_case(case.pk, "handling", by=RESIDENT, at=towns.moment())


def test_running_cases_keep_the_version_they_began_under() -> None:
    town = towns.build_town()
    case = towns.report(town).case
    row = town.flows["pengaduan"]
    changed = row.text.replace("5 hari kerja", "4 hari kerja")
    newer = publish(town.city, changed, at=towns.moment("2025-11-05"))
    assert (row.version, newer.version) == (1, 2)
    assert towns.fresh(case).flow_id == row.pk
    town.flows["pengaduan"] = newer
    later = towns.report(town, at=towns.moment("2025-11-05")).case
    assert later.flow_id == newer.pk


def test_time_is_extended_once_and_on_its_rule() -> None:
    town = towns.build_town(flows=["informasi-publik"])
    case = towns.file_matter(
        town, flow="informasi-publik", unit="melati", answers={"information": "Anggaran"}
    ).case
    by = town.by(case.unit.key, case.desk)
    before = case.due_at
    leading.extend(case.pk, "Perlu mengumpulkan dokumen", by=by, at=towns.moment("2025-11-06"))
    after = towns.fresh(case)
    assert before is not None and after.due_at is not None and after.due_at > before
    event = Event.objects.get(case=case, name="clock.extended")
    assert event.facts["rests_on"]
    with pytest.raises(Refused):
        leading.extend(case.pk, "Lagi", by=by, at=towns.moment("2025-11-07"))


def test_item_27_more_time_for_the_whole_is_more_time_for_its_open_parts() -> None:
    town = towns.build_town(flows=["informasi-publik"])
    case = towns.file_matter(
        town, flow="informasi-publik", answers={"what": "Anggaran"}, brought=["identitas"]
    )
    case, by = case.case, town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "searching", by=by, at=towns.moment())
    case = towns.fresh(case)
    by = town.by(case.unit.key, case.desk)
    parts = [(town.units[key], "Cari di arsip") for key in ("pu", "lh", "kenanga")]
    done, late, running = splitting.split(case.pk, parts, by=by, at=towns.moment())
    moving.move_case(
        done.pk, "answered", by=town.by("pu", "penghubung"), at=towns.moment(), words={"answer": "Ini"}
    )
    Case.objects.filter(pk=late.pk).update(late_at=towns.moment("2025-11-05"))
    with pytest.raises(Refused, match="induknya"):
        leading.extend(running.pk, "x", by=town.by("kenanga", "lurah"), at=towns.moment("2025-11-06"))
    leading.extend(case.pk, "Arsip tersebar", by=by, at=towns.moment("2025-11-06"))
    whole = towns.fresh(case)
    assert case.due_at is not None and whole.due_at is not None and whole.due_at > case.due_at
    assert towns.fresh(running).due_at == whole.due_at
    assert towns.fresh(done).due_at == towns.fresh(late).due_at == case.due_at, "ended or late: as it was"
    event = Event.objects.get(case=running, name="clock.extended")
    assert (event.facts["of"], event.facts["rests_on"]) == (case.number, ["uu-14-2008#22"])
    for one in (whole, towns.fresh(running)):
        assert replaying.faults_of(one, list(one.events.order_by("seq"))) == []


def test_an_old_photo_or_one_from_far_away_is_flagged_for_a_human_never_judged() -> None:
    town = towns.build_town()
    by = town.by("melati", "petugas-loket")
    flags = []
    for _ in range(2):
        case = towns.report(town).case
        moving.move_case(case.pk, "handling", by=by, at=towns.moment())
        moving.move_case(case.pk, "working", by=by, at=towns.moment(), words={"date": "2025-11-06"})
        moving.move_case(
            case.pk, "answered", by=by, at=towns.moment(), words={"answer": "Sudah"}, proofs=[towns.photo()]
        )
        flags.append(towns.fresh(case).papers.get(key="proof").flags)
    assert flags == [[], ["used-before"]]
