"""Figures of an office's climate in the page's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from garda import scoring
from garda.looks import trends, wording
from garda.office.asks import Ask
from garda.scoring import Instrument
from garda.surveys.climate import Related, Told, Trend
from garda.texts.cleaning import whole

PLACES = 1  # decimals on these pages
SHOWN = 6  # figures side by side
ENOUGH = 3
NOWHERE, CLEAR = Fraction(1, 5), Fraction(1, 2)  # from where on a relation is said, and said plainly


@dataclass(frozen=True)
class Column:
    """One figure of a trend at the head of its column."""

    id: int
    when: str
    n: int
    rounds: int


@dataclass(frozen=True)
class Row:
    """One part of a trend: its values, and how it moved."""

    title: str
    cells: tuple[str, ...]
    state: str
    moved: str
    last: str
    drawing: SafeString


@dataclass(frozen=True)
class Lagged:
    """One relation in words, with its number and its place between the two ends; "" where too few know."""

    when: str
    value: str
    words: str
    said: str
    drawing: SafeString


@dataclass(frozen=True)
class Beside:
    """How one part moves with visitors' ratings: a cell for each lag."""

    title: str
    cells: tuple[Lagged, ...]


def value(one: Fraction | None) -> str:
    """A value of a hundred: "72,5"; a dash without one."""
    return wording.number(scoring.shown(one, PLACES), PLACES) if one is not None else "–"


def mean(one: Fraction | None) -> str:
    """A mean on the scale itself: "3,83"; a dash without one."""
    return wording.number(scoring.shown(one, 2), 2) if one is not None else "–"


def when(one: Told) -> str:
    """The days of a figure: "3 November sampai 16 November 2025"."""
    first, last = wording.day(one.first, year=False), wording.day(one.last)
    return _("%(first)s sampai %(last)s") % {"first": first, "last": last}


def months(one: Told) -> str:
    """The month of a figure, or the first and the last: "Juli 2026", "Agustus sampai September 2026"."""
    last = date_format(one.last, "F Y")
    if (one.first.year, one.first.month) == (one.last.year, one.last.month):
        return last
    first = date_format(one.first, "F" if one.first.year == one.last.year else "F Y")
    return _("%(first)s sampai %(last)s") % {"first": first, "last": last}


def parts_of(instrument: Instrument) -> list[tuple[str | None, str]]:
    """(key, title) of each part that is scored apart; the whole where there is none."""
    if not instrument.parts:
        return [(None, wording.words(instrument.title))]
    return [(part.key, wording.words(part.title)) for part in instrument.parts]


def columns(trend: Trend) -> list[Column]:
    """The heads of the last figures."""
    return [Column(one.id, months(one), one.n, one.rounds) for one in trend.points[-SHOWN:]]


def rows(trend: Trend, instrument: Instrument) -> list[Row]:
    """Each part over the last figures."""
    points = trend.points[-SHOWN:]
    known = {
        key: [float(one) if (one := point.value(key)) is not None else None for point in points]
        for key, _title in parts_of(instrument)
    }
    frame = trends.frame_of(one for line in known.values() for one in line)
    found = []
    for key, title in parts_of(instrument):
        cells = tuple(value(one.value(key)) for one in points)
        drawing = trends.small_line(known[key], cells, frame)
        found.append(Row(title, cells, *moved(trend, key), cells[-1], drawing))
    return found


def moved(trend: Trend, part: str | None) -> tuple[str, str]:
    """Shape and words of how a part moved from the first figure shown to the last."""
    steps = trend.steps(part)
    if steps is None:
        held = {"n": len(trend.values(part)), "enough": ENOUGH}
        return "not", _("belum cukup data: %(n)s dari %(enough)s") % held
    change = sum(steps[-(SHOWN - 1) :], Fraction(0))
    if scoring.rounded(change, PLACES) == 0:
        return "done", _("tetap")
    if change > 0:
        return "done", _("naik %(value)s") % {"value": value(change)}
    return "late", _("turun %(value)s") % {"value": value(-change)}


def beside(found: Sequence[Related], instrument: Instrument, lags: Sequence[int]) -> list[Beside]:
    """The relation with ratings, part by part."""
    by_name = {(one.part, one.lag): one.relation for one in found}
    return [
        Beside(title, tuple(related(by_name.get((key, lag)), lag) for lag in lags))
        for key, title in parts_of(instrument)
    ]


def related(one: scoring.Relation | None, lag: int) -> Lagged:
    """Which way it points, with its number and how many offices; or that there are too few."""
    n = one.n if one is not None else 0
    if one is None or one.value is None:
        too_few = _("belum cukup data (%(n)s kantor)") % {"n": n}
        return Lagged(lag_said(lag), "", "", too_few, mark_safe(""))
    return Lagged(
        lag_said(lag), wording.number(scoring.shown(one.value, 2), 2), _way(one.value),
        _("dari %(n)s kantor") % {"n": n}, trends.between(float(one.value)),
    )  # fmt: skip


def _way(value: Fraction) -> str:
    """The relation as a word: it points the same way, the other way, or nowhere."""
    if abs(value) < NOWHERE:
        return _("tidak terlihat hubungannya")
    if value > 0:
        return _("searah") if value >= CLEAR else _("sedikit searah")
    return _("berlawanan") if value <= -CLEAR else _("sedikit berlawanan")


def lag_said(lag: int) -> str:
    """How much later the ratings are."""
    return _("bulan yang sama") if lag == 0 else _("%(n)s bulan kemudian") % {"n": lag}


def statements(
    instrument: Instrument, scope: str, typed: dict[str, str], errors: dict[str, str]
) -> list[tuple[str, list[Ask]]]:
    """The questions of an instrument as inputs, under the titles of its parts."""
    found = []
    for part in instrument.parts:
        asks = []
        for element in instrument.of_part(part.key):
            scale = instrument.scale(element.scale)
            options = [
                (str(at), wording.words(point.title))
                for at, point in enumerate(scale.points if scale else ())
            ]
            asks.append(
                Ask(
                    element.key, wording.words(element.question), "choices", options=options, scope=scope,
                    value=typed.get(element.key, ""), error=errors.get(element.key, ""), across=True,
                )
            )  # fmt: skip
        found.append((wording.words(part.title), asks))
    return found


def places_typed(
    instrument: Instrument, typed: dict[str, str]
) -> tuple[dict[str, int | None], dict[str, str]]:
    """The places chosen, and for each question left out what is wrong with it."""
    places: dict[str, int | None] = {}
    wrong: dict[str, str] = {}
    for element in instrument.elements:
        place, scale = whole(typed.get(element.key), 2), instrument.scale(element.scale)
        if place is not None and scale is not None and place < len(scale.points):
            places[element.key] = place
        else:
            wrong[element.key] = _("Pilih satu jawaban.")
    return places, wrong


def until(day: date) -> str:
    """A day to remember."""
    return wording.day(day, year=False)
