"""Appointments follow the roster: no person for a desk, no time; one place is kept once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.cases.acting import Refused
from garda.counters import appointing
from garda.counters.models import Slot, Ticket
from garda.cover import Day, Hand
from garda.rosters.models import Absence
from tests.town import Town, build_town, moment

EIGHT = moment("2025-11-04", "08:00")
TUESDAY = date(2025, 11, 4)
TEN = 600


@pytest.fixture
def town(db: None) -> Town:
    """The town with its two flows."""
    return build_town()


def hands(*spans: tuple[int, int]) -> tuple[Hand, ...]:
    """People planned for one span each."""
    return tuple(Hand(who, (span,), frozenset()) for who, span in enumerate(spans))


def day_with(*spans: tuple[int, int]) -> Day:
    """A day open from eight to twelve."""
    return Day(((480, 720),), 1, (), {}, hands(*spans))


def test_half_of_the_staffed_desks_one_at_least() -> None:
    four = day_with(*[(480, 720)] * 4)
    assert appointing.capacity(four, 4, 480, 495) == 2
    assert appointing.capacity(four, 1, 480, 495) == 1, "there is one desk only"
    assert appointing.capacity(day_with((480, 720)), 4, 480, 495) == 1
    assert appointing.capacity(day_with(), 4, 480, 495) == 0
    assert appointing.capacity(day_with((480, 490)), 4, 480, 495) == 0, "leaves in the middle of it"
    assert appointing.capacity(four, 4, 715, 730) == 0, "the counter closes before its end"


@given(
    spans=st.lists(st.tuples(st.integers(480, 700), st.integers(5, 240)), max_size=5),
    desks=st.integers(1, 4),
    minutes=st.sampled_from([10, 15, 30]),
    taken=st.lists(st.integers(0, 20), max_size=8),
)
def test_no_minute_is_promised_to_more_than_are_planned(
    spans: list[tuple[int, int]], desks: int, minutes: int, taken: list[int]
) -> None:
    day = day_with(*[(start, min(720, start + many)) for start, many in spans])
    booked: list[tuple[int, int]] = []
    for wish in taken:
        free = appointing.free_times(day, desks, minutes, booked)
        if free:
            booked.append((free[wish % len(free)].start, minutes))
    for minute in range(480, 720):
        promised = sum(start <= minute < start + many for start, many in booked)
        there = sum(a <= minute < b for hand in day.hands for a, b in hand.spans)
        assert promised <= min(there, desks)


@pytest.mark.parametrize(("times", "minutes"), [([], 15), ([7] * 10, 10), ([12] * 10, 15), ([99] * 10, 60)])
def test_an_appointment_is_as_long_as_services_are(times: list[int], minutes: int) -> None:
    assert appointing.length(times) == minutes


def test_the_last_place_is_kept_once_and_given_back(town: Town) -> None:
    melati = town.units["melati"]
    first = appointing.days_ahead(melati, EIGHT)[TUESDAY]
    left = next(one.left for one in first if one.start == TEN)
    tokens = [appointing.book(melati, TUESDAY, TEN, key="sktm", at=EIGHT).token for _ in range(left)]
    with pytest.raises(Refused):
        appointing.book(melati, TUESDAY, TEN, key="", at=EIGHT)
    appointing.cancel(town.city, tokens[0], EIGHT)
    assert appointing.book(melati, TUESDAY, TEN, key="", at=EIGHT).start == TEN


def test_nobody_planned_means_no_time_and_a_kept_one_says_so(town: Town) -> None:
    melati = town.units["melati"]
    kept = appointing.book(melati, TUESDAY, TEN, key="", at=EIGHT)
    for (unit, _kind, _seat), person in town.persons.items():
        if unit == "melati":
            Absence.objects.create(
                unit=melati, person=person, kind="pelatihan", start=moment("2025-11-04", "07:00"),
                end=moment("2025-11-04", "17:00"), state="granted", asked_at=EIGHT,
            )  # fmt: skip
    assert TUESDAY not in appointing.days_ahead(melati, EIGHT)
    found = appointing.of_token(town.city, kept.token)
    assert found is not None
    assert not found.covered


def test_who_comes_in_time_gets_a_ticket_once(town: Town) -> None:
    kept = appointing.book(town.units["melati"], TUESDAY, TEN, key="sktm", at=EIGHT)
    ten = moment("2025-11-04", "10:00")
    with pytest.raises(Refused):
        appointing.arrive(town.city, kept.token, ten - timedelta(minutes=21))
    given_now = appointing.arrive(town.city, kept.token, ten - timedelta(minutes=5))
    assert appointing.arrive(town.city, kept.token, ten) == given_now
    assert (given_now.code, Ticket.objects.get().key) == ("S 001", "sktm")


def test_who_does_not_come_counts_as_missed(town: Town) -> None:
    appointing.book(town.units["melati"], TUESDAY, TEN, key="", at=EIGHT)
    assert appointing.lapse(town.city, moment("2025-11-04", "10:10")) == 0
    assert appointing.lapse(town.city, moment("2025-11-04", "10:16")) == 1
    assert Slot.objects.get().state == "missed"
