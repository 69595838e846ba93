"""What is counted by flow version: kept as it happens, the same from the record, silent when too few."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garda.cases import moving, residents
from garda.cases.models import Errand, Event
from garda.figures import effects, versions
from garda.figures.effects import ENOUGH, Effect, Times, Use, of_steps
from garda.figures.models import VersionFigure
from tests.counters.gardens import asked_for, every_unit, follow, mark, publish_garden
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    made = build_town()
    publish_garden(made)
    return made


def test_item_18_times_are_counted_per_version_from_the_events_with_their_number(town: Town) -> None:
    first = town.flows["tanda-kebun"]
    for place in range(ENOUGH):
        mark(town, start=moment("2025-11-04", f"08:{place:02}"), minutes=6)
    second = publish_garden(town, ("minutes = 10", "minutes = 5"), at=moment("2025-11-05", "07:00"))
    for place in range(ENOUGH):
        mark(town, start=moment("2025-11-05", f"08:{place:02}"), minutes=3)
    follow(moment("2025-11-06"))
    found = effects.times(town.city, every_unit(town), "tanda-kebun")
    # The last step is the resident's: the time in which a finished letter waits for them is not the office's.
    assert found[first.pk] == Times(ENOUGH, 12, 12)
    assert found[second.pk] == Times(ENOUGH, 6, 6)
    assert Effect(found[first.pk], found[second.pk]).enough
    for flow in (first, second):
        behind = effects.finished(town.city, every_unit(town), [flow.pk])
        assert len(behind) == ENOUGH
        assert {one.minutes for one in behind} == {found[flow.pk].median}


def test_a_clock_that_went_back_counts_as_no_time_and_stops_no_counting(town: Town) -> None:
    mark(town, start=moment(time="10:00"), minutes=-20)
    follow(moment("2025-11-06"))
    assert not Errand.objects.filter(done_at__isnull=True).exists()
    (found,) = effects.finished(town.city, every_unit(town), [town.flows["tanda-kebun"].pk])
    assert found.minutes == 0


def test_item_18_with_fewer_than_enough_on_one_side_nothing_is_compared(town: Town) -> None:
    mark(town, start=moment(time="08:00"))
    follow(moment("2025-11-06"))
    few = effects.times(town.city, every_unit(town))[town.flows["tanda-kebun"].pk]
    assert few.n == 1
    assert not few.enough
    assert not Effect(Times(ENOUGH, 5, 9), few).enough
    assert not Effect(few, Times(ENOUGH, 5, 9)).enough


def test_the_middle_and_the_ninth_decile_of_a_histogram() -> None:
    assert of_steps([(1, 1), (5, 1), (9, 1)]) == Times(3, 5, 9)
    assert of_steps([(10, 9), (100, 1)]) == Times(10, 10, 10)
    assert of_steps([(10, 8), (100, 2)]) == Times(10, 10, 100)
    assert of_steps([]) == Times()


@pytest.mark.parametrize("minutes", [0, 7, 599, 600, 604, 606, 4499, 4500, 100_000])
def test_long_times_are_rounded_so_that_there_are_never_many_rows(minutes: int) -> None:
    kept = versions.rounded(minutes)
    assert abs(kept - minutes) <= (0 if minutes < 600 else 5 if minutes < 4500 else 225)
    assert len({versions.rounded(each) for each in range(20_000)}) < 1200


def test_item_52_the_share_is_completed_online_of_all_completed(town: Town) -> None:
    for place in range(3):
        mark(town, start=moment(time=f"08:0{place}"))
    mark(town, start=moment(time="08:09"), channel="counter", assisted=True)
    asked_for(town, at=moment(time="08:10"))  # begun and not finished: in no share
    follow(moment("2025-11-06"))
    use = effects.uses(town.city, every_unit(town))[town.flows["tanda-kebun"].pk]
    assert (use.opened, use.counter, use.web) == (5, 1, 4)
    assert (use.done_online, use.done, use.online_share) == (3, 4, 75)
    assert effects.uses(town.city, every_unit(town), date(2025, 12, 1)) == {}


def test_item_52_what_nobody_used_is_nought_percent() -> None:
    assert Use(done=9, done_online=0).online_share == 0
    assert Use().online_share == 0


def test_a_reopening_takes_its_finish_back_and_parts_are_not_counted(town: Town) -> None:
    case = report(town, at=moment(time="08:00")).case
    loket = town.by("melati", "petugas-loket")
    moving.move_case(case.pk, "handling", by=loket, at=moment(time="08:30"))
    words = {"answer": "Lampunya sudah menyala lagi."}
    moving.move_case(case.pk, "answered", by=loket, at=moment(time="09:00"), words=words)
    residents.confirm(case.pk, at=moment(time="10:00"))
    follow(moment(time="10:01"))
    flow = town.flows["pengaduan"].pk
    assert effects.uses(town.city, every_unit(town))[flow].done == 1
    assert effects.times(town.city, every_unit(town))[flow] == Times(1, 60, 60)
    residents.contest(case.pk, "Lampunya masih mati.", at=moment(time="11:00"))
    follow(moment(time="11:01"))
    assert effects.uses(town.city, every_unit(town))[flow].done == 0
    assert flow not in effects.times(town.city, every_unit(town))
    assert effects.finished(town.city, every_unit(town), [flow]) == []


def test_counting_again_from_the_record_gives_what_was_kept(town: Town) -> None:
    mark(town, start=moment(time="08:00"))
    mark(town, start=moment(time="08:05"), channel="counter", assisted=True)
    report(town)
    follow(moment("2025-11-06"))
    before = versions.kept(town.city)
    assert versions.recount(town.city) == Event.objects.filter(name__in=versions.FOLLOWED).count()
    assert versions.kept(town.city) == before
    assert VersionFigure.objects.count() >= 2


def test_the_figures_are_read_in_one_query_each(town: Town, django_assert_num_queries: Any) -> None:
    mark(town, start=moment(time="08:00"))
    follow(moment("2025-11-06"))
    with django_assert_num_queries(2):
        effects.uses(town.city, every_unit(town))
        effects.times(town.city, every_unit(town))
