"""A demonstration shows something on every page of confidence, and `forget` takes all of it away."""

from __future__ import annotations

import pytest

from garda.demo import confidence, forgetting
from garda.gatherings.models import Decision, Gathering
from garda.integrity import answering, states
from garda.integrity.models import Criticism, Gift, Interest, Pledge, Report, Slip
from garda.trails.models import Line
from garda.trails.reading import broken
from tests.town import build_town, build_unit, moment, report

TABLES = (Slip, Criticism, Report, Pledge, Gift, Interest, Gathering, Decision)


@pytest.mark.django_db
def test_items_25_26_36_the_demonstration_lives_through_the_box_and_is_forgotten_whole() -> None:
    town = build_town(flows=("pengaduan",))
    build_unit(town, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    for unit in ("melati", "kenanga", "kec-taman"):
        report(town, unit=unit, simulated=True)
    confidence.fill(town.city, moment("2025-12-09"), 7)
    verdicts = set(Criticism.objects.values_list("verdict", flat=True))
    assert verdicts >= {answering.ACCEPTED, answering.PARTLY, answering.NOT, ""}
    assert Criticism.objects.filter(raised__gt=0).exists()
    assert set(Report.objects.values_list("state", flat=True)) >= {states.RECEIVED, states.ENDED}
    for table in (Pledge, Gift, Gathering, Decision):
        assert table.objects.exists(), table
        assert not table.objects.filter(simulated=False).exists(), table
    assert not list(broken(town.city))
    forgetting.forget(town.city)
    for table in TABLES:
        assert not table.objects.exists(), table
    assert not Line.objects.exists()
