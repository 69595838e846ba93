"""The profile of an office: three bars from 0 to 100, one for each part of its service, never added into one.

A bar is the lowest of what is known about its part; what is known stands beneath it, each with its count and
the records behind it. Nothing is averaged away: praise for the building does not make up for rudeness.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from garda import scoring
from garda.counters import promising
from garda.figures import part_counts, top
from garda.meaning import parts as meaning
from garda.meaning.parts import PARTS
from garda.people.models import City, Unit
from garda.surveys import results
from garda.surveys.periods import Period
from garda.surveys.results import Board, Scope

SOURCES: Final = ("asked", "axes", "standard", "stock", "records")
# What only says that nobody complained is no proof that a part is good.
SILENT: Final = frozenset({"records"})
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Evidence:
    """One thing known about a part: `counted` of `among` records, or the answers of `n` people.

    `state`: none, hidden, insufficient (not yet used for the bar), sound.
    """

    source: str
    state: str
    value: Fraction | None = None
    n: int | None = None
    needed: int | None = None
    counted: int | None = None
    among: int | None = None


@dataclass(frozen=True)
class Bar:
    """One part of an office's service: the lowest of what is soundly known, or None where nothing is."""

    part: str
    evidence: tuple[Evidence, ...]

    @property
    def lowest(self) -> Evidence | None:
        """What decides the bar."""
        sound = [one for one in self.evidence if one.state == "sound" and one.value is not None]
        return min(sound, key=lambda one: one.value or 0, default=None)

    @property
    def value(self) -> Fraction | None:
        """The bar."""
        return self.lowest.value if self.lowest else None

    @property
    def silent(self) -> bool:
        """Whether nothing is known but that hardly anybody complained: that is no proof."""
        return self.value is not None and self.proven is None and self.value >= edge()

    @property
    def proven(self) -> Fraction | None:
        """The bar as far as it rests on more than silence: what the best list asks for."""
        spoken = any(one.state == "sound" and one.source not in SILENT for one in self.evidence)
        return self.value if spoken else None


@dataclass(frozen=True)
class Profile:
    """An office's three bars."""

    unit: int
    bars: tuple[Bar, ...]
    simulated: bool = False

    @property
    def values(self) -> Mapping[str, Fraction | None]:
        """The bars by part."""
        return {bar.part: bar.value for bar in self.bars}

    @property
    def failing(self) -> tuple[str, ...]:
        """The parts that fail, the lowest first."""
        return scoring.failing(self.values, edge())

    def bar(self, part: str) -> Bar:
        """The bar of one part."""
        return next(bar for bar in self.bars if bar.part == part)


def edge() -> Fraction:
    """Below it a part fails."""
    return Fraction(str(meaning.file()["edge"]))


def least() -> int:
    """Answers below which a survey does not yet speak for a part."""
    return int(meaning.file()["least"])


def best(found: Mapping[int, Profile]) -> tuple[int, ...]:
    """The offices whose three parts are all proven and hold, by their weakest; one failing part excludes."""
    return scoring.best(
        {unit: {bar.part: bar.proven for bar in one.bars} for unit, one in found.items()}, edge()
    )


# ---- evidence, each pure -------------------------------------------------------------------------
def from_records(counted: int, served: int) -> Evidence:
    """Records that fault this part, per hundred who were served: 100 is none."""
    if served < scoring.FEWEST:
        return Evidence("records", "insufficient" if served or counted else "none", None, None,
                        scoring.FEWEST, counted, served)  # fmt: skip
    value = max(Fraction(0), HUNDRED * (served - counted) / served)
    return Evidence("records", "sound", value, None, scoring.FEWEST, counted, served)


def from_standard(met: int, results_: int) -> Evidence:
    """Matters that kept the promise of their standard, of all with a result."""
    if results_ < scoring.FEWEST:
        state = "insufficient" if results_ else "none"
        return Evidence("standard", state, None, None, scoring.FEWEST, met, results_)
    return Evidence("standard", "sound", HUNDRED * met / results_, None, scoring.FEWEST, met, results_)


def from_stock(working: int, standard: int) -> Evidence:
    """Things that work, of those that the standard of the office asks for."""
    if not standard:
        return Evidence("stock", "none")
    value = HUNDRED * min(working, standard) / standard
    return Evidence("stock", "sound", value, None, None, working, standard)


def from_elements(found: results.Result | None, part: str) -> Evidence:
    """The elements of the satisfaction survey that ask about this part, on its own scale of 25 to 100."""
    needed = least()
    if found is None or found.state in ("none", "hidden") or found.measure is None:
        return Evidence("asked", found.state if found else "none", needed=needed)
    wanted = meaning.file()["elements"]["skm"][part]
    chosen = [one for one in found.measure.score.elements if one.element.key in wanted]
    means = [one.mean for one in chosen]
    counts = [one.n for one in chosen if one.n is not None]
    if len(chosen) != len(wanted) or None in means or len(counts) != len(chosen):
        return Evidence("asked", "hidden", needed=needed)
    value = sum((mean for mean in means if mean is not None), Fraction(0)) / len(means) * 25
    n = min(counts)
    return Evidence("asked", "sound" if n >= needed else "insufficient", value, n, needed)


def from_axes(found: results.Result | None) -> Evidence:
    """Firm and courteous, as visitors said: the lower of the two."""
    needed = least()
    if found is None or found.state in ("none", "hidden") or found.measure is None:
        return Evidence("axes", found.state if found else "none", needed=needed)
    scores = found.measure.scores
    values = [one.value for one in scores if one.value is not None]
    counts = [one.n for one in scores if one.n is not None]
    if len(values) < len(scores) or len(counts) < len(scores):
        return Evidence("axes", "hidden", needed=needed)
    n = min(counts)
    return Evidence("axes", "sound" if n >= needed else "insufficient", min(values), n, needed)


# ---- put together --------------------------------------------------------------------------------
def profiles(city: City, units: Sequence[Unit], period: Period, today: date) -> dict[int, Profile]:
    """The profile of each of these offices; a fixed number of queries.

    Records and matters count to today; answers of people to the last month that is over; things as they
    stand now.
    """
    ids = [unit.pk for unit in units]
    last = min(period.last, today)
    faults = part_counts.faults(ids, period.first, last)
    ended = {one.unit: one for one in top.by_unit(ids, period.first, last)}
    came = promising.summed(units, period.first, last)
    stock = part_counts.stock(units)
    skm, axes = (results.board(city, key, period, today) for key in ("skm", "tegas-santun"))
    found = {}
    for unit in ids:
        served = (ended[unit].results if unit in ended else 0) + (came[unit].served if unit in came else 0)
        counts = faults.get(unit, part_counts.Faults())
        about = _result(skm, unit, period)
        bars = []
        for part in PARTS:
            known = [from_elements(about, part)]
            if part == "rules":
                known.append(
                    from_standard(*(ended[unit].met, ended[unit].results) if unit in ended else (0, 0))
                )
            if part == "facilities":
                known.append(from_stock(*stock.get(unit, (0, 0))))
            if part == "behaviour":
                known.append(from_axes(_result(axes, unit, period)))
            known.append(from_records(counts.by_part.get(part, 0), served))
            bars.append(Bar(part, tuple(known)))
        simulated = counts.simulated or any(one is not None and one.simulated for one in (skm, axes))
        found[unit] = Profile(unit, tuple(bars), simulated)
    return found


def _result(board: Board | None, unit: int, period: Period) -> results.Result | None:
    return board.result(Scope(unit), period) if board is not None else None


def named(parts: Collection[str]) -> list[str]:
    """Parts in their order."""
    return [part for part in PARTS if part in parts]
