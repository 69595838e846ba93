"""Satisfaction by the book: worked tables from PermenPANRB 14/2017, reckoned here again by other means."""

from __future__ import annotations

import statistics
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pytest

from garda.scoring import Asked, band_of, exact, measure, shown, weakest, with_rounded_weights
from garda.scoring.sampling import krejcie_morgan
from tests.scoring.shelves import alike, instrument_of, sheets

SKM = instrument_of("skm-2017")
EVERYONE = Asked(population=10)

# A sheet as an office fills it: ten questionnaires, nine answers each.
WORKED = [
    [4, 3, 3, 4, 3, 3, 4, 3, 3],
    [3, 3, 2, 4, 3, 4, 4, 3, 3],
    [4, 4, 3, 4, 4, 3, 3, 2, 3],
    [3, 3, 3, 4, 3, 3, 3, 3, 2],
    [4, 3, 3, 3, 3, 4, 4, 3, 3],
    [3, 4, 2, 4, 4, 3, 4, 4, 3],
    [3, 3, 3, 4, 3, 3, 3, 3, 3],
    [4, 3, 4, 4, 4, 4, 4, 3, 4],
    [2, 3, 2, 4, 3, 3, 3, 2, 3],
    [4, 3, 3, 4, 3, 3, 4, 3, 3],
]
# The sums by hand, under each column; NRR is a tenth of it.
SUMS = [34, 32, 28, 39, 33, 33, 36, 29, 30]


def test_item_79_all_threes_are_75_00_and_class_c() -> None:
    score = measure(alike(SKM, 3, 10), EVERYONE).score
    assert (score.value, shown(score.value or Fraction(0), 2)) == (75, Decimal("75.00"))
    assert score.band is not None
    assert (score.band.key, score.band.title.id) == ("C", "Kurang baik")


@pytest.mark.parametrize(
    ("value", "index", "band"), [(1, 25, "D"), (2, 50, "D"), (3, 75, "C"), (4, 100, "A")]
)
def test_item_79_the_same_answer_to_all_is_25_times_it(value: int, index: int, band: str) -> None:
    score = measure(alike(SKM, value, 10), EVERYONE).score
    assert score.value == index
    assert score.band is not None
    assert score.band.key == band


def test_item_79_the_worked_sheet_gives_the_index_by_hand() -> None:
    score = measure(sheets(SKM, WORKED), EVERYONE).score
    assert [element.mean for element in score.elements] == [Fraction(total, 10) for total in SUMS]
    # NRR times 1/9 for each, summed, times 25: 294 / 90 * 25.
    assert sum(SUMS) == 294
    assert score.value == Fraction(294, 90) * 25
    assert shown(score.value, 2) == Decimal("81.67")
    assert score.band is not None
    assert score.band.key == "B"
    assert [element.adds for element in score.elements] == [Fraction(total, 90) * 25 for total in SUMS]


def test_item_79_the_three_weakest_elements_come_first() -> None:
    score = measure(sheets(SKM, WORKED), EVERYONE).score
    assert [one.element.key for one in weakest(score)] == ["time", "complaints", "facilities"]


def test_a_ninth_is_a_ninth_and_the_rounded_weight_is_for_comparison_alone() -> None:
    means = ["3.42", "3.35", "3.10", "3.90", "3.40", "3.45", "3.55", "3.30", "3.20"]
    rows = [[0] * 9 for _ in range(100)]
    for place, mean in enumerate(means):
        above = int(Decimal(mean) * 100) - 300
        for sheet in range(100):
            rows[sheet][place] = 4 if sheet < above else 3
    tally = sheets(SKM, rows)
    assert shown(measure(tally).score.value or Fraction(0), 2) == Decimal("85.19")
    for decimals, index in ((3, "85.11"), (2, "84.34")):
        old = sheets(with_rounded_weights(SKM, decimals), rows)
        assert shown(measure(old).score.value or Fraction(0), 2) == Decimal(index)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("25", "D"),
        ("64.99", "D"),
        ("64.994999", "D"),
        ("64.995", "C"),
        ("65", "C"),
        ("76.60", "C"),
        ("76.604999", "C"),
        ("76.605", "B"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.31", "A"),
        ("100", "A"),
    ],
)
def test_bands_begin_exactly_where_the_regulation_says(value: str, band: str) -> None:
    found = band_of(SKM, Fraction(value))
    assert found is not None
    assert found.key == band


def test_the_cut_points_are_those_of_the_table_times_25() -> None:
    lowest = [Fraction(edge) * 25 for edge in ("1.00", "2.60", "3.0644", "3.5324")]
    assert [band.lowest for band in SKM.bands] == lowest


def test_the_interval_is_that_of_any_textbook() -> None:
    score = measure(sheets(SKM, WORKED), Asked(population=None)).score
    own = [statistics.fmean(row) * 25 for row in WORKED]
    half = 1.96 * statistics.stdev(own) / len(own) ** 0.5
    assert score.low is not None
    assert score.high is not None
    assert float(score.low) == pytest.approx(statistics.fmean(own) - half, abs=0.011)
    assert float(score.high) == pytest.approx(statistics.fmean(own) + half, abs=0.011)
    assert score.low <= statistics.fmean(own) - half + 1e-6
    assert score.high >= statistics.fmean(own) + half - 1e-6


def test_whoever_asks_everyone_is_sure() -> None:
    score = measure(sheets(SKM, WORKED), EVERYONE).score
    assert score.low is not None
    assert score.high is not None
    assert score.high - score.low <= Fraction(1, 100)


def test_item_79_too_few_answers_read_insufficient_and_get_no_band() -> None:
    score = measure(sheets(SKM, WORKED), Asked(population=100, invited=40)).score
    assert (score.state, score.band, score.needed, score.n) == ("insufficient", None, 80, 10)
    assert score.rate == Fraction(1, 4)
    assert measure(sheets(SKM, WORKED)).score.state == "insufficient"  # nobody knows how many were served


def test_fewer_than_five_answers_say_nothing_at_all() -> None:
    score = measure(sheets(SKM, WORKED[:4]), EVERYONE).score
    assert (score.state, score.n, score.value, score.elements, score.rate) == ("hidden", None, None, (), None)
    assert measure(sheets(SKM, [])).score.state == "none"


def test_an_element_that_few_answered_is_not_told_and_holds_back_the_whole() -> None:
    rows = [[*row[:3], None, *row[4:]] for row in WORKED[:7]] + WORKED[7:]
    score = measure(sheets(SKM, rows), EVERYONE).score
    assert (score.state, score.value) == ("insufficient", None)
    assert (score.elements[3].mean, score.elements[3].n, score.elements[3].answers) == (None, None, ())


def test_an_unanswered_question_leaves_the_mean_of_those_who_answered() -> None:
    rows: list[list[int | None]] = [list(row) for row in WORKED]
    rows[0][0] = None
    score = measure(sheets(SKM, rows), EVERYONE).score
    assert score.elements[0].mean == Fraction(30, 9)
    assert score.state == "sound"


def test_scores_equal_an_independent_calculation_on_many_sheets() -> None:
    chance = Random(14)
    for n in (5, 17, 60, 400):
        rows = [[chance.choice((1, 2, 3, 3, 4, 4)) for _ in range(9)] for _ in range(n)]
        score = measure(sheets(SKM, rows), Asked(population=n)).score
        by_hand = sum(sum(Fraction(row[u]) for row in rows) / n / 9 for u in range(9)) * 25
        assert score.value == by_hand
        digits = (Decimal(by_hand.numerator) / Decimal(by_hand.denominator)).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        assert shown(by_hand, 2) == digits


def test_tallies_of_months_make_the_year() -> None:
    january, february = sheets(SKM, WORKED[:4]), sheets(SKM, WORKED[4:])
    assert measure(january + february, EVERYONE) == measure(sheets(SKM, WORKED), EVERYONE)
    with pytest.raises(ValueError, match="editions"):
        january + sheets(replace(SKM, key="lain"), WORKED)


def test_an_answer_that_the_scale_does_not_have_is_refused() -> None:
    for wrong in ([5] * 9, [0] * 9):
        with pytest.raises(ValueError, match="no answer"):
            sheets(SKM, [wrong])
    with pytest.raises(ValueError, match="no such element"):
        sheets(SKM, []).add_answers({"harga": 3})


# The table as Krejcie and Morgan published it (1970): population, sample.
TABLE = """
10 10 15 14 20 19 25 24 30 28 35 32 40 36 45 40 50 44 55 48 60 52 65 56 70 59 75 63 80 66 85 70 90 73 95 76
100 80 110 86 120 92 130 97 140 103 150 108 160 113 170 118 180 123 190 127 200 132 210 136 220 140 230 144
240 148 250 152 260 155 270 159 280 162 290 165 300 169 320 175 340 181 360 186 380 191 400 196 420 201
440 205 460 210 480 214 500 217 550 226 600 234 650 242 700 248 750 254 800 260 850 265 900 269 950 274
1000 278 1100 285 1200 291 1300 297 1400 302 1500 306 1600 310 1700 313 1800 317 1900 320 2000 322 2200 327
2400 331 2600 335 2800 338 3000 341 3500 346 4000 351 4500 354 5000 357 6000 361 7000 364 8000 367 9000 368
10000 370 15000 375 20000 377 30000 379 40000 380 50000 381 75000 382 1000000 384
"""


def test_the_sample_equals_the_published_table() -> None:
    numbers = [int(number) for number in TABLE.split()]
    rows = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert {population: krejcie_morgan(population) for population, _ in rows} == dict(rows)


def test_the_sample_never_falls_as_more_are_served_and_never_passes_them() -> None:
    samples = [krejcie_morgan(population) for population in range(3000)]
    assert samples == sorted(samples)
    assert all(sample <= population for population, sample in enumerate(samples))


def test_what_a_file_writes_is_taken_exactly() -> None:
    assert exact("1/9") == Fraction(1, 9)
    assert exact(Decimal("21.85")) == Fraction(2185, 100)
    for wrong in ("0.1.1", "1/0", "satu", True, None, 0.1, Decimal("NaN"), Decimal("1e400"), "1e3", ""):
        assert exact(wrong) is None
