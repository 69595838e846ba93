"""The three figures, kept and counted again: they open to their cases and add up over the city."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from garda.cases import errands, handing, leading, moving, residents, waking
from garda.cases.models import Case, Event
from garda.figures.adding import SUMS, Three, by_unit, failing, of_periods, three
from garda.figures.counting import COLUMNS, COUNTED, FOLLOWER, NotYetCounted, count, recount
from garda.figures.definitions import DEFINITIONS, definition
from garda.figures.models import DayFigure, Shortfall
from garda.figures.top import MEASURES
from garda.letters import issuing
from garda.people.models import Unit
from garda.sight.telling import SENTENCES
from tests.town import Town, ask_letter, build_town, moment, report

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2025, 11, 1), date(2025, 11, 30)
OF_VERSIONS = {"took", "online-use", "wrong-desk"}  # kept by flow version, not by day
OF_ENDINGS = set(MEASURES)  # kept by ending
OF_QUEUE = {"promise", "counter-waiting"}  # kept by the periods of numbers and by presence
OF_PRESENCE = {"empty-minutes"}  # kept by office and day


@pytest.fixture
def town() -> Town:
    return build_town()


def follow(at: datetime) -> None:
    """Do every errand that is due."""
    while errands.work_off(at):
        pass


def answered(town: Town, *, day: str = "2025-11-04", unit: str = "melati") -> Case:
    """A report answered within the morning of `day`, waiting for its verdict."""
    case = report(town, at=moment(day, "08:00"), unit=unit).case
    loket = town.by(unit, "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment(day, "08:30"))
    words = {"answer": "Lampunya sudah menyala lagi."}
    moving.move_case(case.pk, "answered", by=loket, at=moment(day, "09:00"), words=words)
    return case


def settled(town: Town, *, day: str = "2025-11-04", unit: str = "melati") -> Case:
    """A report that kept all three properties."""
    case = answered(town, day=day, unit=unit)
    residents.confirm(case.pk, at=moment(day, "10:00"))
    return case


def late_one(town: Town, *, explained: bool, contested: bool = False) -> Case:
    """A letter of thirty minutes that took a day; a report where it is contested as well."""
    if contested:
        case = answered(town)
        residents.contest(case.pk, "Lampunya masih mati.", at=moment(time="11:00"))
        lurah = town.by("melati", "lurah")
        end = moment("2025-11-14")
        waking.wake(case.pk, end)
        if explained:
            leading.explain_late(case.pk, "Kabel baru tiba hari ini.", by=lurah, at=end)
        words = {"answer": "Sudah diperiksa, menyala.", "rule": "uu-25-2009#37"}
        moving.move_case(case.pk, "answered", by=lurah, at=end, words=words)
        residents.confirm(case.pk, at=end)
        return case
    case = ask_letter(town).case
    end = moment("2025-11-05", "10:00")
    waking.wake(case.pk, end)
    if explained:
        leading.explain_late(case.pk, "Petugas sakit.", by=town.by("melati", "lurah"), at=end)
    moving.move_case(case.pk, "checking", by=town.by("melati", "petugas-loket"), at=end)
    moving.move_case(case.pk, "signing", by=town.by("melati", "kasi-pemberdayaan"), at=end)
    issuing.sign(case.pk, town.persons["melati", "lurah", 1], at=end)
    moving.move_case(case.pk, "done", by=town.by("melati", "petugas-loket"), at=end)
    return case


def contested_one(town: Town) -> Case:
    """A report in time that was not right the first time."""
    case = answered(town)
    residents.contest(case.pk, "Lampunya masih mati.", at=moment(time="11:00"))
    lurah = town.by("melati", "lurah")
    words = {"answer": "Sudah diperiksa, menyala.", "rule": "uu-25-2009#37"}
    moving.move_case(case.pk, "answered", by=lurah, at=moment(time="13:00"), words=words)
    residents.confirm(case.pk, at=moment(time="14:00"))
    return case


def test_item_7_ten_cases_give_80_70_90_and_60(town: Town) -> None:
    cases = [settled(town) for _ in range(6)]
    cases += [contested_one(town), contested_one(town)]
    cases += [late_one(town, explained=False, contested=True), late_one(town, explained=True)]
    follow(moment("2025-11-20"))
    assert Case.objects.filter(pk__in=[one.pk for one in cases], state=Case.CLOSED).count() == 10
    counts = three([town.units["melati"].pk], FIRST, LAST)
    assert (counts.closed, counts.overdue) == (10, 0)
    assert [counts.share(which) for which in ("fast", "right", "accountable", "all_three")] == [
        80,
        70,
        90,
        60,
    ]


def test_item_7_every_figure_opens_to_the_cases_that_fell_short(town: Town) -> None:
    good, contested, late = settled(town), contested_one(town), late_one(town, explained=False)
    follow(moment("2025-11-20"))
    units = [town.units["melati"].pk]

    def numbers(which: str) -> set[str]:
        return {one.number for one in failing(units, FIRST, LAST, which).cases}

    assert numbers("fast") == {late.number}
    assert numbers("right") == {contested.number}
    assert numbers("accountable") == {late.number}
    assert numbers("all_three") == {contested.number, late.number}
    assert good.number not in numbers("all_three")
    assert failing(units, FIRST, LAST, "all_three", limit=1).total == 2
    assert failing([town.units["kenanga"].pk], FIRST, LAST, "fast").total == 0


def test_open_and_overdue_counts_against_fast_as_late_does(town: Town) -> None:
    settled(town)
    case = ask_letter(town).case
    waking.wake(case.pk, moment("2025-11-05"))
    follow(moment("2025-11-05"))
    counts = three([town.units["melati"].pk], FIRST, LAST)
    assert (counts.closed, counts.overdue, counts.share("fast"), counts.share("right")) == (1, 1, 50, 100)


def a_month(town: Town) -> None:
    """Matters that were late with and without a word, and one that is still open."""
    late_one(town, explained=True)
    late_one(town, explained=False, contested=True)
    ask_letter(town)
    for case in Case.objects.exclude(state=Case.CLOSED):
        waking.wake(case.pk, moment("2025-11-12"))
    follow(moment("2025-11-20"))


def test_several_periods_read_at_once_are_what_each_is_alone(town: Town) -> None:
    a_month(town)
    periods = [
        (FIRST + timedelta(days=n), FIRST + timedelta(days=n + long)) for n in range(30) for long in (0, 6)
    ]
    for units in ([town.units["melati"].pk], list(Unit.objects.values_list("pk", flat=True)), []):
        assert of_periods(units, periods) == [three(units, first, last) for first, last in periods]


def test_the_stock_of_any_day_is_the_sum_of_the_days_before_it(town: Town) -> None:
    a_month(town)
    units = [town.units["melati"].pk]

    def stocks() -> list[tuple[int, int]]:
        """For each day: the stock, and what the days up to it add up to."""
        days = [FIRST + timedelta(days=n) for n in range(30)]
        rows = list(DayFigure.objects.filter(unit_id__in=units))
        return [
            (three(units, day, day).overdue, sum(row.overdue for row in rows if row.day <= day))
            for day in days
        ]

    kept = stocks()
    assert all(stock == added for stock, added in kept)
    assert {stock for stock, _ in kept} >= {0, 1}
    for n in range(30):
        recount(town.city, FIRST + timedelta(days=n))
    assert stocks() == kept
    assert by_unit(units, LAST, LAST)[units[0]].overdue == kept[-1][0]


def test_a_reopened_matter_counts_once_and_the_past_stays(town: Town) -> None:
    case = settled(town, day="2025-11-04")
    follow(moment("2025-11-05"))
    units = [town.units["melati"].pk]
    tuesday = date(2025, 11, 4)
    before = three(units, tuesday, tuesday)
    residents.contest(case.pk, "Lampunya mati lagi.", at=moment("2025-11-06"))
    follow(moment("2025-11-06"))
    assert three(units, tuesday, tuesday) == before
    assert three(units, FIRST, LAST).closed == 0
    assert three(units, FIRST, LAST).share("right") is None

    words = {"answer": "Sudah kami ganti lampunya.", "rule": "uu-25-2009#37"}
    moving.move_case(case.pk, "answered", by=town.by("melati", "lurah"), at=moment("2025-11-07"), words=words)
    residents.confirm(case.pk, at=moment("2025-11-07", "10:00"))
    follow(moment("2025-11-07", "10:00"))
    both = three(units, FIRST, LAST)
    assert (both.closed, both.right, both.reopened) == (1, 0, 1)
    assert [one.day for one in failing(units, FIRST, LAST, "right").cases] == [date(2025, 11, 7)]


def test_item_2_kelurahan_kecamatan_and_agencies_add_up_to_the_city(town: Town) -> None:
    settled(town)
    settled(town, unit="kenanga", day="2025-11-05")
    settled(town, unit="kec-taman", day="2025-11-06")
    passed = report(town, at=moment(time="08:00")).case
    handing.hand_over(
        passed.pk, town.units["pu"], "Lampu urusan PU.", by=town.by("melati", "petugas-loket"), at=moment()
    )
    handing.accept(passed.pk, by=town.by("pu", "penghubung"), at=moment(time="10:00"))
    waking.wake(passed.pk, moment("2025-11-20"))
    follow(moment("2025-11-20"))
    parts = [
        three(Unit.objects.filter(city=town.city, kind=kind).values_list("pk", flat=True), FIRST, LAST)
        for kind in ("kelurahan", "kecamatan", "opd")
    ]
    total = three(Unit.objects.values_list("pk", flat=True), FIRST, LAST)
    for name in (*SUMS, "overdue"):
        assert sum(getattr(part, name) for part in parts) == getattr(total, name), name
    assert (total.opened, total.closed, total.late, total.overdue) == (4, 3, 1, 1)
    assert parts[2].overdue == 1
    each = by_unit([unit.pk for unit in town.units.values()], FIRST, LAST)
    assert sum(one.closed for one in each.values()) == 3


def test_a_late_matter_that_changes_hands_is_overdue_with_its_new_holder(town: Town) -> None:
    case = report(town).case
    at = moment("2025-11-13")
    waking.wake(case.pk, at)
    handing.hand_over(case.pk, town.units["pu"], "Urusan PU.", by=town.by("melati", "petugas-loket"), at=at)
    handing.accept(case.pk, by=town.by("pu", "penghubung"), at=at)
    follow(at)
    assert three([town.units["melati"].pk], FIRST, LAST).overdue == 0
    assert three([town.units["melati"].pk], FIRST, LAST).late == 1
    assert three([town.units["pu"].pk], FIRST, LAST).overdue == 1


def test_withdrawn_is_beside_the_figures(town: Town) -> None:
    case = report(town).case
    residents.withdraw(case.pk, "Sudah menyala sendiri.", at=moment(time="10:00"))
    follow(moment(time="10:00"))
    counts = three([town.units["melati"].pk], FIRST, LAST)
    assert (counts.opened, counts.closed, counts.dropped) == (1, 0, 1)


def test_item_7_a_day_counted_again_gives_what_was_kept(town: Town) -> None:
    settled(town)
    contested_one(town)
    late_one(town, explained=True)
    reopened = settled(town, day="2025-11-05")
    residents.contest(reopened.pk, "Mati lagi.", at=moment("2025-11-06"))
    residents.rate(settled(town).pk, 4, "", at=moment("2025-11-06"))
    report(town, simulated=True, at=moment("2025-11-06"))
    follow(moment("2025-11-20"))
    kept = _kept()
    assert len(kept[0]) >= 5
    for days in range(30):
        recount(town.city, FIRST + timedelta(days=days))
    assert _kept() == kept


def _kept() -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    names = ("unit_id", "day", "flow_key", "simulated", *COLUMNS)
    rows = DayFigure.objects.values_list(*names)
    short = Shortfall.objects.values_list("case__number", "day", "fast", "right", "accountable", "undone_on")
    return {row for row in rows if any(row[4:])}, set(short)


def test_a_day_is_not_counted_again_before_it_was_counted(town: Town) -> None:
    report(town)
    with pytest.raises(NotYetCounted):
        recount(town.city, moment().date())
    follow(moment())
    assert recount(town.city, moment().date()) == 1
    assert three(Unit.objects.values_list("pk", flat=True), FIRST, LAST).opened == 1


def test_counts_agree_with_the_cases_themselves(town: Town) -> None:
    for case in (settled(town), contested_one(town), late_one(town, explained=True), report(town).case):
        assert case
    follow(moment("2025-11-20"))
    total = three(Unit.objects.values_list("pk", flat=True), FIRST, LAST)
    closings = [one.facts for one in Event.objects.filter(name="case.closed")]
    assert total.opened == Case.objects.count()
    assert total.closed == Case.objects.filter(state=Case.CLOSED).count()
    assert total.fast == sum(one["fast"] for one in closings)
    assert total.right == sum(one["right"] for one in closings)


def test_simulated_matters_are_counted_apart_and_said(town: Town) -> None:
    report(town)
    follow(moment())
    assert not three(Unit.objects.values_list("pk", flat=True), FIRST, LAST).simulated
    report(town, simulated=True)
    follow(moment())
    assert three(Unit.objects.values_list("pk", flat=True), FIRST, LAST).simulated
    assert sorted(DayFigure.objects.values_list("simulated", "opened")) == [(False, 1), (True, 1)]


def test_an_event_that_is_not_counted_changes_nothing(town: Town) -> None:
    case = report(town).case
    leading.note(case.pk, "Sudah ditelepon.", by=town.by("melati", "petugas-loket"), at=moment())
    count(Event.objects.get(case=case, name="post.noted"), moment())
    assert not DayFigure.objects.exists()


def test_shares_are_whole_percents_with_halves_up_and_none_for_nothing() -> None:
    assert Three().share("fast") is None
    assert Three(closed=8, right=1).share("right") == 13
    assert Three(closed=3, right=2).share("right") == 67
    assert replace(Three(closed=3, right=2), closed=-1).share("right") is None
    assert Three(rated_sum=7, rated_n=2).rating == 3.5


def test_every_figure_is_defined_by_events_that_exist_and_are_heard() -> None:
    defined = {one.key for one in DEFINITIONS}
    kept = set(SUMS) - {"rated_sum", "rated_n"} | {"overdue", "rating", "waiting"}
    assert kept == defined - OF_VERSIONS - OF_ENDINGS - OF_PRESENCE - OF_QUEUE
    for one in DEFINITIONS:
        assert set(one.events) <= set(SENTENCES)
        for words in (one.name, one.formula, one.denominator, one.cut_off):
            assert words.id
            assert words.en
    assert definition("fast") is DEFINITIONS[0]
    assert set(COUNTED) <= set(SENTENCES)
    function, heard = settings.FOLLOWERS[FOLLOWER]
    assert function == f"{count.__module__}.{count.__name__}"
    assert set(heard) == set(COUNTED)
