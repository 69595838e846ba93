"""Simulated queues: periods that follow each other and add up, numbers once, first come first called."""

from __future__ import annotations

from itertools import pairwise

import pytest

from garda.cases.models import Case
from garda.counters.models import Period, Series, Ticket
from garda.counters.taking import take_number
from garda.demo import month, queues
from garda.people.calendars import counter_calendar
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db

UNTIL = moment("2025-11-27", "10:15")


@pytest.fixture
def town() -> Town:
    return build_town(flows=("pengaduan", "sktm", "domisili"))


def test_periods_follow_each_other_and_add_up_to_the_whole(town: Town) -> None:
    assert queues.queue(town.city, UNTIL, 7) == Ticket.objects.count() > 100
    for ticket in Ticket.objects.prefetch_related("periods"):
        periods = sorted(ticket.periods.all(), key=lambda one: one.start)
        assert periods[0].start == ticket.arrived <= UNTIL
        assert [one.end for one in periods[:-1]] == [one.start for one in periods[1:]]
        assert (periods[-1].end is None) == (ticket.state in Ticket.OPEN)
        if periods[-1].end is not None:
            total = sum((one.end - one.start).total_seconds() for one in periods if one.end)
            assert total == (ticket.changed - ticket.arrived).total_seconds()
    states = set(Ticket.objects.values_list("state", flat=True))
    assert {Ticket.DONE, Ticket.MISSED} <= states
    assert not Ticket.objects.filter(simulated=False).exists()
    assert set(Ticket.objects.exclude(day=UNTIL.date()).values_list("state", flat=True)) <= {
        Ticket.DONE,
        Ticket.MISSED,
    }


def test_a_desk_serves_one_at_a_time(town: Town) -> None:
    queues.queue(town.city, UNTIL, 7)
    busy = Period.objects.filter(kind__in=[Period.CALLED, Period.SERVING]).select_related("ticket")
    by_desk: dict[tuple[int, str, object], list[Period]] = {}
    for one in busy:
        by_desk.setdefault((one.ticket.unit_id, one.desk, one.ticket.day), []).append(one)
    for periods in by_desk.values():
        ordered = sorted(periods, key=lambda one: one.start)
        assert all(one.end is not None and one.end <= other.start for one, other in pairwise(ordered))


def test_people_come_while_the_counter_is_open_and_the_next_number_is_another_one(town: Town) -> None:
    queues.queue(town.city, UNTIL, 7)
    unit = town.units["melati"]
    for ticket in Ticket.objects.filter(unit=unit):
        day = counter_calendar(unit).spans(ticket.day)
        assert day[0][0] <= ticket.arrived <= day[-1][1]
    for channel in ("phone", "officer", "kiosk"):
        code = take_number(unit, at=UNTIL, channel=channel).code
        assert Ticket.objects.filter(unit=unit, day=UNTIL.date(), letter=code[0]).count() >= 1
    first = take_number(unit, at=UNTIL, channel="kiosk", first="lansia")
    assert first.code.startswith("P ")


def test_numbers_become_the_matters_of_that_day_and_all_go_again(town: Town) -> None:
    real = take_number(town.units["melati"], at=UNTIL, channel="officer")
    month.simulate(town.city, UNTIL, 7, 20)
    counter = Case.objects.filter(channel="counter", simulated=True)
    joined = Ticket.objects.exclude(case_number="")
    assert set(joined.values_list("case_number", flat=True)) <= set(counter.values_list("number", flat=True))
    report(town)
    month.forget(town.city)
    assert [one.pk for one in Ticket.objects.all()] == [real.id]
    assert Period.objects.count() == 1
    assert Series.objects.exists()
