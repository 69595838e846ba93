"""Spans of minutes [start, end): joined, cut, taken away; what comes out is sorted and as few as can be."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The minutes of all spans, as few spans as possible; empty ones vanish."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def shared(some: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """The minutes that lie in both."""
    right = joined(others)
    return joined((max(a, c), min(b, d)) for a, b in joined(some) for c, d in right)


def less(some: Iterable[Span], gone: Iterable[Span]) -> tuple[Span, ...]:
    """The minutes of `some` that do not lie in `gone`."""
    rest = list(joined(some))
    for start, end in joined(gone):
        rest = [
            piece for a, b in rest for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]
        ]
    return joined(rest)


def minutes(spans: Iterable[Span]) -> int:
    """How many minutes the spans hold, each counted once."""
    return sum(end - start for start, end in joined(spans))
