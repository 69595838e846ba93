"""The way for somebody who was never there: three plain questions, then the office, the door and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock, flow
from garda.flow import Flow, Route, Station
from garda.flow.routing import COUNTERS
from garda.public import receipts
from garda.public.city_pages import in_city, lang, remember_ward, tidy_ward, ward_code
from garda.public.placing import POINT
from garda.public.services import apply_url, heads, page_of, shared
from garda.registers import hindrances
from garda.sight import offices, shelves, territory, visiting, walls
from garda.texts.cleaning import one_line, plain

READY, NOT_READY = "sudah", "belum"
SHOWN = 3
LONGEST = 140
TOLD = ("complaint", "aspiration")  # kinds in which the words typed say what is the matter


@dataclass(frozen=True)
class Choice:
    """One service that may be meant; the best stands chosen."""

    key: str
    title: str
    when: str
    chosen: bool


def _ward(request: HttpRequest) -> str:
    return tidy_ward(request.GET.get("kelurahan")) or ward_code(request)


def _ready(request: HttpRequest) -> str:
    given = request.GET.get("berkas", "")
    return given if given in (READY, NOT_READY) else ""


# ---- three questions -----------------------------------------------------------------------------
@require_safe
def _questions(request: HttpRequest, city: Any) -> HttpResponseBase:
    """What do you need, where do you live, have you the papers: answered together, then the way.

    What nobody gives goes on to the search, where it can be noted: never a dead end.
    """
    typed, at = one_line(plain(request.GET.get("q", "")))[:LONGEST], clock.now()
    key = request.GET.get("layanan", "")[:60]
    chosen = shelves.service(city, key, at, lang()) if key and "\0" not in key else None
    if chosen is not None and request.GET.get("tunjuk"):
        told = typed if chosen.flow.kind in TOLD else ""
        return redirect(f"/{city.key}/layanan/{key}/rute/{_query(request, told)}")
    choices = _choices(city, typed, at, key) if typed else []
    if typed and not choices:
        return redirect(f"/{city.key}/cari/?{urlencode({'q': typed})}")
    context = {
        "typed": typed,
        "choices": choices,
        "missing": bool(request.GET.get("tunjuk")) and not typed,
        "unchosen": bool(request.GET.get("tunjuk")) and bool(choices),
        "groups": territory.wards(city),
        "ward": _ward(request),
        "ready": _ready(request),
        "example": _("surat tidak mampu"),
    }
    return render(request, "public/questions.html", context)


def _query(request: HttpRequest, told: str = "") -> str:
    asked = {"kelurahan": _ward(request), "berkas": _ready(request), "q": told}
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""


# The drawing of an address never changes, and it was a third of the page; no address here tells of a person.
_qr = lru_cache(maxsize=256)(receipts.qr)


def _choices(city: Any, typed: str, at: datetime, key: str) -> list[Choice]:
    found: list[Choice] = []
    for hit in shelves.find(city, typed, at, lang()):
        one = hit.service
        if all(one.key != other.key for other in found):
            found.append(Choice(one.key, one.title, one.when, one.key == key if key else not found))
    return found[:SHOWN]


# ---- the way -------------------------------------------------------------------------------------
@require_safe
def _route(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """From home to the desk and out again, on one printed page, from the version in force."""
    page = page_of(city, key)
    at, speaks = clock.now(), lang()
    area = territory.area_of(city, _ward(request))
    spot = request.GET.get("titik", "")
    point = _point(spot) if POINT.fullmatch(spot) else None
    visit = visiting.visit(city, page.flow, area, at, speaks, point)
    slower = hindrances.along(city, visit.office.key, page.flow) if visit.office else []
    broken = hindrances.at_stations(slower, speaks)
    route = flow.route(page.flow, speaks, names=offices.post_names(speaks), broken=broken)
    fits = walls.fits(page.flow, route)
    made_up = bool(visit.sign and visit.sign.simulated) or any(one.simulated for one in slower)
    request.simulated = made_up  # type: ignore[attr-defined]
    desk = next((one for one in route.stations if one.place in COUNTERS), None)
    address = receipts.site_address(f"/{city.key}/layanan/{key}/rute/{_query(request)}")
    context = {
        **shared(city, page),
        "route": route,
        "wide": mark_safe(flow.draw_wide(route)),
        "heads": heads(page.flow, route),
        "visit": visit,
        "slower": slower,
        "area": area,
        "headline": _headline(page.flow, route, visit, desk),
        "far": visiting.far_words(visit.metres, speaks) if visit.metres is not None else "",
        "ready": _ready(request),
        "comes": not route.from_home,
        "groups": territory.wards(city),
        "ward": area.code if area else "",
        "apply_url": _apply_with_words(request, city, page.flow),
        "from_home": _from_home(page.flow),
        "qr": _qr(address, _("Kode QR ke halaman layanan")),
        "address": address.split("://", 1)[-1].split("?")[0],
        "has_map": territory.map_of(city) is not None,
        "tight": fits != walls.WHOLE,
        "too_long": fits == walls.TOO_LONG,
        "here": f"/{city.key}/layanan/{key}/rute/",
    }
    response: HttpResponse = render(request, "public/route.html", context)
    if area is not None and area.code != ward_code(request):
        remember_ward(response, city.key, area.code)
    return response


def _apply_with_words(request: HttpRequest, city: Any, asked: Flow) -> str:
    """The form, with the words already typed where they say what is the matter."""
    told = one_line(plain(request.GET.get("q", "")))[:LONGEST] if asked.kind in TOLD else ""
    address = apply_url(city, asked)
    return f"{address}?{urlencode({'q': told})}" if address and told else address


def _point(typed: str) -> tuple[float, float]:
    lat, lng = (float(part) for part in typed.split(","))
    return lat, lng


def _headline(asked: Flow, route: Route, visit: visiting.Visit, desk: Station | None) -> str:
    """The answer, as a sentence."""
    if route.from_home or not asked.visits:
        return _("Tidak perlu datang. Cukup dari ponsel.")
    where = visit.office.name if visit.office else _("kantor kelurahan Anda")
    if not visit.office and asked.offered:
        where = _("kantor %(kind)s Anda") % {"kind": offices.KINDS[asked.offered[0]].of(lang()).lower()}
    if desk is None:
        return _("Datang ke %(office)s") % {"office": where}
    label = desk.label.split(",", 1)[0]
    return _("Datang ke %(office)s, %(desk)s") % {"office": where, "desk": label}


def _from_home(asked: Flow) -> bool:
    """Whether all papers can be sent, so that one comes only to fetch."""
    wanted = [one for one in asked.requirements if not one.optional]
    return bool(asked.visits) and bool(wanted) and all(one.upload for one in wanted)


questions, route = in_city(_questions), in_city(_route)
