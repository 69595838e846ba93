"""Finding a service in everyday words; where there is none, noting the need instead of a dead end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock, flow
from garda.cases.acting import RESIDENT, Refused
from garda.cases.opening import Filing, Opened, open_case
from garda.public import asking, receipts
from garda.public.city_pages import in_city, lang, tidy_ward, ward_code
from garda.sight import doors, elsewhere, needs, offices, shelves, territory
from garda.sight.shelves import GOOD_ENOUGH
from garda.texts.cleaning import one_line, plain

SHOWN = 3
LONGEST = 140


def _typed(text: str) -> str:
    return one_line(plain(text))[:LONGEST]


@require_safe
def _find(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The first three that fit, or the nearest ones, who does it instead, and the way to note the need."""
    typed, at = _typed(request.GET.get("q", "")), clock.now()
    found = shelves.find(city, typed, at, lang()) if typed else []
    good = [one for one in found if one.score >= GOOD_ENOUGH][:SHOWN]
    context = {
        "typed": typed,
        "found": good,
        "near": [] if good else found[:SHOWN],
        "elsewhere": elsewhere.find(city, typed, lang(), good[0].score if good else 0.0) if typed else [],
        "form_key": asking.fresh_key(),
        "groups": territory.wards(city),
        "ward": ward_code(request),
        "may_note": bool(typed) and _wish(city) is not None,
    }
    return render(request, "public/find.html", context)


def _wish(city: Any) -> shelves.ServicePage | None:
    """The flow under which a need is noted: the city's aspiration in force."""
    at = clock.now()
    key = next((one.key for one in shelves.services(city, at, "id") if one.kind == "aspiration"), "")
    return shelves.service(city, key, at, "id") if key else None


@require_http_methods(["POST"])
def _note(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Note a need that no service meets: a matter with a number, an owner and a due date."""
    page, typed = _wish(city), _typed(request.POST.get("kata", ""))
    if page is None:
        raise Http404
    if not typed:
        return redirect(f"/{city.key}/cari/")
    field = next(one for one in page.flow.fields if one.kind == "text")
    cleaned = flow.clean(page.flow, {field.key: typed}, only=[field.key])
    area = territory.area_of(city, tidy_ward(request.POST.get("kelurahan")) or ward_code(request))
    unit = offices.counter_for(city, page.flow, area)
    if unit is None or not cleaned.sound:
        return redirect(f"/{city.key}/layanan/{page.flow.key}/ajukan/")
    try:
        opened: Opened = open_case(
            Filing(
                published=offices.published_of(page.published_id),
                unit=unit,
                answers=cleaned.answers,
                category=needs.UNMET,
                area=area,
                form_key=asking.key_of(request.POST.get("kunci", "")),
            ),
            by=RESIDENT,
            at=clock.now(),
        )
    except Refused:
        return redirect(f"/{city.key}/layanan/{page.flow.key}/ajukan/")
    doors.enter(request, opened.case)
    receipts.remember_code(request, opened)
    return redirect(f"/{city.key}/tanda-terima/{opened.case.number}/")


find, note = in_city(_find), in_city(_note)
