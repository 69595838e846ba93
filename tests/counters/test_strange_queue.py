"""Numbers taken in ways that a calm day does not show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from garda.counters import calling, taking
from garda.counters.models import Ticket
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
