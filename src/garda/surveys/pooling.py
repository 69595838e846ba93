"""Which figures of staff rounds may be shown: pure, decided once when a round is over, and never again.

Staff of an office are few and mostly the same people each time. Two things would tell on one of them: a
figure about fewer than five, also when it only follows as a difference of figures that are shown; and two
rounds of nearly the same people, of which the second has one more. So a round that may not be shown is not
lost: it waits and is shown together with the next ones, as soon as that is safe.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from garda.scoring import FEWEST, may_renew, showable

Cell = tuple[int, int]  # round, unit


@dataclass(frozen=True)
class Subject:
    """Of whom a figure speaks: one unit, or (`deep`) a unit with all beneath it."""

    unit: int
    deep: bool
    units: frozenset[int]


@dataclass(frozen=True)
class Figure:
    """A figure that is shown: of whom, from which rounds and units, about how many people."""

    unit: int
    deep: bool
    cells: frozenset[Cell]
    n: int

    @property
    def rounds(self) -> frozenset[int]:
        """The rounds that it holds."""
        return frozenset(round for round, _unit in self.cells)


def decide(
    subjects: Sequence[Subject],
    waiting: Mapping[tuple[int, bool], Collection[int]],
    shown: Sequence[Figure],
    counts: Mapping[Cell, int],
) -> list[Figure]:
    """The figures that may be shown now beside all that are `shown` already, in the order of `subjects`.

    `waiting` names for each subject (unit, deep) the rounds that are over and not shown yet; `counts` says
    how many people answered in each round and unit. What was shown stays, whatever comes.
    """
    wanted = []
    for one in subjects:
        figure = _gathered(one, waiting.get((one.unit, one.deep), ()), counts)
        if figure is not None and _differs_enough(figure, shown):
            wanted.append(figure)
    beside = _connected(wanted, shown)
    groups = [(at, figure.cells) for at, figure in enumerate([*beside, *wanted])]
    safe = showable(groups, counts)
    return [figure for at, figure in enumerate(wanted, len(beside)) if at in safe]


def _gathered(one: Subject, rounds: Collection[int], counts: Mapping[Cell, int]) -> Figure | None:
    cells = frozenset(
        (round, unit) for round in rounds for unit in one.units if counts.get((round, unit), 0) > 0
    )
    n = sum(counts[cell] for cell in cells)
    return Figure(one.unit, one.deep, cells, n) if n >= FEWEST else None


def _differs_enough(figure: Figure, shown: Sequence[Figure]) -> bool:
    """Whether no figure about the same subject, of any round, has nearly as many people."""
    return all(
        may_renew(before.n, figure.n)
        for before in shown
        if (before.unit, before.deep) == (figure.unit, figure.deep)
    )


def _connected(wanted: Sequence[Figure], shown: Sequence[Figure]) -> list[Figure]:
    """Those of the figures shown that share a round with the new ones, or with one that does."""
    rounds = frozenset[int]().union(*(one.rounds for one in wanted))
    kept: list[Figure] = []
    while True:
        near = [one for one in shown if one not in kept and one.rounds & rounds]
        if not near:
            return kept
        kept += near
        rounds = rounds.union(*(one.rounds for one in near))
