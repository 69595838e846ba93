"""Expectation and experience: two lines and the gap, for the city and each of its services."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import expecting, trust_words
from garda.figures.expecting import Line
from garda.looks import wording
from garda.office.showing import lang, local_day, show, staff_of
from garda.sight import shelves
from garda.sight.doors import post
from garda.surveys import periods

KINDS = {"bulan": periods.MONTH, "triwulan": periods.QUARTER}


@require_safe
@post("see-results")
def expectation(request: HttpRequest) -> HttpResponse:
    """`/kerja/harapan/`: `?per=` month or quarter, `?layanan=` one service."""
    staff, at = staff_of(request), clock.now()
    today = local_day(staff, at)
    per = request.GET.get("per", "")
    per = per if per in KINDS else "bulan"
    found = expecting.expectations(staff.city, today, KINDS[per])
    names = {
        "": _("Semua layanan"),
        **{one.key: one.title for one in shelves.services(staff.city, at, lang())},
    }
    wanted = request.GET.get("layanan", "").replace("\0", "")[:60]
    chosen = next((one for one in found.lines if one.key == wanted), found.lines[0])
    points = trust_words.known(chosen)
    shown = {
        "headline": trust_words.expectation_headline(found.lines, names),
        "chosen": chosen.key,
        "chosen_name": names.get(chosen.key, chosen.key),
        "drawing": trust_words.line_drawing(chosen),
        "steps": [trust_words.step(one) for one in reversed(points)],
        "ends": (wording.words(points[0].period.words), wording.words(points[-1].period.words)),
        "rows": [_row(one, names.get(one.key, one.key)) for one in found.lines if one.last],
        "per": per,
        "tabs": [("bulan", _("Bulan")), ("triwulan", _("Triwulan"))],
        "editions": [
            (wording.words(one.instrument.title), one.fingerprint[:12], one.first) for one in found.editions
        ],
        "simulated": found.simulated,
    }
    return show(request, "office/trust/expectation.html", shown)


def _row(one: Line, name: str) -> tuple[str, str, trust_words.Step]:
    assert one.last is not None
    return one.key, name, trust_words.step(one.last)
