"""Simulated offices: people come and go, a few minutes are known to be empty, and all of it can go again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import F

from garda.config.tick import Tick
from garda.demo import abilities, duties, month, month_plans, presence
from garda.demo.presence import Away
from garda.people.calendars import city_calendar, counter_calendar
from garda.rosters import attending, book
from garda.rosters.duties import totals_of
from garda.rosters.models import (
    Absence,
    Alarm,
    Duty,
    EmptyReport,
    Entry,
    OfficeDay,
    Plan,
    Presence,
    Shift,
    Skilled,
)
from garda.rosters.skills import kinds
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db

UNTIL = moment("2025-11-27", "10:15")
TODAY = UNTIL.date()


@pytest.fixture
def town() -> Town:
    return build_town()


def live(town: Town) -> Away:
    """Everything that offices do in the weeks before UNTIL."""
    away = duties.fill(town.city, UNTIL, 7)
    presence.attend(town.city, UNTIL, 7, away)
    abilities.train(town.city, UNTIL, 7)
    return away


def test_exactly_the_known_minutes_are_empty(town: Town) -> None:
    live(town)
    known = presence.known_gaps(presence.officers(town.city, TODAY), UNTIL)
    assert len(known) == len(presence.KNOWN)
    minutes = {place: int((end - start).total_seconds() // 60) for place, (start, end) in known.items()}
    counted = OfficeDay.objects.exclude(empty=0)
    assert {(row.unit_id, row.day): row.empty for row in counted} == minutes
    assert {(row.unit_id, row.day): sum(end - start for start, end in row.gaps) for row in counted} == minutes
    assert {(row.unit_id, row.began, row.ended) for row in Alarm.objects.all()} == {
        (unit, start, end) for (unit, _day), (start, end) in known.items()
    }
    # A resident told of one of them, and presence of that minute agrees.
    told = EmptyReport.objects.get()
    assert (told.open_then, told.present_then, told.simulated) == (True, 0, True)
    # Every day on which the counter opened was counted, today not yet.
    for unit in (town.units["melati"], town.units["kec-taman"]):
        days = {day for day, _ in presence.working_days(unit, UNTIL)} - {TODAY}
        assert set(OfficeDay.objects.filter(unit=unit).values_list("day", flat=True)) == days


def test_people_are_in_one_place_and_only_while_nothing_keeps_them_away(town: Town) -> None:
    away = live(town)
    last: dict[int, object] = {}
    for row in Presence.objects.order_by("person_id", "came"):
        assert row.came <= UNTIL
        assert row.left is None or row.came < row.left <= UNTIL
        assert row.left is not None or row.day == TODAY
        before = last.get(row.person_id)
        assert before is None or before <= row.came  # type: ignore[operator]
        last[row.person_id] = row.left
        for start, end in away.within(row.person_id, row.came, row.left or UNTIL):
            assert end <= row.came or (row.left or UNTIL) <= start
    there = attending.now_in(town.units["melati"], UNTIL)
    assert there.kept
    assert there.people >= 3
    assert there.simulated


def test_the_book_says_what_the_rows_say(town: Town) -> None:
    live(town)
    assert Entry.objects.filter(name="presence.came").count() == Presence.objects.count()
    assert Entry.objects.filter(name="presence.left").count() == Presence.objects.exclude(left=None).count()
    assert not Entry.objects.filter(simulated=False).exists()
    assert not Entry.objects.filter(at__gt=UNTIL).exists()


def test_duties_go_round_and_some_lie_ahead(town: Town) -> None:
    live(town)
    assert Duty.objects.filter(start__gt=UNTIL, sent=None).count() == duties.AHEAD * 3
    assert not Duty.objects.filter(start__lt=UNTIL, sent=None).exists()
    for duty in Duty.objects.filter(start__lt=UNTIL).select_related("unit__city"):
        assert counter_calendar(duty.unit).is_open(duty.start)
    granted = Absence.objects.filter(duty__isnull=False)
    assert not granted.exclude(person=F("duty__sent")).exists()
    months = {TODAY.replace(day=1), (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)}
    for day in months:
        for loads in totals_of(town.units.values(), day).values():
            assert all(one.duties <= duties.PER_OFFICE for one in loads)
    assert Absence.objects.filter(state=Absence.ASKED).count() == 3


def test_officers_can_do_what_their_post_is_trained_in(town: Town) -> None:
    live(town)
    rows = Skilled.objects.select_related("person")
    assert rows.exists()
    assert set(rows.values_list("skill", flat=True)) <= set(kinds())
    assert set(rows.values_list("proof", flat=True)) == {abilities.PROOF}
    assert abilities.train(town.city, UNTIL, 7) < rows.count()


def test_some_offices_publish_the_month_and_draft_the_next(town: Town) -> None:
    live(town)
    report(town, at=moment("2025-11-26"))
    assert [unit.key for unit in month_plans.offices(town.city)] == ["melati", "kec-taman", "kenanga"]
    assert month_plans.publish(town.city, UNTIL) == 3
    plans = list(Plan.objects.values_list("unit__key", "month", "state", "simulated"))
    this, following = TODAY.replace(day=1), (TODAY + timedelta(days=5)).replace(day=1)
    assert set(plans) == {
        ("melati", this, Plan.PUBLISHED, True), ("kec-taman", this, Plan.PUBLISHED, True),
        ("kenanga", this, Plan.PUBLISHED, True), ("melati", following, Plan.DRAFT, True),
    }  # fmt: skip
    assert Shift.objects.filter(simulated=True, day=TODAY + timedelta(days=1)).exists()
    month.forget(town.city)
    assert not Shift.objects.exists()
    assert not Plan.objects.exists()


def test_a_new_morning_begins_once_and_only_in_a_demonstration(town: Town) -> None:
    assert presence.begin_day(town.city, UNTIL) == 0
    live(town)
    assert presence.begin_day(town.city, UNTIL) == 0
    morning = moment("2025-11-28", "07:25")
    open_before = Presence.objects.filter(left=None, day=TODAY)
    open_before.update(left=F("came"))
    came = presence.begin_day(town.city, morning)
    assert came > 6
    assert presence.begin_day(town.city, morning) == 0
    assert attending.now_in(town.units["kenanga"], morning).people >= 4
    assert presence.begin_day(town.city, moment("2025-11-29", "08:00")) == 0  # a Saturday


def test_the_tick_begins_the_day_of_a_demonstration_before_its_counters_open(town: Town) -> None:
    live(town)
    Presence.objects.filter(left=None).update(left=F("came"))
    tick = Tick()
    assert tick.live(moment("2025-11-28", "07:00")) == 0
    assert tick.live(moment("2025-11-28", "07:22")) > 6
    assert tick.live(moment("2025-11-28", "07:23")) == 0
    assert tick.watch(moment("2025-11-28", "07:45")) == 0


def test_forgetting_takes_the_life_of_offices_too(town: Town) -> None:
    person = town.persons["melati", "lurah", 1]
    at = city_calendar(town.city).moment((TODAY.toordinal(), 300))
    attending.check_in(town.units["melati"], person, how=attending.HEAD, at=at)
    attending.check_out(town.units["melati"], person, how=attending.HEAD, at=at)
    book.tell(town.units["melati"], person, "duty.planned", at=UNTIL)
    kept = {model: model._default_manager.count() for model in _tables()}
    live(town)
    real = Absence.objects.create(
        unit=town.units["melati"], person=person, kind=duties.INVITED, start=UNTIL, end=UNTIL,
        state=Absence.GRANTED, asked_at=UNTIL, duty=Duty.objects.filter(start__gt=UNTIL)[0],
    )  # fmt: skip
    month.forget(town.city)
    real.refresh_from_db()
    assert real.duty_id is None  # what somebody really asked stays; the made-up invitation does not
    kept[Absence] += 1
    kept[apps.get_model("figures", "Removed")] = 0
    assert {model: model._default_manager.count() for model in _tables()} == kept


def _tables() -> list[type]:
    return [
        model
        for label in ("rosters", "counters", "figures")
        for model in apps.get_app_config(label).get_models()
        if model.__name__ != "Minimum"
    ]
