"""From answers to scores: the weighted mean of the means of the elements, exact, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from garda.scoring.banding import Range, band_of, range_of
from garda.scoring.exact import down, root_above, rounded, up
from garda.scoring.hiding import FEWEST
from garda.scoring.language import APART, ASKING, Instrument, Quadrant
from garda.scoring.reach import reach
from garda.scoring.sampling import enough
from garda.scoring.scores import Asked, ElementScore, Score, State
from garda.scoring.tallying import Tally

SURE = Fraction(196, 100)  # standard errors on either side: 95 per cent


@dataclass(frozen=True, slots=True)
class Measure:
    """Everything one instrument says about one set of answers.

    One score, or one for each part that is scored apart. `gap` is what the second part has more than the
    first, bounded by `gap_low` and `gap_high`; `quadrant` is what two axes say together. Both stay None while
    either score is not sound.
    """

    scores: tuple[Score, ...]
    gap: Fraction | None = None
    gap_low: Fraction | None = None
    gap_high: Fraction | None = None
    quadrant: Quadrant | None = None

    @property
    def score(self) -> Score:
        """The one score, where there is one."""
        return self.scores[0]


def measure(tally: Tally, asked: Asked | None = None) -> Measure:
    """Score the answers. Raises ValueError for an instrument that does not ask people."""
    instrument, whom = tally.instrument, asked or Asked()
    if instrument.formula not in ASKING:
        raise ValueError(f"{instrument.key} is not scored from answers")
    keys = [part.key for part in instrument.parts] if instrument.formula in APART else [None]
    scores = tuple(_score(tally, whom, key) for key in keys)
    both = len(scores) == 2 and all(score.state == "sound" for score in scores)
    if both and instrument.formula == "gap":
        gap, low, high = _gap(tally, whom)
        return Measure(scores, gap, low, high)
    if both and instrument.formula == "two-axes":
        return Measure(scores, quadrant=_quadrant(instrument, scores))
    return Measure(scores)


def weakest(score: Score, count: int = 3) -> tuple[ElementScore, ...]:
    """The elements with the lowest means, the lowest first; of equals the earlier in the instrument."""
    scored = [(one.mean, at, one) for at, one in enumerate(score.elements) if one.mean is not None]
    return tuple(one for _mean, _at, one in sorted(scored, key=lambda row: row[:2])[:count])


def with_rounded_weights(instrument: Instrument, decimals: int = 2) -> Instrument:
    """The instrument as older reports reckoned it: 0.11 for 1/9. For comparison alone; its sum is not 1."""
    return replace(
        instrument,
        elements=tuple(
            replace(element, weight=rounded(element.weight, decimals)) for element in instrument.elements
        ),
    )


def compared(instrument: Instrument, score: Score) -> Fraction | None:
    """What an older report would say of the same answers, with its rounded weights; None where none did."""
    places = instrument.older_places
    if places is None or instrument.formula != "weighted-mean" or score.value is None:
        return None
    value = Fraction(0)
    for one in score.elements:
        if one.adds is None or not one.element.weight:
            return None
        value += one.adds * rounded(one.element.weight, places) / one.element.weight
    return value


def _score(tally: Tally, asked: Asked, part: str | None) -> Score:
    instrument = tally.instrument
    places = [at for at, one in enumerate(instrument.elements) if part is None or one.part == part]
    n, needed = tally.count(places), enough(instrument, asked.population)
    rate = Fraction(n, asked.invited) if asked.invited and n <= asked.invited else None
    if n < FEWEST:
        state: State = "hidden" if n else "none"
        return Score(part, state, None if n else 0, needed, asked.invited)
    factors = _factors(instrument, places)
    sums = _Sums(tally, factors)
    elements = tuple(_element(tally, sums, place) for place in places)
    state = "sound" if needed is not None and n >= needed else "insufficient"
    if sums.value is None:
        return Score(part, "insufficient", n, needed, asked.invited, rate, elements=elements)
    low, high = _bounds(sums, n, asked.population, range_of(instrument, part), instrument.decimals)
    return Score(
        part,
        state,
        n,
        needed,
        asked.invited,
        rate,
        sums.value,
        low,
        high,
        band_of(instrument, sums.value) if state == "sound" else None,
        elements,
    )


def _factors(instrument: Instrument, places: Sequence[int]) -> dict[int, Fraction]:
    """What one point of the mean of each element adds to the score: for nine elements of 1 to 4, 25/9."""
    reaches = reach(instrument)
    factors = {}
    for place in places:
        element = instrument.elements[place]
        scale = instrument.scale(element.scale)
        if scale is not None and scale.highest:
            factors[place] = reaches[element.key] * instrument.out_of / scale.highest
    return factors


class _Sums:
    """Means of the elements, the weighted sum of them, and how far single sheets lie from it."""

    def __init__(self, tally: Tally, factors: dict[int, Fraction]) -> None:
        self.tally = tally
        self.factors = factors
        self.counts: dict[int, int] = {}
        self.means: dict[int, Fraction | None] = {}
        for place in factors:
            answers, values = tally.answers_to(place), tally.values_of(place)
            n = self.counts[place] = sum(answers)
            total = sum((value * times for value, times in zip(values, answers, strict=True)), Fraction(0))
            # An element that few answered would show what those few said.
            self.means[place] = total / n if n >= FEWEST else None

    @property
    def value(self) -> Fraction | None:
        """The weighted sum; None as long as one element cannot be told."""
        whole = Fraction(0)
        for place, factor in self.factors.items():
            mean = self.means[place]
            if mean is None:
                return None
            whole += factor * mean
        return whole

    def squares(self, n: int) -> Fraction:
        """The sum over all sheets of the square of what each adds beside the mean.

        A sheet adds factor * (answer - mean) * n / (answers to that element) for each element it answers:
        where all answer everything this is its own score less the mean score. Reckoned in whole numbers.
        """
        steps: dict[int, list[Fraction]] = {}
        for place, factor in self.factors.items():
            mean, answered = self.means[place], self.counts[place]
            if mean is None:
                return Fraction(0)
            reach_of_one = factor * n / answered
            steps[place] = [reach_of_one * (value - mean) for value in self.tally.values_of(place)]
        unit = lcm(*(step.denominator for row in steps.values() for step in row))
        whole = {place: [int(step * unit) for step in row] for place, row in steps.items()}
        total = 0
        for pattern, times in self.tally.patterns.items():
            beside = 0
            for place, row in whole.items():
                answer = pattern[place]
                if answer is not None:
                    beside += row[answer]
            total += beside * beside * times
        return Fraction(total, unit * unit)


def _bounds(
    sums: _Sums, n: int, population: int | None, can: Range | None, decimals: int
) -> tuple[Fraction | None, Fraction | None]:
    """The interval, rounded outwards and never beyond what can come out. Whoever asks everyone is sure."""
    if sums.value is None or n < 2:
        return None, None
    variance = sums.squares(n) / (n * (n - 1))
    if population is not None and population > 1:
        variance *= Fraction(max(0, population - n), population - 1)
    half = SURE * root_above(variance)
    low, high = down(sums.value - half, decimals), up(sums.value + half, decimals)
    if can is None:
        return low, high
    return max(low, can.lowest), min(high, can.highest)


def _element(tally: Tally, sums: _Sums, place: int) -> ElementScore:
    mean, n = sums.means.get(place), sums.counts.get(place, 0)
    element = tally.instrument.elements[place]
    if mean is None:
        return ElementScore(element, None if n else 0, None, None)
    return ElementScore(element, n, mean, mean * sums.factors[place], tally.answers_to(place))


def _gap(tally: Tally, asked: Asked) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """The second part less the first, with the interval of the difference: the same people answer both."""
    instrument = tally.instrument
    first = instrument.parts[0].key
    factors = _factors(instrument, range(len(instrument.elements)))
    signed = {
        place: -factor if instrument.elements[place].part == first else factor
        for place, factor in factors.items()
    }
    sums = _Sums(tally, signed)
    low, high = _bounds(sums, tally.count(), asked.population, None, instrument.decimals)
    return sums.value, low, high


def _quadrant(instrument: Instrument, scores: Sequence[Score]) -> Quadrant | None:
    high = {
        part.key
        for part, score in zip(instrument.parts, scores, strict=True)
        if score.value is not None
        and part.edge is not None
        and rounded(score.value, instrument.decimals) >= part.edge
    }
    return next((one for one in instrument.quadrants if set(one.high) == high), None)
