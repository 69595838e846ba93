"""The simulated month shows what offices do about their weakest elements, through the real verbs."""

from __future__ import annotations

from datetime import date

import pytest

from garda import clock
from garda.demo import results as lives
from garda.surveys import following_up
from garda.surveys.models import Kept
from tests.surveys.asked import answered, asking_town
from tests.town import moment


@pytest.mark.django_db
def test_item_79_simulated_offices_follow_up_and_never_verify_what_has_not_risen() -> None:
    with clock.moved_to(moment("2025-11-10", "09:00")):
        town = asking_town()
        for month, time in ((8, 1), (9, 3), (10, 3)):
            for n in range(12):
                places = [2, 2, time, 3, 2, 2, 0, 1, 2]
                answered(town, list(places), at=moment(f"2025-{month:02d}-04", f"09:{n:02d}"))
        Kept.objects.update(simulated=True)
        lives.follow_up(town.city, moment("2025-11-10", "09:00"), 1)
        found = [
            *following_up.listed([town.units["melati"].pk]),
            *following_up.listed([town.units["melati"].pk], live=False),
        ]
    states = {(one.about, one.period): one.state for one in found}
    assert states["time", "2025-08"] == "better"
    assert states["behaviour", "2025-08"] == "open", "it did not rise, so it is open again"
    assert {one.period for one in found} == {"2025-08", "2025-10"}
    assert all(one.simulated for one in found)
    assert all(one.due is None or one.due > date(2025, 8, 31) for one in found)
