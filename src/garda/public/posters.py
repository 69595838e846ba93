"""What hangs on the wall: a poster per service, a sign per desk, from the version on the screen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock, flow
from garda.public import receipts
from garda.public.city_pages import in_city, lang, ward_code
from garda.public.services import apply_url, page_of, shared, today_in
from garda.registers import hindrances
from garda.sight import offices, shelves, walls

SIZES = {"a4": "A4", "a3": "A3"}
SIGN_SIZES = {"a4": "A4", "a5": "A5"}


def _size(request: HttpRequest, known: dict[str, str]) -> str:
    size = request.GET.get("ukuran", "").lower()
    return size if size in known else next(iter(known))


def _office(request: HttpRequest, city: Any, asked: flow.Flow) -> offices.Office | None:
    """The office named in the address, else that of the reader's kelurahan, where it gives the service."""
    named = request.GET.get("kantor", "")[:60]
    found = offices.office(city, named) if named and "\0" not in named else None
    found = found or (offices.office_in(city, ward_code(request)) if ward_code(request) else None)
    return found if found and found.kind in asked.offered else None


@require_safe
def _poster(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """One printed page of A4 or A3 for the wall. What does not fit on it is said to be too long.

    It hangs for months: what is broken today is not drawn on it. It names the page that says so today, and
    whoever prints it now is led to the route of today, which has the ring.
    """
    page = page_of(city, key)
    speaks = lang()
    route = flow.route(page.flow, speaks, names=offices.post_names(speaks))
    path = apply_url(city, page.flow) or f"/{city.key}/layanan/{key}/"
    fits = walls.fits(page.flow, route)
    office = _office(request, city, page.flow)
    slower = hindrances.along(city, office.key, page.flow) if office else []
    request.simulated = any(one.simulated for one in slower)  # type: ignore[attr-defined]
    live = f"/{city.key}/kantor/{office.key}/" if office else f"/{city.key}/layanan/{key}/"
    context = {
        **shared(city, page),
        "slower": slower,
        "today_url": _today_url(city, page.flow, office),
        "live": receipts.site_address(live).split("://", 1)[-1],
        "wide": mark_safe(flow.draw_wide(route)),
        "route": route,
        "office": office,
        "named": f"&kantor={office.key}" if office and request.GET.get("kantor") else "",
        "qr": receipts.qr(receipts.site_address(path), _("Kode QR ke halaman layanan")),
        "address": receipts.site_address(path).split("://", 1)[-1],
        "today": today_in(city),
        "size": _size(request, SIZES),
        "sizes": SIZES,
        "tight": fits != walls.WHOLE,
        "too_long": fits == walls.TOO_LONG,
    }
    return render(request, "public/poster.html", context)


def _today_url(city: Any, asked: flow.Flow, office: offices.Office | None) -> str:
    """Where today's route can be printed: for a kelurahan from its own door, else the office's page."""
    if office is None:
        return ""
    if office.kind == "kelurahan" and office.area_code:
        return f"/{city.key}/layanan/{asked.key}/rute/?kelurahan={office.area_code}"
    return f"/{city.key}/kantor/{office.key}/"


@require_safe
def _signs(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """A sign for each desk at which the service has the resident stand."""
    page = page_of(city, key)
    office = _office(request, city, page.flow)
    made = walls.signs_of(page.flow, lang(), page.version)
    address = receipts.site_address(f"/{city.key}/layanan/{key}/")
    return _shown(request, city, made, address, office, page=page, back=f"/{city.key}/layanan/{key}/")


@require_safe
def _office_signs(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """A sign for every desk of one office, with all that is done there."""
    office = offices.office(city, key)
    if office is None:
        raise Http404
    found = walls.flows_in(city, clock.now())
    made = walls.signs_at(office.kind, found, lang())
    address = receipts.site_address(f"/{city.key}/kantor/{key}/")
    return _shown(request, city, made, address, office, page=None, back=f"/{city.key}/kantor/{key}/")


def _shown(
    request: HttpRequest,
    city: Any,
    made: list[walls.Sign],
    address: str,
    office: offices.Office | None,
    page: shelves.ServicePage | None,
    back: str,
) -> HttpResponseBase:
    context = {
        "signs": made,
        "office": office,
        "page": page,
        "back": back,
        "qr": receipts.qr(address, _("Kode QR ke halaman layanan")),
        "address": address.split("://", 1)[-1],
        "today": today_in(city),
        "size": _size(request, SIGN_SIZES),
        "sizes": SIGN_SIZES,
    }
    return render(request, "public/signs.html", context)


poster, signs, office_signs = in_city(_poster), in_city(_signs), in_city(_office_signs)
