"""Simulated answers: counted as real ones are, the same each time, and forgotten altogether."""

from __future__ import annotations

import pytest

from garda.demo import forgetting, surveys
from garda.surveys import keeping
from garda.surveys.models import Invitation, Kept, Response, Taken
from tests.surveys.asked import answered, asking_town
from tests.town import moment

pytestmark = pytest.mark.django_db


def test_simulated_answers_are_counted_alike_and_forgotten_without_a_trace_of_the_real_one() -> None:
    town = asking_town()
    answered(town, [2] * 9)
    made = surveys.answer(town.city, moment(time="15:00"), 7)
    rows = Response.objects.filter(simulated=True)
    assert made == rows.count() > 100 and Taken.objects.filter(simulated=True).count() == made
    assert keeping.recount(town.city) == 0
    assert rows.exclude(flags=[]).count() >= 9 and rows.filter(assisted_by__isnull=False).exists()
    assert not Kept.objects.filter(simulated=True, patterns={}).exists()
    patterns = sorted(rows.values_list("pk", "pattern"))
    forgetting.forget(town.city)
    for model in (Response, Taken, Invitation, Kept):
        assert not model.objects.filter(simulated=True).exists()
    assert Response.objects.count() == Taken.objects.count() == 1 and keeping.recount(town.city) == 0
    surveys.answer(town.city, moment(time="15:00"), 7)
    assert sorted(Response.objects.filter(simulated=True).values_list("pk", "pattern")) == patterns
