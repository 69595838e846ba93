"""What comes out: a score with its state, interval and share of those asked, and the elements beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from garda.scoring.language import Band, Element

# none: nobody answered · hidden: too few to show without telling on somebody · insufficient: fewer answers
# than the instrument asks for, so the value may be shown with that word and gets no band · sound.
State = Literal["none", "hidden", "insufficient", "sound"]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many people were asked for an answer, how many were served in all; None where nobody counted."""

    invited: int | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True)
class ElementScore:
    """One element: how many answered it, their mean (NRR), what it adds to the whole, and how often each
    answer was given: for reckoning by hand, not for a page, where such counts are cells like any other."""

    element: Element
    n: int | None
    mean: Fraction | None
    adds: Fraction | None
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The score of an instrument, or of one of its parts. `low` and `high` bound it, 95 per cent sure;
    both are None where one answer alone says nothing about the spread."""

    part: str | None
    state: State
    n: int | None
    needed: int | None
    invited: int | None = None
    rate: Fraction | None = None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    band: Band | None = None
    elements: tuple[ElementScore, ...] = ()
