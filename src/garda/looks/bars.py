"""Lines lying down: a clock's bar, one dot per record, the case's steps. SVG text, no styles.

Solid has happened, dots are still to come; an upright tick is the due time.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DOTS_AT_MOST = 60
DOTS_IN_A_ROW = 20
PITCH = 15


def clock_bar(spent: float, total: float, state: str = "run") -> SafeString:
    """The bar of one clock. `spent` and `total` in the same unit; state "run", "late", "pause", "done".

    "none" has no limit and so no bar, only its place.

    Late: the tick moves in from the right end and the part past it is hatched, never less than a
    seventh of the bar, so that a little late is seen too.
    """
    share = max(0.0, spent / total) if total > 0 else 1.0
    if share > 1 and state != "pause":
        state = "late"
    if state == "none":
        parts = ""
    elif state == "late":
        due = min(86.0, max(50.0, 100.0 / share if share > 1 else 86.0))
        parts = (
            f'<line class="bar-done" x1="3" x2="{due:.0f}%" y1="7" y2="7"/>'
            '<g transform="translate(4.9 0) skewX(-35)">'
            f'<line class="bar-over" x1="{due:.0f}%" x2="99%" y1="7" y2="7"/></g>'
            f'<line class="bar-due" x1="{due:.0f}%" x2="{due:.0f}%" y1="0" y2="14"/>'
        )
    else:
        done = min(99.0, max(2.0, 100.0 * share))
        parts = ""
        if state == "run" and done < 94:
            parts = f'<line class="bar-left" x1="{done:.0f}%" x2="99%" y1="7" y2="7"/>'
        parts += f'<line class="bar-done" x1="3" x2="{done:.0f}%" y1="7" y2="7"/>'
        parts += '<line class="bar-due" x1="100%" x2="100%" y1="0" y2="14"/>'
    return mark_safe(
        f'<svg class="bar bar-{state}" height="14" aria-hidden="true" focusable="false">{parts}</svg>'
    )


def two_clocks(names: Sequence[str], faces: Sequence[Any]) -> SafeString:
    """The matter's clock and the desk's, one under the other: name, bar, words.

    A face has `spent`, `total`, `state` and `words`.
    """
    drawn = "".join(
        f'<span class="clock clock-{face.state}"><span class="clock-name">{name}</span>'
        f"{clock_bar(face.spent, face.total, face.state)}"
        f'<span class="clock-words">{escape(face.words)}</span></span>'
        for name, face in zip(names, faces, strict=True)
    )
    return mark_safe(f'<span class="clocks">{drawn}</span>')


def dots(yes: int, total: int, words: str, most: int = DOTS_AT_MOST) -> SafeString:
    """One dot per record, the good ones filled, the others hollow and last; above `most` a bar.

    `words` says the same for who can't see it ("36 dari 40").
    """
    if total > most:
        share = 100 * yes / total
        body = (
            f'<line class="bar-done" x1="3" x2="{max(1.0, share):.1f}%" y1="7" y2="7"/>'
            f'<line class="bar-miss" x1="{min(99.0, share + 1):.1f}%" x2="99%" y1="7" y2="7"/>'
        )
        return format_html(
            '<svg class="share" height="14" role="img" aria-label="{}">{}</svg>', words, mark_safe(body)
        )
    rows = max(1, -(-total // DOTS_IN_A_ROW))
    columns = min(max(total, 1), DOTS_IN_A_ROW)
    body = "".join(
        f'<circle class="{"dot" if at < yes else "dot-open"}" cx="{at % DOTS_IN_A_ROW * PITCH + 7}"'
        f' cy="{at // DOTS_IN_A_ROW * PITCH + 7}" r="{5 if at < yes else 4.25}"/>'
        for at in range(total)
    )
    return format_html(
        '<svg class="dots" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" aria-label="{words}">'
        "{body}</svg>",
        w=columns * PITCH,
        h=rows * PITCH,
        words=words,
        body=mark_safe(body),
    )


def edge_bar(whole: int, edge: float, words: str) -> SafeString:
    """A value of a hundred as a bar with the edge it must reach as an upright tick; brick when it doesn't."""
    fails = " bar-late" if whole < edge else ""
    body = (
        f'<line class="bar-rest" x1="{min(99.0, whole + 1.0):.1f}%" x2="99%" y1="9" y2="9"/>'
        f'<line class="bar-done" x1="3" x2="{max(1.0, whole):.1f}%" y1="9" y2="9"/>'
        f'<line class="bar-due" x1="{edge:.1f}%" x2="{edge:.1f}%" y1="1" y2="17"/>'
    )
    return format_html(
        '<svg class="share{}" height="18" role="img" aria-label="{}">{}</svg>', fails, words, mark_safe(body)
    )


def strip_piece(states: Sequence[str], at: int) -> SafeString:
    """One station of the steps lying down, with the line that leads on to the next one.

    States: "done", "now", "next", "late", "paused" (two bars: its clock stands). The line into a station is
    solid once the station is reached.
    """
    reached = {"done", "now", "late", "paused"}
    here = states[at]
    parts = ""
    if at + 1 < len(states):
        kind = "line" if states[at + 1] in reached else "line-dots"
        parts += f'<line class="{kind}" x1="50%" x2="150%" y1="16" y2="16"/>'
    station = {
        "done": '<circle class="node" cx="50%" cy="16" r="9"/>',
        "now": '<circle class="node-now" cx="50%" cy="16" r="10"/>',
        "late": '<circle class="node-late-open" cx="50%" cy="16" r="11"/>',
        "next": '<circle class="node-open" cx="50%" cy="16" r="7.75"/>',
        "paused": '<circle class="node-open" cx="50%" cy="16" r="13"/><svg x="50%" overflow="visible">'
        '<path class="line-pause" d="M-4 10.5V21.5M4 10.5V21.5"/></svg>',
    }[here]
    return mark_safe(
        '<svg class="piece" width="100%" height="32" aria-hidden="true" focusable="false">'
        f"{parts}{station}</svg>"
    )
