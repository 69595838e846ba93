"""What is never made into one number: axes, gaps, parts and shares."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from garda.scoring import (
    Asked,
    Measure,
    attainment,
    best,
    failing,
    mean_of_units,
    measure,
    rank_relation,
    relation,
    shares,
    shown,
    trend,
)
from tests.scoring.shelves import alike, instrument_of, sheets

MANNER = instrument_of("tegas-santun")
EXPECTED = instrument_of("harapan")
TRUST = instrument_of("kepercayaan")
SIGNS = instrument_of("tanda-percaya")
PULSE = instrument_of("denyut")
THREE = instrument_of("tiga-sikap")
EASE = instrument_of("kemudahan")
INTEGRITY = instrument_of("spak")


def manner(firm: int, courteous: int, n: int = 6) -> Measure:
    return measure(sheets(MANNER, [[firm] * 3 + [courteous] * 3] * n))


@pytest.mark.parametrize(
    ("firm", "courteous", "quadrant"),
    [
        (4, 4, "firm-and-courteous"),
        (3, 3, "firm-and-courteous"),
        (2, 4, "courteous-but-lax"),
        (4, 1, "firm-but-rude"),
        (1, 2, "neither"),
    ],
)
def test_item_15_lax_and_rude_are_flagged_differently(firm: int, courteous: int, quadrant: str) -> None:
    found = manner(firm, courteous).quadrant
    assert found is not None
    assert found.key == quadrant
    assert found.advice is not None
    advice = [one.advice for one in MANNER.quadrants]
    assert len(set(advice)) == 4


def test_item_15_the_axes_are_two_scores_and_never_one() -> None:
    found = manner(4, 2)
    assert [(score.part, score.value) for score in found.scores] == [("firm", 100), ("courteous", 50)]


def test_item_15_the_edge_belongs_to_those_who_reach_it() -> None:
    rows = [[3, 3, 3, 4, 4, 4]] * 99 + [[3, 3, 2, 4, 4, 4]]
    assert shown(measure(sheets(MANNER, rows)).scores[0].value or Fraction(0), 2) == Decimal("74.92")
    found = measure(sheets(MANNER, rows)).quadrant
    assert found is not None
    assert found.key == "courteous-but-lax"


def test_item_15_fewer_than_five_ratings_are_not_shown() -> None:
    found = manner(4, 4, n=4)
    assert [score.state for score in found.scores] == ["hidden", "hidden"]
    assert found.quadrant is None
    assert all(score.value is None and not score.elements for score in found.scores)


@pytest.mark.parametrize(("expected", "gap"), [(15, 5), (16, 0), (17, -5)])
def test_item_56_a_steady_score_falls_behind_a_rising_expectation(expected: int, gap: int) -> None:
    # Twenty quarter points make 80; fifteen, sixteen and seventeen fifths of them make 75, 80 and 85.
    rows = []
    for at in range(40):
        should = [4 if (at + place) % 5 < expected - 15 else 3 for place in range(5)]
        was = [4 if (at + place) % 5 < 1 else 3 for place in range(5)]
        rows.append([*should, *was])
    found = measure(sheets(EXPECTED, rows))
    assert found.scores[0].value == 75 + 5 * (expected - 15)
    assert found.scores[1].value == 80
    assert found.gap == gap
    assert found.gap_low is not None
    assert found.gap_high is not None
    assert found.gap_low <= gap <= found.gap_high


def test_item_56_too_few_answers_make_no_gap() -> None:
    assert measure(sheets(EXPECTED, [[3] * 10] * 29)).gap is None


def test_item_80_trust_is_asked_apart_and_can_move_apart() -> None:
    low = measure(alike(TRUST, 2, 40))
    assert [(score.part, score.value) for score in low.scores] == [("sides", 40), ("overall", 40)]
    skm = instrument_of("skm-2017")
    assert measure(alike(skm, 4, 40), Asked(population=40)).score.value == 100
    assert TRUST.key != skm.key
    assert not {element.key for element in TRUST.elements} & {"behaviour", "requirements"}


def test_item_80_trust_shown_by_what_people_do_says_of_how_many() -> None:
    found = {share.element.key: share for share in shares(SIGNS, {"signed": (45, 60), "return-use": (2, 4)})}
    assert (found["signed"].value, found["signed"].counted, found["signed"].among) == (75, 45, 60)
    assert (found["return-use"].state, found["return-use"].among) == ("hidden", None)
    assert (found["rights-claimed"].state, found["rights-claimed"].value) == ("none", None)
    assert shares(SIGNS, {"signed": (10, 20)})[0].state == "insufficient"
    with pytest.raises(ValueError, match="no share"):
        shares(SIGNS, {"signed": (7, 6)})


def test_the_interval_of_a_share_is_wilsons() -> None:
    (share, *_) = shares(SIGNS, {"signed": (45, 60)})
    assert (share.low, share.high) == (Fraction("62.76"), Fraction("84.23"))  # worked: 0.62767 to 0.84222
    (none_at_all, *_) = shares(SIGNS, {"signed": (0, 60)})
    assert (none_at_all.low, none_at_all.value) == (0, 0)
    assert none_at_all.high is not None
    assert 0 < none_at_all.high < 10


def test_item_40_three_qualities_and_no_evidence_is_no_data() -> None:
    found = shares(THREE, {"honesty": (20, 20), "trustworthiness": (6, 20)})
    assert [share.element.key for share in found] == ["honesty", "trustworthiness", "willingness"]
    assert [share.value for share in found] == [100, 30, None]
    assert found[2].state == "none"


def test_item_45_the_pulse_has_four_parts_and_hides_fewer_than_five() -> None:
    assert len(PULSE.parts) == 4
    assert [score.state for score in measure(alike(PULSE, 4, 5)).scores] == ["sound"] * 4
    assert [score.state for score in measure(alike(PULSE, 4, 4)).scores] == ["hidden"] * 4


def test_item_10_comfort_and_ease_are_two_figures() -> None:
    found = measure(sheets(EASE, [[5, 5, 5, 2, 2, 2]] * 30))
    assert [(score.part, score.value) for score in found.scores] == [("ease", 100), ("comfort", 40)]


def test_integrity_runs_from_one_to_six_and_is_shown_out_of_four() -> None:
    assert measure(alike(INTEGRITY, 6, 30)).score.value == 4
    assert measure(alike(INTEGRITY, 3, 30)).score.value == 2
    assert "out-of" in INTEGRITY.unsure


def test_item_42_a_trend_takes_three_rounds_and_a_relation_says_of_how_many() -> None:
    rounds = [Fraction(60), Fraction(65), Fraction(63)]
    assert trend(rounds) == (5, -2)
    assert trend(rounds[:2]) is None
    pairs = [(Fraction(1), Fraction(10)), (Fraction(2), Fraction(20)), (Fraction(3), Fraction(30))]
    assert (relation(pairs).value, relation(pairs).n) == (1, 3)
    assert relation([(a, -b) for a, b in pairs]).value == -1
    assert relation(pairs[:2]).value is None
    assert relation([(a, Fraction(7)) for a, _ in pairs]).value is None
    worked = [(Fraction(a), Fraction(b)) for a, b in ((1, 2), (2, 1), (3, 4), (4, 3))]
    assert relation(worked).value == Fraction(3, 5)
    assert rank_relation([*worked, (Fraction(5), Fraction(1000))]).value == Fraction(4, 5)


def test_a_city_says_whether_each_office_or_each_answer_counts_once() -> None:
    skm = instrument_of("skm-2017")
    small, large = alike(skm, 4, 10), alike(skm, 3, 30)
    scores = [measure(small, Asked(population=10)).score, measure(large, Asked(population=30)).score]
    hidden = measure(alike(skm, 1, 4)).score
    assert mean_of_units([*scores, hidden]) == (Fraction(175, 2), 2)
    assert measure(small + large, Asked(population=40)).score.value == Fraction(325, 4)
    assert mean_of_units([hidden]) == (None, 0)


def test_item_14_an_office_of_95_95_and_40_fails_in_behaviour_and_is_not_among_the_best() -> None:
    edge = Fraction(75)
    uneven = {"rules": Fraction(95), "facilities": Fraction(95), "behaviour": Fraction(40)}
    even = dict.fromkeys(uneven, Fraction(80))
    unknown = {**even, "behaviour": None}
    assert failing(uneven, edge) == ("behaviour",)
    assert failing(unknown, edge) == ()
    assert best({"melati": uneven, "kenanga": even, "mawar": unknown}, edge) == ("kenanga",)


def test_item_47_a_target_is_reached_upwards_or_downwards() -> None:
    target = Fraction(120)
    assert attainment(target, Fraction(90)) == 75
    assert attainment(Fraction(14), Fraction(7), "lower") == 150
    assert attainment(Fraction(14), Fraction(21), "lower") == 50
    assert attainment(Fraction(14), Fraction(42), "lower") == 0
    assert attainment(target, Fraction(240), most=Fraction(110)) == 110
    assert attainment(Fraction(0), Fraction(3)) is None
