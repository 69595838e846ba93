"""Item 45: what is shown of staff rounds can never be reckoned into one person's answer."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.scoring import FEWEST, may_renew, showable
from garda.surveys.climate_models import Point
from garda.surveys.pooling import Figure, Subject, decide
from tests.surveys.climate import PULSE, hold, manned

UNITS = (1, 2, 3)
SUBJECTS = (
    *(Subject(unit, False, frozenset({unit})) for unit in UNITS),
    Subject(10, True, frozenset({1, 2})),
    Subject(11, True, frozenset(UNITS)),
)


def lived(rounds: list[tuple[int, ...]]) -> tuple[list[Figure], dict[tuple[int, int], int]]:
    """Everything shown after these rounds, each closed in turn; the people in every box."""
    shown: list[Figure] = []
    counts: dict[tuple[int, int], int] = {}
    waiting: dict[tuple[int, bool], list[int]] = {(one.unit, one.deep): [] for one in SUBJECTS}
    for number, people in enumerate(rounds):
        counts |= {(number, unit): n for unit, n in zip(UNITS, people, strict=True) if n}
        for one in waiting.values():
            one.append(number)
        fresh = decide(SUBJECTS, waiting, shown, counts)
        for figure in fresh:
            waiting[figure.unit, figure.deep].clear()
        shown += fresh
    return shown, counts


PEOPLE = st.integers(min_value=0, max_value=12)


@given(st.lists(st.tuples(PEOPLE, PEOPLE, PEOPLE), min_size=1, max_size=7))
def test_item_45_no_figure_and_no_difference_of_two_rounds_or_filters_speaks_of_fewer_than_five(
    rounds: list[tuple[int, ...]],
) -> None:
    shown, counts = lived(rounds)
    # Everything ever shown may stand on one page: all sums and differences of filters.
    assert showable([(at, one.cells) for at, one in enumerate(shown)], counts) == set(range(len(shown)))
    for one in shown:
        assert one.n == sum(counts[cell] for cell in one.cells) >= FEWEST
    # Two rounds about the same people never differ by one to four of them.
    for one, other in combinations(shown, 2):
        if (one.unit, one.deep) == (other.unit, other.deep):
            assert may_renew(one.n, other.n)
            assert not one.cells & other.cells


@given(st.lists(st.tuples(PEOPLE, PEOPLE, PEOPLE), min_size=2, max_size=6))
def test_item_45_what_is_shown_never_changes_when_another_round_comes(rounds: list[tuple[int, ...]]) -> None:
    before, _counts = lived(rounds[:-1])
    after, _counts = lived(rounds)
    assert after[: len(before)] == before


def test_item_45_a_round_with_one_more_person_waits_and_is_shown_with_the_next() -> None:
    shown, _counts = lived([(7, 0, 0), (8, 0, 0), (7, 0, 0)])
    assert [(one.n, sorted(one.rounds)) for one in shown if one.unit == 1] == [(7, [0]), (15, [1, 2])]


def test_item_45_a_filter_does_not_reveal_the_office_that_is_left() -> None:
    shown, _counts = lived([(9, 3, 0)])
    # Twelve together less nine would be the three of the other office.
    assert [(one.unit, one.n) for one in shown] == [(1, 9)]


@pytest.mark.django_db
def test_item_45_a_round_is_told_only_when_it_is_over_and_keeps_what_it_told() -> None:
    town = manned()
    held = hold(town, PULSE, 3, {"melati": [4, 4, 3, 3, 2, 2]}, closed=False)
    assert not Point.objects.exists()
    hold(town, PULSE, 4, {"melati": [4, 4, 4, 4, 4, 4]})
    held.refresh_from_db()
    assert held.closed_at is not None
    points = list(Point.objects.filter(unit=town.units["melati"], deep=False).order_by("last"))
    assert [one.n for one in points] == [6, 6]
    kept = points[0].patterns
    hold(town, PULSE, 5, {"melati": [0, 0, 0, 0, 0, 0, 0]})
    points[0].refresh_from_db()
    assert points[0].patterns == kept
    # Seven beside six: held back.
    assert Point.objects.filter(unit=town.units["melati"], deep=False).count() == 2


@pytest.mark.django_db
def test_item_45_fewer_than_five_answers_leave_no_figure_and_no_number() -> None:
    town = manned()
    hold(town, PULSE, 3, {"melati": [4, 4, 0, 0]})
    assert not Point.objects.exists()


@pytest.mark.django_db
def test_item_45_a_sheet_with_a_question_left_out_makes_no_figure_of_fewer_people() -> None:
    town = manned()
    held = hold(town, PULSE, 3, {"melati": [4, 4, 3, 3, 2]}, closed=False)
    box = held.boxes.get()
    box.patterns = {**box.patterns, "0,-,-,-,-,-,-,-": 1}
    box.save()
    hold(town, PULSE, 4, {"kenanga": [1] * 5})
    assert Point.objects.get(unit=town.units["melati"], deep=False).n == 5
