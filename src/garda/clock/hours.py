"""Opening hours of a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .errors import UnreadableHours

DAY = 1440

Span = tuple[int, int]
"""Minutes since local midnight, end exclusive: (450, 720) is 07.30 to 12.00. An end of 1440 is midnight."""


@dataclass(frozen=True)
class Hours:
    """The open spans of Monday to Sunday, breaks already cut out.

    `week` has seven entries; an empty one is a day on which the office does not work. A night shift
    is written as two spans that meet at midnight.
    """

    week: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise UnreadableHours(f"a week has seven days, not {len(self.week)}")
        for spans in self.week:
            check_spans(spans)

    @cached_property
    def typical_day(self) -> int:
        """Minutes of an ordinary working day: the most frequent length in the week, 0 if none works."""
        lengths = [length for spans in self.week if (length := sum(end - start for start, end in spans))]
        return max(lengths, key=lambda length: (lengths.count(length), length), default=0)


def check_spans(spans: Iterable[Span]) -> None:
    """Raises UnreadableHours unless the spans lie in one day, in order, without overlap."""
    before = 0
    for start, end in spans:
        if not 0 <= start < end <= DAY:
            raise UnreadableHours(
                f"a span runs from 0 to at most {DAY} minutes and ends after it starts, not {start} to {end};"
                " cut a night shift in two at midnight"
            )
        if start < before:
            raise UnreadableHours(f"the span {start} to {end} begins before the one ahead of it has ended")
        before = end
