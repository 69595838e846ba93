"""No figure, and no sum or difference of figures, speaks of fewer than five people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from garda.scoring import may_renew, showable

Groups = Sequence[tuple[str, frozenset[str]]]


def rank(rows: Sequence[Sequence[int]]) -> int:
    """The rank of rows, in exact fractions."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((at for at in range(found, len(left)) if left[at][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for at in range(len(left)):
            if at != found and left[at][column]:
                times = left[at][column] / left[found][column]
                left[at] = [a - times * b for a, b in zip(left[at], left[found], strict=True)]
        found += 1
    return found


def betrayed(groups: Groups, counts: Mapping[str, int], shown: frozenset[str]) -> list[tuple[str, ...]]:
    """Every set of one to four people of whom alone something can be reckoned: tried one by one.

    Something can if the groups, looked at outside the set, say less than they say in all.
    """
    cells = sorted(cell for cell, count in counts.items() if count)
    rows = [[int(cell in group) for cell in cells] for name, group in groups if name in shown]
    found = []
    for size in range(1, 5):
        for some in combinations(range(len(cells)), size):
            if sum(counts[cells[at]] for at in some) < 5:
                outside = [[value for at, value in enumerate(row) if at not in some] for row in rows]
                if rank(outside) < rank(rows):
                    found.append(tuple(cells[at] for at in some))
    return found


def parts(counts: Mapping[str, int]) -> list[tuple[str, frozenset[str]]]:
    """A total, then each part."""
    return [("total", frozenset(counts)), *((cell, frozenset({cell})) for cell in counts)]


def test_a_part_below_five_is_hidden_and_so_is_one_beside_it() -> None:
    assert showable(parts({"a": 3, "b": 9, "c": 20}), {"a": 3, "b": 9, "c": 20}) == {"total", "b"}
    assert showable(parts({"a": 3, "b": 9}), {"a": 3, "b": 9}) == {"total"}


def test_parts_of_five_and_more_are_all_shown_and_empty_ones_too() -> None:
    counts = {"a": 5, "b": 9, "c": 0}
    assert showable(parts(counts), counts) == {"total", "a", "b", "c"}


def test_a_small_total_is_hidden_with_all_its_parts() -> None:
    counts = {"a": 2, "b": 2}
    assert showable(parts(counts), counts) == frozenset()


def test_item_15_one_person_is_not_found_by_the_difference_of_two_filters() -> None:
    counts = {"melati-others": 40, "melati-one": 1, "kenanga": 30}
    groups = [
        ("melati", frozenset({"melati-others", "melati-one"})),
        ("melati, men", frozenset({"melati-others"})),
    ]
    assert showable(groups, counts) == {"melati"}
    assert showable(groups[::-1], counts) == {"melati, men"}


def test_two_people_are_not_set_against_each_other() -> None:
    counts = {"others": 20, "one": 1, "other": 1}
    groups = [
        ("without other", frozenset({"others", "one"})),
        ("without one", frozenset({"others", "other"})),
    ]
    # Their difference says how far one lies from the other; three apart on a scale of four names both.
    assert showable(groups, counts) == {"without other"}


def test_three_filters_together_give_away_what_no_two_do() -> None:
    counts = {"x": 20, "y": 20, "z": 20, "one": 1}
    groups = [
        ("x+y", frozenset({"x", "y"})),
        ("y+z", frozenset({"y", "z"})),
        ("x+z+one", frozenset({"x", "z", "one"})),
        ("y", frozenset({"y"})),
    ]
    # (x + z + one) - (x + y) - (y + z) + 2 y = one
    assert "y" not in showable(groups, counts)


def test_a_table_with_both_margins_shows_them_and_hides_in_pairs() -> None:
    counts = {f"{row}{column}": 12 for row in "abc" for column in "xyz"} | {"ax": 2}
    groups = [
        ("all", frozenset(counts)),
        *((row, frozenset(cell for cell in counts if cell[0] == row)) for row in "abc"),
        *((column, frozenset(cell for cell in counts if cell[1] == column)) for column in "xyz"),
        *((cell, frozenset({cell})) for cell in counts),
    ]
    shown = showable(groups, counts)
    assert {"all", *"abcxyz"} <= shown
    hidden = set(counts) - shown
    assert "ax" in hidden
    assert all(sum(cell[0] == row for cell in hidden) != 1 for row in "abc")
    assert all(sum(cell[1] == column for cell in hidden) != 1 for column in "xyz")
    assert betrayed(groups, counts, shown) == []


@st.composite
def filters(draw: st.DrawFn) -> tuple[Groups, dict[str, int]]:
    """A few cells with few people, and any filters over them."""
    cells = [f"c{at}" for at in range(draw(st.integers(1, 7)))]
    counts = {cell: draw(st.integers(0, 8)) for cell in cells}
    wanted = draw(st.lists(st.frozensets(st.sampled_from(cells)), min_size=1, max_size=9))
    return [(f"g{at}", group) for at, group in enumerate(wanted)], counts


@given(filters())
def test_no_filters_whatever_give_away_fewer_than_five(case: tuple[Groups, dict[str, int]]) -> None:
    groups, counts = case
    shown = showable(groups, counts)
    assert betrayed(groups, counts, shown) == []


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(1, 4), st.data())
def test_no_table_with_margins_gives_away_fewer_than_five(
    row: list[int], height: int, data: st.DataObject
) -> None:
    columns = range(min(len(row), 3))
    counts = {
        f"{at}-{column}": data.draw(st.integers(0, 9)) for at in range(min(height, 3)) for column in columns
    }
    groups = [
        ("all", frozenset(counts)),
        *((f"r{at}", frozenset(f"{at}-{column}" for column in columns)) for at in range(min(height, 3))),
        *((f"k{column}", frozenset(f"{at}-{column}" for at in range(min(height, 3)))) for column in columns),
        *((cell, frozenset({cell})) for cell in counts),
    ]
    assert betrayed(groups, counts, showable(groups, counts)) == []


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(5, 40), min_size=1))
def test_where_nobody_is_few_nothing_is_hidden(counts: dict[str, int]) -> None:
    assert showable(parts(counts), counts) == {"total", *counts}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), min_size=1))
def test_the_total_is_shown_whenever_it_is_five_or_more(counts: dict[str, int]) -> None:
    assert ("total" in showable(parts(counts), counts)) == (sum(counts.values()) not in range(1, 5))


def test_item_45_two_readings_of_one_page_do_not_give_away_who_came_between() -> None:
    assert [may_renew(12, now) for now in (12, 13, 16, 17)] == [True, False, False, True]


def test_sixty_offices_by_service_are_judged_at_once() -> None:
    counts = {
        f"{office}-{service}": (office * 7 + service * 3) % 11 for office in range(60) for service in range(9)
    }
    groups = [
        ("all", frozenset(counts)),
        *((f"o{at}", frozenset(cell for cell in counts if cell.startswith(f"{at}-"))) for at in range(60)),
        *((f"s{at}", frozenset(cell for cell in counts if cell.endswith(f"-{at}"))) for at in range(9)),
    ]
    shown = showable(groups, counts)
    assert {f"o{at}" for at in range(60)} | {f"s{at}" for at in range(9)} | {"all"} == shown
