"""Reports of one thing are all answered when the one they were joined to is."""

from __future__ import annotations

from datetime import datetime

import pytest

from garda.cases import errands, joining, moving, residents
from garda.cases.acting import Refused
from garda.cases.models import Case, Event
from garda.notices.models import Notice
from tests.town import Town, build_town, fresh, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return build_town()


def follow(at: datetime) -> None:
    while errands.work_off(at):
        pass


def test_item_6_every_joined_reporter_is_answered_when_the_first_is(town: Town) -> None:
    loket = town.by("melati", "petugas-loket")
    first, second, third = (report(town).case for _ in range(3))
    for other in (second, third):
        joining.join(other.pk, first.pk, by=loket, at=moment(time="09:30"))
    moving.move_case(first.pk, "handling", by=loket, at=moment(time="10:00"))
    words = {"answer": "Lampunya sudah menyala."}
    moving.move_case(first.pk, "answered", by=loket, at=moment(time="11:00"), words=words)
    follow(moment(time="11:00"))
    assert fresh(second).state == Case.PAUSED
    residents.confirm(first.pk, at=moment(time="12:00"))
    follow(moment(time="12:00"))
    for other in (second, third):
        assert (fresh(other).state, fresh(other).outcome) == (Case.CLOSED, "done")
        assert Notice.objects.filter(case=other, key="case.closed", receiver=Notice.RESIDENT).exists()
    events = Event.objects.filter(name="case.answered-with").count()
    joining.answer_joined(Event.objects.get(case=first, name="case.closed"), moment(time="12:05"))
    assert Event.objects.filter(name="case.answered-with").count() == events == 2


def test_a_simulated_report_is_never_joined_to_a_real_one(town: Town) -> None:
    real, simulated = report(town).case, report(town, simulated=True).case
    with pytest.raises(Refused):
        joining.join(real.pk, simulated.pk, by=town.by("melati", "petugas-loket"), at=moment(time="10:00"))
