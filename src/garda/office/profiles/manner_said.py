"""Firm and courteous in the page's words: two axes, never one number; each failing has its own sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from garda.looks.wording import number
from garda.office.profiles.bars_said import value_said
from garda.office.showing import lang
from garda.scoring import Instrument, Measure, rounded
from garda.surveys.manner import Spread, Stretch

# Courteous but lax leans, firm but rude breaks: two shapes, so that neither is taken for the other.
SIGNS = {
    "firm-and-courteous": "done", "courteous-but-lax": "pause", "firm-but-rude": "late", "neither": "late"
}  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """One axis: its name, value, whole number for the drawing, and whether it reaches its edge."""

    name: str
    value: str
    whole: int | None
    holds: bool


@dataclass(frozen=True)
class Said:
    """A measure in words."""

    sign: str
    title: str
    advice: str
    axes: tuple[Axis, ...]
    n: str
    first: date | None = None
    last: date | None = None


def said(measure: Measure, instrument: Instrument, n: int) -> Said:
    """Two axes beside each other, and what they say together."""
    speaks, axes = lang(), []
    for score in measure.scores:
        part = instrument.part(score.part)
        if part is None:
            continue
        value = score.value
        # Held against the edge as it is shown, as the words of both axes together are.
        seen = rounded(value, instrument.decimals) if value is not None else None
        holds = seen is not None and part.edge is not None and seen >= part.edge
        axes.append(
            Axis(part.title.of(speaks), value_said(value), int(value) if value is not None else None, holds)
        )
    quadrant = measure.quadrant
    return Said(
        SIGNS.get(quadrant.key, "not") if quadrant else "not",
        quadrant.title.of(speaks) if quadrant else _("Belum cukup jawaban"),
        quadrant.advice.of(speaks) if quadrant and quadrant.advice else "",
        tuple(axes), number(n),
    )  # fmt: skip


def stretch_said(one: Stretch, instrument: Instrument) -> Said:
    """The same of some months."""
    found = said(one.measure, instrument, one.n)
    return Said(found.sign, found.title, found.advice, found.axes, found.n, one.first, one.last)


def spread_said(one: Spread, instrument: Instrument) -> list[tuple[str, str, str]]:
    """(sign, quadrant, how many officers) without names; one to four stay unsaid."""
    rows = []
    for quadrant in instrument.quadrants:
        if quadrant.key in one.counts:
            n = one.counts[quadrant.key]
            many = _("%(n)s petugas") % {"n": n} if n else _("kurang dari 5 petugas")
            rows.append((SIGNS.get(quadrant.key, "not"), quadrant.title.of(lang()), many))
    return rows


def places() -> list[tuple[str, str]]:
    """The four answers of an observer and "not seen"."""
    return [
        ("3", _("Selalu")), ("2", _("Biasanya")), ("1", _("Kadang")), ("0", _("Tidak")),
        ("", _("Tidak terlihat")),
    ]  # fmt: skip
