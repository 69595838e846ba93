"""Simulated arrivals at the wrong desk and forms left: there with the month, gone with it."""

from __future__ import annotations

import pytest

from garda import clock
from garda.counters.models import FormsBegun, WrongArrival
from garda.demo.month import forget, simulate
from tests.town import build_town, moment

pytestmark = pytest.mark.django_db


def test_the_counters_of_a_simulated_month_are_marked_and_forgotten_with_it() -> None:
    town = build_town()
    with clock.moved_to(moment("2025-11-20", "12:00")):
        simulate(town.city, count=40)
        arrivals = WrongArrival.objects.all()
        assert all(one.simulated and one.flow.in_force_from <= one.at for one in arrivals)
        assert FormsBegun.objects.filter(simulated=True, count__gt=0).exists()
        forget(town.city)
    assert not WrongArrival.objects.exists()
    assert not FormsBegun.objects.exists()
