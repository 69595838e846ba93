"""When somebody could go instead: the times of a day at which leaving opens no gap."""

from __future__ import annotations

from garda.cover.gaps import opened_by
from garda.cover.spans import Span, joined, less
from garda.cover.staffing import Day


def times(day: Day, who: int, length: int, wish: int, most: int = 3) -> tuple[Span, ...]:
    """Spans of `length` minutes in which `who` can leave, the nearest to the start `wish` first.

    Exact: whether a minute can be spared depends on that minute alone, so every span that avoids the
    minutes which cannot be spared will do. At most one span per free stretch, `most` in all.
    """
    whole = joined(day.opening)
    if not whole or length <= 0:
        return ()
    first, last = whole[0][0], whole[-1][1]
    bad = [(gap.start, gap.end) for gap in opened_by(day, who, (first, last))]
    found = []
    for start, end in less([(first, last)], bad):
        if end - start >= length:
            at = min(max(wish, start), end - length)
            found.append((at, at + length))
    return tuple(sorted(found, key=lambda span: (abs(span[0] - wish), span))[:most])
