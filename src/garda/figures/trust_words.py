"""Trust and expectation in the words of a page: the same for the office and for residents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from garda import scoring
from garda.clock.words import month_words
from garda.figures.expecting import FALLING, RISING, Line, Point
from garda.figures.trust import Apart, Beside, Picture, Place, Reading
from garda.looks import trends, wording
from garda.scoring import Share
from garda.surveys import periods
from garda.surveys.periods import Period


@dataclass(frozen=True)
class Cell:
    """One value of a table: the number or "", how sure it is in shape and words."""

    value: str
    state: str
    said: str
    interval: str = ""


@dataclass(frozen=True)
class Row:
    """A kelurahan as the table shows it."""

    key: str
    name: str
    area: str
    trust: Cell
    satisfaction: Cell
    moved: str
    signs: tuple[tuple[str, str, Cell], ...]
    pair: SafeString  # both on one line, the same line for every kelurahan


def value(number: Fraction | None, places: int = 1) -> str:
    """ "71,2"; "" without one."""
    return wording.number(scoring.shown(number, places), places) if number is not None else ""


def signed(number: Fraction) -> str:
    """ "+5,0", "0,0", "-5,0"."""
    return ("+" if scoring.rounded(number, 1) > 0 else "") + value(number)


def cell(one: Reading | None, n: int | None) -> Cell:
    """A reading with how many answered."""
    if one is None:
        if n == 0:
            return Cell("", "not", _("belum ada jawaban"))
        return Cell("", "not", _("terlalu sedikit jawaban untuk ditampilkan"))
    count = wording.number(one.n)
    interval = ""
    if one.low is not None and one.high is not None:
        interval = _("antara %(low)s dan %(high)s") % {"low": value(one.low), "high": value(one.high)}
    if one.sound:
        return Cell(value(one.value), "done", _("%(n)s jawaban, cukup") % {"n": count}, interval)
    if one.needed is None:
        return Cell(value(one.value), "pause", _("%(n)s jawaban") % {"n": count}, interval)
    said = _("Baru %(n)s dari %(needed)s jawaban") % {"n": count, "needed": wording.number(one.needed)}
    return Cell(value(one.value), "pause", said, interval)


def share(one: Share) -> Cell:
    """ "62%", "31 dari 50"."""
    if one.value is None or one.among is None or one.counted is None:
        return Cell("", "not", _("belum ada") if one.state == "none" else _("terlalu sedikit"))
    of = _("%(n)s dari %(all)s") % {"n": wording.number(one.counted), "all": wording.number(one.among)}
    state = "done" if one.state == "sound" else "pause"
    return Cell(f"{wording.number(scoring.shown(one.value, 0), 0)}%", state, of)


# ---- trust ---------------------------------------------------------------------------------------
def trust_page(one: Picture, today: date) -> dict[str, Any]:
    """What the pages of trust show."""
    frame = trends.frame_of(
        float(side.value)
        for place in one.places
        for side in (place.now.trust, place.now.satisfaction)
        if place.now.trust and place.now.satisfaction and side
    )
    months = one.months[since([bool(month.trust or month.satisfaction) for _first, month in one.months]) :]
    return {
        "headline": headline(one),
        "period": wording.words(one.period.words),
        "trust": cell(one.whole.trust, one.whole.trust_n),
        "satisfaction": cell(one.whole.satisfaction, one.whole.satisfaction_n),
        "moved": moved(one.apart),
        "drawing": drawing([month for _first, month in months]),
        "months": [
            (_month(first), cell(month.trust, month.trust_n), cell(month.satisfaction, month.satisfaction_n))
            for first, month in reversed(months)
        ],
        "ends": (_month(months[0][0]), _month(months[-1][0])),
        "sides": [(wording.words(side.element.title), value(side.mean, 2), side.n) for side in one.sides],
        "places": [row(place, frame) for place in one.places],
        "silent": one.silent,
        "signs": [(sign.element, share(sign)) for sign in one.signs],
        "apart_places": [place.unit.name for place in one.places if place.apart],
        "editions": [
            (wording.words(edition.instrument.title), edition.fingerprint[:12], edition.first)
            for edition in one.editions
        ],
        **steps(one.period, today),
        "simulated": one.simulated,
    }


def since(values: Sequence[bool]) -> int:
    """The place of the first that says something: what came before anybody was asked is left out."""
    return next((at for at, one in enumerate(values) if one), max(0, len(values) - 1))


def _month(first: date) -> str:
    return f"{month_words(first, wording.speaks())} {first.year}"


def headline(one: Picture) -> str:
    """ "Kepuasan naik, kepercayaan turun", "Kepercayaan 71,2 dan kepuasan 82,4 dari 100"."""
    trust, satisfaction = one.whole.trust, one.whole.satisfaction
    if one.apart is not None:
        return (
            _("Kepercayaan turun, padahal kepuasan naik")
            if one.apart.trust < 0
            else _("Kepercayaan naik, padahal kepuasan turun")
        )
    if trust and satisfaction:
        return _("Kepercayaan %(trust)s dan kepuasan %(satisfaction)s dari 100") % {
            "trust": value(trust.value), "satisfaction": value(satisfaction.value)
        }  # fmt: skip
    if trust:
        return _("Kepercayaan %(trust)s dari 100") % {"trust": value(trust.value)}
    return _("Kepercayaan belum cukup jawaban untuk disebut")


def moved(one: Apart | None) -> str:
    """How the two moved in opposite ways since the period before."""
    if one is None:
        return ""
    said = _("Sejak masa sebelumnya kepercayaan %(trust)s dan kepuasan %(satisfaction)s.") % {
        "trust": signed(one.trust), "satisfaction": signed(one.satisfaction)
    }  # fmt: skip
    sure = _("Selisihnya melampaui ketidakpastian.") if one.sure else _("Masih di dalam ketidakpastian.")
    return f"{said} {sure}"


def drawing(months: Sequence[Beside]) -> SafeString:
    """Trust thick, satisfaction thin."""
    thick = [float(one.trust.value) if one.trust else None for one in months]
    thin = [float(one.satisfaction.value) if one.satisfaction else None for one in months]
    said = (
        [value(one.trust.value) if one.trust else "" for one in months],
        [value(one.satisfaction.value) if one.satisfaction else "" for one in months],
    )
    return trends.two_lines(thick, thin, said=said)


def row(one: Place, frame: tuple[float, float]) -> Row:
    """A kelurahan in words, and as two dots on a line."""
    trust, satisfaction = one.now.trust, one.now.satisfaction
    return Row(
        one.unit.key, one.unit.name, one.unit.area.code if one.unit.area else "",
        cell(one.now.trust, one.now.trust_n), cell(one.now.satisfaction, one.now.satisfaction_n),
        moved(one.apart),
        tuple((sign.element.key, wording.words(sign.element.title), share(sign)) for sign in one.signs),
        trends.pair(
            float(trust.value) if trust else None, float(satisfaction.value) if satisfaction else None, frame
        ),
    )  # fmt: skip


def steps(period: Period, today: date) -> dict[str, Any]:
    """The periods around: month, quarter and year, one step back and on."""
    before, after = periods.before(period), periods.after(period)
    last = period.months(today)[-1]
    names = (
        (_("Bulan"), periods.month_at),
        (_("Triwulan"), periods.quarter_at),
        (_("Tahun"), periods.year_at),
    )
    return {
        "kinds": [(name, made(last).key, made(last) == period) for name, made in names],
        "before": (wording.words(before.words), before.key) if before.first.year > 2000 else None,
        "after": (wording.words(after.words), after.key) if after.is_shown(today) else None,
        "until": "" if period.is_over(today) else wording.words(periods.month_at(last).words),
        "coming": None if after.is_shown(today) else _coming(today),
    }


def _coming(today: date) -> tuple[str, date]:
    """Which month comes out next, and when."""
    following = periods.after(periods.latest(today))
    return wording.words(following.words), periods.out_on(following.last)


def period_of(typed: str, today: date) -> Period:
    """The period that an address names, else the last month that is over."""
    found = periods.read(typed[:8])
    return found if found is not None and found.is_shown(today) else periods.latest(today)


# ---- expectation ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Step:
    """One period of a line in words."""

    period: str
    expected: str
    met: str
    gap: str
    n: str
    state: str
    said: str
    warning: str


def step(one: Point) -> Step:
    """One period in words."""
    if one.expected is None or one.met is None or one.gap is None:
        found = cell(None, one.n)
        return Step(wording.words(one.period.words), "", "", "", "", found.state, found.said, "")
    found = cell(one.expected, one.n)
    return Step(
        wording.words(one.period.words), value(one.expected.value), value(one.met.value), signed(one.gap),
        wording.number(one.n) if one.n is not None else "", found.state, found.said, why(one.warned),
    )  # fmt: skip


def why(warned: str) -> str:
    """Why the gap turned, in a sentence."""
    return {
        RISING: _("Harapan naik lebih cepat daripada layanan."),
        FALLING: _("Layanan turun di bawah harapan."),
    }.get(warned, "")


def known(one: Line) -> tuple[Point, ...]:
    """The points of a line from the first that says something on."""
    return one.points[since([point.gap is not None for point in one.points]) :]


def line_drawing(one: Line) -> SafeString:
    """Experience thick, expectation thin; a ring where it is warned."""
    points = known(one)
    met = [float(point.met.value) if point.met else None for point in points]
    expected = [float(point.expected.value) if point.expected else None for point in points]
    said = (
        [value(point.met.value) if point.met else "" for point in points],
        [value(point.expected.value) if point.expected else "" for point in points],
    )
    return trends.two_lines(met, expected, [at for at, point in enumerate(points) if point.warned], said)


def expectation_headline(lines: Iterable[Line], names: dict[str, str]) -> str:
    """ "Harapan melampaui layanan pada 2 layanan", "Layanan kota 3,2 di atas harapan"."""
    every = list(lines)
    turned = [one for one in every if one.key and one.warning]
    if turned:
        first = names.get(turned[0].key, turned[0].key)
        if len(turned) == 1:
            return _("Harapan melampaui %(service)s") % {"service": first}
        return _("Harapan melampaui %(n)s layanan") % {"n": wording.number(len(turned))}
    city = next((one for one in every if not one.key), None)
    last = city.last if city else None
    if last is None or last.gap is None:
        return _("Harapan belum cukup jawaban untuk dibandingkan")
    if last.gap < 0:
        return _("Layanan kota %(gap)s di bawah harapan") % {"gap": value(-last.gap)}
    return _("Layanan kota %(gap)s di atas harapan") % {"gap": value(last.gap)}
