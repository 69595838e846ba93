"""The sheet on which an office publishes what visitors said: period, n, elements, index, what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from garda.looks import wording
from garda.people.models import City, Unit
from garda.scoring import Instrument
from garda.surveys import followed, following_up, periods, result_words
from garda.surveys.follow_up_states import BETTER, DONE, DROPPED, TAKEN
from garda.surveys.followed import Followed
from garda.surveys.following_up import Matter
from garda.surveys.periods import Period
from garda.surveys.result_words import Figure, Line
from garda.surveys.results import CITY, Board, Result, Scope


@dataclass(frozen=True)
class Weak:
    """One of the weakest elements, and what the office does about it."""

    line: Line
    doing: tuple[str, ...]


@dataclass(frozen=True)
class Earlier:
    """A weak point of an earlier result: when it was found, its element and mean then, what came of it."""

    period: str
    title: str
    mean: str
    said: str


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet, in words; without figures it says why."""

    headline: str
    title: str
    name: str
    period: str
    until: str
    result: Result
    figures: list[Figure]
    rate: str
    lines: list[Line]
    weakest: list[Weak]
    earlier: list[Earlier]
    followed: str
    compared: str
    counted: str
    basis: list[str]
    own: str
    since: date
    fingerprint: str
    simulated: bool


def sheet(city: City, board: Board, period: Period, today: date, unit: Unit | None = None) -> Sheet:
    """The sheet of an office, or of the whole city."""
    instrument = board.edition.instrument
    result = board.result(Scope(unit.pk) if unit else CITY, period)
    lines = result_words.lines(instrument, result.measure)
    matters = following_up.of_office(unit, board.edition.key, limit=60) if unit else []
    weakest = [Weak(one, _doing(matters, one.key, period)) for one in lines if one.weak]
    done = (
        followed.of_matters(city, matters, period)
        if unit
        else followed.of_city(city, board.edition.key, period)
    )
    return Sheet(
        headline=result_words.headline(instrument, unit.name if unit else city.name, result),
        title=wording.words(instrument.title),
        name=unit.name if unit else city.name,
        period=wording.words(period.words),
        until=_until(period, result, today),
        result=result,
        figures=result_words.figures(instrument, result),
        rate=result_words.rate(result),
        lines=lines,
        weakest=weakest,
        earlier=_earlier(instrument, matters, {one.line.key for one in weakest}, period),
        followed=followed_said(done),
        compared=result_words.compared(instrument, result),
        counted="" if unit else _("Angka kota menghitung setiap jawaban sekali, bukan rata-rata kantor."),
        basis=result_words.basis(board.edition, city.key, today),
        own=wording.words(instrument.own),
        since=board.edition.first,
        fingerprint=board.edition.fingerprint[:16],
        simulated=board.simulated,
    )


def _until(period: Period, result: Result, today: date) -> str:
    """ "Sampai Oktober 2026" while the period still runs."""
    months = period.months(today)
    if period.is_over(today) or not months:
        return ""
    return _("sampai %(month)s") % {"month": wording.words(periods.month_at(months[-1]).words)}


def followed_said(one: Followed) -> str:
    """ "2 dari 3 unsur terlemah sudah dikerjakan (67%), separuhnya dalam 14 hari"; "" without any."""
    if not one.found:
        return ""
    told = {
        "done": wording.number(one.done), "found": wording.number(one.found),
        "share": result_words.share(one.done, one.found),
    }  # fmt: skip
    said = _("%(done)s dari %(found)s unsur terlemah sudah dikerjakan (%(share)s%%)") % told
    if one.days == 0:
        said += ", " + _("separuhnya pada hari yang sama")
    elif one.days is not None:
        half = ngettext("separuhnya dalam %(days)s hari", "separuhnya dalam %(days)s hari", one.days)
        said += ", " + half % {"days": wording.number(one.days)}
    if one.left:
        said += ", " + _("%(n)s ditinggalkan dengan alasan") % {"n": wording.number(one.left)}
    return said


def _earlier(instrument: Instrument, matters: list[Matter], above: set[str], period: Period) -> list[Earlier]:
    """Weak points of this period and the one before that are not already named above, the latest first."""
    found = []
    for one in matters:
        its = periods.read(one.period)
        inside = its is not None and period.first <= its.first and its.last <= period.last
        if (
            its is None
            or not followed.within(one.period, period)
            or (inside and one.about in above and one.state != DROPPED)
        ):
            continue
        title = result_words.element_title(instrument, one.about)
        found.append(Earlier(wording.words(its.words), title, result_words.shown(one.before, 2), said(one)))
    return found


def _doing(matters: list[Matter], about: str, period: Period) -> tuple[str, ...]:
    """What is done about an element found weak within the period, the latest first."""
    found = []
    for one in matters:
        its = periods.read(one.period)
        inside = its is not None and period.first <= its.first and its.last <= period.last
        if one.about == about and inside and one.state != DROPPED:
            found.append(said(one))
    return tuple(found)


def said(one: Matter) -> str:
    """A follow-up in one or two sentences that residents read."""
    if one.state == BETTER:
        numbers = {"before": result_words.shown(one.before, 2), "after": result_words.shown(one.after, 2)}
        return f"{one.result.rstrip('.')}. " + _("Hasilnya: dari %(before)s menjadi %(after)s.") % numbers
    if one.state == DONE:
        return f"{one.result.rstrip('.')}. " + _("Hasilnya dilihat pada masa berikutnya.")
    if one.state == TAKEN and one.due is not None:
        until = {"plan": one.plan.rstrip("."), "day": wording.day(one.due)}
        return _("%(plan)s. Paling lambat %(day)s.") % until
    if one.state == DROPPED:
        return _("Tidak dilanjutkan; alasannya tercatat.")
    return _("Sedang ditentukan siapa yang mengurus.")
