"""The standard of a service as a promise of fourteen parts: the page, and the printed sheet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from garda import clock, flow
from garda.flow.completing import AT_THE_COUNTER
from garda.public.city_pages import in_city, lang
from garda.public.services import page_of, shared
from garda.sight import catalogue, offices, printing


@require_safe
def _standard(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """The fourteen components of the service's standard (UU 25/2009 art. 21), also those not written yet."""
    page = page_of(city, key)
    found = [
        {
            "place": one.place,
            "key": one.key,
            "label": one.label,
            "stated": one.stated,
            "words": page.flow.standard.get(one.key),
        }
        for one in flow.components(page.flow)
    ]
    context = {
        **shared(city, page),
        "route": flow.route(page.flow, lang(), names=offices.post_names(lang())),
        "at_counter": found[:AT_THE_COUNTER],
        "behind": found[AT_THE_COUNTER:],
        "lacking": [one for one in found if not one["stated"]],
    }
    return render(request, "public/standard.html", context)


@require_safe
def _sheet(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """`…/standar/standar.pdf`: the standard in the fields of the national catalogue, to print or send."""
    page = page_of(city, key)
    entry = catalogue.entry(city, key, clock.now(), lang())
    if entry is None:
        raise Http404
    labels = {one.key: one.label.of(lang()) for one in flow.components(page.flow)}
    response = HttpResponse(printing.sheet(entry, labels, lang()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="standar-{key}-v{page.version}.pdf"'
    return response


standard, sheet = in_city(_standard), in_city(_sheet)
