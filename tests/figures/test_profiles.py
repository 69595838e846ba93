"""Three bars per office, each the lowest of what is known; one failing part keeps it out of the best list."""

from __future__ import annotations

from fractions import Fraction

from garda.figures import profiles
from garda.figures.profiles import Bar, Evidence, Profile


def office(unit: int, rules: int, facilities: int, behaviour: int) -> Profile:
    """An office of which visitors were asked about every part."""
    values = {"rules": rules, "facilities": facilities, "behaviour": behaviour}
    return Profile(
        unit, tuple(Bar(part, (said(value), profiles.from_records(0, 50))) for part, value in values.items())
    )


def said(value: int, state: str = "sound") -> Evidence:
    return Evidence("asked", state, Fraction(value), 40, 30)


def test_item_14_an_office_95_95_40_fails_in_behaviour_and_is_not_in_the_best_list() -> None:
    first, second, third = office(1, 95, 95, 40), office(2, 80, 78, 90), office(3, 99, 99, 76)
    assert first.failing == ("behaviour",)
    assert dict(first.values) == {"rules": 95, "facilities": 95, "behaviour": 40}
    assert profiles.best({1: first, 2: second, 3: third}) == (2, 3)


def test_item_14_nothing_is_averaged_away_a_bar_is_the_lowest_of_what_is_known() -> None:
    bar = Bar("behaviour", (said(95), profiles.from_records(30, 50)))
    assert bar.value == 40
    assert bar.lowest is not None and bar.lowest.source == "records"


def test_too_few_answers_neither_fail_an_office_nor_praise_it() -> None:
    few = Bar("behaviour", (said(20, "insufficient"), profiles.from_records(0, 50)))
    assert few.value == 100 and few.proven is None


def test_silence_is_no_proof_an_office_nobody_complained_of_is_not_among_the_best() -> None:
    silent = Profile(1, tuple(Bar(part, (profiles.from_records(0, 50),)) for part in profiles.PARTS))
    assert silent.failing == () and profiles.best({1: silent}) == ()


def test_a_bar_of_which_nothing_is_known_is_unknown_not_nothing() -> None:
    unknown = Bar("facilities", (profiles.from_records(0, 0), profiles.from_stock(0, 0)))
    assert unknown.value is None
    assert Profile(1, (unknown,)).failing == ()


def test_item_14_the_counts_behind_a_bar() -> None:
    assert profiles.from_records(3, 60).value == 95
    assert profiles.from_records(80, 60).value == 0
    assert profiles.from_records(1, 4).state == "insufficient"
    assert profiles.from_standard(18, 24).value == 75
    assert profiles.from_stock(1, 2).value == 50 and profiles.from_stock(5, 2).value == 100


def test_the_edge_belongs_to_those_that_hold() -> None:
    assert office(1, 75, 90, 90).failing == ()
    assert office(1, 74, 90, 60).failing == ("behaviour", "rules")


def test_a_bar_of_silence_alone_says_so_but_complaints_alone_may_fail_it() -> None:
    assert Bar("rules", (profiles.from_records(1, 50),)).silent
    assert not Bar("rules", (profiles.from_records(30, 50),)).silent
    assert not Bar("rules", (profiles.from_records(1, 50), said(80))).silent
