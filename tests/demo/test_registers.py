"""Simulated facilities: every page has something to show, always the same, gone when forgotten."""

from __future__ import annotations

import pytest

from garda.demo import forgetting, registers
from garda.people.register import register_of
from garda.registers import shortages
from garda.registers.models import ComfortCheck, Holding, Supply
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.town import build_town, moment

pytestmark = pytest.mark.django_db
UNTIL = moment("2025-11-27", "10:15")


def test_item_13_the_month_counts_asks_and_answers_through_the_verbs_and_can_be_forgotten() -> None:
    town = build_town(flows=("sktm",))
    registers.furnish(town.city, UNTIL, 3)
    rows = sorted(Holding.objects.values_list("unit__key", "item", "good", "worn", "broken"))
    assert rows
    assert not Holding.objects.filter(simulated=False).exists()
    assert not Supply.objects.filter(simulated=False).exists()
    assert not Line.objects.filter(simulated=False).exists()
    assert not Line.objects.filter(at__gt=UNTIL).exists()
    assert not list(broken(town.city))
    units = register_of(town.city).open_units()
    assert all(one.simulated for one in shortages.ranked(units, UNTIL))
    forgetting.forget(town.city)
    for model in (Holding, Supply, ComfortCheck, Line):
        assert not model.objects.exists(), model
    registers.furnish(town.city, UNTIL, 3)
    assert sorted(Holding.objects.values_list("unit__key", "item", "good", "worn", "broken")) == rows
