"""Numbers taken in ways that a calm day does not show."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from garda import clock
from garda.counters import calling, promising, taking
from garda.counters.models import Slot, Ticket
from tests.town import Town, build_town, moment

NINE = moment("2025-11-04", "09:00")


@pytest.fixture
def town(db: None) -> Town:
    """The town with its two flows."""
    return build_town()


def test_item_9_of_two_who_press_at_once_the_lower_number_is_called_first(town: Town) -> None:
    """The second read its clock before the first, but waited longer for its number."""
    unit = town.units["melati"]
    for earlier in (0, 1, 0):
        taking.take_number(unit, at=NINE - timedelta(seconds=earlier), channel="phone")
    by = town.persons["melati", "petugas-loket", 1]
    called = []
    for _turn in range(3):
        placed = calling.call_next(unit, "loket-1", by=by, at=NINE + timedelta(minutes=1))
        assert placed is not None
        called.append(Ticket.objects.get(pk=placed.id).number)
        for act in ("serve", "finish"):
            calling.act(placed.id, act, "loket-1", by=by, at=NINE + timedelta(minutes=1))
    assert called == [1, 2, 3]


def test_item_10_who_waited_part_of_a_minute_did_not_wait_none(town: Town) -> None:
    """ "Half wait N minutes at most" holds for every second of it."""
    unit, by = town.units["melati"], town.persons["melati", "petugas-loket", 1]
    taking.take_number(unit, at=NINE, channel="phone")
    placed = calling.call_next(unit, "loket-1", by=by, at=NINE + timedelta(seconds=61))
    assert placed is not None
    for act in ("serve", "finish"):
        calling.act(placed.id, act, "loket-1", by=by, at=NINE + timedelta(minutes=5))
    [came] = promising.count(unit, NINE.date()).values()
    assert came.waits.steps == ((2, 1),)


def test_item_10_the_same_appointment_sent_twice_is_one(town: Town, client: Client) -> None:
    address = "/contoh/kantor/melati/janji/"
    with clock.moved_to(NINE):
        page = client.get(address).content.decode()
        typed = {
            "kunci": page.split('name="kunci" value="')[1].split('"')[0],
            "waktu": page.split('name="waktu" value="')[1].split('"')[0],
            "layanan": "belum-tahu",
        }
        first, again = client.post(address, typed), client.post(address, typed)
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Slot.objects.count() == 1
