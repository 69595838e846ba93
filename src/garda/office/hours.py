"""Working hours, seasons, holidays and closures, of the city and of single units."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.office.asks import Ask, Options, filled, on_top
from garda.office.overtaking import mark, not_overtaken, status_of
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people import arranging, changes, working_hours
from garda.people.arranging import title_of
from garda.people.changes import Unfit
from garda.people.working_hours import DAYS
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

UNBROKEN = "\u2060–\u2060"  # no line ends between opening and closing
NAMES = ("name", "unit", "first", "last", "rests_on")


@require_safe
@post("hours")
def hours(request: HttpRequest) -> HttpResponse:
    """`/kerja/jam/`: the hours that every clock counts by, and the days that differ this year."""
    return _page(request, staff_of(request))


def _page(
    request: HttpRequest,
    staff: Staff,
    *,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    at, errors, kept = clock.now(), errors or {}, kept or {}
    today = local_day(staff, at)
    year = whole(request.GET.get("tahun"), 4) or 0
    year = year if 2000 <= year <= 2100 else today.year
    years = working_hours.years_of(staff.city)
    rows, days_off = working_hours.hours_of(staff.city), working_hours.days_off_of(staff.city, year)
    asks = _day_asks(staff, kept, errors)
    return show(
        request,
        "office/hours.html",
        {
            "rows": [_week_row(row) for row in rows if row.last is None or row.last >= today],
            "rows_past": [_week_row(row) for row in rows if row.last and row.last < today],
            "days_off": [one for one in days_off if one.day >= today],
            "days_past": [one for one in days_off if one.day < today],
            "kinds": working_hours.OFF_KINDS,
            "year": str(year),
            "years": [
                str(one) for one in sorted({one.year for one in years} | {today.year, today.year + 1, year})
            ],
            "known": next((one for one in years if one.year == year), None),
            "asks": asks,
            "errors": on_top(asks, errors),
            "log": changes.latest(staff.city, "hours", "day-off", limit=8),
        },
        status=422 if errors else 200,
    )


def _week_row(row: Any) -> tuple[Any, list[tuple[str, str]], list[tuple[str, str]]]:
    return row, _lines(row.week), _lines(row.counter)


def _lines(week: Any) -> list[tuple[str, str]]:
    """A week in as few lines as possible: days with the same hours together."""
    lines: list[tuple[str, str]] = []
    names = [clock.weekday_words(_A_MONDAY + _DAY * place, lang()) for place in range(7)]
    start = 0
    texts = [working_hours.day_text(day).replace("-", UNBROKEN) or _("tutup") for day in week or ()]
    for place in range(len(texts)):
        if place + 1 == len(texts) or texts[place + 1] != texts[start]:
            span = names[start] if start == place else f"{names[start]}–{names[place]}"
            lines.append((span, texts[start]))
            start = place + 1
    return lines


_A_MONDAY = datetime(2024, 1, 1).date()  # noqa: DTZ001 - a date only, for the names of the days
_DAY = datetime(2024, 1, 2).date() - _A_MONDAY  # noqa: DTZ001 - one day


def unit_groups(staff: Staff) -> list[tuple[str, Options]]:
    """Every unit, by kind."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for branch in arranging.tree(staff.city):
        groups.setdefault(title_of(branch.unit.kind), []).append((branch.unit.key, branch.unit.name))
    return list(groups.items())


def _unit_ask(staff: Staff, scope: str = "f") -> Ask:
    return Ask(
        "unit",
        _("Hanya untuk unit"),
        "grouped",
        groups=unit_groups(staff),
        required=False,
        hint=_("Kosongkan untuk seluruh kota."),
        scope=scope,
    )


def _day_asks(staff: Staff, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    kinds = [(key, str(words)) for key, words in working_hours.OFF_KINDS.items()]
    lines = [
        Ask("day", _("Tanggal"), hint=_("Contoh: 17/8/2026"), short=True, scope="hari"),
        Ask("label", _("Nama hari"), most=160, hint=_("Misalnya: perbaikan gedung."), scope="hari"),
        Ask("label_en", _("Nama dalam bahasa Inggris"), required=False, most=160, scope="hari"),
        Ask("kind", _("Jenis"), "list", options=kinds, scope="hari"),
        _unit_ask(staff, "hari"),
        Ask(
            "rests_on",
            _("Dasar"),
            required=False,
            most=160,
            hint=_("Misalnya: SKB Tiga Menteri, SK Wali Kota."),
            scope="hari",
        ),
    ]
    return filled(lines, kept, errors)


@require_http_methods(["GET", "HEAD", "POST"])
@post("hours")
def week(request: HttpRequest, row_id: int = 0) -> HttpResponse:
    """`/kerja/jam/<id>/` and `/kerja/jam/baru/`: one row of hours, day by day."""
    staff, at = staff_of(request), clock.now()
    row = working_hours.hours_row(staff.city, row_id) if row_id else None
    if row_id and row is None:
        raise Http404
    if request.method != "POST":
        return _week_page(request, staff, row, _kept(row))
    kept = typed(request, *NAMES, *DAYS, *(f"loket-{day}" for day in DAYS))
    try:
        with changes.one_at_a_time(staff.city):
            row = working_hours.hours_row(staff.city, row_id) if row else None
            asks = [one for part in _week_asks({}, {}, staff).values() for one in part]
            not_overtaken(request, _kept(row), kept, asks)
            _keep_week(staff, row, kept, at)
    except Unfit as wrong:
        return _week_page(request, staff, row, kept, wrong)
    messages.success(request, _("Tersimpan. Semua jam urusan dihitung dengan jam ini mulai sekarang."))
    return HttpResponseRedirect("/kerja/jam/")


def _week_page(
    request: HttpRequest, staff: Staff, row: Any, kept: dict[str, str], wrong: Unfit | None = None
) -> HttpResponse:
    errors = {wrong.field: wrong.said} if wrong else {}
    asks = _week_asks(kept, errors, staff)
    shown = {
        "row": row,
        **asks,
        "errors": on_top([one for part in asks.values() for one in part], errors),
        "semula": mark(_kept(row)) if row else "",
    }
    return show(request, "office/week.html", shown, status=status_of(errors, wrong))


def _kept(row: Any) -> dict[str, str]:
    if row is None:
        return {}
    kept = {
        "name": row.name,
        "unit": row.unit.key if row.unit else "",
        "first": f"{row.first:%d/%m/%Y}" if row.first else "",
        "last": f"{row.last:%d/%m/%Y}" if row.last else "",
        "rests_on": row.rests_on,
    }
    for place, day in enumerate(DAYS):
        kept[day] = working_hours.day_text(row.week[place])
        kept[f"loket-{day}"] = working_hours.day_text(row.counter[place]) if row.counter else ""
    return kept


def _week_asks(kept: dict[str, str], errors: dict[str, str], staff: Staff) -> dict[str, list[Ask]]:
    """The form in its parts: whose hours, the seven days, the counter's seven days, the basis."""
    names = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
    days = list(zip(DAYS, names, strict=True))
    whose = [
        Ask("name", _("Nama"), most=80, hint=_("Misalnya: Ramadan 1448 H.")),
        _unit_ask(staff),
        Ask("first", _("Berlaku mulai"), required=False, hint=_("Kosongkan bila berlaku tetap."), short=True),
        Ask("last", _("Sampai"), required=False, short=True),
    ]
    parts = {
        "whose": whose,
        "work": [Ask(day, name, required=False, most=120) for day, name in days],
        "counter": [Ask(f"loket-{day}", name, required=False, most=120) for day, name in days],
        "basis": [Ask("rests_on", _("Dasar"), required=False, most=120)],
    }
    return {part: filled(asks, kept, errors) for part, asks in parts.items()}


def _unit(staff: Staff, key: str) -> Any:
    if not key:
        return None
    unit = arranging.unit_of(staff.city, key)
    if unit is None:
        raise Unfit(_("Pilih unit dari daftar."), "unit")
    return unit


def _keep_week(staff: Staff, row: Any, kept: dict[str, str], at: datetime) -> None:
    counter_given = any(kept[f"loket-{day}"] for day in DAYS)
    working_hours.keep_hours(
        staff.city,
        name=kept["name"],
        week=working_hours.week_of(kept),
        counter=working_hours.week_of(kept, "loket-") if counter_given else None,
        unit=_unit(staff, kept["unit"]),
        first=day_of(kept["first"], "first") if kept["first"] else None,
        last=day_of(kept["last"], "last") if kept["last"] else None,
        rests_on=kept["rests_on"],
        row=row,
        by=staff.person,
        at=at,
    )


@require_POST
@post("hours")
def drop_week(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take away a season or a unit's own hours."""
    staff = staff_of(request)
    row = working_hours.hours_row(staff.city, row_id)
    if row is None:
        raise Http404
    try:
        working_hours.drop_hours(row, by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, errors={wrong.field: wrong.said})
    messages.success(request, _("Dihapus. Jam yang lain tetap."))
    return HttpResponseRedirect("/kerja/jam/")


@require_POST
@post("hours")
def add_day(request: HttpRequest) -> HttpResponse:
    """One day that differs."""
    staff = staff_of(request)
    kept = typed(request, "day", "label", "label_en", "kind", "unit", "rests_on")
    try:
        row = working_hours.keep_day(
            staff.city,
            day_of(kept["day"], "day"),
            name=kept["label"],
            name_en=kept["label_en"],
            kind=kept["kind"],
            unit=_unit(staff, kept["unit"]),
            rests_on=kept["rests_on"],
            by=staff.person,
            at=clock.now(),
        )
    except Unfit as wrong:
        called = {"name": "label", "name_en": "label_en"}
        errors = {called.get(wrong.field, wrong.field): wrong.said}
        return _page(request, staff, kept=kept, errors=errors)
    messages.success(request, _("Hari tercatat. Jam urusan sesudahnya dihitung ulang dengan hari ini."))
    return HttpResponseRedirect(f"/kerja/jam/?tahun={row.day.year}")


@require_POST
@post("hours")
def drop_day(request: HttpRequest, row_id: int) -> HttpResponse:
    """The day counts as usual again."""
    staff = staff_of(request)
    row = working_hours.day_off_of(staff.city, row_id)
    if row is None:
        raise Http404
    year = row.day.year
    working_hours.drop_day(row, by=staff.person, at=clock.now())
    messages.success(request, _("Hari dihapus dari daftar."))
    return HttpResponseRedirect(f"/kerja/jam/?tahun={year}")


@require_POST
@post("hours")
def know_year(request: HttpRequest) -> HttpResponse:
    """Say that a year's list of holidays is complete, by which decree."""
    staff = staff_of(request)
    kept = typed(request, "year", "source")
    try:
        year = whole(kept["year"], 4) or 0
        working_hours.know_year(staff.city, year, kept["source"], by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, errors={wrong.field: wrong.said})
    messages.success(request, _("Daftar libur tahun ini dinyatakan lengkap."))
    return HttpResponseRedirect(f"/kerja/jam/?tahun={year}")
