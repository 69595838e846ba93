"""Results of a survey: the city and its offices and services; one office with its elements; one element."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from garda import clock
from garda.looks import trends, wording
from garda.office.profiles.manner_said import SIGNS
from garda.office.results.asked import Asked, asked_for, frame, months_of, office_or_404, offices, so_far
from garda.office.results.comments import comments
from garda.office.results.follow_up_page import row_of
from garda.office.showing import lang, show, staff_of
from garda.sight import shelves
from garda.sight.doors import Staff, post
from garda.surveys import exporting, following_up, result_words
from garda.surveys.periods import Period
from garda.surveys.result_words import Figure
from garda.surveys.results import CITY, SATISFACTION, Result, Scope


@dataclass(frozen=True)
class Row:
    """One line of a table: its name, the page behind it, its figures, its last month where it lacks some;
    of two axes (sign, words) of what they say together."""

    name: str
    url: str
    figures: list[Figure]
    until: str = ""
    said: tuple[str, str] | None = None


@require_safe
@post("see-results")
def overview(request: HttpRequest) -> HttpResponse:
    """`/kerja/hasil/`: the city, the offices within reach, the services of the city, the months."""
    staff = staff_of(request)
    asked = asked_for(request, staff)
    units = offices(staff)
    city = _result(asked, CITY)
    shown = {
        **frame(staff, asked),
        "headline": _of_all(asked, staff.city.name, city),
        "city_figures": figures(asked, city),
        "rate": result_words.rate(city),
        "apart": city,
        **_apart("offices", _sorted([
            Row(
                unit.name, f"/kerja/hasil/{unit.key}/{asked.query()}", figures(asked, result),
                said=_together(result),
            )
            for unit in units
            if (result := _result(asked, Scope(unit.pk))).state != "none"
        ])),
        "silent": sum(_result(asked, Scope(unit.pk)).state == "none" for unit in units),
        **_apart("services", services(staff, asked)),
        **over_time(asked, CITY),
        "basis": basis(staff, asked),
        "columns": columns(asked),
        "said": {name: result_words.said(getattr(city, name)) for name in ("assisted", "flagged", "aside")},
    }  # fmt: skip
    return show(request, "office/results/overview.html", shown)


@require_safe
@post("see-results")
def office(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/hasil/<office>/`: the index of one office, its elements, its months, what is being done."""
    staff = staff_of(request)
    unit = office_or_404(staff, key)
    asked = asked_for(request, staff)
    result = _result(asked, Scope(unit.pk))
    may = staff.may("follow-up", unit)
    matters = following_up.of_office(unit, asked.key)
    instrument = asked.board.edition.instrument if asked.board else None
    known = {one.about for one in matters if one.period == asked.period.key}
    lines = result_words.lines(instrument, result.measure) if instrument else []
    shown = {
        **frame(staff, asked),
        "unit": unit,
        "headline": headline(asked, unit.name, result),
        "figures": figures(asked, result),
        "result": result,
        "rate": result_words.rate(result),
        "lines": lines,
        "gap": gap(asked, result),
        "so_far": so_far(staff, asked, [unit.pk]),
        **comments(staff, asked, unit),
        "quadrant": result.measure.quadrant if result.measure else None,
        "before_aside": result_words.figure(instrument, result.before_aside)
        if instrument and result.before_aside
        else None,
        "plain": result_words.figure(instrument, result.plain) if instrument and result.plain else None,
        "said": {name: result_words.said(getattr(result, name)) for name in ("assisted", "flagged", "aside")},
        **over_time(asked, Scope(unit.pk)),
        **_apart("services", services(staff, asked, unit.pk) if asked.key == SATISFACTION else []),
        "matters": [row_of(one, staff) for one in matters],
        "may_open": may
        and asked.period.is_over(asked.today)
        and any(one.weak and one.key not in known for one in lines),
        "basis": basis(staff, asked),
        "columns": columns(asked),
        "many": len(offices(staff)) > 1,
    }
    return show(request, "office/results/office.html", shown)


@require_safe
@post("see-results")
def element(request: HttpRequest, key: str, about: str) -> HttpResponse:
    """`/kerja/hasil/<office>/unsur/<element>/`: the counts of answers behind one mean."""
    staff = staff_of(request)
    unit = office_or_404(staff, key)
    asked = asked_for(request, staff)
    result = _result(asked, Scope(unit.pk))
    scores = result.measure.scores if result.measure else ()
    found = next((one for score in scores for one in score.elements if one.element.key == about), None)
    if found is None or asked.board is None:
        raise Http404
    instrument = asked.board.edition.instrument
    line = next(one for one in result_words.lines(instrument, result.measure) if one.key == about)
    shown = {
        **frame(staff, asked),
        "unit": unit,
        "line": line,
        "question": wording.words(found.element.question),
        "buckets": result_words.buckets(instrument, found),
        "total": found.n,
        "basis": basis(staff, asked),
    }
    return show(request, "office/results/element.html", shown)


@require_safe
@post("see-results")
def export(request: HttpRequest) -> HttpResponse:
    """`/kerja/hasil/data.csv`: every figure of the period that may be shown, to reckon it again by hand."""
    staff = staff_of(request)
    asked = asked_for(request, staff)
    if asked.board is None:
        raise Http404
    names = {one.key: one.title for one in shelves.services(staff.city, clock.now(), lang())}
    text = exporting.table(staff.city, asked.board, asked.period, names)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{asked.key}-{asked.period.key}.csv"'
    response["Cache-Control"] = "no-store"
    return response


# ---- what the pages share ------------------------------------------------------------------------
def _result(asked: Asked, scope: Scope, period: Period | None = None) -> Result:
    if asked.board is None:
        return Result(scope, asked.period, "none")
    return asked.board.result(scope, period or asked.period)


def figures(asked: Asked, result: Result) -> list[Figure]:
    """The figures of a result, as many as the instrument has."""
    return result_words.figures(asked.board.edition.instrument, result) if asked.board else []


def columns(asked: Asked) -> list[str]:
    """The heads of the figures in a table: the parts of the instrument, or its one index."""
    if asked.board is None:
        return []
    instrument = asked.board.edition.instrument
    if instrument.formula in ("profile", "two-axes", "gap"):
        return [wording.words(one.title) for one in instrument.parts]
    return [_("Indeks")]


def headline(asked: Asked, name: str, result: Result) -> str:
    """The answer as a sentence."""
    if asked.board is None:
        return _("%(name)s: belum ada jawaban") % {"name": name}
    return result_words.headline(asked.board.edition.instrument, name, result)


def _of_all(asked: Asked, name: str, city: Result) -> str:
    """The answer for the city. Two axes are never averaged over offices: a lax office and a rude one would
    read as lax and rude, which neither is; so it says how many offices are which."""
    if asked.board is None or city.measure is None or city.measure.quadrant is None:
        return headline(asked, name, city)
    found = [_result(asked, Scope(unit)).measure for unit in asked.board.units(asked.period)]
    which = Counter(one.quadrant.key for one in found if one and one.quadrant)
    said = [
        ngettext("%(n)s kantor %(which)s", "%(n)s kantor %(which)s", which[one.key])
        % {"n": wording.number(which[one.key]), "which": wording.words(one.title).lower()}
        for one in asked.board.edition.instrument.quadrants
        if which[one.key]
    ]
    return _("%(name)s: %(said)s") % {"name": name, "said": ", ".join(said) or _("belum cukup jawaban")}


def _together(result: Result) -> tuple[str, str] | None:
    quadrant = result.measure.quadrant if result.measure else None
    return (SIGNS.get(quadrant.key, "not"), wording.words(quadrant.title)) if quadrant else None


def services(staff: Staff, asked: Asked, unit: int | None = None) -> list[Row]:
    """The services of the city, or of one office, in the period, the weakest first."""
    if asked.board is None:
        return []
    names = {one.key: one.title for one in shelves.services(staff.city, clock.now(), lang())}
    rows = []
    for key in asked.board.services(asked.period, unit):
        result = _result(asked, Scope(unit, key))
        late = result_words.until(result)
        lacking = late is not None and late != asked.period.months(asked.today)[-1]
        until = wording.words(Period(late, late).words) if late and lacking else ""
        rows.append(Row(names.get(key, key), "", figures(asked, result), until))
    return _sorted(rows)


def _sorted(rows: list[Row]) -> list[Row]:
    """Those with a figure first, the lowest on top; then those without."""
    return sorted(rows, key=lambda row: (_place(row.figures), row.name))


def _apart(name: str, rows: list[Row]) -> dict[str, list[Row]]:
    """Those with a figure, and those whose figure may not be shown."""
    known = [row for row in rows if any(one.value for one in row.figures)]
    return {name: known, f"{name}_few": [row for row in rows if row not in known]}


def _place(every: list[Figure]) -> tuple[bool, int]:
    known = [one.whole for one in every if one.whole is not None]
    return not known, min(known, default=0)


def months(asked: Asked, scope: Scope) -> list[Row]:
    """The same figure month by month, the latest first."""
    found = []
    for month in months_of(asked):
        result = _result(asked, scope, month)
        if result.state != "none":
            row = Row(wording.words(month.words), asked.query(masa=month.key), figures(asked, result))
            found.append(row)
    return found


def over_time(asked: Asked, scope: Scope) -> dict[str, Any]:
    """The months as a table, and as a line where there is one figure to follow."""
    rows = months(asked, scope)
    line = [row.figures[0] for row in reversed(rows) if len(row.figures) == 1]
    known = [one.whole for one in line if one.whole is not None]
    drawing = trends.small_line([one.whole for one in line], [one.value for one in line], high=112)
    return {
        "months": rows,
        "drawing": drawing if len(known) > 1 and len(line) == len(rows) else "",
        "ends": (rows[-1].name, rows[0].name) if rows else ("", ""),
    }


def gap(asked: Asked, result: Result) -> str:
    """How much the second part has more than the first, in words; nothing for other instruments."""
    if result.measure is None or result.measure.gap is None or asked.board is None:
        return ""
    instrument = asked.board.edition.instrument
    value = result_words.shown(abs(result.measure.gap), instrument.decimals)
    second = wording.words(instrument.parts[1].title).lower()
    first = wording.words(instrument.parts[0].title).lower()
    if result.measure.gap < 0:
        return _("%(second)s %(value)s di bawah %(first)s") % {
            "second": second,
            "value": value,
            "first": first,
        }
    return _("%(second)s %(value)s di atas %(first)s") % {"second": second, "value": value, "first": first}


def basis(staff: Staff, asked: Asked) -> list[str]:
    """The rules that the edition rests on."""
    if asked.board is None:
        return []
    return result_words.basis(asked.board.edition, staff.city.key, asked.today)
