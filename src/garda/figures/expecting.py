"""What people expect beside what they met: two lines, the gap between them, and a warning when it turns.

A steady experience falls behind when expectation rises. The gap is experience less expectation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from garda.figures.trust import Reading, reading
from garda.people.models import City
from garda.surveys import periods, publishing, results
from garda.surveys.periods import Period
from garda.surveys.results import Board, Scope

KEY = "harapan"
EXPECTED, MET = "expectation", "experience"
RISING, FALLING = "rising", "falling"
QUARTERS, MONTHS = 6, 12


@dataclass(frozen=True)
class Point:
    """One period: both readings, None where nothing may be said. `warned` says why the gap turned."""

    first: date
    period: Period
    expected: Reading | None
    met: Reading | None
    n: int | None
    warned: str = ""

    @property
    def gap(self) -> Fraction | None:
        """Experience less expectation."""
        return self.met.value - self.expected.value if self.met and self.expected else None

    @property
    def sound(self) -> bool:
        """Whether enough people answered both."""
        return bool(self.met and self.expected and self.met.sound and self.expected.sound)


def warning(before: tuple[Fraction, Fraction] | None, now: tuple[Fraction, Fraction]) -> str:
    """Why the gap is below nothing now: "rising" expectation, "falling" experience, or "" when it is not.

    `before` and `now` are (expectation, experience). It warns when the gap turns, not as long as it lasts; of
    two movements the larger gives the reason.
    """
    if now[1] - now[0] >= 0 or before is None or before[1] - before[0] < 0:
        return ""
    risen, fallen = now[0] - before[0], before[1] - now[1]
    return RISING if risen > 0 and risen >= fallen else FALLING


def warned(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points in their order, each warned beside the last before it that was sound as well."""
    found: list[Point] = []
    before: tuple[Fraction, Fraction] | None = None
    for one in points:
        why = ""
        if one.sound and one.expected and one.met:
            now = (one.expected.value, one.met.value)
            why, before = warning(before, now), now
        found.append(Point(one.first, one.period, one.expected, one.met, one.n, why))
    return tuple(found)


@dataclass(frozen=True)
class Line:
    """A service (or the whole city, key "") over time."""

    key: str
    points: tuple[Point, ...]

    @property
    def last(self) -> Point | None:
        """The latest period in which something may be said."""
        return next((one for one in reversed(self.points) if one.gap is not None), None)

    @property
    def warning(self) -> str:
        """Why its latest gap turned, if it did."""
        return self.last.warned if self.last else ""


@dataclass(frozen=True)
class Expectations:
    """All lines of a city, the widest gap first, the city itself on top."""

    lines: tuple[Line, ...]
    editions: tuple[publishing.Edition, ...]
    simulated: bool


def expectations(city: City, today: date, kind: str = periods.MONTH) -> Expectations:
    """The lines of the city and of every service with an answer, by month or quarter."""
    spans = stretch(today, kind)
    boards: dict[int, Board | None] = {}
    for one in spans:
        if one.first.year not in boards:
            boards[one.first.year] = results.board(city, KEY, one, today)
    read = [board for board in boards.values() if board is not None]
    keys = sorted({key for one in spans if (board := boards[one.first.year]) for key in board.services(one)})
    scopes = [("", results.CITY), *((key, Scope(service=key)) for key in keys)]
    lines = [Line(key, warned([_point(boards[one.first.year], scope, one) for one in spans]))
             for key, scope in scopes]  # fmt: skip
    rest = sorted((one for one in lines[1:] if one.last), key=_widest_first)
    return Expectations(
        (*lines[:1], *rest), tuple(board.edition for board in read), any(board.simulated for board in read)
    )


def stretch(today: date, kind: str) -> list[Period]:
    """The last periods of the kind that are over, the earliest first."""
    last = periods.latest(today)
    if kind == periods.QUARTER:
        quarter = periods.quarter_at(last.first)
        last = quarter if quarter.is_over(today) else periods.before(quarter)
    found = [last]
    while len(found) < (QUARTERS if kind == periods.QUARTER else MONTHS):
        found.append(periods.before(found[-1]))
    return found[::-1]


def _point(board: Board | None, scope: Scope, period: Period) -> Point:
    result = board.result(scope, period) if board is not None else None
    expected, n = reading(result, EXPECTED)
    met, met_n = reading(result, MET)
    return Point(period.first, period, expected, met, n if n is not None else met_n)


def _widest_first(one: Line) -> tuple[bool, Fraction, str]:
    gap = one.last.gap if one.last else None
    return not one.warning, gap if gap is not None else Fraction(0), one.key
