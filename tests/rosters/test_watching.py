"""The alarm of an office seen empty: within its limit, to the head, to the unit above, and its end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from garda import clock
from garda.config.tick import Tick
from garda.rosters import attending, watching
from garda.rosters.models import Alarm, Bell, Entry
from tests.rosters.test_attending import at, come, go
from tests.town import Town, build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town(flows=())


def look(town: Town, first: datetime, last: datetime) -> list[datetime]:
    """Look as often as the tick does; the moments at which something was done."""
    found, now = [], first
    while now <= last:
        if watching.watch(town.city, now):
            found.append(now)
        now += watching.EVERY
    return found


def test_item_16_the_head_is_told_within_a_minute_of_the_last_check_out(town: Town) -> None:
    come(town, "07:25")
    come(town, "07:26", n=2)
    go(town, "09:00")
    assert look(town, at("07:30"), at("09:30")) == []
    go(town, "09:40", n=2)
    told = look(town, at("09:40"), at("09:45"))
    assert told and told[0] - at("09:40") <= timedelta(minutes=1)
    alarm = Alarm.objects.get()
    assert (alarm.began, alarm.cause, alarm.ended) == (at("09:40"), "presence.left", None)
    bell = Bell.objects.get()
    assert bell.person == town.persons["melati", "lurah", 1] and bell.name == "alarm.raised"
    come(town, "09:52")
    alarm.refresh_from_db()
    assert alarm.ended == at("09:52")
    ended = Entry.objects.get(name="alarm.ended")
    assert ended.facts["minutes"] == 12


def test_opening_with_nobody_is_told_within_a_minute(town: Town) -> None:
    come(town, "07:30")
    go(town, "16:00")
    told = look(town, at("07:20", "2025-11-05"), at("07:35", "2025-11-05"))
    assert told and told[0] - at("07:30", "2025-11-05") <= timedelta(minutes=1)
    assert Alarm.objects.get().cause == "opening"


def test_it_lasts_and_the_unit_above_is_told_once(town: Town) -> None:
    come(town, "07:30")
    go(town, "09:00")
    told = look(town, at("09:00"), at("10:00"))
    assert len(told) == 2 and told[1] - at("09:00") <= watching.LASTS + watching.EVERY
    names = list(Bell.objects.order_by("at").values_list("name", "person_id"))
    lurah, camat = town.persons["melati", "lurah", 1], town.persons["kec-taman", "camat", 1]
    assert names == [("alarm.raised", lurah.pk), ("alarm.passed-on", camat.pk)]


def test_the_alarm_ends_with_the_opening_time_and_none_is_raised_in_the_break(town: Town) -> None:
    come(town, "07:30")
    go(town, "11:55")
    look(town, at("11:55"), at("12:30"))
    alarm = Alarm.objects.get()
    assert alarm.ended == at("12:00")


def test_an_office_that_keeps_no_presence_or_a_day_off_raises_no_alarm(town: Town) -> None:
    come(town, "07:30", unit="kenanga")
    assert look(town, at("09:00"), at("09:10")) == []
    assert look(town, at("09:00", "2025-11-08"), at("09:10", "2025-11-08")) == []
    assert look(town, at("09:00", "2025-11-12"), at("09:10", "2025-11-12")) == []


def test_the_limit_is_the_office_s_own(town: Town) -> None:
    come(town, "07:30")
    attending.hold(town.units["melati"].pk)
    type(town.units["melati"].minimum).objects.update(alarm_after=5)
    go(town, "09:00")
    told = look(town, at("09:00"), at("09:06"))
    assert timedelta(minutes=4) < told[0] - at("09:00") <= timedelta(minutes=5)


def test_the_tick_watches_and_keeps_past_days(town: Town) -> None:
    come(town, "07:30")
    go(town, "09:00")
    with clock.moved_to(at("09:01")):
        Tick().beat()
    assert Alarm.objects.filter(ended__isnull=True).count() == 1
    with clock.moved_to(at("00:20", "2025-11-05")):
        Tick().beat()
    assert Alarm.objects.get().ended == at("12:00")
    assert town.units["melati"].office_days.get().empty == 360
