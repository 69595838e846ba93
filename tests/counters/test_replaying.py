"""Acts of a device that had no line: each done once, in order, at its own time; what cannot be is said."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from garda.counters import calling, replaying, taking
from garda.counters.models import Act, Period, Ticket
from garda.counters.replaying import Wish
from tests.town import Town, build_town, moment

NINE = moment("2025-11-04", "09:00")
BACK = NINE + timedelta(minutes=30)


@pytest.fixture
def town(db: None) -> Town:
    """The town with its two flows."""
    return build_town()


def took(number: int, minutes: int) -> Wish:
    """The kiosk gave this number so many minutes after nine, and sends it half an hour after nine."""
    return Wish(uuid4(), "take", timedelta(minutes=30 - minutes), number=number)


def test_item_16_thirty_minutes_without_a_line_lose_no_number_and_double_none(town: Town) -> None:
    melati = town.units["melati"]
    taking.take_number(melati, at=NINE, channel="kiosk", device_id=7)
    wishes = [took(2 + n, n) for n in range(30)]
    first = replaying.replay(melati, wishes[:20], at=BACK, device_id=7)
    again = replaying.replay(melati, wishes, at=BACK + timedelta(seconds=5), device_id=7)
    assert [one.said["code"] for one in again] == [f"A {n:03d}" for n in range(2, 32)]
    assert [one.again for one in again] == [True] * 20 + [False] * 10
    assert [one.said for one in first] == [one.said for one in again[:20]]
    assert Ticket.objects.count() == 31
    arrived = Ticket.objects.get(letter="A", number=12).arrived
    assert arrived == NINE + timedelta(minutes=10), "the device's own time counts"
    fresh = taking.take_number(melati, at=BACK, channel="kiosk", device_id=7)
    assert fresh.code == "A 032", "numbering goes on behind what the kiosk gave"


def test_a_number_that_was_given_meanwhile_becomes_the_next_one_and_says_so(town: Town) -> None:
    melati = town.units["melati"]
    taking.take_number(melati, at=NINE, channel="kiosk", device_id=7)
    (answer,) = replaying.replay(melati, [took(1, 5)], at=BACK, device_id=7)
    assert (answer.said["code"], answer.said["instead_of"], answer.refused) == ("A 002", 1, False)


def test_a_caller_without_a_line_serves_on_and_hears_what_a_colleague_did_first(town: Town) -> None:
    melati, by = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    one, two = (taking.take_number(melati, at=NINE, channel="kiosk", device_id=7) for _ in range(2))
    other = town.persons["melati", "petugas-loket", 2]
    calling.act(two.id, "call", "loket-2", by=other, at=NINE + timedelta(minutes=4))
    acts = [(one.id, "call", 25), (one.id, "serve", 24), (two.id, "call", 22), (one.id, "finish", 20)]
    wishes = [Wish(uuid4(), name, timedelta(minutes=ago), pk, "loket-1") for pk, name, ago in acts]
    answers = replaying.replay(melati, wishes, at=BACK, by=by)
    assert [answer.refused for answer in answers] == [False, False, True, False]
    assert "lebih dulu" in answers[2].said["id"]
    spans = [(row.kind, row.start, row.end) for row in Period.objects.filter(ticket_id=one.id).order_by("pk")]
    minute = timedelta(minutes=1)
    assert spans == [
        ("waiting", NINE, NINE + 5 * minute),
        ("called", NINE + 5 * minute, NINE + 6 * minute),
        ("serving", NINE + 6 * minute, NINE + 10 * minute),
    ]
    assert Act.objects.filter(unit=melati, refused=True).count() == 1
    assert Act.objects.count() == 4


def test_a_device_alone_may_take_numbers_and_nothing_else(town: Town) -> None:
    melati = town.units["melati"]
    one = taking.take_number(melati, at=NINE, channel="kiosk", device_id=7)
    (answer,) = replaying.replay(melati, [Wish(uuid4(), "call", ticket=one.id)], at=BACK, device_id=7)
    assert answer.refused
    assert Ticket.objects.get(pk=one.id).state == "waiting"


def test_a_ticket_of_another_office_is_not_there(town: Town) -> None:
    one = taking.take_number(town.units["kenanga"], at=NINE, channel="kiosk", device_id=7)
    by = town.persons["melati", "petugas-loket", 1]
    (answer,) = replaying.replay(
        town.units["melati"], [Wish(uuid4(), "call", ticket=one.id, desk="loket-1")], at=BACK, by=by
    )
    assert answer.refused


@pytest.mark.parametrize(
    "parcel",
    [
        [], None, {}, {"acts": "x"}, {"acts": [1]}, {"acts": [{"name": "hapus"}]},
        {"acts": [{"name": "take", "client": "bukan"}]},
    ],
)  # fmt: skip
def test_what_is_no_parcel_is_none(parcel: object) -> None:
    with pytest.raises(ValueError):
        replaying.read(parcel)


def test_an_act_is_as_old_as_the_devices_own_clock_says() -> None:
    act = {
        "name": "take",
        "client": str(uuid4()),
        "at": 1_000_000,
        "number": 7,
        "key": "sktm\0",
        "ticket": "x",
    }
    (wish,) = replaying.read({"now": 1_600_000, "acts": [act]})
    assert (wish.ago, wish.number, wish.key, wish.ticket) == (timedelta(minutes=10), 7, "sktm", None)
    (later,) = replaying.read({"now": 0, "acts": [act]})
    assert later.ago == timedelta(0), "no act lies ahead of now"


@pytest.mark.parametrize("odd", [10**400, -(10**400), float("nan"), float("inf"), 10**15, "kemarin", None])
def test_a_clock_that_says_nothing_sensible_says_nothing(odd: object) -> None:
    client = "12345678-1234-5678-1234-567812345678"
    for now, at in ((odd, 1), (1, odd), (odd, odd)):
        (wish,) = replaying.read({"now": now, "acts": [{"name": "take", "client": client, "at": at}]})
        assert wish.ago == timedelta(0)


def test_half_a_character_of_a_device_is_left_out() -> None:
    act = {"name": "take", "client": "12345678-1234-5678-1234-567812345678", "desk": "A\ud800\0\u202eB"}
    (wish,) = replaying.read({"acts": [act]})
    assert wish.desk == "AB"
