"""What holds of every score: bounded, monotone, banded once, and the same whoever sums first."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from garda.scoring import Asked, Tally, band_of, measure, range_of, rounded, weigh
from garda.scoring.exact import down, root_above, up
from garda.scoring.language import ASKING, Instrument
from tests.scoring.shelves import NAMES, instrument_of, sheets

SKM = instrument_of("skm-2017")
ASKED = [one for one in map(instrument_of, NAMES) if one.formula in ASKING]
TREES = [one for one in map(instrument_of, NAMES) if one.formula == "weighted-tree"]
BANDED = [one for one in map(instrument_of, NAMES) if one.bands]

SHEETS = st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=5, max_size=30)
FRACTIONS = st.fractions(0, 1, max_denominator=1000)


@given(st.sampled_from(ASKED), st.data())
def test_a_score_lies_between_what_can_come_out_and_in_its_interval(
    instrument: Instrument, data: st.DataObject
) -> None:
    scales = [instrument.scale(element.scale) for element in instrument.elements]
    sheet = st.tuples(*(st.integers(0, len(scale.points) - 1) for scale in scales if scale))
    tally = Tally(instrument)
    for pattern in data.draw(st.lists(sheet, min_size=5, max_size=12)):
        tally.add(pattern)
    for score in measure(tally, Asked(population=40)).scores:
        can = range_of(instrument, score.part)
        assert score.value is not None
        assert score.low is not None
        assert score.high is not None
        assert can.lowest <= score.low <= score.value <= score.high <= can.highest


@given(SHEETS, st.data())
def test_a_better_answer_never_lowers_the_score(rows: list[list[int]], data: st.DataObject) -> None:
    before = measure(sheets(SKM, rows)).score.value
    at, place = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 8))
    better = [list(row) for row in rows]
    better[at][place] = min(4, better[at][place] + 1)
    after = measure(sheets(SKM, better)).score.value
    assert before is not None
    assert after is not None
    assert after - before == Fraction(better[at][place] - rows[at][place], 9 * len(rows)) * 25


@given(SHEETS, SHEETS)
def test_it_does_not_matter_who_sums_first(one: list[list[int]], other: list[list[int]]) -> None:
    together = measure(sheets(SKM, one) + sheets(SKM, other)).score
    assert together == measure(sheets(SKM, other + one)).score
    first, second = (measure(sheets(SKM, rows)).score.value for rows in (one, other))
    assert first is not None
    assert second is not None
    assert together.value == (first * len(one) + second * len(other)) / (len(one) + len(other))


@given(st.sampled_from(BANDED), FRACTIONS)
def test_every_value_that_can_come_out_has_exactly_one_band(instrument: Instrument, at: Fraction) -> None:
    can = range_of(instrument)
    value = can.lowest + (can.highest - can.lowest) * at
    seen = rounded(value, instrument.decimals)
    assert sum(band.holds(seen) for band in instrument.bands) == 1
    assert band_of(instrument, value) is not None


@given(st.sampled_from(BANDED), st.data())
def test_a_step_across_an_edge_changes_the_band_and_nothing_else_does(
    instrument: Instrument, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(instrument.bands) - 1))
    below, above = instrument.bands[place - 1 : place + 1]
    step = Fraction(1, 10**instrument.decimals)
    first = above.lowest if above.with_lowest else above.lowest + step
    assert band_of(instrument, first) == above
    assert band_of(instrument, first - step / 2) == above
    assert band_of(instrument, first - step / 2 - step / 1000) == below


@given(st.sampled_from(TREES), st.data())
def test_evidence_never_lowers_a_tree_and_never_lifts_it_past_its_reach(
    instrument: Instrument, data: st.DataObject
) -> None:
    given_so_far: dict[str, Fraction] = {}
    before = weigh(instrument, given_so_far)
    for element in instrument.elements:
        scale = instrument.scale(element.scale)
        assert scale is not None
        if scale.points:
            value = data.draw(st.sampled_from([point.value for point in scale.points]))
        else:
            value = scale.lowest + (scale.highest - scale.lowest) * data.draw(FRACTIONS)
        given_so_far[element.key] = value
        after = weigh(instrument, given_so_far)
        assert before.value <= after.value <= after.at_most <= before.at_most
        before = after
    assert before.is_whole
    assert before.value == before.at_most <= range_of(instrument).highest
    assert before.value == sum(node.brings for node in before.nodes if node.element)


@given(st.fractions(-200, 200, max_denominator=10**6), st.integers(0, 4))
def test_rounding_is_half_away_from_nothing_and_once(value: Fraction, decimals: int) -> None:
    step = Fraction(1, 10**decimals)
    assert abs(rounded(value, decimals) - value) <= step / 2
    assert down(value, decimals) <= value <= up(value, decimals)
    assert up(value, decimals) - down(value, decimals) <= step
    assert rounded(-value, decimals) == -rounded(value, decimals)


@given(st.fractions(0, 10**6, max_denominator=10**4))
def test_a_root_is_never_too_small_and_hardly_too_large(value: Fraction) -> None:
    root = root_above(value)
    assert root**2 >= value
    below = max(Fraction(0), root - Fraction(2, 10**6))
    assert below**2 <= value
