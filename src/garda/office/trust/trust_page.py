"""Trust beside satisfaction, by kelurahan and month; the records behind each sign."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import trust as reading
from garda.figures import trust_words, trusting
from garda.looks import wording
from garda.office.showing import local_day, show, staff_of
from garda.people.register import register_of
from garda.sight.doors import post, reaching_numbers
from garda.surveys import publishing

LISTED = 50


@require_safe
@post("see-results")
def trust(request: HttpRequest) -> HttpResponse:
    """`/kerja/kepercayaan/`: what is asked and what is shown, each with its source."""
    staff = staff_of(request)
    today = local_day(staff, clock.now())
    period = trust_words.period_of(request.GET.get("masa", ""), today)
    found = reading.picture(staff.city, period, today)
    return show(
        request, "office/trust/trust.html", {**trust_words.trust_page(found, today), "masa": period.key}
    )


@require_safe
@post("see-results")
def behind(request: HttpRequest, element: str) -> HttpResponse:
    """`/kerja/kepercayaan/<sign>/`: the matters behind a sign; those out of reach only as a number."""
    staff = staff_of(request)
    today = local_day(staff, clock.now())
    edition = publishing.in_force(staff.city, reading.SIGNS, today)
    signs = {one.key: one for one in edition.instrument.elements} if edition else {}
    if element not in trusting.ELEMENTS or element not in signs:
        raise Http404
    period = trust_words.period_of(request.GET.get("masa", ""), today)
    unit = register_of(staff.city).by_key(request.GET.get("kantor", "").replace("\0", "")[:60])
    if request.GET.get("kantor") and (unit is None or unit.area is None):
        raise Http404
    area = unit.area.code if unit and unit.area else None
    rows, count = reading.records(staff.city, element, area, period, today, LISTED)
    may = reaching_numbers(staff, [one.number for one in rows])
    sign = signs[element]
    shown = {
        "sign": sign,
        "place": unit.name if unit else _("seluruh kota"),
        "period": wording.words(period.words),
        "masa": period.key,
        "rows": [one for one in rows if one.number in may],
        "hidden": count - sum(one.number in may for one in rows),
        "count": count,
        "simulated": bool(rows) and rows[0].simulated,
    }
    return show(request, "office/trust/records.html", shown)
