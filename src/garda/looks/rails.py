"""The story line: the rail beside each entry of a matter's story, drawn so that it never breaks.

Lane = who holds it. The rail of an entry starts where the last one ended and is as tall as the text
beside it, whatever the width of the page: plain lines end at 100% of its height, curves stay at the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

LANE = 22
LEFT = 12
MIDDLE = 41  # px from an entry's top to the middle of its first line (28 of space, then half a line)
TO_COME = ("next", "end-open")
ASIDE = ("offered", "returned")  # drawn beside the line, in the next lane

SHAPES = ("done", "now", "next", "end", "end-open", "offered", "returned", "paused", "late", "fork")


@dataclass(frozen=True)
class Entry:
    """One thing that happened, happens or is still to come.

    `shape`: done · now · next (still to come) · end (the person agreed) · end-open (closed, or will be)
    · offered (waits for an answer; the line stays with the sender) · returned (came home, with a reason)
    · paused (the clock stops from here to the next entry) · late (the due time passed here)
    · fork (several units from here; `also` names their lanes, rejoining where they are no longer named).
    `lane` 0, 1, 2 …: who holds it. `when` is a sentence or an aware moment.
    """

    title: str
    when: Any = ""
    text: str = ""
    quote: str = ""
    shape: str = "done"
    lane: int = 0
    also: tuple[int, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())


def _x(lane: int) -> int:
    return LEFT + LANE * lane


def entry_of(raw: Any) -> Entry:
    """An `Entry` from an entry, a mapping with the same names, or any object with the same attributes."""
    if isinstance(raw, Entry):
        return raw
    names = Entry.__dataclass_fields__
    given = (
        raw
        if isinstance(raw, Mapping)
        else {name: getattr(raw, name) for name in names if hasattr(raw, name)}
    )
    kept = {name: given[name] for name in names if given.get(name) is not None}
    return Entry(**{**kept, "also": tuple(kept.get("also", ()))})


def _curve(kind: str, x0: float, y0: float, x1: float, y1: float) -> str:
    middle = (y0 + y1) / 2
    return f'<path class="{kind}" d="M{x0} {y0}C{x0} {middle} {x1} {middle} {x1} {y1}"/>'


def _straight(kind: str, x: float, y0: float, y1: float | str) -> str:
    return f'<line class="{kind}" x1="{x}" x2="{x}" y1="{y0}" y2="{y1}"/>'


def _node(entry: Entry, x: int, *, late: bool) -> str:
    y = MIDDLE
    if entry.shape == "late":
        return f'<line class="line-tick" x1="{x - 12}" x2="{x + 12}" y1="{y}" y2="{y}"/>'
    if entry.shape == "now" and late:
        return f'<path class="node-late" d="M{x} {y - 12}l13 22H{x - 13}z"/>'
    if entry.shape == "now":
        return f'<circle class="node-now" cx="{x}" cy="{y}" r="8.5"/>'
    if entry.shape == "next":
        return f'<circle class="node-open" cx="{x}" cy="{y}" r="7.5"/>'
    if entry.shape == "end":
        return f'<rect class="node" x="{x - 9}" y="{y - 9}" width="18" height="18" rx="4"/>'
    if entry.shape == "end-open":
        return f'<rect class="node-open" x="{x - 8}" y="{y - 8}" width="16" height="16" rx="3.5"/>'
    return f'<circle class="node" cx="{x}" cy="{y}" r="9"/>'


def _aside(entry: Entry, x: int) -> str:
    """What hangs beside the line: an offer not yet answered, or one that came back."""
    out, y = x + LANE + 4, MIDDLE
    if entry.shape == "offered":
        d = y + 42
        return (
            f'<path class="line-dots" d="M{x + 7} {y + 11}C{x + 12} {y + 22} {out} {y + 16} {out} {y + 29}"/>'
            f'<path class="node-open" d="M{out} {d - 10}l10 10-10 10-10-10z"/>'
        )
    if entry.shape == "returned":
        return (
            f'<path class="line-thin" d="M{x} {y + 6}C{x} {y + 24} {out} {y + 18} {out} {y + 34}'
            f'C{out} {y + 52} {x} {y + 46} {x} {y + 66}"/>'
            f'<circle class="node-open" cx="{out}" cy="{y + 36}" r="7.5"/>'
        )
    return ""


def _bar(x: int, y: float | str) -> str:
    return f'<line class="line-pause" x1="{x - 11}" x2="{x + 11}" y1="{y}" y2="{y}"/>'


def rails(entries: Sequence[Entry], fold: int = 0) -> list[SafeString]:
    """The SVG rail of each entry, in order; all of one story together, since each goes on from the last.

    The first `fold` entries may be hidden: the rail after them begins with a line of its own.
    """
    drawn: list[SafeString] = []
    late = False
    for at, entry in enumerate(entries):
        before = entries[at - 1] if at else None
        after = entries[at + 1] if at + 1 < len(entries) else None
        parts = ""
        if before:
            parts += _incoming(entry, before, _kind(entry, late))
            if fold and at == fold:
                parts += _straight(_kind(entry, late), _x(entry.lane), 0, MIDDLE)
        late = late or entry.shape == "late"
        if after:
            parts += _outgoing(entry, before, after, _kind(after, late))
        parts += _aside(entry, _x(entry.lane)) + _node(entry, _x(entry.lane), late=late)
        svg = f'<svg class="rail" aria-hidden="true" focusable="false">{parts}</svg>'
        drawn.append(mark_safe(svg))
    return drawn


def _kind(into: Entry, late: bool) -> str:
    """The stroke of the line that leads into an entry: dots if it is still to come."""
    return "line-dots" if into.shape in TO_COME else "line-late" if late else "line"


def _incoming(entry: Entry, before: Entry, kind: str) -> str:
    """Lanes of the entry before that end here bend into the node; the others were drawn from above."""
    x = _x(entry.lane)
    if before.shape == "paused":
        return _bar(x, 6) + _straight(kind, x, 14, MIDDLE)
    ending = {before.lane, *before.also} - {entry.lane, *entry.also}
    return "".join(_curve(kind, _x(lane), 0, x, MIDDLE - 4) for lane in sorted(ending))


def _outgoing(entry: Entry, before: Entry | None, after: Entry, kind: str) -> str:
    """From the node down: the holder's lane, and the lanes of the other units, old ones and new ones."""
    x = _x(entry.lane)
    if entry.shape == "paused":
        return _straight("line", x, MIDDLE, MIDDLE + 20) + _bar(x, MIDDLE + 29)
    running = {before.lane, *before.also} if before else set()
    going_on = {after.lane, *after.also}
    parts = _down(kind, x, 14 if kind == "line-dots" else 0, entry.lane in going_on)
    for lane in entry.also:
        begin = 0
        if lane not in running:
            begin = 34
            parts += _curve("line", x, MIDDLE, _x(lane), MIDDLE + begin)
        parts += _down(kind if lane == after.lane else "line", _x(lane), begin, lane in going_on)
    return parts


def _down(kind: str, x: int, begin: int, going_on: bool) -> str:
    """A line from the node's height to the next node's, or, where a curve follows, to the rail's foot."""
    if not going_on:
        return _straight(kind, x, MIDDLE + begin, "100%")
    return f'<svg y="{MIDDLE}" height="100%" overflow="visible">{_straight(kind, x, begin, "100%")}</svg>'
