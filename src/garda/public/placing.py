"""Choosing a place: from the list, on the drawn map, by pointing inside a kelurahan. No JavaScript needed.

While someone looks at the map, what they had typed waits in their session, sealed.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda.cases import sealing
from garda.public.city_pages import CODE, in_city, remember_ward
from garda.sight import offices, territory
from garda.sight.territory import Map, Shape

DRAFT = "draft"
LONGEST_DRAFT = 30_000
SIDE = 280  # px of the picture that is pointed at; fits a screen of 320
MARGIN = 20  # units round a territory: 200 m
POINT = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?,-?[0-9]{1,3}(?:\.[0-9]{1,15})?")


def keep_draft(request: HttpRequest, path: str, typed: dict[str, str]) -> None:
    """Keep what was typed in the form at `path` until it is sent, sealed in the session."""
    text = json.dumps({"path": path, "typed": typed})
    if len(text) <= LONGEST_DRAFT:
        request.session[DRAFT] = sealing.seal(text).decode()


def draft_of(request: HttpRequest, path: str) -> dict[str, str]:
    """What was typed before in the form at `path`; nothing when there is no draft or it can't be opened."""
    try:
        kept = json.loads(sealing.unseal(request.session[DRAFT].encode()))
    except (KeyError, ValueError):
        return {}
    return {str(key): str(value) for key, value in kept["typed"].items()} if kept["path"] == path else {}


def drop_draft(request: HttpRequest) -> None:
    """Forget the draft: the form was sent."""
    request.session.pop(DRAFT, None)


def _back(request: HttpRequest, city_key: str) -> str:
    """The form to return to: an address on these pages of this city, nothing else."""
    back = request.GET.get("untuk", "")
    safe = url_has_allowed_host_and_scheme(back, None) and back.startswith(f"/{city_key}/")
    return back if safe and "?" not in back and "#" not in back else f"/{city_key}/"


def _view_box(shapes: tuple[Shape, ...]) -> tuple[int, int, int, int]:
    left, top = min(one.box[0] for one in shapes), min(one.box[1] for one in shapes)
    right = max(one.box[0] + one.box[2] for one in shapes)
    bottom = max(one.box[1] + one.box[3] for one in shapes)
    return left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN


@require_safe
def _map(request: HttpRequest, city: Any, code: str = "") -> HttpResponseBase:
    """The city's kecamatan, or the kelurahan of one of them: each shape is a link."""
    drawn = territory.map_of(city)
    back = _back(request, city.key)
    if drawn is None:
        return redirect(back)
    above = drawn.of(code) if code else None
    if code and (above is None or above.level != "kecamatan"):
        raise Http404
    shapes = drawn.below(code) if above else drawn.level("kecamatan")
    shapes = shapes or drawn.level("kelurahan")
    _x, _y, width, _height = box = _view_box(shapes)
    context = {
        "above": above,
        "shapes": sorted(shapes, key=lambda one: one.name),
        "box": " ".join(map(str, box)),
        "text_size": max(14, round(width / 26)),
        "back": back,
    }
    return render(request, "public/map.html", context)


@require_safe
def _point(request: HttpRequest, city: Any, code: str) -> HttpResponseBase:
    """Point inside one kelurahan: the picture sends where it was tapped, and the page shows the mark."""
    drawn, shape = _ward(city, code)
    back = _back(request, city.key)
    spot = _tapped(request, drawn, shape)
    lat_lng = drawn.frame.point(*spot) if spot else None
    inside = territory.area_at(city, *lat_lng) if lat_lng else None
    context = {
        "ward": shape,
        "above": drawn.of(shape.parent),
        "back": back,
        "side": SIDE,
        "mark": f"{spot[0]:.0f},{spot[1]:.0f}" if spot and inside else "",
        "point": f"{lat_lng[0]:.5f},{lat_lng[1]:.5f}" if lat_lng and inside else "",
        "inside": inside,
        "outside": bool(spot) and inside is None,
    }
    return render(request, "public/point.html", context)


def _ward(city: Any, code: str) -> tuple[Map, Shape]:
    drawn = territory.map_of(city)
    shape = drawn.of(code) if drawn and CODE.fullmatch(code) else None
    if drawn is None or shape is None:
        raise Http404
    return drawn, shape


def _tapped(request: HttpRequest, drawn: Map, shape: Shape) -> tuple[float, float] | None:
    """Where the picture was tapped, in units of the drawing."""
    try:
        x, y = (int(request.GET[f"titik.{axis}"]) for axis in "xy")
    except (KeyError, ValueError):
        return None
    if not (0 <= x <= SIDE and 0 <= y <= SIDE):
        return None
    left, top, size = _square(shape)
    return left + x * size / SIDE, top + y * size / SIDE


def _square(shape: Shape) -> tuple[int, int, int]:
    """The square of the drawing that the picture of a kelurahan shows: (left, top, side)."""
    x, y, width, height = shape.box
    size = max(width, height) + 2 * MARGIN
    return x + width // 2 - size // 2, y + height // 2 - size // 2, size


@require_safe
def _picture(request: HttpRequest, city: Any, code: str) -> HttpResponseBase:
    """The picture of one kelurahan with its neighbours, offices marked; `?tanda=x,y` puts a mark."""
    drawn, shape = _ward(city, code)
    left, top, size = _square(shape)
    line = size / SIDE
    parts = [
        _outline(one, one.code == code, line)
        for one in sorted(drawn.level("kelurahan"), key=lambda one: one.code == code)
        if _near(one, left, top, size)
    ]
    parts += [
        f'<text x="{one.middle[0]}" y="{one.middle[1]}" font-family="sans-serif" font-size="{line * 13:.0f}" '
        f'text-anchor="middle" fill="#191a22">{escape(one.name)}</text>'
        for one in drawn.level("kelurahan")
        if _near(one, left, top, size)
    ]
    mark = re.fullmatch(r"(-?[0-9]{1,6}),(-?[0-9]{1,6})", request.GET.get("tanda", ""))
    if mark:
        parts.append(
            f'<circle cx="{mark[1]}" cy="{mark[2]}" r="{line * 9:.1f}" fill="#f2b02c" stroke="#191a22" '
            f'stroke-width="{line * 3:.1f}"/>'
        )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" '
        f'viewBox="{left} {top} {size} {size}"><path d="M{left} {top}h{size}v{size}h-{size}z" fill="#fff"/>'
        f"{''.join(parts)}</svg>"
    )
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _outline(one: Shape, chosen: bool, line: float) -> str:
    fill, stroke, width = ("#edeff9", "#2a3690", 2.5) if chosen else ("#f6f5f2", "#777985", 1.0)
    return f'<path d="{one.d}" fill="{fill}" stroke="{stroke}" stroke-width="{line * width:.1f}"/>'


def _near(one: Shape, left: int, top: int, size: int) -> bool:
    x, y, width, height = one.box
    return x < left + size and x + width > left and y < top + size and y + height > top


@require_safe
def _choose(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The kelurahan of this reader: choose it, and it is remembered on this device for a year."""
    code = request.GET.get("kode", "")
    if code and CODE.fullmatch(code) and territory.area_of(city, code):
        response = redirect(f"/{city.key}/")
        remember_ward(response, city.key, code)
        return response
    context = {
        "groups": territory.wards(city),
        "wrong": _("Pilih satu kelurahan dari daftar.") if code else "",
        "has_map": territory.map_of(city) is not None,
        "office": offices.office_in(city, code) if CODE.fullmatch(code) else None,
    }
    return render(request, "public/choose_ward.html", context)


map_page, point, picture, choose = in_city(_map), in_city(_point), in_city(_picture), in_city(_choose)
