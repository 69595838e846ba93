"""A simulated month: lived through the real verbs, always the same, and gone without a trace when told."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from garda.cases import errands
from garda.cases.models import Case, Errand, Event, Link, Mark, Paper, Reading, Said, Seal
from garda.cases.opening_seals import open_words
from garda.cases.publishing import flow_of
from garda.cases.replaying import walk
from garda.cases.seals import broken, seal_past_days
from garda.demo import month
from garda.demo.complaints import COMPLAINTS
from garda.demo.sentences import OTHERS
from garda.figures.counting import recount
from garda.figures.models import DayFigure, Shortfall
from garda.notices.models import Notice
from garda.people.calendars import calendar_of
from garda.people.places import area_at
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db

FLOWS = ("pengaduan", "sktm", "domisili", "aspirasi")
UNTIL = moment("2025-11-27", "10:15")
ROWS = (Case, Event, Errand, Said, Mark, Paper, Link, Reading, Seal, Notice, DayFigure, Shortfall)


@pytest.fixture
def town() -> Town:
    return build_town(flows=FLOWS)


def live(town: Town, count: int = 20, seed: int = 7) -> None:
    """A small month of the town."""
    month.simulate(town.city, UNTIL, seed, count)


def test_every_record_of_the_month_holds_and_says_that_it_is_simulated(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "garda.demo")
    seen: list[tuple[int, int]] = []
    month.simulate(town.city, UNTIL, 7, 60, lambda done, whole: seen.append((done, whole)))
    assert seen[-1] == (60, 60)
    assert [record.message for record in caplog.records] == []
    assert [faults for _, faults in walk(town.city) if faults] == []
    assert Case.objects.count() >= 60
    for model in (Case, Event, Notice):
        assert not model.objects.filter(simulated=False).exists(), model
    assert not Errand.objects.filter(done_at__isnull=True).exists()
    assert not Event.objects.filter(at__gt=UNTIL).exists()
    assert not Case.objects.filter(wake_at__lt=moment("2025-11-27", "10:13")).exists()
    _is_a_believable_mixture()


def _is_a_believable_mixture() -> None:
    names = set(Event.objects.values_list("name", flat=True))
    assert names >= {
        "case.opened", "case.moved", "case.closed", "offer.made", "offer.accepted", "offer.returned",
        "clock.late", "clock.desk-late", "clock.explained", "resident.rated", "case.escalated",
    }  # fmt: skip
    states = set(Case.objects.values_list("state", flat=True))
    assert {Case.OPEN, Case.CLOSED, Case.ANSWERED} <= states
    share = Case.objects.filter(late_at__isnull=False).count() / Case.objects.count()
    assert 0.02 < share < 0.5


def test_offices_act_in_working_hours_and_places_lie_in_their_kelurahan(town: Town) -> None:
    live(town)
    by_post = Event.objects.filter(by_kind="post", name__in=["case.moved", "offer.accepted", "offer.made"])
    for event in by_post.select_related("case__unit__city", "case__city"):
        day = calendar_of(event.case.unit).spans(event.day)
        assert any(start <= event.at <= end for start, end in day), event.at
    placed = Case.objects.filter(lat__isnull=False).select_related("area")
    assert placed.exists()
    for case in placed:
        assert case.lat is not None
        assert case.lng is not None
        assert area_at(town.city, case.lat, case.lng) == case.area


def test_the_same_seed_lives_the_same_month(town: Town) -> None:
    def lived(seed: int) -> list[tuple[object, ...]]:
        with transaction.atomic():
            live(town, 8, seed)
            rows = list(Event.objects.order_by("pk").values_list("case__number", "seq", "name", "at"))
            transaction.set_rollback(True)
        return rows

    first = lived(7)
    assert first == lived(7)
    assert first != lived(8)


def test_forgetting_takes_all_that_was_simulated_and_nothing_else(town: Town) -> None:
    real = report(town, at=moment("2025-11-20")).case
    open_words(real, "what", "memeriksa", by=town.by("melati", "lurah"), at=moment("2025-11-20"))
    while errands.work_off(moment("2025-11-20")):
        pass
    before = {model: model.objects.count() for model in ROWS}
    live(town)
    simulated = Case.objects.filter(simulated=True).count()
    some = Case.objects.filter(simulated=True)[0]
    open_words(some, "what", "memeriksa", by=town.by("melati", "lurah"), at=UNTIL)
    seal_past_days(town.city, UNTIL)
    for day in set(Event.objects.values_list("day", flat=True)):
        recount(town.city, day)
    with_papers = Paper.objects.count()
    assert with_papers

    assert month.forget(town.city) == simulated
    after = {model: model.objects.count() for model in ROWS}
    assert after == {**before, Seal: 1}
    assert list(broken(town.city)) == []
    assert [faults for _, faults in walk(town.city) if faults] == []
    assert month.forget(town.city) == 0


def test_forgetting_removes_the_files_of_simulated_papers(
    town: Town, django_capture_on_commit_callbacks: object
) -> None:
    live(town)
    folder = Path(settings.PAPERS)
    assert any(folder.rglob("*"))
    assert callable(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        month.forget(town.city)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_every_class_of_complaint_has_its_own_words(town: Town) -> None:
    slots = dict.fromkeys(("tempat", "sejak", "hari", "n", "rt", "rw"), "x")
    flow = flow_of(town.flows["pengaduan"])
    assert {one.key for one in flow.categories} == set(COMPLAINTS)
    for talk in (*COMPLAINTS.values(), *OTHERS.values()):
        lines = [line for pair in talk.what for line in pair] + list(talk.story)
        assert all(pair[0] and pair[1] for pair in talk.what)
        for line in lines:
            assert len(line.format(**slots)) <= 140
            assert "!" not in line
