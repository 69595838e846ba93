"""Discipline from events: lateness and due dates, never what a duty covers, always with an answer."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from garda.cases import leading, waking
from garda.cases.acting import Refused
from garda.people.models import Person
from garda.rosters import attending, breaching, correcting, disciplining
from garda.rosters.models import Absence, Bell, Breach, Entry, Plan, Presence, Shift
from tests.rosters.test_attending import at, come, go, seat
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 4)
NIGHT = at("00:15", "2025-11-05")


@pytest.fixture
def town() -> Town:
    return build_town(flows=("pengaduan",))


def plan(town: Town, *people: Person) -> None:
    """A published plan of November in which only these people are on duty on the day, all day."""
    melati = town.units["melati"]
    made = Plan.objects.create(unit=melati, month=date(2025, 11, 1), state="published", made_at=at("07:00"))
    for person in people:
        for start, end in ((450, 720), (780, 960)):
            Shift.objects.create(unit=melati, person=person, day=DAY, start=start, end=end, plan=made)


def away(
    town: Town, person: Person, start: str, end: str, kind: str = "duka", state: str = "granted"
) -> None:
    Absence.objects.create(
        unit=town.units["melati"], person=person, kind=kind, state=state, asked_at=at("07:00"),
        start=at(start), end=at(end),
    )  # fmt: skip


def lines() -> set[tuple[str, int]]:
    return set(Breach.objects.filter(verdict="").values_list("kind", "minutes"))


def find(town: Town, now: datetime = NIGHT) -> int:
    return disciplining.look_back(town.city, now)


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ([(450, 960)], set()),
        ([(440, 1000)], set()),
        ([(462, 960)], {("late", 12)}),
        ([(450, 940)], {("early", 20)}),
        ([(720, 780)], {("late", 270), ("early", 180)}),
        ([(450, 500), (600, 960)], set()),
        ([(455, 455)], {("absent", 450)}),
        ([], {("absent", 450)}),
    ],
)
def test_item_38_a_day_laid_against_its_hours(
    there: list[tuple[int, int]], said: set[tuple[str, int]]
) -> None:
    found = breaching.judged(((450, 720), (780, 960)), there)
    assert {(kind, minutes) for kind, minutes, _facts in found} == said


def test_item_38_lateness_comes_from_presence_and_is_found_once(town: Town) -> None:
    plan(town, seat(town), seat(town, 2))
    come(town, "07:42")
    go(town, "16:00")
    come(town, "07:20", n=2)
    go(town, "15:30", n=2)
    assert find(town) == 2 and find(town) == 0
    assert lines() == {("late", 12), ("early", 30)}
    assert Bell.objects.filter(name="breach.found").count() == 2
    assert Entry.objects.filter(name="breach.found").count() == 2
    assert find(town, at("23:00")) == 0, "a day is judged only when it is over"


def test_item_38_a_covered_social_duty_or_leave_is_no_breach(town: Town) -> None:
    one, two = seat(town), seat(town, 2)
    plan(town, one, two)
    away(town, one, "07:00", "10:00")
    away(town, two, "07:00", "17:00", "cuti-tahunan")
    come(town, "10:00")
    go(town, "16:00")
    assert find(town) == 0 and not Breach.objects.exists()


def test_a_wish_that_was_not_granted_covers_nothing(town: Town) -> None:
    plan(town, seat(town))
    away(town, seat(town), "07:00", "10:00", state="refused")
    come(town, "10:00")
    go(town, "16:00")
    find(town)
    assert lines() == {("late", 150)}


def test_leave_granted_afterwards_and_a_correction_let_it_fall(town: Town) -> None:
    one, two = seat(town), seat(town, 2)
    plan(town, one, two)
    come(town, "07:42")
    go(town, "16:00")
    find(town)
    assert lines() == {("late", 12), ("absent", 450)}
    away(town, two, "07:00", "17:00", "cuti-sakit")
    find(town)
    assert lines() == {("late", 12)}
    correcting.correct(
        town.units["melati"], one, by=town.persons["melati", "lurah", 1], at=at("09:00", "2025-11-05"),
        came=at("07:30"), left=at("16:00"), reason="Listrik padam", stay_id=Presence.objects.get().pk,
    )  # fmt: skip
    assert lines() == set()
    assert Breach.objects.filter(verdict="lifted").count() == 2
    assert Entry.objects.filter(name="breach.lifted").count() == 2


def test_standing_in_elsewhere_is_being_there(town: Town) -> None:
    one = seat(town)
    plan(town, one)
    need = Absence.objects.create(
        unit=town.units["kenanga"], person=seat(town, 1, "kenanga"), kind="duka", state="granted",
        asked_at=at("07:00"), start=at("07:00"), end=at("17:00"), substitute=one,
    )  # fmt: skip
    Shift.objects.create(unit=town.units["kenanga"], person=one, day=DAY, start=450, end=960, stands_in=need)
    Presence.objects.create(
        unit=town.units["kenanga"], person=one, day=DAY, came=at("07:25"), left=at("16:05"), how="device"
    )
    come(town, "07:30", n=2)
    go(town, "16:00", n=2)
    find(town)
    assert not Breach.objects.filter(person=one).exists()


def test_an_office_without_presence_and_days_before_it_say_nothing(town: Town) -> None:
    plan(town, seat(town))
    assert find(town) == 0
    come(town, "07:42", day="2025-11-06")
    find(town, at("00:15", "2025-11-06"))
    assert not Breach.objects.exists()


def test_item_38_a_missed_due_date_comes_from_the_record_of_whoever_held_it(town: Town) -> None:
    one = report(town, at=moment("2025-11-03", "08:00")).case
    leading.reassign(
        one.pk, town.posts["melati", "petugas-loket", 2], "", by=town.by("melati", "lurah"),
        at=moment("2025-11-03", "08:10"),
    )  # fmt: skip
    shared = report(town, at=moment("2025-11-03", "08:00")).case
    late = moment("2025-11-07", "08:00")
    for case in (one, shared):
        waking.wake(case.pk, late)
    come(town, "07:30", day="2025-11-03")
    disciplining.look([town.units["melati"]], late.date(), late.date(), moment("2025-11-08", "00:15"))
    found = list(Breach.objects.filter(kind="overdue").values_list("person__username", "about"))
    assert found == [("petugas-loket2.melati", one.number)], "a shared desk's lateness is nobody's own"


def test_item_38_each_breach_carries_the_person_s_own_answer_before_a_verdict(town: Town) -> None:
    one, lurah = seat(town), town.persons["melati", "lurah", 1]
    plan(town, one)
    come(town, "07:42")
    go(town, "16:00")
    find(town)
    row = Breach.objects.get()
    early = at("09:00", "2025-11-05")
    with pytest.raises(Refused):
        disciplining.judge(row.pk, "stands", "Tanpa alasan", by=lurah, at=early)
    with pytest.raises(Refused):
        disciplining.answer(row.pk, "Bukan saya", by=seat(town, 2), at=early)
    disciplining.answer(row.pk, "Ban sepeda bocor", by=one, at=early)
    row.refresh_from_db()
    assert b"sepeda" not in bytes(row.answer) and disciplining.own(one, DAY)[0].answer == "Ban sepeda bocor"
    assert "sepeda" not in str(list(Entry.objects.values_list("facts", flat=True)))
    with pytest.raises(Refused):
        disciplining.judge(row.pk, "excused", "Wajar sekali", by=one, at=early)
    assert disciplining.read_answer(row.pk, by=lurah, at=early) == "Ban sepeda bocor"
    assert Entry.objects.get(name="breach.read").by == lurah
    done = disciplining.judge(row.pk, "excused", "Alasan dapat diterima", by=lurah, at=early)
    assert (done.verdict, done.verdict_by) == ("excused", lurah.name)
    with pytest.raises(Refused):
        disciplining.answer(row.pk, "Tambahan", by=one, at=early)


def test_without_an_answer_a_verdict_waits_three_working_days(town: Town) -> None:
    one, lurah = seat(town), town.persons["melati", "lurah", 1]
    plan(town, one)
    come(town, "07:42")
    go(town, "16:00")
    find(town)
    row = Breach.objects.get()
    until = disciplining.answer_until(town.units["melati"], row.found_at)
    assert until == at("00:00", "2025-11-11"), "Thursday, Friday, Monday"
    disciplining.judge(row.pk, "stands", "Tidak menjawab", by=lurah, at=until)


def test_only_days_away_that_stand_count_on_the_law_s_ladder(town: Town) -> None:
    one, lurah = seat(town), town.persons["melati", "lurah", 1]
    for day in range(1, 6):
        Breach.objects.create(
            unit=town.units["melati"], person=one, day=date(2025, 10, day), kind="absent", found_at=NIGHT,
            verdict="stands" if day < 5 else "", verdict_by=lurah,
        )  # fmt: skip
    Breach.objects.create(
        unit=town.units["melati"], person=one, day=date(2024, 10, 1), kind="absent", found_at=NIGHT,
        verdict="stands",
    )  # fmt: skip
    assert disciplining.days_away([one.pk], 2025) == {one.pk: 4}
    step = disciplining.reached(4)
    assert step is not None and step.title.id == "teguran tertulis"
    assert disciplining.reached(2) is None
    rests_on, steps = disciplining.ladder()
    assert rests_on.startswith("PP 94/2021") and [one.days for one in steps] == [
        3,
        4,
        7,
        11,
        14,
        17,
        21,
        25,
        28,
    ]
    assert attending.now_in(town.units["melati"], NIGHT).kept is False
