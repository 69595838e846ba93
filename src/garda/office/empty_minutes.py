"""Empty minutes of offices: the target is 0; every minute opens to its gap, its stays and what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.clock.words import month_words
from garda.figures import definitions
from garda.office.head import over
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.calendars import city_calendar
from garda.people.register import register_of
from garda.rosters import attending, office_days, reporting_empty, watching
from garda.rosters.office_days import Minutes
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import plain, some_lines


@dataclass(frozen=True)
class Row:
    """One office in the list, its month summed; `now` True while it stands empty."""

    key: str
    name: str
    minutes: Minutes
    days: int
    now: bool

    @property
    def share(self) -> str:
        """Covered minutes of promised ones in whole percent, rounded down: only a whole month is 100."""
        return f"{100 * self.minutes.covered // self.minutes.opened}%" if self.minutes.opened else ""


@dataclass(frozen=True)
class Month:
    """A month as the address names it."""

    first: date
    last: date
    words: str

    @property
    def key(self) -> str:
        """ "2025-11"."""
        return f"{self.first:%Y-%m}"


@require_safe
@post("see-cover")
def every(request: HttpRequest) -> HttpResponse:
    """`/kerja/menit-kosong/`: every office within reach, the emptiest first; `?bulan=2025-11`."""
    staff, at = staff_of(request), clock.now()
    month = month_of(request.GET.get("bulan", ""), local_day(staff, at))
    register = register_of(staff.city)
    units = [
        unit for pk in units_in_reach(staff, "see-cover") if (unit := register.unit(pk)).closed_on is None
    ]
    summed = office_days.summed(units, month.first, month.last, at)
    empty = {one.unit.pk for one in watching.empty_now([u for u in units if u.pk in summed], at)}
    rows = [
        Row(unit.key, unit.name, *summed[unit.pk], now=unit.pk in empty)
        for unit in units
        if unit.pk in summed
    ]
    rows.sort(key=lambda one: (not one.now, -one.minutes.empty, one.name))
    whole = office_days.total(one.minutes for one in rows)
    shown = {
        "month": month,
        **months_beside(month, local_day(staff, at)),
        "rows": rows,
        "whole": whole,
        "headline": _headline(rows, whole),
        "silent": len(units) - len(rows),
        "over": over(staff, len(units)),
        "waiting": reporting_empty.waiting(units),
        "meaning": definitions.definition("empty-minutes"),
        "simulated": whole.simulated,
    }
    return show(request, "office/empty_minutes.html", shown)


def _headline(rows: list[Row], whole: Minutes) -> str:
    if not rows:
        return _("Belum ada kantor yang mencatat hadir")
    bare = sum(one.now for one in rows)
    if bare:
        return _("%(n)s kantor kosong sekarang") % {"n": bare}
    if not whole.empty:
        return _("Tidak ada menit kosong")
    several = sum(bool(one.minutes.empty) for one in rows)
    said = _("%(n)s menit kosong, di %(some)s dari %(all)s kantor")
    return said % {"n": clock.number_words(whole.empty, lang()), "some": several, "all": len(rows)}


@require_safe
@post("see-cover", "see-roster")
def one_office(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/menit-kosong/<office>/`: its days of a month, and what lies behind each of them."""
    return _page(request, staff_of(request), key)


def _page(
    request: HttpRequest, staff: Staff, key: str, tried: tuple[int, str, str] | None = None
) -> HttpResponse:
    at = clock.now()
    unit = office_or_404(staff, key)
    today = local_day(staff, at)
    month = month_of(request.GET.get("bulan", ""), today)
    days = office_days.kept([unit], month.first, min(month.last, today))
    live = office_days.of_day(unit, today, at) if month.last >= today else None
    days = [*([live] if live and live.minutes.opened else []), *[one for one in days if one.day != today]]
    start, end = _bounds(staff, month)
    overseer = staff.may("see-cover", unit)
    told = reporting_empty.reports_of([unit], first=start) if overseer else []
    reporting_empty.opened(unit, told, by=staff.person, at=at)
    shown = {
        "unit": unit,
        "month": month,
        **months_beside(month, today),
        "days": [(one, [(_span(gap), gap[1] - gap[0]) for gap in one.minutes.gaps]) for one in days],
        "whole": office_days.total(one.minutes for one in days),
        "stays": _stays(staff, unit, request.GET.get("hari", ""), today),
        "alarms": watching.alarms_of(unit, start, end),
        "reports": told,
        "may_answer": may_answer(staff, unit),
        "tried": tried,
        "meaning": definitions.definition("empty-minutes"),
        "simulated": any(one.minutes.simulated for one in days),
        "lists": overseer,
    }
    return show(request, "office/empty_office.html", shown, status=422 if tried else 200)


def office_or_404(staff: Staff, key: str) -> Any:
    """The office of that key, if its minutes are within reach."""
    unit = register_of(staff.city).by_key(key)
    if unit is None or not (staff.may("see-cover", unit) or staff.may("see-roster", unit)):
        raise Http404
    return unit


def may_answer(staff: Staff, unit: Any) -> bool:
    """Whether this person answers for the office: from above it, never from within."""
    return staff.may("see-cover", unit) and unit.pk not in staff.unit_ids


def _stays(staff: Staff, unit: Any, typed: str, today: date) -> dict[str, Any] | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    if not today - timedelta(days=366) <= day <= today:
        return None
    return {"day": day, "rows": attending.stays_of(unit, day)}


@require_POST
@post("see-cover")
def answer(request: HttpRequest, key: str, report_id: int) -> HttpResponse:
    """`/kerja/menit-kosong/<office>/jawab/<id>/`: the resident gets an answer from above the office."""
    staff = staff_of(request)
    unit = office_or_404(staff, key)
    if not may_answer(staff, unit):
        raise Http404
    words = some_lines(plain(request.POST.get("kata", "")))
    try:
        reporting_empty.answer(report_id, unit, words, by=staff.person, at=clock.now())
    except Refused as no:
        return _page(request, staff, key, (report_id, words, no.words.of(lang())))
    messages.success(request, _("Jawaban tersimpan. Warga membacanya di halaman kabarnya."))
    return HttpResponseRedirect(f"/kerja/menit-kosong/{unit.key}/")


# ---- months --------------------------------------------------------------------------------------
def month_of(typed: str, today: date) -> Month:
    """The month that the address names ("2025-11"), else the present one."""
    first = today.replace(day=1)
    try:
        wanted = date.fromisoformat(f"{typed}-01") if len(typed) == 7 else first
    except ValueError:
        wanted = first
    return _month(wanted if first - timedelta(days=370) <= wanted <= first else first)


def _month(first: date) -> Month:
    following = (first + timedelta(days=32)).replace(day=1)
    return Month(first, following - timedelta(days=1), f"{month_words(first, lang())} {first.year}")


def months_beside(month: Month, today: date) -> dict[str, Month | None]:
    """The months before and after, as far as they may be looked at."""
    first = today.replace(day=1)
    before, after = (
        _month((month.first - timedelta(days=1)).replace(day=1)),
        _month(month.last + timedelta(days=1)),
    )
    return {
        "before": before if before.first >= first - timedelta(days=370) else None,
        "after": after if after.first <= first else None,
    }


def _bounds(staff: Staff, month: Month) -> tuple[datetime, datetime]:
    moment = city_calendar(staff.city).moment
    return moment((month.first.toordinal(), 0)), moment((month.last.toordinal(), 1440))


def _span(gap: tuple[int, int]) -> str:
    start, end = (_hour(minute) for minute in gap)
    return _("%(start)s sampai %(end)s") % {"start": start, "end": end}


def _hour(minute: int) -> str:
    said = f"{minute // 60:02d}.{minute % 60:02d}"
    return said.replace(".", ":") if lang() == "en" else said
