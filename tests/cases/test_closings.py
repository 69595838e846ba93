"""What a closing says of a matter: fast, right, accountable; and the lateness behind it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from garda.cases import handing, leading, moving, replaying, residents, splitting, waking
from garda.cases.acting import Refused
from garda.cases.models import Case, Event
from garda.people.changes import changed
from tests import town as towns
from tests.town import Town, fresh, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return towns.build_town()


def names(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("seq").values_list("name", flat=True))


def closing(case: Case) -> dict[str, Any]:
    """The facts of the latest closing."""
    return dict(Event.objects.filter(case=case, name="case.closed").order_by("-seq")[0].facts)


def three(case: Case) -> tuple[bool, bool, bool]:
    facts = closing(case)
    return facts["fast"], facts["right"], facts["accountable"]


def take_on(town: Town, case: Case, day: str = "2025-11-04", unit: str = "melati") -> None:
    kind = "petugas-loket" if unit == "melati" else "penghubung"
    moving.move_case(case.pk, "handling", by=town.by(unit, kind), at=moment(day, "10:00"))


def answer(town: Town, case: Case, day: str, time: str = "11:00", unit: str = "melati") -> None:
    kind = "petugas-loket" if unit == "melati" else "penghubung"
    words = {"answer": "Lampu sudah diganti"}
    moving.move_case(case.pk, "answered", by=town.by(unit, kind), at=moment(day, time), words=words)


def test_item_7_a_desk_that_was_slow_later_on_does_not_make_the_whole_late(town: Town) -> None:
    case = report(town, category="jalan-jembatan").case  # 14 working days in all, 5 at the second desk
    take_on(town, case)
    words = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
    moving.move_case(
        case.pk, "refused", by=town.by("melati", "petugas-loket"), at=moment("2025-11-14"), words=words
    )
    assert "clock.desk-late" in names(case)
    assert "clock.late" not in names(case)
    assert three(case) == (True, True, True)


def test_item_7_a_first_response_after_its_term_is_not_fast_also_when_seen_only_at_the_closing(
    town: Town,
) -> None:
    case = report(town, category="jalan-jembatan").case
    words = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
    moving.move_case(
        case.pk, "refused", by=town.by("melati", "petugas-loket"), at=moment("2025-11-13"), words=words
    )
    assert three(case) == (False, True, True)


def test_item_7_lateness_found_at_the_closing_is_not_explained_by_what_was_said_before(town: Town) -> None:
    case = report(town, category="penerangan-jalan").case  # five working days, until 11 November
    by = town.by("melati", "petugas-loket")
    waking.wake(case.pk, moment("2025-11-10"))  # the first desk is late, the whole is not
    leading.explain_late(case.pk, "Petugas sakit", by=by, at=moment("2025-11-10", "10:00"))
    take_on(town, case, "2025-11-10")
    words = {"reason": "Bukan kewenangan kota", "rule": "perpres-76-2013"}
    moving.move_case(case.pk, "refused", by=by, at=moment("2025-11-13"), words=words)
    assert fresh(case).late_at is not None
    assert three(case) == (False, True, False)


def test_item_7_passed_on_once_is_right_and_twice_is_not(town: Town) -> None:
    for hands, right in ((("pu",), True), (("pu", "lh"), False)):
        case = report(town).case
        holder, kind = "melati", "petugas-loket"
        for unit in hands:
            handing.hand_over(
                case.pk, town.units[unit], "Urusan Anda", by=town.by(holder, kind), at=moment(time="09:30")
            )
            handing.accept(case.pk, by=town.by(unit, "penghubung"), at=moment(time="09:40"))
            holder, kind = unit, "penghubung"
        take_on(town, case, unit=holder)
        answer(town, case, "2025-11-04", unit=holder)
        residents.confirm(case.pk, at=moment("2025-11-05"))
        assert three(case) == (True, right, True), hands


def test_item_7_a_returned_offer_is_not_right(town: Town) -> None:
    case = report(town).case
    loket = town.by("melati", "petugas-loket")
    handing.hand_over(case.pk, town.units["pu"], "Lampu", by=loket, at=moment(time="09:30"))
    handing.return_to(case.pk, "Bukan kami", by=town.by("pu", "penghubung"), at=moment(time="09:40"))
    take_on(town, case)
    answer(town, case, "2025-11-04")
    residents.confirm(case.pk, at=moment("2025-11-05"))
    assert three(case) == (True, False, True)


def test_a_reassignment_inside_the_office_is_no_response_to_the_resident(town: Town) -> None:
    case = report(town).case
    seat = town.posts["melati", "petugas-loket", 2]
    leading.reassign(case.pk, seat, "Bagi kerja", by=town.by("melati", "lurah"), at=moment())
    assert fresh(case).responded_at is None
    waking.wake(case.pk, moment("2025-11-10"))
    assert Event.objects.get(case=case, name="clock.desk-late").facts["first"]


# ---- lateness, and who is told ------------------------------------------------------------------
def beat(case: Case, day: str, time: str = "09:00", times: int = 6) -> None:
    """The tick, several times in a row at the same moment."""
    for _ in range(times):
        waking.wake(case.pk, moment(day, time))


def test_after_days_without_a_tick_superiors_are_told_one_a_day_not_all_at_once(town: Town) -> None:
    case = report(town).case
    beat(case, "2025-12-01")
    assert (fresh(case).late_at is not None, fresh(case).escalated) == (True, 0)
    for day, level in (("2025-12-02", 0), ("2025-12-03", 1), ("2025-12-04", 1), ("2025-12-05", 2)):
        beat(case, day)
        assert fresh(case).escalated == level, day


def test_a_late_matter_that_is_reopened_is_told_to_superiors_again(town: Town) -> None:
    case = report(town).case
    take_on(town, case)
    beat(case, "2025-11-14")
    leading.explain_late(
        case.pk, "Menunggu kabel", by=town.by("melati", "petugas-loket"), at=moment("2025-11-14", "10:00")
    )
    answer(town, case, "2025-11-14")
    residents.confirm(case.pk, at=moment("2025-11-17"))
    assert three(case) == (False, True, True)
    residents.contest(case.pk, "Mati lagi", at=moment("2025-11-18"))
    again = fresh(case)
    assert (again.explained, again.late_at is not None) == (False, True)
    beat(case, "2025-11-18", "10:00")
    level = fresh(case).escalated
    beat(case, "2025-11-21")
    assert fresh(case).escalated == level + 1
    words = {"answer": "Tetap", "rule": "uu-25-2009#37"}
    moving.move_case(case.pk, "answered", by=town.by("melati", "lurah"), at=moment("2025-11-21"), words=words)
    residents.confirm(case.pk, at=moment("2025-11-24"))
    assert three(case) == (False, False, False), "the second lateness was not explained"


def test_a_matter_contested_after_its_due_time_is_late_by_itself_and_only_once(town: Town) -> None:
    case = report(town).case
    take_on(town, case)
    answer(town, case, "2025-11-05")
    residents.confirm(case.pk, at=moment("2025-11-06"))
    residents.contest(case.pk, "Mati lagi", at=moment("2025-11-14"))
    beat(case, "2025-11-14", "10:00")
    assert names(case).count("clock.late") == 1
    assert fresh(case).escalated == 0


def test_escalation_by_hand_to_the_top_leaves_the_clock_nothing_to_do(town: Town) -> None:
    case = report(town).case
    beat(case, "2025-11-13")
    for _ in range(3):
        leading.escalate(case.pk, "Perlu putusan", by=town.by("melati", "lurah"), at=moment("2025-11-13"))
    after = fresh(case)
    assert (after.escalated, after.escalate_at) == (3, None)
    beat(case, "2025-12-10")
    assert fresh(case).pk not in waking.due_cases(moment("2025-12-10"))


def test_a_pause_holds_back_the_next_superior_too(town: Town) -> None:
    case = report(town).case
    take_on(town, case)
    beat(case, "2025-11-13")
    told = fresh(case).escalate_at
    by = town.by("melati", "petugas-loket")
    moving.move_case(
        case.pk, "asked-again", by=by, at=moment("2025-11-13", "10:00"), words={"reason": "Gang?"}
    )
    due = fresh(case).due_at
    residents.answer(case.pk, "Gang 3", at=moment("2025-11-20"))
    after = fresh(case)
    assert after.due_at == due, "what is late gains nothing by a pause"
    assert told is not None and after.escalate_at is not None
    assert after.escalate_at.date().isoformat() == "2025-11-21"
    beat(case, "2025-11-20", "10:00")
    assert fresh(case).escalated == 0


def test_time_may_be_extended_while_the_clock_stands_still(town: Town) -> None:
    town.flows["informasi-publik"] = towns.publish_flow(city=town.city, key="informasi-publik")
    case = towns.file_matter(town, flow="informasi-publik", unit="melati", answers={"what": "Anggaran"}).case
    by = town.by(case.unit.key, case.desk)
    flow = moving.standing(case)[0]
    pausing = next(move for move in flow.steps[case.step].moves if flow.steps[move.to].pause)
    words = {"reason": "Tahun berapa?", "missing": "identitas"}
    moving.move_case(case.pk, pausing.key, by=by, at=moment(), words=words)
    before = fresh(case).due_at
    late = moment("2025-12-04")
    leading.extend(case.pk, "Banyak berkas", by=by, at=late)
    extended = fresh(case).due_at
    assert before is not None and extended is not None and extended > before
    residents.answer(case.pk, "Tahun 2024", at=late + timedelta(days=1))
    resumed = fresh(case).due_at
    assert resumed is not None and resumed > extended


# ---- a clock that cannot do its work ------------------------------------------------------------
def asked(town: Town) -> Case:
    """A report that waits for its resident since 4 November; it lapses after 30 days."""
    case = report(town).case
    by = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "asked", by=by, at=moment(), words={"reason": "Gang berapa?"})
    return fresh(case)


def test_a_refused_move_of_the_clock_keeps_lateness_and_never_spins(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asked(town)
    at = moment("2025-12-05")

    def refuse(*_: object, **__: object) -> None:
        raise Refused(moving.Words("tidak bisa", "no"))

    monkeypatch.setattr(waking, "move_case", refuse)
    assert waking.due_cases(at) == [case.pk]
    assert waking.wake(case.pk, at) == 0
    assert waking.due_cases(at) == [], "it would keep everybody else waiting"
    assert waking.due_cases(at + timedelta(minutes=59)) == []
    assert waking.due_cases(at + timedelta(hours=1)) == [case.pk]
    assert replaying.faults_of(fresh(case), list(case.events.order_by("seq"))) == []
    monkeypatch.undo()
    assert waking.wake(case.pk, at + timedelta(hours=1)) >= 2
    assert fresh(case).outcome == "lapsed"


def test_lateness_is_recorded_though_the_clocks_own_move_is_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = report(town).case
    Case.objects.filter(pk=case.pk).update(auto_at=moment("2025-11-14"))
    timed = (moment("2025-11-14"), moving.standing(case)[1].moves[0])
    monkeypatch.setattr(waking.desks, "clock_move", lambda *_: timed)
    assert waking.wake(case.pk, moment("2025-11-14", "10:00")) >= 1
    assert "clock.late" in names(case)


def test_a_resident_is_heard_though_the_office_was_closed_and_has_no_post(town: Town) -> None:
    case = report(town).case
    take_on(town, case)
    answer(town, case, "2025-11-04")
    residents.confirm(case.pk, at=moment("2025-11-05"))
    waits = asked(town)
    unit = town.units["melati"]
    unit.posts.update(closed_on="2025-11-05")
    type(unit).objects.filter(pk=unit.pk).update(closed_on="2025-11-05")
    changed(town.city)
    residents.contest(case.pk, "Mati lagi", at=moment("2025-11-06"))
    residents.answer(waits.pk, "Gang 3", at=moment("2025-11-06"))
    for one in (case, waits):
        assert (fresh(one).state, fresh(one).unit.key) == (Case.OPEN, "kec-taman")


def test_a_number_carries_the_year_on_the_citys_wall(town: Town) -> None:
    case = report(town, at=moment("2025-12-31", "10:00")).case
    by = town.by("melati", "petugas-loket")
    new_year = moment("2026-01-01", "00:30").astimezone(UTC)
    limbs = splitting.split(case.pk, [(town.units["pu"], "Kerjakan")], by=by, at=new_year)
    assert limbs[0].number == "MLT-26-0001"
    assert report(town, at=new_year).case.number == "MLT-26-0002"
