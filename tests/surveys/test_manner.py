"""What visitors said of an officer: private, from five on, in whole months; two failings told apart."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest

from garda import scoring, shelf
from garda.people.models import Person
from garda.scoring import Tally
from garda.surveys import manner, periods, results
from garda.surveys.publishing import Edition
from garda.surveys.releasing import Cell
from garda.surveys.results import Board, Scope
from tests.surveys.asked import answered, asking_town
from tests.town import Town, moment

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 25)
# The first three elements ask whether the rule was held, the last three whether courtesy was kept.
BOTH, LAX, RUDE = [3, 3, 3, 3, 3, 3], [0, 0, 1, 3, 3, 3], [3, 3, 3, 0, 0, 1]


@pytest.fixture
def town() -> Town:
    return asking_town()


def officer(town: Town, seat: int = 1, unit: str = "melati") -> Person:
    return town.persons[unit, "petugas-loket", seat]


def rated(
    town: Town, places: list[int], n: int, who: Person | None, day: str = "2025-10-14", **more: Any
) -> None:
    for _one in range(n):
        answered(town, list(places), key="tegas-santun", at=moment(day), officer=who, **more)


def quadrant(one: manner.Stretch) -> str:
    assert one.measure.quadrant is not None
    return one.measure.quadrant.key


def test_item_15_courteous_but_lax_and_firm_but_rude_are_both_flagged_and_differently(town: Town) -> None:
    rated(town, LAX, 6, officer(town, 1))
    rated(town, RUDE, 7, officer(town, 2))
    lax = manner.own(town.city, officer(town, 1), TODAY).stretches[0]
    rude = manner.own(town.city, officer(town, 2), TODAY).stretches[0]
    assert (quadrant(lax), quadrant(rude)) == ("courteous-but-lax", "firm-but-rude")
    first, second = lax.measure.quadrant, rude.measure.quadrant
    assert first is not None and second is not None and first.advice != second.advice
    assert (lax.n, rude.n) == (6, 7)


@pytest.mark.parametrize("n", [1, 4])
def test_item_15_fewer_than_five_ratings_are_not_shown(town: Town, n: int) -> None:
    rated(town, RUDE, n, officer(town))
    rated(town, BOTH, 20, officer(town, 2))
    found = manner.own(town.city, officer(town), TODAY)
    assert found.stretches == () and found.waits


def test_item_15_a_stretch_has_whole_months_that_are_over_and_no_day(town: Town) -> None:
    rated(town, RUDE, 3, officer(town), "2025-08-12")
    rated(town, RUDE, 3, officer(town), "2025-09-23")
    rated(town, RUDE, 9, officer(town), "2025-11-20")
    (one,) = manner.own(town.city, officer(town), TODAY).stretches
    assert (one.first, one.last, one.n) == (date(2025, 8, 1), date(2025, 9, 30), 6)


def test_item_15_an_officer_cannot_reckon_what_the_few_others_said(town: Town) -> None:
    """The office's figure less one's own would be two visitors of a colleague."""
    rated(town, BOTH, 6, officer(town, 1))
    rated(town, RUDE, 2, officer(town, 2))
    board = results.board(town.city, manner.KEY, periods.latest(TODAY), TODAY)
    assert board is not None
    assert board.result(Scope(town.units["melati"].pk), periods.latest(TODAY)).n == 8
    found = manner.own(town.city, officer(town, 1), TODAY)
    assert found.stretches == () and found.waits
    rated(town, BOTH, 3, officer(town, 2))
    assert manner.own(town.city, officer(town, 1), TODAY).stretches[0].n == 6


def test_item_15_nor_by_way_of_a_service_figure_of_the_city(town: Town) -> None:
    rated(town, BOTH, 6, officer(town, 1), service="domisili")
    rated(town, RUDE, 2, officer(town, 2), service="domisili")
    rated(town, BOTH, 9, officer(town, 2), service="sktm")
    kenanga = officer(town, 1, "kenanga")
    for _one in range(9):
        answered(town, list(BOTH), "kenanga", key="tegas-santun", at=moment("2025-10-14"), officer=kenanga)
    board = results.board(town.city, manner.KEY, periods.latest(TODAY), TODAY)
    assert board is not None
    service = board.result(Scope(service="domisili"), periods.latest(TODAY))
    if service.n == 8:
        assert manner.own(town.city, officer(town, 1), TODAY).stretches == ()


def test_what_was_shown_stays_as_it_was_when_more_months_come(town: Town) -> None:
    rated(town, RUDE, 6, officer(town), "2025-09-09")
    rated(town, BOTH, 8, officer(town, 2), "2025-09-09")
    before = manner.own(town.city, officer(town), date(2025, 10, 8)).stretches
    rated(town, BOTH, 5, officer(town), "2025-10-09")
    rated(town, BOTH, 5, officer(town, 2), "2025-10-09")
    after = manner.own(town.city, officer(town), TODAY).stretches
    assert after[-1] == before[0] and len(after) == 2


def test_an_officer_reads_nobody_elses(town: Town) -> None:
    rated(town, RUDE, 9, officer(town, 2))
    assert manner.own(town.city, officer(town, 1), TODAY) == manner.Own()


@pytest.mark.parametrize("seed", range(40))
def test_item_15_at_random_one_s_own_and_the_office_s_figures_never_leave_one_to_four_over(seed: int) -> None:
    chance = Random(seed)
    edition = asking_edition()
    year, today = periods.year_at(TODAY), date(2025, 11, 25)
    mine: dict[Cell, Counter[tuple[int | None, ...]]] = {}
    tallies: dict[Cell, Tally] = {}
    for month in year.months(today)[-3:]:
        for unit in (1, 2):
            for service in ("a", "b"):
                cell = Cell(unit, service, month, "")
                own, others = chance.choice((0, 0, 2, 5, 7)) * (unit == 1), chance.choice((0, 1, 3, 6, 9))
                if own:
                    mine[cell] = Counter({(3, 3, 3, 3, 3, 3): own})
                if own + others:
                    tallies[cell] = Tally(edition.instrument, {(3, 3, 3, 3, 3, 3): own + others})
    board = Board(edition, year, today, tallies)
    own_ones = manner.of_board(board, mine).stretches
    assert all(stretch.n >= 5 for stretch in own_ones)
    for name in board.shown.names:
        months = [
            one for one in board.months if name.period.first <= one <= min(name.until, name.period.last)
        ]
        inside = [
            one
            for one in own_ones
            if all(month in months for month in board.months if one.first <= month <= one.last)
        ]
        if name.unit == 1 and inside:
            here = [tally for cell, tally in tallies.items() if cell.unit == 1 and cell.month in months]
            whole = sum(tally.count() for tally in here)
            for known in (*((one,) for one in inside), tuple(inside)):
                left = whole - sum(one.n for one in known)
                assert left == 0 or left >= 5


def asking_edition() -> Edition:
    """The instrument of the shelf as a published edition, without a database row."""
    text = shelf.folder("instruments", "tegas-santun.toml").read_text("utf-8")
    return Edition(1, manner.KEY, date(2024, 1, 1), None, "", scoring.read(text, "tegas-santun"))
