"""Lines over time in one small drawing: a thick one, a thin one, and the months in which they crossed.

Places across are shares of the width and places down are pixels, so a drawing is as wide as its page and its
words keep their size. The numbers stand at the points; the table beside holds them for who can't see. What
is not known leaves a hole in the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HIGH, SMALL, EDGE = 168, 72, 30  # px; the edge holds the words above and below
LEFT, RIGHT = 8.0, 92.0  # %, the first and the last point
LEAST, MOST = 0, 100
NAMED = 6  # with more points than these only the first and the last have their number

Values = Sequence[float | None]
Frame = tuple[float, float]


def two_lines(
    thick: Values,
    thin: Values,
    marked: Sequence[int] = (),
    said: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> SafeString:
    """The lines over equal steps of time, from 0 to 100 or closer around them; `marked` places get a ring.

    `said` are the numbers of both lines as they are written; the higher one stands above its point.
    """
    return _drawing(
        [("trend-thin", thin, said[1]), ("trend-thick", thick, said[0])],
        frame_of([*thick, *thin]),
        HIGH,
        marked,
    )


def small_line(
    values: Values, said: Sequence[str], frame: Frame | None = None, high: int = SMALL
) -> SafeString:
    """One line of several that stand under each other; with one `frame` they can be compared."""
    return _drawing([("trend-thick", values, said)], frame or frame_of(values), high)


def pair(thick: float | None, thin: float | None, frame: Frame) -> SafeString:
    """Two values on one line lying down: the thick dot, the hollow dot, and how far they are apart."""
    if thick is None or thin is None:
        return mark_safe("")
    one, two = (
        round(3 + 94 * min(1.0, max(0.0, (value - frame[0]) / (frame[1] - frame[0]))), 1)
        for value in (thick, thin)
    )
    return mark_safe(
        '<svg class="trend-pair" width="100%" height="16" aria-hidden="true" focusable="false">'
        '<line class="trend-ground" x1="0" x2="100%" y1="8" y2="8"/>'
        f'<line class="trend-thin" x1="{one}%" x2="{two}%" y1="8" y2="8"/>'
        f'<circle class="trend-thin-dot" cx="{two}%" cy="8" r="4.5"/>'
        f'<circle class="trend-thick-dot" cx="{one}%" cy="8" r="5.5"/></svg>'
    )


def between(value: float) -> SafeString:
    """Where a relation lies between -1 and 1; the tick in the middle is none at all."""
    place = round(50 + 46 * min(1.0, max(-1.0, value)), 1)
    return mark_safe(
        '<svg class="trend-pair" width="100%" height="16" aria-hidden="true" focusable="false">'
        '<line class="trend-ground" x1="4%" x2="96%" y1="8" y2="8"/>'
        '<line class="trend-none" x1="50%" x2="50%" y1="2" y2="14"/>'
        f'<line class="trend-thin" x1="50%" x2="{place}%" y1="8" y2="8"/>'
        f'<circle class="trend-thick-dot" cx="{place}%" cy="8" r="5"/></svg>'
    )


def frame_of(values: Iterable[float | None]) -> Frame:
    """Whole tens around the values, at least twenty wide, so that a small step looks small."""
    known = [value for value in values if value is not None] or [LEAST, MOST]
    bottom, top = max(LEAST, min(known) // 10 * 10), min(MOST, -(-max(known) // 10) * 10)
    while top - bottom < 20:
        bottom, top = max(LEAST, bottom - 10), min(MOST, top + 10)
    return float(bottom), float(top)


def _drawing(
    lines: Sequence[tuple[str, Values, Sequence[str]]], frame: Frame, high: int, marked: Sequence[int] = ()
) -> SafeString:
    if not any(value is not None for _name, values, _said in lines for value in values):
        return mark_safe("")
    steps = max(len(values) for _name, values, _said in lines)

    def across(at: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (at / (steps - 1) if steps > 1 else 0.5), 2)

    def down(value: float) -> float:
        share = (value - frame[0]) / (frame[1] - frame[0])
        return round(high - EDGE - (high - 2 * EDGE) * min(1.0, max(0.0, share)), 1)

    parts = [f'<line class="trend-ground" x1="0" x2="100%" y1="{high - 1}" y2="{high - 1}"/>']
    for name, values, _said in lines:
        parts += [
            f'<line class="{name}" x1="{across(at)}%" x2="{across(at + 1)}%"'
            f' y1="{down(one)}" y2="{down(two)}"/>'
            for at, (one, two) in enumerate(pairwise(values))
            if one is not None and two is not None
        ]
    for name, values, _said in lines:
        size = 5 if name == "trend-thick" else 3.5
        parts += [
            f'<circle class="{name}-dot" cx="{across(at)}%" cy="{down(value)}" r="{size}"/>'
            for at, value in enumerate(values)
            if value is not None
        ]
    thick = lines[-1][1]
    for at in marked:
        value = thick[at] if at < len(thick) else None
        if value is not None:
            parts.append(f'<circle class="trend-mark" cx="{across(at)}%" cy="{down(value)}" r="11"/>')
    for at in range(steps) if steps <= NAMED else (0, steps - 1):
        here = [
            (value, name, said[at])
            for name, values, said in lines
            if at < len(values) and at < len(said) and (value := values[at]) is not None
        ]
        for place, (value, name, words) in enumerate(sorted(here, reverse=True)):
            y = down(value) + (21 if place else -12)
            parts.append(
                f'<text class="trend-said {name}-said" x="{across(at)}%" y="{y}">{escape(words)}</text>'
            )
    return mark_safe(
        f'<svg class="trend" width="100%" height="{high}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )
