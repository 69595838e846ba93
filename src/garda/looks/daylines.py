"""An office's day lying down: how many are there, who, from when to when. SVG text, no styles.

Solid is on record, dots are planned; below the limit is hatched and says its number; an upright line is now.
Places are shares of the width, so that lines and letters keep their size on every screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TOP, FOOT = 26, 118  # the chart's area, below its hours
LABELS_APART = 13.0  # percent between two hours
ENDS_APART = 20.0  # and from those at the ends, which stand inside
WORD_NEEDS = 5.5  # percent of the width that a word or a number needs


@dataclass(frozen=True)
class Frame:
    """What part of a day is drawn, in minutes since midnight; `now` None on another day."""

    first: int
    last: int
    now: int | None = None

    def at(self, minute: float) -> float:
        """Where a minute lies, in percent of the width."""
        return min(100.0, max(0.0, 100.0 * (minute - self.first) / max(1, self.last - self.first)))

    def hours(self, minutes: Sequence[int]) -> list[int]:
        """The minutes that have room for a label: the ends always, those between as they fit."""
        kept = [self.first]
        for minute in sorted({one for one in minutes if self.first < one < self.last}):
            far = self.at(minute) - self.at(kept[-1])
            need = ENDS_APART if len(kept) == 1 else LABELS_APART
            if far >= need and 100.0 - self.at(minute) >= ENDS_APART:
                kept.append(minute)
        return [*kept, self.last]


@dataclass(frozen=True)
class Piece:
    """A stretch of the day with as many people throughout; `short` when that is below what must be kept."""

    start: int
    end: int
    count: int
    recorded: bool = False
    short: bool = False


@dataclass(frozen=True)
class Mark:
    """A stretch of one person's day: "in" on record, "plan", "ask" wished for, "word" away with a word."""

    start: int
    end: int
    kind: str
    words: str = ""


def hour(minute: int, short: bool = False) -> str:
    """ "08.00"; short "10" on the hour."""
    hours, rest = divmod(minute, 60)
    return f"{hours}" if short and not rest else f"{hours:02}.{rest:02}"


def chart(frame: Frame, pieces: Sequence[Piece], least: int) -> SafeString:
    """How many are there through the day, with the limit."""
    most = max([least + 1, *(one.count for one in pieces)])
    step = (FOOT - TOP) / (most + 0.25)
    parts = [_hours(frame, [one.start for one in pieces] + [one.end for one in pieces])]
    y = FOOT - step * least
    parts += [_piece(frame, one, step, y) for one in pieces]
    spans = [(pieces[0].start, pieces[-1].end)] if pieces else []
    parts += [
        f'<line class="day-limit" x1="{frame.at(start):.2f}%" x2="{frame.at(end):.2f}%" y1="{y:.1f}" '
        f'y2="{y:.1f}"/>'
        for start, end in spans
    ]
    parts.append(_now(frame, TOP - 6, FOOT))
    return mark_safe(
        f'<svg class="day-chart" width="100%" height="{FOOT + 2}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _hours(frame: Frame, minutes: Sequence[int]) -> str:
    kept = frame.hours(minutes)
    drawn = []
    for place, minute in enumerate(kept):
        anchor = "start" if place == 0 else "end" if place == len(kept) - 1 else "middle"
        ends = place in (0, len(kept) - 1)
        drawn.append(
            f'<text class="day-hour" x="{frame.at(minute):.2f}%" y="15" text-anchor="{anchor}">'
            f"{hour(minute, not ends)}</text>"
        )
    return "".join(drawn)


def _piece(frame: Frame, one: Piece, step: float, limit: float) -> str:
    left, right = frame.at(one.start), frame.at(one.end)
    width, high = right - left, step * one.count
    top = FOOT - high
    kind = "day-in" if one.recorded else "day-plan"
    drawn = ""
    if one.short:
        drawn += (
            f'<rect class="day-short" x="{left:.2f}%" width="{width:.2f}%" y="{TOP}" height="{FOOT - TOP}"/>'
        )
    if one.count:
        drawn += (
            f'<rect class="{kind}" x="{left:.2f}%" width="{width:.2f}%" y="{top:.1f}" height="{high:.1f}"/>'
        )
    if not one.recorded:
        edge = "day-dots day-dots-short" if one.short else "day-dots"
        drawn += (
            f'<line class="{edge}" x1="{left + 0.4:.2f}%" x2="{max(left + 0.4, right - 0.4):.2f}%" '
            f'y1="{top:.1f}" y2="{top:.1f}"/>'
        )
    if width >= WORD_NEEDS:
        within = high >= 48 or top - 8 < TOP + 12
        said = "day-count-short" if one.short else "day-count-in" if one.recorded and within else "day-count"
        inside = TOP + 22 if one.short else top + 21 if within else top - 8
        if inside - 13 < limit < inside + 4:
            inside = limit + 18  # a number keeps clear of the line of the limit
        drawn += (
            f'<text class="{said}" x="{(left + right) / 2:.2f}%" y="{inside:.1f}" text-anchor="middle">'
            f"{one.count}</text>"
        )
    return drawn


def person(frame: Frame, marks: Sequence[Mark]) -> SafeString:
    """One person's day as a line."""
    parts, words = [_now(frame, 1, 23)], []
    for one in marks:
        left, right = frame.at(one.start), frame.at(one.end)
        if right <= left:
            continue
        middle = f'x="{(left + right) / 2:.2f}%" y="17" text-anchor="middle"'
        if one.kind == "in":
            # Round ends within the stretch, so that the line stands flush with the bar above.
            parts.append(
                format_html(
                    '<rect class="day-round" x="{}%" width="{}%" y="9" height="6" rx="3"/>',
                    f"{left:.2f}",
                    f"{right - left:.2f}",
                )
            )
        if one.kind == "plan":
            parts.append(
                format_html(
                    '<line class="day-dots" x1="{}%" x2="{}%" y1="12" y2="12"/>',
                    f"{left + 0.5:.2f}",
                    f"{max(left + 0.5, right - 0.5):.2f}",
                )
            )
        if one.kind == "ask":
            parts.append(
                format_html(
                    '<rect class="day-ask" x="{}%" width="{}%" y="1" height="22" rx="6"/>',
                    f"{left:.2f}",
                    f"{right - left:.2f}",
                )
            )
        if one.words and right - left >= WORD_NEEDS:
            name = "day-word day-word-ask" if one.kind == "ask" else "day-word"
            words.append(format_html('<text class="{}" {}>{}</text>', name, mark_safe(middle), one.words))
    return mark_safe(
        '<svg class="day-line" width="100%" height="24" aria-hidden="true" focusable="false">'
        f"{''.join([*parts, *words])}</svg>"
    )


def _now(frame: Frame, top: int, foot: int) -> str:
    if frame.now is None or not frame.first <= frame.now <= frame.last:
        return ""
    x = f"{frame.at(frame.now):.2f}%"
    return f'<line class="day-now" x1="{x}" x2="{x}" y1="{top}" y2="{foot}"/>'
