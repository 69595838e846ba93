"""What a change of a rule came to: counts on both sides, or nothing but how many there are."""

from __future__ import annotations

from typing import Any

import pytest

from garda.dockets import listing, renewing
from garda.figures import reforms
from garda.figures.models import Took, VersionFigure
from tests.dockets.land import build_land, decide, decider, new_version, send, send_twelve
from tests.town import Town, moment

NOW = moment("2025-11-11")


@pytest.fixture
def town(db: Any) -> Town:
    return build_land()


def changed(town: Town) -> tuple[Any, int, int]:
    """The docket, the version before and the one after."""
    send_twelve(town)
    docket, flow = decide(town), new_version(town)
    renewing.renew(town.city, docket.pk, flow.pk, at=NOW, **decider(town))
    return docket, town.flows["sktm"].pk, flow.pk


def took(town: Town, flow: int, minutes: int, n: int, refused: int = 0) -> None:
    """So many matters of that version, each of so many minutes."""
    unit = town.units["melati"]
    Took.objects.create(city=town.city, unit=unit, flow_id=flow, minutes=minutes, count=n)
    VersionFigure.objects.create(
        city=town.city, unit=unit, flow_id=flow, month="2025-11-01", counter=n, done=n, refused=refused
    )


def test_item_23_effect_before_and_after_with_counts_on_both_sides(town: Town) -> None:
    docket, before, after = changed(town)
    took(town, before, 40, 12, refused=3)
    took(town, after, 25, 11)
    [found] = reforms.reforms(town.city, listing.renewed([docket.pk])[docket.pk], "id")
    assert found.effect.enough
    assert (found.before.times.n, found.before.times.median) == (12, 40)
    assert (found.after.times.n, found.after.times.median) == (11, 25)
    assert (found.before.use.refused, found.before.decided) == (3, 15)
    assert (found.before.documents, found.after.documents) == (5, 4)
    assert (found.before.version, found.after.version) == (1, 2)


def test_item_23_too_few_on_one_side_say_only_how_many(town: Town) -> None:
    docket, before, after = changed(town)
    took(town, before, 40, 500)
    took(town, after, 25, 9)
    [found] = reforms.reforms(town.city, listing.renewed([docket.pk])[docket.pk], "id")
    assert not found.effect.enough and found.after.times.n == 9


def test_item_23_reports_before_and_after_over_spans_of_one_length(town: Town) -> None:
    docket, _before, _after = changed(town)  # twelve on 4 November
    since = moment("2025-11-10", "07:30")
    send(town, at=moment("2025-11-12"))
    send(town, at=moment("2025-10-01"))
    found = reforms.reported(town.city, docket.reference, since, moment("2025-11-20"))
    assert (found.days, found.before, found.after) == (10, 12, 1)
