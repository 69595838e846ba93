"""The city's offices: the list, and the page of each with its hours and what it gives."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from garda import clock
from garda.public import appointments
from garda.public import satisfaction as said
from garda.public.city_pages import in_city, lang
from garda.public.services import today_in
from garda.registers import comforting, hindrances
from garda.sight import offices, shelves
from garda.sight.offices import Office


@require_safe
def _offices(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Every office: the front line under its kecamatan, then the agencies and the rest."""
    found = offices.offices(city)
    local: list[tuple[Office, list[Office]]] = [
        (above, [one for one in found if one.parent and one.parent.key == above.key])
        for above in found
        if above.kind == "kecamatan"
    ]
    others = [
        (words.of(lang()), [one for one in found if one.kind == kind])
        for kind, words in offices.KINDS.items()
        if kind not in ("kecamatan", "kelurahan", "kota")
    ]
    context = {"local": local, "others": [group for group in others if group[1]]}
    return render(request, "public/offices.html", context)


@require_safe
def _office(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """One office: open now or not, its week, what it gives, where it is, who is above it."""
    at, speaks = clock.now(), lang()
    found = offices.office(city, key)
    if found is None:
        raise Http404
    sign = offices.sign_of(city, key, at, speaks)
    promise = appointments.promise_of(city, key, at)
    slower = hindrances.at_office(city, key)
    satisfaction = said.of_office(city, found.id, today_in(city))
    comfort = comforting.at_office(city, key, today_in(city))
    made_up = [
        one for one in (sign, promise, satisfaction, comfort, *slower) if one is not None and one.simulated
    ]
    request.simulated = bool(made_up)  # type: ignore[attr-defined]
    context = {
        "satisfaction": satisfaction,
        "office": found,
        "sign": sign,
        "promise": promise,
        "slower": slower,
        "comfort": comfort,
        "week": offices.week_of(city, key, at, speaks),
        "services": [one for one in shelves.services(city, at, speaks, found.kind) if one.kind == "request"],
        "report": any(one.kind == "complaint" for one in shelves.services(city, at, speaks, found.kind)),
    }
    return render(request, "public/office.html", context)


offices_page, office_page = in_city(_offices), in_city(_office)
