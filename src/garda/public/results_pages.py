"""What visitors said, published: the index of the city and of each office with n, on paper too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.looks import wording
from garda.people.register import register_of
from garda.public.city_pages import in_city, lang
from garda.public.satisfaction import usual
from garda.public.services import today_in
from garda.sight import offices, shelves
from garda.surveys import exporting, periods, printing, publication, result_words, results
from garda.surveys.periods import Period
from garda.surveys.publication import Sheet
from garda.surveys.result_words import Figure
from garda.surveys.results import Board, Scope

# What is published of an office; what was asked by turn about other things has pages of its own.
PUBLISHED = ("skm", "kemudahan", "spak", "spkp")


@dataclass(frozen=True)
class Row:
    """One office of the list."""

    key: str
    name: str
    figures: list[Figure]


@require_safe
def _index(request: HttpRequest, city: Any) -> HttpResponseBase:
    """`/<city>/kepuasan/`: the city, and every office with answers."""
    key, period, today, board = _asked(request, city)
    rows = _rows(city, board, period)
    sheet = publication.sheet(city, board, period, today) if board else None
    context = {
        **_frame(request, city, key, period, today, board),
        "sheet": sheet,
        "rows": [row for row in rows if any(one.value for one in row.figures)],
        "few": [row for row in rows if not any(one.value for one in row.figures)],
        "services": _services(city, board, period),
    }
    request.simulated = bool(board and board.simulated)  # type: ignore[attr-defined]
    return render(request, "public/results.html", context)


@require_safe
def _office(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """`/<city>/kepuasan/<office>/`: the sheet of one office."""
    office = offices.office(city, key)
    if office is None:
        raise Http404
    instrument, period, today, board = _asked(request, city)
    context = {
        **_frame(request, city, instrument, period, today, board),
        "sheet": _sheet_of(city, board, period, today, office.id),
        "office": office,
    }
    request.simulated = bool(board and board.simulated)  # type: ignore[attr-defined]
    return render(request, "public/office_results.html", context)


@require_safe
def _city_file(request: HttpRequest, city: Any) -> HttpResponseBase:
    """`/<city>/kepuasan/lembar.pdf`: the sheet of the city."""
    key, period, today, board = _asked(request, city)
    if board is None:
        raise Http404
    return _pdf(publication.sheet(city, board, period, today), f"{key}-{city.key}-{period.key}")


@require_safe
def _office_file(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """`/<city>/kepuasan/<office>/lembar.pdf`."""
    office = offices.office(city, key)
    instrument, period, today, board = _asked(request, city)
    sheet = _sheet_of(city, board, period, today, office.id) if office else None
    if sheet is None:
        raise Http404
    return _pdf(sheet, f"{instrument}-{key}-{period.key}")


@require_safe
def _table(request: HttpRequest, city: Any) -> HttpResponseBase:
    """`/<city>/kepuasan/data.csv`: every figure that may be shown, to reckon it again."""
    key, period, _today, board = _asked(request, city)
    if board is None:
        raise Http404
    names = {one.key: one.title for one in shelves.services(city, clock.now(), lang())}
    response = HttpResponse(
        exporting.table(city, board, period, names), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{key}-{city.key}-{period.key}.csv"'
    return response


# ---- what the pages share ------------------------------------------------------------------------
def _asked(request: HttpRequest, city: Any) -> tuple[str, Period, date, Board | None]:
    today = today_in(city)
    period = periods.read(request.GET.get("masa", "")[:8]) or usual(today)
    period = period if period.is_shown(today) else usual(today)
    key = request.GET.get("survei", "")[:60]
    key = key if key in PUBLISHED else PUBLISHED[0]
    return key, period, today, results.board(city, key, period, today)


def _frame(
    request: HttpRequest, city: Any, key: str, period: Period, today: date, board: Board | None
) -> dict[str, Any]:
    last = period.months(today)[-1]
    kinds = (
        (_("Bulan"), periods.month_at),
        (_("Triwulan"), periods.quarter_at),
        (_("Tahun"), periods.year_at),
    )
    surveys = []
    for one in PUBLISHED:
        fits = results.editions_in(city, one, period)
        if fits:
            surveys.append(
                (wording.words(fits[-1].instrument.title), f"?survei={one}&masa={period.key}", one == key)
            )
    before, after = periods.before(period), periods.after(period)
    return {
        "period": wording.words(period.words),
        "query": f"?survei={key}&masa={period.key}",
        "surveys": surveys,
        "kinds": [
            (name, f"?survei={key}&masa={made(last).key}", made(last) == period) for name, made in kinds
        ],
        "before": (wording.words(before.words), f"?survei={key}&masa={before.key}"),
        "after": (wording.words(after.words), f"?survei={key}&masa={after.key}")
        if after.is_shown(today)
        else None,
        "coming": None if after.is_shown(today) else _coming(today),
        "title": wording.words(board.edition.instrument.title) if board else "",
    }


def _coming(today: date) -> tuple[str, date]:
    """Which month comes out next, and when."""
    following = periods.after(periods.latest(today))
    return wording.words(following.words), periods.out_on(following.last)


def _rows(city: Any, board: Board | None, period: Period) -> list[Row]:
    if board is None:
        return []
    units = register_of(city).units
    found = [units[pk] for pk in board.units(period) if pk in units and units[pk].closed_on is None]
    rows = [
        Row(
            unit.key,
            unit.name,
            result_words.figures(board.edition.instrument, board.result(Scope(unit.pk), period)),
        )
        for unit in found
    ]
    return sorted(rows, key=lambda row: (row.figures[0].value == "", row.name))


def _services(city: Any, board: Board | None, period: Period) -> list[Row]:
    if board is None:
        return []
    names = {one.key: one.title for one in shelves.services(city, clock.now(), lang())}
    found = [(key, board.result(Scope(service=key), period)) for key in board.services(period)]
    rows = [
        Row(
            key if key in names else "",
            names.get(key, key),
            result_words.figures(board.edition.instrument, result),
        )
        for key, result in found
        if result.measure is not None
    ]
    return sorted(rows, key=lambda row: row.name)


def _sheet_of(city: Any, board: Board | None, period: Period, today: date, unit_id: int) -> Sheet | None:
    if board is None:
        return None
    return publication.sheet(city, board, period, today, register_of(city).unit(unit_id))


def _pdf(sheet: Sheet, name: str) -> HttpResponse:
    response = HttpResponse(printing.printed(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


index, office_results, table = in_city(_index), in_city(_office), in_city(_table)
city_file, office_file = in_city(_city_file), in_city(_office_file)
