"""Looking at the comfort of an office: six questions, yes or no, on a day."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, on_top
from garda.office.facilities.stock_page import ADDRESS
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, show, staff_of
from garda.office.units import typed
from garda.registers import comforting, standards
from garda.sight.doors import post

YES, NO = "ya", "tidak"


@require_http_methods(["GET", "HEAD", "POST"])
@post("see-facilities")
def comfort(request: HttpRequest) -> HttpResponse:
    """`/kerja/sarana/kenyamanan/`: what was found before, and the questions for today."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "see-facilities")
    may = staff.may("keep-facilities", unit)
    if request.method == "POST" and not may:
        raise PermissionDenied
    points = standards.standard().points
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        kept = typed(request, *points, most=8)
        answers = {key: said == YES for key, said in kept.items() if said in (YES, NO)}
        try:
            comforting.look(unit, answers, by=staff.person, at=at)
        except Refused as no:
            errors = {no.field or "": no.words.of(lang())}
        else:
            messages.success(request, _("Tercatat untuk hari ini."))
            return HttpResponseRedirect(here(staff, unit, f"{ADDRESS}kenyamanan/"))
    asks = [
        replace(
            Ask(key, one.question.of(lang()), "choices", options=((YES, _("Ya")), (NO, _("Tidak")))),
            value=kept.get(key, ""), error=errors.get(key, ""), across=True,
        )
        for key, one in points.items()
    ]  # fmt: skip
    past = comforting.past(unit)
    shown = {
        "unit": unit,
        "may": may,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "asks": asks,
        "past": past,
        "last": past[0] if past else None,
        "errors": on_top(asks, errors),
        "simulated": any(one.simulated for one in past),
    }
    return show(request, "office/facilities/comfort.html", shown, status=422 if errors else 200)
