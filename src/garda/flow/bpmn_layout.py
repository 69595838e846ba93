"""Where everything of a BPMN drawing lies: lanes below each other, steps in columns, square lines."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise

from garda.flow.bpmn_names import RESIDENT
from garda.flow.language import Flow, Step

TASK = (120, 80)
GATE = 50
EVENT = 36
COLUMN, ROW = 310, 150
LEFT, TOP, HEAD = 160, 80, 30

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A shape: its corner, width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass
class Layout:
    """The shapes of steps, gates and timers by their keys, the lanes in their order, and the whole."""

    steps: dict[str, Box] = field(default_factory=dict)
    gates: dict[str, Box] = field(default_factory=dict)
    timers: dict[tuple[str, str], Box] = field(default_factory=dict)
    lanes: dict[str, Box] = field(default_factory=dict)
    start: Box = Box(0, 0, EVENT, EVENT)
    whole: Box = Box(0, 0, 0, 0)


def lane_of(step: Step) -> str:
    """The lane a step lies in: its first kind of post, or the resident's where nobody else acts."""
    return step.posts[0] if step.posts and not (step.end or step.verdict) else RESIDENT


def gated(step: Step) -> bool:
    """Whether a choice follows the step: a task with several ways out would walk all of them."""
    return sum(move.by != "clock" for move in step.moves) > 1


def lay_out(flow: Flow) -> Layout:
    """The layout of a flow: a column for each step away from the first, a row for each of its lane there."""
    columns = _columns(flow)
    lanes = list(dict.fromkeys([RESIDENT, *(lane_of(flow.steps[key]) for key in columns)]))
    rows: dict[str, dict[int, list[str]]] = {lane: {} for lane in lanes}
    for key, column in columns.items():
        rows[lane_of(flow.steps[key])].setdefault(column, []).append(key)
    found = Layout()
    width = LEFT + COLUMN * (max(columns.values(), default=0) + 1)
    y = TOP
    for lane in lanes:
        high = max(map(len, rows[lane].values()), default=1) * ROW
        found.lanes[lane] = Box(LEFT, y, width - HEAD, high)
        for column, keys in rows[lane].items():
            for place, key in enumerate(keys):
                _place(found, flow.steps[key], LEFT + 100 + COLUMN * column, y + ROW * place + ROW // 2)
        y += high
    found.whole = Box(LEFT - HEAD, TOP, width, y - TOP)
    first = found.lanes[RESIDENT]
    found.start = Box(LEFT + 40, first.y + 14, EVENT, EVENT)
    return found


def _place(found: Layout, step: Step, x: int, middle: int) -> None:
    if step.end:
        found.steps[step.key] = Box(x + 42, middle - EVENT // 2, EVENT, EVENT)
        return
    found.steps[step.key] = Box(x, middle - TASK[1] // 2, *TASK)
    if gated(step):
        found.gates[step.key] = Box(x + 160, middle - GATE // 2, GATE, GATE)
    clocks = [move for move in step.moves if move.by == "clock"]
    for place, move in enumerate(clocks):
        found.timers[step.key, move.key] = Box(
            x + 12 + place * 44, middle + TASK[1] // 2 - EVENT // 2, EVENT, EVENT
        )


def _columns(flow: Flow) -> dict[str, int]:
    """How many moves each step lies away from the first; what cannot be reached stands behind the rest."""
    found = {flow.start: 0} if flow.start in flow.steps else {}
    waiting = deque(found)
    while waiting:
        key = waiting.popleft()
        for move in flow.steps[key].moves:
            if move.to in flow.steps and move.to not in found:
                found[move.to] = found[key] + 1
                waiting.append(move.to)
    last = max(found.values(), default=-1)
    return found | {key: last + 1 for key in flow.steps if key not in found}


def line(source: Box, target: Box, turn: int = 0, *, below: bool = False) -> list[Point]:
    """The corners of a line from shape to shape, through the gutters between columns and above rows.

    `turn` sets lines beside each other that would lie on one another; `below` leaves from the lower edge.
    """
    (sx, sy), ty = source.middle, target.middle[1]
    shift = turn % 6
    left = _gutter(_column(target) - 1) + 40 + 6 * shift
    if below:
        drop = source.y + source.height + 4 + 2 * shift
        begin, sy, right = [(sx, source.y + source.height), (sx, drop)], drop, left
    else:
        begin, right = [(source.x + source.width, sy)], _gutter(_column(source)) + 6 * shift
    if sy == ty and _column(target) in (_column(source), _column(source) + 1) and target.x > source.x:
        return [*begin, (target.x, ty)]
    if _column(target) == _column(source) + 1 or below:
        return [*begin, (right, sy), (right, ty), (target.x, ty)]
    above = ty - ROW // 2 + 3 + 3 * shift
    return [*begin, (right, sy), (right, above), (left, above), (left, ty), (target.x, ty)]


def first_line(start: Box, target: Box) -> list[Point]:
    """From the start event down along the edge of its lane, and into the first step."""
    (x, _y), (_x, y) = start.middle, target.middle
    return [(x, start.y + start.height), (x, y), (target.x, y)]


def _column(box: Box) -> int:
    return max(0, (box.x - LEFT - 100) // COLUMN)


def _gutter(column: int) -> int:
    """Where the free strip to the right of a column begins."""
    return LEFT + 100 + COLUMN * column + 216


def label_of(points: list[Point]) -> Box:
    """Where the words of a line stand: over the middle of its longest level part."""
    level = [(abs(a[0] - b[0]), a, b) for a, b in pairwise(points) if a[1] == b[1]]
    _, (ax, ay), (bx, _y) = max(level, default=(0, points[0], points[-1]))
    return Box((ax + bx) // 2 - 70, ay - 16, 140, 14)
