"""The simulated month's reports of rules: every state of a docket, through the verbs, the same each time."""

from __future__ import annotations

from typing import Any

import pytest

from garda.demo import dockets, forgetting
from garda.dockets import counting
from garda.dockets.models import Docket, Report
from garda.rules.models import Article, Rule
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.dockets.land import build_land
from tests.town import Town, moment

UNTIL = moment("2025-11-27", "10:15")


@pytest.fixture
def town(db: Any) -> Town:
    """The seven wards, with every article that the stories are about."""
    town = build_land()
    rule = Rule.objects.get(key="standar-pelayanan")
    for key in ("usaha", "skck", "kematian"):
        Article.objects.create(
            rule=rule, key=key, label_id=key, label_en=key, words_id="Syaratnya.", words_en="Papers."
        )
    return town


def told() -> list[Any]:
    """What there is, without ids."""
    rows = Docket.objects.order_by("reference").values_list(
        "reference", "state", "decision", "reports", "hard", "units", "burden", "opened_at", "closed_at"
    )
    return [*rows, Report.objects.filter(docket=None).count()]


def test_the_months_dockets_stand_in_every_state_and_are_all_made_up(town: Town) -> None:
    dockets.report(town.city, UNTIL, 7)
    assert set(Docket.objects.values_list("state", flat=True)) == {"open", "decided", "closed"}
    assert set(Docket.objects.exclude(decision="").values_list("decision", flat=True)) == {
        "change", "explain", "province",
    }  # fmt: skip
    biggest = Docket.objects.get(reference="standar-pelayanan#sktm")
    assert (biggest.reports, biggest.units) == (13, 7)  # twelve of offices, one of a resident
    assert all(Docket.objects.values_list("simulated", flat=True))
    before = told()
    counting.recount(town.city)
    assert told() == before
    assert Line.objects.filter(simulated=True).exists() and not list(broken(town.city))


def test_the_months_dockets_are_the_same_each_time_and_go_without_a_trace(town: Town) -> None:
    dockets.report(town.city, UNTIL, 7)
    first = told()
    forgetting.forget(town.city)
    assert not Docket.objects.exists() and not Report.objects.exists() and not Line.objects.exists()
    dockets.report(town.city, UNTIL, 7)
    assert told() == first
