"""The front page of a city, the choice between cities, and the city's own colours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.looks.colours import sheet
from garda.public.city_pages import in_city, lang, ward_code
from garda.sight import doors, needs, offices, shelves
from garda.sight.doors import public

MOST_NEEDED = 3


@public
@require_safe
def root(request: HttpRequest) -> HttpResponseBase:
    """The only city, or a choice."""
    found = doors.cities()
    if len(found) == 1:
        return redirect(f"/{found[0].key}/")
    return render(request, "public/cities.html", {"cities": found})


@public
@require_safe
def unprefixed(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """An address without its city: the only city's page, or the choice."""
    found = doors.cities()
    return redirect(f"/{found[0].key}{request.path}" if len(found) == 1 else "/")


@require_safe
def _front(request: HttpRequest, city: Any) -> HttpResponseBase:
    """One question, the three needs asked for most, two doors, and the sign of the visitor's office."""
    at, speaks = clock.now(), lang()
    services = [one for one in shelves.services(city, at, speaks) if one.kind == "request"]
    order = needs.most_asked(city, at)
    ranked = sorted(services, key=lambda one: order.index(one.key) if one.key in order else len(order))
    office = offices.office_in(city, ward_code(request)) if ward_code(request) else None
    sign = offices.sign_of(city, office.key, at, speaks) if office else None
    if sign:
        change, online = f"/{city.key}/kelurahan/", f"/{city.key}/layanan/"
        sign = replace(sign, change_url=change, online_url=online)
        request.simulated = sign.simulated  # type: ignore[attr-defined]
    context = {
        "needs": ranked[:MOST_NEEDED],
        "known": bool(order),
        "sign": sign,
        "office": office,
        "report": any(one.kind == "complaint" for one in shelves.services(city, at, speaks)),
        "example": _("surat tidak mampu"),
    }
    return render(request, "public/front.html", context)


@require_safe
def _colours(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The city's own colours as a sheet of tokens."""
    response = HttpResponse(sheet(city.colours), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


front, colours = in_city(_front), in_city(_colours)
