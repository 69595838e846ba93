"""Two lines over time in one small drawing: a thick one, a thin one, and the months in which they crossed.

Decoration for the eye: the table beside it holds the numbers. What is not known leaves a hole in the line.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

WIDE, HIGH, EDGE = 640, 180, 16
LEAST, MOST = 0, 100

Values = Sequence[float | None]


def two_lines(thick: Values, thin: Values, marked: Sequence[int] = ()) -> SafeString:
    """The lines over equal steps of time, from 0 to 100 or closer around them; `marked` places get a ring."""
    known = [value for value in (*thick, *thin) if value is not None]
    if not known:
        return mark_safe("")
    low, high = _frame(min(known), max(known))
    steps = max(len(thick), len(thin))

    def spot(at: int, value: float) -> tuple[float, float]:
        across = EDGE + (WIDE - 2 * EDGE) * (at / (steps - 1) if steps > 1 else 0.5)
        return round(across, 1), round(HIGH - EDGE - (HIGH - 2 * EDGE) * (value - low) / (high - low), 1)

    parts = [f'<line class="trend-ground" x1="0" x2="{WIDE}" y1="{HIGH - 1}" y2="{HIGH - 1}"/>']
    for name, values in (("trend-thin", thin), ("trend-thick", thick)):
        for run in _runs(values):
            points = [spot(at, value) for at, value in run]
            if len(points) > 1:
                parts.append(f'<polyline class="{name}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>')
            size = 5 if name == "trend-thick" else 3.5
            parts += [f'<circle class="{name}-dot" cx="{x}" cy="{y}" r="{size}"/>' for x, y in points]
    for at in marked:
        value = thick[at] if at < len(thick) else None
        if value is not None:
            x, y = spot(at, value)
            parts.append(f'<circle class="trend-mark" cx="{x}" cy="{y}" r="11"/>')
    drawing = "".join(parts)
    return mark_safe(
        f'<svg class="trend" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true" focusable="false">{drawing}</svg>'
    )


def _frame(low: float, high: float) -> tuple[float, float]:
    """Whole tens around the values, at least twenty wide, so that a small step looks small."""
    bottom, top = max(LEAST, low // 10 * 10), min(MOST, -(-high // 10) * 10)
    while top - bottom < 20:
        bottom, top = max(LEAST, bottom - 10), min(MOST, top + 10)
    return float(bottom), float(top)


def _runs(values: Values) -> list[list[tuple[int, float]]]:
    """The values in runs without a hole."""
    runs: list[list[tuple[int, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at, float(value)))
    return [run for run in runs if run]
