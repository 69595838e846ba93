"""Simulated directives and calls: every state is there, and all of it can go and come again."""

from __future__ import annotations

import pytest

from garda import shelf
from garda.demo import directives, enquiries, forgetting
from garda.directives import states
from garda.directives.models import Directive, Proof, Task
from garda.dockets.models import Report
from garda.enquiries.models import Answer, Asked, Call
from garda.rosters.models import Bell
from garda.rules.loading import load_rules
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.town import Town, build_town, build_unit, moment

pytestmark = pytest.mark.django_db
UNTIL = moment("2025-11-27", "10:15")


@pytest.fixture
def town() -> Town:
    """The town with a few more agencies and wards."""
    load_rules(shelf.folder("rules"))
    new = build_town()
    for n in range(4):
        build_unit(new, f"dinas-{n}", f"DX{n}", f"Dinas Contoh {n}", "opd", "kota", "99.01")
        build_unit(new, f"ward-{n}", f"WX{n}", f"Kelurahan Contoh {n}", "kelurahan", "kec-taman", "99.01")
    return new


def lived(town: Town, seed: int = 7) -> list[tuple[str, str]]:
    """The month of directives and calls; the states that came of it."""
    directives.cascade(town.city, UNTIL, seed)
    enquiries.ask(town.city, UNTIL, seed)
    return sorted(Task.objects.values_list("unit__key", "state"))


def test_item_24_and_20_a_simulated_month_shows_every_state(town: Town) -> None:
    found = lived(town)
    assert {state for _unit, state in found} >= {states.SENT, states.CAUGHT, states.VERIFIED}
    assert Directive.objects.filter(parent__isnull=False).exists(), "one is derived from another"
    assert Directive.objects.filter(state=Directive.WAITING).exists(), "one waits for the secretary"
    assert set(Call.objects.values_list("state", flat=True)) == {Call.OPEN, Call.CLOSED}
    assert set(Asked.objects.values_list("state", flat=True)) >= {"waiting", "sent"}
    for model in (Directive, Task, Proof, Call, Asked, Answer, Line, Bell, Report):
        assert not model.objects.filter(simulated=False).exists(), model
    assert list(broken(town.city)) == []


def test_item_24_and_20_the_simulation_can_be_forgotten_and_comes_back_the_same(town: Town) -> None:
    first = lived(town)
    forgetting.forget(town.city)
    for model in (Directive, Task, Proof, Call, Asked, Answer, Line):
        assert not model.objects.exists(), model
    assert lived(town) == first
