"""Whose turn it is: loads of those who are free stay within one duty of each other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from garda.cover.fairness import Borne, apart, in_turn


def _after(lengths: list[int], people: int, away: list[set[int]]) -> dict[int, Borne]:
    loads = {who: Borne(who) for who in range(people)}
    for minutes, gone in zip(lengths, away, strict=True):
        free = [one for who, one in loads.items() if who not in gone]
        if not free:
            continue
        first = in_turn(free)[0]
        loads[first.who] = replace(first, minutes=first.minutes + minutes, times=first.times + 1)
    return loads


@given(people=st.integers(2, 9))
def test_item_17_after_twenty_equal_duties_loads_differ_by_at_most_one(people: int) -> None:
    loads = _after([90] * 20, people, [set()] * 20)
    times = [one.times for one in loads.values()]
    assert sum(times) == 20
    assert max(times) - min(times) <= 1


@given(lengths=st.lists(st.integers(15, 300), min_size=20, max_size=20), people=st.integers(2, 9))
def test_item_17_unequal_duties_differ_by_at_most_the_longest(lengths: list[int], people: int) -> None:
    assert apart(_after(lengths, people, [set()] * 20).values()) <= max(lengths)


@given(
    lengths=st.lists(st.integers(15, 300), min_size=20, max_size=20),
    away=st.lists(st.sets(st.integers(0, 4), max_size=2), min_size=20, max_size=20),
)
def test_item_17_those_always_free_stay_within_one_duty(lengths: list[int], away: list[set[int]]) -> None:
    always = [who for who in range(5) if not any(who in gone for gone in away)]
    loads = _after(lengths, 5, away)
    assert apart([loads[who] for who in always]) <= max(lengths)


def test_who_bore_less_before_goes_first_when_this_month_is_even() -> None:
    assert [one.who for one in in_turn([Borne(1, 60, 1, 120), Borne(2, 60, 1, 30), Borne(3, 0)])] == [3, 2, 1]
    assert apart([Borne(1, 60)]) == 0
