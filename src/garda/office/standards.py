"""How whole the standards are: the figure with its denominator, opened to each missing component."""

from __future__ import annotations

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.calendars import city_calendar
from garda.sight import handovers, standards
from garda.sight.doors import Staff, post


@require_safe
@post("publish", "review", "confirm-standard", "audit")
def standing(request: HttpRequest) -> HttpResponse:
    """`/kerja/standar/`: the whole city, or one office with `?unit=`; as it stood on a day with `?pada=`."""
    staff, now = staff_of(request), clock.now()
    asked = request.GET.get("pada", "").strip()[:40]
    at, wrong = _moment(staff, asked, now)
    rows = standards.standings(staff.city, at, lang())
    offices = standards.offices(staff.city, rows)
    named = request.GET.get("unit", "")
    unit = handovers.units_at(staff.city).by_key(named) if named else None
    if named and unit is None:
        raise Http404
    shown = standards.of_office(rows, unit) if unit else rows
    return show(
        request,
        "office/standards.html",
        {
            "rows": shown,
            "figure": standards.figure_of(shown),
            "offices": offices,
            "unit": unit,
            "day": local_day(staff, at),
            "asked": asked,
            "error": wrong,
            "bare": sum(len(row.bare) for row in shown),
            "can_publish": staff.may("publish"),
        },
        status=422 if wrong else 200,
    )


def _moment(staff: Staff, asked: str, now: datetime) -> tuple[datetime, str]:
    """The end of the day asked for, never later than now; with a sentence when it is no day."""
    if not asked:
        return now, ""
    try:
        day = clock.parse_day(asked)
    except ValueError:
        return now, _("Tulis tanggalnya seperti 17/8/2026.")
    zone = city_calendar(staff.city).local(now).tzinfo
    return min(now, datetime.combine(day, time(23, 59), zone)), ""
