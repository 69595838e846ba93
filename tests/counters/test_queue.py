"""Numbers and turns: one number once, one ticket to one desk, stretches of time that sum to the whole."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garda.cases.acting import Refused
from garda.counters import calling, estimating, queues, rating, saying, states, taking
from garda.counters.models import Period, Ticket
from tests.town import Town, build_town, moment

NINE = moment("2025-11-04", "09:00")


@pytest.fixture
def town(db: None) -> Town:
    """The town with its two flows."""
    return build_town()


def take(town: Town, minutes: int = 0, **more: Any) -> taking.Taken:
    """A number at the kiosk of melati, so many minutes after nine."""
    more = {"channel": "kiosk", "device_id": 1} | more
    return taking.take_number(town.units["melati"], at=NINE + timedelta(minutes=minutes), **more)


def test_item_9_every_source_has_a_letter_of_its_own(town: Town) -> None:
    codes = [
        take(town).code, take(town).code, take(town, device_id=2).code, take(town, channel="phone").code,
        take(town, first="lansia").code,
    ]  # fmt: skip
    assert codes == ["A 001", "A 002", "B 001", "H 001", "P 001"]


def test_a_new_day_begins_at_one(town: Town) -> None:
    take(town)
    assert take(town, 24 * 60).code == "A 001"


def test_the_same_touch_of_a_kiosk_is_one_number(town: Town) -> None:
    client = uuid4()
    assert take(town, client=client) == take(town, client=client)
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(("more", "field"), [({"key": "tidak-ada"}, "key"), ({"first": "raja"}, "first")])
def test_a_number_for_what_is_not_there_is_refused_at_its_field(
    town: Town, more: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        take(town, **more)
    assert refused.value.field == field


def test_no_number_while_the_counter_is_closed(town: Town) -> None:
    with pytest.raises(Refused):
        take(town, 13 * 60)


def test_who_goes_first_is_called_first_and_a_passed_ticket_before_them(town: Town) -> None:
    by = town.persons["melati", "petugas-loket", 1]
    melati = town.units["melati"]
    take(town), take(town, 1), take(town, 2, first="hamil")
    order = [calling.call_next(melati, "loket-1", by=by, at=NINE + timedelta(minutes=5)) for _ in range(1)]
    assert order[0] is not None
    assert order[0].code == "P 001"
    calling.act(order[0].id, "pass", "loket-2", by=by, at=NINE + timedelta(minutes=6))
    first = calling.call_next(melati, "loket-1", by=by, at=NINE + timedelta(minutes=7))
    second = calling.call_next(melati, "loket-2", by=by, at=NINE + timedelta(minutes=7))
    assert first is not None
    assert second is not None
    assert (first.code, second.code) == ("A 001", "P 001"), "a ticket passed to a desk waits for that desk"


def test_a_button_pressed_twice_calls_one(town: Town) -> None:
    by, melati = town.persons["melati", "petugas-loket", 1], town.units["melati"]
    take(town), take(town, 1)
    first = calling.call_next(melati, "loket-1", by=by, at=NINE + timedelta(minutes=5))
    assert first is not None
    with pytest.raises(Refused):
        calling.call_next(melati, "loket-1", by=by, at=NINE + timedelta(minutes=5))
    calling.act(first.id, "hold", "loket-1", by=by, at=NINE + timedelta(minutes=6))
    second = calling.call_next(melati, "loket-1", by=by, at=NINE + timedelta(minutes=6))
    assert second is not None
    assert second.code == "A 002"


def test_a_missed_number_may_come_back_within_the_hour(town: Town) -> None:
    by = town.persons["melati", "petugas-loket", 1]
    one = take(town)
    missed = ("call", "recall", "recall", "miss", "call", "serve", "finish")
    for act, at in zip(missed, (5, 6, 7, 8, 30, 31, 40), strict=True):
        calling.act(one.id, act, "loket-1", by=by, at=NINE + timedelta(minutes=at))
    kinds = list(Period.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["waiting", "called", "waiting", "called", "serving"]
    two = take(town, 1)
    calling.act(two.id, "call", "loket-1", by=by, at=NINE + timedelta(minutes=41))
    with pytest.raises(Refused, match="3 kali"):
        calling.act(two.id, "miss", "loket-1", by=by, at=NINE + timedelta(minutes=42))
    for act in ("recall", "recall", "miss"):
        calling.act(two.id, act, "loket-1", by=by, at=NINE + timedelta(minutes=45))
    with pytest.raises(Refused):
        calling.act(two.id, "call", "loket-1", by=by, at=NINE + timedelta(minutes=120))


@pytest.mark.django_db
@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(sorted(states.ACTS)), st.integers(0, 30)), max_size=12))
def test_item_10_periods_never_overlap_and_sum_to_the_whole(acts: list[tuple[str, int]]) -> None:
    town = build_town(key=f"kota-{uuid4().hex[:8]}", flows=())
    one = take(town)
    now = NINE
    by = town.persons["melati", "petugas-loket", 1]
    for name, wait in acts:
        now += timedelta(minutes=wait)
        try:
            calling.act(one.id, name, "loket-1", by=by, at=now)
        except Refused:
            continue
    ticket = Ticket.objects.get(pk=one.id)
    periods = list(Period.objects.filter(ticket=ticket).order_by("start", "pk"))
    assert periods[0].start == ticket.arrived
    for before, after in itertools.pairwise(periods):
        assert before.end == after.start
    assert (periods[-1].end is None) == (ticket.state in states.OPEN)
    if ticket.state not in states.OPEN:
        total = sum(((one.end or one.start) - one.start for one in periods), timedelta())
        assert total == ticket.changed - ticket.arrived


def test_item_10_the_wait_is_from_the_tickets_and_too_few_say_nothing(town: Town) -> None:
    by = town.persons["melati", "petugas-loket", 1]
    for turn in range(9):
        one = take(town, turn * 5)
        for act, at in (("call", 1), ("serve", 2), ("finish", 6)):
            calling.act(one.id, act, "loket-1", by=by, at=NINE + timedelta(minutes=turn * 6 + at))
    last = take(town, 58)
    mine = queues.mine(town.city, last.token, NINE + timedelta(minutes=58))
    assert mine is not None
    assert mine.turn is None, "nine services are too few to say when"


@given(st.lists(st.integers(1, 20), min_size=10, max_size=40), st.integers(0, 12), st.integers(1, 4))
def test_an_interval_is_in_order_and_grows_with_the_line(times: list[int], ahead: int, desks: int) -> None:
    now = estimating.turn(ahead, desks, times)
    later = estimating.turn(ahead + 1, desks, times)
    assert now is not None
    assert later is not None
    assert now.low <= now.middle <= now.high
    assert (now.low, now.middle, now.high) <= (later.low, later.middle, later.high) or ahead == 0


@pytest.mark.parametrize("ahead", [2, 5, 9])
def test_item_9_the_interval_holds_about_eight_times_in_ten(ahead: int) -> None:
    """Backtest: times drawn from a fixed, skewed list; the true sum of what follows lies within."""
    facts = [3, 3, 4, 4, 4, 5, 5, 6, 7, 8, 9, 12, 15, 3, 4, 5, 6, 4, 5, 20]
    said = estimating.turn(ahead, 1, facts)
    assert said is not None
    held = total = 0
    place = 7
    for _ in range(2000):
        real = 0
        for _step in range(ahead):
            place = (place * 1103515245 + 12345) % 2**31  # the same numbers on every machine
            real += facts[(place >> 8) % len(facts)]
        total += 1
        held += said.low <= real <= said.high
    assert 0.75 <= held / total <= 0.92


def test_item_9_a_wall_speaks_as_a_person_would() -> None:
    assert saying.call_words("A 014", "Loket 1") == "Nomor A, empat belas. Silakan ke Loket satu."
    said = [saying.spoken(one) for one in (0, 11, 20, 100, 117, 990)]
    assert said == [
        "nol", "sebelas", "dua puluh", "seratus", "seratus tujuh belas", "sembilan ratus sembilan puluh",
    ]  # fmt: skip


def test_item_9_the_city_says_how_often_a_number_is_called(town: Town) -> None:
    town.city.settings |= {"queue": {"calls": 1}}
    town.city.save()
    by = town.persons["melati", "petugas-loket", 1]
    one = take(town)
    calling.act(one.id, "call", "loket-1", by=by, at=NINE)
    assert calling.act(one.id, "miss", "loket-1", by=by, at=NINE).state == states.MISSED


def test_a_ticket_is_rated_once_after_it_was_served(town: Town) -> None:
    by = town.persons["melati", "petugas-loket", 1]
    one = take(town)
    with pytest.raises(Refused, match="setelah Anda dilayani"):
        rating.rate(town.city, one.token, 4, NINE)
    for act in ("call", "serve", "finish"):
        calling.act(one.id, act, "loket-1", by=by, at=NINE)
    rating.rate(town.city, one.token, 4, NINE)
    with pytest.raises(Refused, match="sudah menilai"):
        rating.rate(town.city, one.token, 1, NINE)
    two = take(town, 1)
    for act in ("call", "serve", "finish"):
        calling.act(two.id, act, "loket-1", by=by, at=NINE + timedelta(minutes=2))
    calling.tie(two.id, "MLT-25-0001")
    with pytest.raises(Refused, match="halaman urusannya"):
        rating.rate(town.city, two.token, 4, NINE + timedelta(minutes=3))
    assert list(Ticket.objects.order_by("pk").values_list("rating", flat=True)) == [4, None]


def test_an_act_on_another_offices_ticket_finds_nothing(town: Town) -> None:
    by = town.persons["kenanga", "petugas-loket", 1]
    one = take(town)
    with pytest.raises(Refused, match="tidak ada"):
        calling.act(one.id, "call", "loket-1", by=by, at=NINE, unit=town.units["kenanga"])
    assert not calling.tie(one.id, "KNG-25-0001", town.units["kenanga"])
