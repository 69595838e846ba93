"""Answers as counts: how often each pattern of answers was given. Tallies add up: months make years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from garda.scoring.language import Instrument

Pattern = tuple[int | None, ...]


class Tally:
    """Sheets of answers, counted by what they say: no name, no order, no hour.

    A pattern holds, for each element in the order of the instrument, the place of the answer in its scale
    (from 0), or None where nothing was answered.
    """

    def __init__(self, instrument: Instrument, patterns: Mapping[Pattern, int] | None = None) -> None:
        self.instrument = instrument
        self.patterns: Counter[Pattern] = Counter()
        self._values = [
            tuple(point.value for point in scale.points) if scale else ()
            for scale in (instrument.scale(element.scale) for element in instrument.elements)
        ]
        for pattern, times in (patterns or {}).items():
            self.add(pattern, times)

    def add(self, pattern: Sequence[int | None], times: int = 1) -> None:
        """Count one sheet, or several alike. A sheet without any answer is no sheet.

        Raises ValueError for an answer that the scale does not have.
        """
        kept = tuple(pattern)
        if len(kept) != len(self._values) or times < 0:
            raise ValueError("one answer for each element, and never fewer than no sheets")
        for place, values in zip(kept, self._values, strict=True):
            if place is not None and not 0 <= place < len(values):
                raise ValueError(f"no answer number {place} on this scale")
        if times and any(place is not None for place in kept):
            self.patterns[kept] += times

    def add_answers(self, answers: Mapping[str, Fraction | int]) -> None:
        """Count one sheet given as element key → value of the answer."""
        unknown = set(answers) - {element.key for element in self.instrument.elements}
        if unknown:
            raise ValueError(f"no such element: {sorted(unknown)[0]}")
        pattern: list[int | None] = []
        for element, values in zip(self.instrument.elements, self._values, strict=True):
            given = answers.get(element.key)
            if given is not None and given not in values:
                raise ValueError(f"no answer worth {given} for {element.key}")
            pattern.append(None if given is None else values.index(Fraction(given)))
        self.add(pattern)

    def __add__(self, other: Tally) -> Tally:
        if other.instrument != self.instrument:
            raise ValueError("answers to two editions are never added")
        return Tally(self.instrument, self.patterns + other.patterns)

    @classmethod
    def of(cls, instrument: Instrument, sheets: Iterable[Mapping[str, Fraction | int]]) -> Tally:
        """The tally of sheets given as element key → value."""
        tally = cls(instrument)
        for sheet in sheets:
            tally.add_answers(sheet)
        return tally

    def count(self, places: Sequence[int] | None = None) -> int:
        """How many sheets answer at least one of the elements at these places; of all without."""
        if places is None:
            return self.patterns.total()
        return sum(
            times
            for pattern, times in self.patterns.items()
            if any(pattern[place] is not None for place in places)
        )

    def answers_to(self, place: int) -> tuple[int, ...]:
        """How often each answer of the scale was given to the element at this place."""
        counts = [0] * len(self._values[place])
        for pattern, times in self.patterns.items():
            answer = pattern[place]
            if answer is not None:
                counts[answer] += times
        return tuple(counts)

    def values_of(self, place: int) -> tuple[Fraction, ...]:
        """What the answers to the element at this place are worth."""
        return self._values[place]
