"""What a day's queue came to: counted from tickets, kept, and the same when counted again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.counters import calling, promising, taking
from garda.counters.models import QueueDay, Waited
from garda.counters.promising import waits_of
from tests.town import Town, build_town, moment

NINE = moment("2025-11-04", "09:00")
TUESDAY = date(2025, 11, 4)
NEXT = moment("2025-11-05", "01:00")


@pytest.fixture
def town(db: None) -> Town:
    """The town with its two flows."""
    return build_town()


def served(town: Town, waits: list[int], key: str = "sktm", unit: str = "melati") -> None:
    """Tickets that waited so many minutes and were served for three."""
    by = town.persons[unit, "petugas-loket", 1]
    for minutes in waits:
        one = taking.take_number(town.units[unit], at=NINE, channel="officer", key=key)
        at = NINE + timedelta(minutes=minutes)
        for name, after in (("call", 0), ("serve", 0), ("finish", 3)):
            calling.act(one.id, name, "loket-1", by=by, at=at + timedelta(minutes=after))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=80))
def test_the_kept_histogram_gives_the_same_median_and_ninth_as_the_list(minutes: list[int]) -> None:
    waits = waits_of({one: minutes.count(one) for one in minutes})
    ordered = sorted(minutes)
    assert waits.n == len(minutes)
    assert waits.median == ordered[-(-len(ordered) * 50 // 100) - 1]
    assert waits.p90 == ordered[-(-len(ordered) * 90 // 100) - 1]


def test_item_10_waiting_is_the_sum_of_the_tickets_own_times(town: Town) -> None:
    served(town, [1, 2, 3, 4, 5, 6, 7, 8, 9, 40])
    served(town, [10], key="")
    left = taking.take_number(town.units["melati"], at=NINE, channel="phone")
    calling.act(left.id, "leave", "", by=None, at=NINE + timedelta(minutes=1))
    assert promising.keep_past_days(town.city, NEXT) == 1
    assert promising.keep_past_days(town.city, NEXT) == 0
    found = promising.by_service(town.units["melati"], TUESDAY, TUESDAY)
    assert (found["sktm"].waits.median, found["sktm"].waits.p90, found["sktm"].served) == (5, 9, 10)
    assert (found[""].taken, found[""].served, found[""].left) == (2, 1, 1)
    assert not found[""].waits.enough


def test_a_day_counted_again_is_the_same(town: Town) -> None:
    served(town, [1, 2, 3])
    for _again in range(2):
        promising.keep(town.units["melati"], TUESDAY)
    assert list(QueueDay.objects.values_list("taken", "served", "desks")) == [(3, 3, ["loket-1"])]
    assert sum(Waited.objects.values_list("count", flat=True)) == 3


def test_today_live_is_what_will_be_kept(town: Town) -> None:
    served(town, [1, 2, 3])
    live = promising.live(town.units["melati"], NINE + timedelta(hours=1))
    promising.keep(town.units["melati"], TUESDAY)
    assert live == promising.by_day(town.units["melati"], TUESDAY, TUESDAY)[TUESDAY]


def test_offices_together_and_the_tickets_behind(town: Town) -> None:
    served(town, [1, 2, 3])
    served(town, [7], unit="kenanga")
    promising.keep_past_days(town.city, NEXT)
    units = [town.units["melati"], town.units["kenanga"]]
    found = promising.summed(units, TUESDAY, TUESDAY)
    assert [found[unit.pk].served for unit in units] == [3, 1]
    rows = promising.behind(units[0], TUESDAY, TUESDAY, key="sktm")
    assert sorted(one.waited for one in rows) == [1, 2, 3]
    assert {one.served for one in rows} == {3}
