"""Month plans: made from the rows, changed by hand, put in force, told, and carried into a calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from garda.cover import minutes
from garda.cover.planning import WEEK
from garda.cover.planning_findings import standing
from garda.people import holding
from garda.people.changes import Unfit
from garda.people.models import Term
from garda.rosters import feeds, planning, publishing
from garda.rosters.days import day_of
from garda.rosters.models import Absence, Bell, Entry, Minimum, Plan, Shift
from tests.town import Town, build_town, moment

DECEMBER = date(2025, 12, 1)
MONDAY = date(2025, 12, 8)


@pytest.fixture
def town(db: None) -> Town:
    """The small town; Melati must keep two people."""
    town = build_town()
    Minimum.objects.create(unit=town.units["melati"], people=2)
    return town


def made(town: Town, **more: Any) -> int:
    """A draft for December."""
    return planning.make(town.units["melati"], DECEMBER, by=head(town), at=moment(), **more)


def head(town: Town) -> Any:
    """The lurah of Melati."""
    return town.persons["melati", "lurah", 1]


def leave(town: Town, who: Any, day: date) -> None:
    """A whole day of leave, granted."""
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Asia/Jakarta"))
    Absence.objects.create(
        unit=town.units["melati"], person=who, kind="cuti-tahunan", state=Absence.GRANTED,
        start=start, end=start + timedelta(days=1), asked_at=moment(), decided_at=moment(),
    )  # fmt: skip


def test_item_16_a_plan_covers_every_opening_minute_and_respects_leave_holidays_and_weeks(town: Town) -> None:
    who = town.persons["melati", "petugas-loket", 1]
    leave(town, who, MONDAY)
    number = made(town)
    frame = planning.frame_of(town.units["melati"], DECEMBER)
    shifts = planning.shifts_of(number)
    found = standing(frame.month, shifts)
    assert (found.uncovered, found.findings) == (0, ())
    assert (who.pk, MONDAY.toordinal()) not in shifts
    assert not [one for one in shifts if one[1] == date(2025, 12, 25).toordinal()]  # Natal
    for week in frame.month.weeks:
        for person in frame.people:
            worked = sum(
                minutes(spans)
                for (one, day), spans in shifts.items()
                if one == person and (day - 1) // 7 == week
            )
            assert worked <= WEEK
    row = Plan.objects.get(pk=number)
    assert (row.state, row.method, row.facts["uncovered"]) == ("draft", "greedy", 0)
    assert Entry.objects.get(name="plan.made").facts["plan"] == number


def test_a_draft_is_no_roster_until_it_is_published(town: Town) -> None:
    unit = town.units["melati"]
    number = made(town)
    everybody = day_of(unit, MONDAY)
    planning.change(unit, number, head(town).pk, MONDAY, (), by=head(town), at=moment())
    assert day_of(unit, MONDAY) == everybody
    publishing.publish(unit, number, by=head(town), at=moment())
    there = {hand.who for hand in day_of(unit, MONDAY).cover.hands if hand.spans}
    assert there == {hand.who for hand in everybody.cover.hands} - {head(town).pk}


def test_publishing_tells_everybody_once_and_a_change_only_whom_it_concerns(town: Town) -> None:
    unit = town.units["melati"]
    first = made(town)
    told = publishing.publish(unit, first, by=head(town), at=moment())
    assert (
        told
        == Bell.objects.filter(name="plan.published").count()
        == len(planning.frame_of(unit, DECEMBER).people)
    )
    second = planning.copy(unit, first, by=head(town), at=moment())
    who = town.persons["melati", "petugas-loket", 2]
    planning.change(unit, second, who.pk, MONDAY, ((450, 720),), by=head(town), at=moment())
    assert publishing.publish(unit, second, by=head(town), at=moment()) == 1
    assert Bell.objects.filter(person=who).count() == 2
    assert Plan.objects.get(pk=first).state == "replaced"
    assert [one.state for one in planning.plans_of(unit, DECEMBER)] == ["published"]
    with pytest.raises(Unfit):
        publishing.publish(unit, second, by=head(town), at=moment())


def test_days_that_are_over_stay_as_they_were(town: Town) -> None:
    unit, at = town.units["melati"], moment("2025-11-18")
    over, ahead = date(2025, 11, 17), date(2025, 11, 19)
    before = day_of(unit, over)
    number = planning.make(unit, at.date(), by=head(town), at=at)
    who = town.persons["melati", "petugas-loket", 1].pk
    for day in (over, ahead):
        planning.change(unit, number, who, day, (), by=head(town), at=at)
    publishing.publish(unit, number, by=head(town), at=at)
    assert day_of(unit, over) == before
    assert who not in {hand.who for hand in day_of(unit, ahead).cover.hands if hand.spans}
    with pytest.raises(Unfit):
        planning.make(unit, date(2025, 10, 1), by=None, at=at)


def test_a_change_by_hand_says_what_it_would_break_before_it_is_made(town: Town) -> None:
    unit = town.units["melati"]
    Minimum.objects.filter(unit=unit).update(people=len(planning.frame_of(unit, DECEMBER).people))
    number = made(town)
    frame, shifts = planning.frame_of(unit, DECEMBER), planning.shifts_of(number)
    who = head(town).pk
    off, *others = planning.choices(frame, shifts, who, MONDAY)
    assert off.spans == () and {one.kind for one in off.worse} == {"gap"}
    assert any(one.chosen and not one.worse for one in others)
    planning.change(unit, number, who, MONDAY, (), by=head(town), at=moment())
    row = Plan.objects.get(pk=number)
    assert (row.method, row.gap, row.facts["uncovered"]) == ("hand", None, 450)
    back = planning.choices(frame, planning.shifts_of(number), who, MONDAY)
    assert any(one.better for one in back)


def test_what_cannot_be_changed_is_said_at_its_field(town: Town) -> None:
    unit, number = town.units["melati"], made(town)
    stranger = town.persons["kenanga", "lurah", 1].pk
    for person, spans, field in ((stranger, (), "orang"), (head(town).pk, ((0, 60),), "jam")):
        with pytest.raises(Unfit) as caught:
            planning.change(unit, number, person, MONDAY, spans, by=None, at=moment())
        assert caught.value.field == field
    with pytest.raises(Unfit):
        planning.change(town.units["kenanga"], number, stranger, MONDAY, (), by=None, at=moment())
    for _more in range(5):
        made(town)
    with pytest.raises(Unfit):
        made(town)
    planning.discard(unit, number, by=None, at=moment())
    assert planning.plan_of(unit, number) is None and not Shift.objects.filter(plan_id=number).exists()


@pytest.mark.skipif(not planning.has_solver(), reason="OR-Tools is an extra")
def test_the_solver_s_plan_states_its_distance_to_the_bound(town: Town) -> None:
    row = Plan.objects.get(pk=made(town, best=True, seconds=3))
    assert row.method == "cp-sat" and row.gap is not None and 0 <= row.gap <= 1
    assert row.facts["uncovered"] == 0


def test_without_the_solver_the_plain_way_remains(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("garda.cover.planning_exact.is_here", lambda: False)
    with pytest.raises(Unfit):
        made(town, best=True)
    assert made(town)


# ---- the feed ------------------------------------------------------------------------------------
def test_a_calendar_program_reads_the_feed_at_the_right_times(town: Town) -> None:
    unit, who = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    leave(town, who, date(2025, 12, 9))
    number = made(town)
    publishing.publish(unit, number, by=head(town), at=moment())
    key = feeds.make(who, unit, at=moment())
    text = feeds.calendar_for(key, moment())
    assert (
        text is not None and text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n")
    )
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    read = Calendar.from_ical(text)
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["Asia/Jakarta"]
    events = read.walk("VEVENT")
    assert len({str(one["UID"]) for one in events}) == len(events)
    first = next(one for one in events if one.decoded("DTSTART").date() == MONDAY)
    assert first.decoded("DTSTART") == datetime(2025, 12, 8, 0, 30, tzinfo=ZoneInfo("UTC"))
    assert unit.name in str(first["SUMMARY"])
    away = [one for one in events if one.decoded("DTSTART").date() == date(2025, 12, 9)]
    assert [str(one["SUMMARY"]) for one in away] == ["Cuti tahunan"]


def test_a_change_appears_and_a_revoked_address_answers_nothing(town: Town) -> None:
    unit, who = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    number = made(town)
    publishing.publish(unit, number, by=head(town), at=moment())
    key = feeds.make(who, unit, at=moment())
    before = feeds.calendar_for(key, moment())
    second = planning.copy(unit, number, by=head(town), at=moment())
    planning.change(unit, second, who.pk, MONDAY, (), by=head(town), at=moment())
    assert feeds.calendar_for(key, moment()) == before
    publishing.publish(unit, second, by=head(town), at=moment())
    after = feeds.calendar_for(key, moment())
    assert after is not None and b"DTSTART;TZID=Asia/Jakarta:20251208" not in after
    another = feeds.make(who, unit, at=moment())
    assert feeds.calendar_for(key, moment()) is None
    assert feeds.revoke(who, unit, at=moment()) and not feeds.revoke(who, unit, at=moment())
    assert feeds.calendar_for(another, moment()) is None and feeds.since(who) is None
    said = Entry.objects.filter(name__startswith="feed.").order_by("pk")
    assert [one.name for one in said] == ["feed.made", "feed.made", "feed.revoked"]


def test_who_works_here_no_more_has_no_feed_from_the_day_after(town: Town) -> None:
    unit, who = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    key = feeds.make(who, unit, at=moment())
    Term.objects.filter(person=who).update(last=moment().date())
    holding.forget()
    assert feeds.calendar_for(key, moment(time="23:59")) is not None
    assert feeds.calendar_for(key, moment("2025-11-05", "00:01")) is None
