"""Language version 1 of instruments: the shapes a text becomes. docs/instrument-language.md explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from garda.texts.words import Words

LANGUAGE = 1

# How a score comes about. The list is closed: a new formula is code, with tests, and not an expression.
FORMULAS: Mapping[str, Words] = {
    "weighted-mean": Words("Rata-rata tertimbang dari jawaban", "Weighted mean of the answers"),
    "profile": Words(
        "Tiap bagian dinilai sendiri, tidak dijumlahkan", "Each part scored alone, never added up"
    ),
    "gap": Words("Bagian kedua dikurangi bagian pertama", "The second part less the first"),
    "two-axes": Words("Dua sumbu, dibaca bersama", "Two axes, read together"),
    "shares": Words("Bagian dari catatan, masing-masing sendiri", "Shares of records, each alone"),
    "weighted-tree": Words("Bobot bertingkat dengan bukti", "Nested weights with evidence"),
}
ASKING = ("weighted-mean", "profile", "gap", "two-axes")  # formulas over answers of people
APART = ("profile", "gap", "two-axes")  # formulas whose first parts are scored one by one
ASKED = ("visitors", "residents", "staff", "observers", "assessors", "records")
MINIMA = ("krejcie-morgan", "fixed")
DOUBTED = ("formula", "elements", "out-of", "minimum", "bands", "dates", "basis")
DOUBTED_WEIGHT = ("weight", "edge", "elements", "question", "scale", "labels", "title")


@dataclass(frozen=True, slots=True)
class Point:
    """One answer of a scale: what it is worth and what it says."""

    value: Fraction
    title: Words
    key: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers that may be given. Without points any number from lowest to highest may stand."""

    key: str
    lowest: Fraction
    highest: Fraction
    points: tuple[Point, ...] = ()
    unsure: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A group of elements: an axis, a dimension, a component, or a component's component."""

    key: str
    title: Words
    note: Words | None = None
    weight: Fraction = Fraction(0)
    shares: Fraction | None = None
    under: str | None = None
    beyond: bool = False
    edge: Fraction | None = None
    unsure: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that is asked, counted, or held against evidence."""

    key: str
    title: Words
    question: Words | None = None
    note: Words | None = None
    part: str | None = None
    scale: str | None = None
    weight: Fraction = Fraction(0)
    beyond: bool = False
    was: tuple[str, ...] = ()
    counts: Words | None = None
    among: Words | None = None
    unsure: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """One class of the outcome, from edge to edge; each edge is its own or its neighbour's, never both."""

    key: str
    title: Words
    lowest: Fraction
    highest: Fraction
    with_lowest: bool = True
    with_highest: bool = False
    unsure: tuple[str, ...] = ()
    source: str = ""

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies between the edges."""
        above = value >= self.lowest if self.with_lowest else value > self.lowest
        return above and (value <= self.highest if self.with_highest else value < self.highest)


@dataclass(frozen=True, slots=True)
class Quadrant:
    """What two axes say together: which of them reach their edge, and what to do then."""

    key: str
    title: Words
    high: tuple[str, ...] = ()
    advice: Words | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """One edition of one instrument, as its text says."""

    key: str
    title: Words
    lead: Words
    formula: str
    asked: str
    begins: date
    ends: date | None = None
    language: int = LANGUAGE
    rests_on: tuple[str, ...] = ()
    own: Words | None = None
    whole: Fraction = Fraction(1)
    out_of: Fraction = Fraction(100)
    decimals: int = 2
    older_places: int | None = None
    minimum: str = "fixed"
    least: int = 0
    note: Words | None = None
    unsure: tuple[str, ...] = ()
    source: str = ""
    scales: tuple[Scale, ...] = ()
    parts: tuple[Part, ...] = ()
    elements: tuple[Element, ...] = ()
    bands: tuple[Band, ...] = ()
    quadrants: tuple[Quadrant, ...] = ()

    def scale(self, key: str | None) -> Scale | None:
        """The scale of that key, or nothing."""
        return next((one for one in self.scales if one.key == key), None)

    def element(self, key: str) -> Element | None:
        """The element of that key, or nothing."""
        return next((one for one in self.elements if one.key == key), None)

    def part(self, key: str | None) -> Part | None:
        """The part of that key, or nothing."""
        return next((one for one in self.parts if one.key == key), None)

    def of_part(self, key: str | None) -> tuple[Element, ...]:
        """The elements that stand directly in a part; None: those in no part."""
        return tuple(one for one in self.elements if one.part == key)

    def under(self, key: str | None) -> tuple[Part, ...]:
        """The parts that stand directly in a part; None: the first ones."""
        return tuple(one for one in self.parts if one.under == key)
