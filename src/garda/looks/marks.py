"""The mark (a split gate with the road through it) and the vine that calms into a road.

The vine appears once, on the front page's cloth band. It is drawn by two strokes of batik: the solid
wax line and the row of dots; its tendrils are lines whose bend grows evenly, as a real one's does.
"""

from __future__ import annotations

from functools import cache
from math import cos, hypot, pi, sin

from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]

LEFT_HALF = "M10.6 2.5v18.5H1.5v-3h1.7v-3h1.7v-3.5h1.7V8h1.7V4.5z"
RIGHT_HALF = "M13.4 2.5v18.5h9.1v-3h-1.7v-3h-1.7v-3.5h-1.7V8h-1.7V4.5z"

WIDE = 2200  # px; the right end is the gate, the left end runs out of the widest screen
HIGH = 140
LEVEL = 70
WAVE = 288
SWING = 31.0
GATE = 27  # px, radius of the disc at the end
CALM = (1560.0, 1960.0)  # where the swing fades out


def mark() -> SafeString:
    """The mark at 24 px; its colours come from the sheet."""
    return mark_safe(
        '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path class="gate" d="{LEFT_HALF}{RIGHT_HALF}"/>'
        '<path class="road" d="M12 12.5v8.5" fill="none" stroke-width="2" stroke-linecap="round"/></svg>'
    )


def _swing(x: float) -> float:
    """How far the vine swings at `x`: full on the left, fading to nothing where the road begins."""
    along = min(1.0, max(0.0, (x - CALM[0]) / (CALM[1] - CALM[0])))
    return SWING * (1 - along * along * (3 - 2 * along))


def _height(x: float) -> float:
    return LEVEL - _swing(x) * sin(2 * pi * (x - 1381) / WAVE + pi / 2)


def _smooth(points: list[Point]) -> str:
    """A smooth path through the points (Catmull-Rom as cubic curves), in tenths of a pixel."""
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for at in range(len(points) - 1):
        before, here = points[max(0, at - 1)], points[at]
        there, after = points[at + 1], points[min(len(points) - 1, at + 2)]
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (first, second, there)))
    return "".join(path)


def _tendril(x: float, turn: int, size: float) -> list[Point]:
    """A curl that leaves the vine at `x` along its direction and winds inwards; `turn` -1 up, 1 down."""
    slope_x, slope_y = 1.0, _height(x + 1) - _height(x)
    length = hypot(slope_x, slope_y)
    dx, dy = slope_x / length, slope_y / length
    px, py, radius, step = x, _height(x), 46 * size, 3.4 * size
    points = [(px, py)]
    while radius > 4.2 * size:
        angle = turn * step / radius
        dx, dy = dx * cos(angle) - dy * sin(angle), dx * sin(angle) + dy * cos(angle)
        px, py = px + dx * step, py + dy * step
        points.append((px, py))
        radius *= 0.926
    return points[::2]


@cache
def vine() -> SafeString:
    """The whole motif: stem, dots on the outer side of each bend, tendrils on the inner side, the gate."""
    end = WIDE - GATE
    stem = _smooth([(float(x), _height(x)) for x in range(0, 1960, 36)]) + f"L{end} {LEVEL}"
    curls, buds, beads = "", "", ""
    for at in range(-9, 4):
        x = 1381 + at * WAVE / 2
        swing, crest = _swing(x), at % 2 == 0
        if swing < 5 or x < 30:
            continue
        outward = -1 if crest else 1
        curl = _tendril(x - WAVE * 0.17, -outward, 0.5 + 0.8 * swing / SWING)
        curls += _smooth(curl)
        bud_x, bud_y = curl[-1]
        buds += f'<circle cx="{bud_x:.1f}" cy="{bud_y:.1f}" r="{2.2 + 2.4 * swing / SWING:.1f}"/>'
        for bead in range(-4, 5):
            bead_x = x + bead * 12.5
            beads += f'<circle cx="{bead_x:.1f}" cy="{_height(bead_x) + outward * 13:.1f}" r="1.7"/>'
    gate = (
        f'<g transform="translate({end - 15.5} {LEVEL - 15.5}) scale(1.29)">'
        f'<path class="gate" d="{LEFT_HALF}{RIGHT_HALF}"/></g>'
    )
    return mark_safe(
        f'<svg width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true"'
        f' focusable="false"><path class="stem" stroke-width="3.5" d="{stem}"/>'
        f'<path class="stem" stroke-width="2.2" d="{curls}"/>'
        f'<g class="bud">{buds}{beads}<circle cx="{end}" cy="{LEVEL}" r="{GATE}"/></g>{gate}</svg>'
    )
