"""The kiosk without a line: its worker keeps the page, and the numbers it gave are taken in afterwards."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.counters import queues, replaying
from garda.public.city_pages import in_city, lang
from garda.public.queue_pages import unit_at
from garda.rosters import devices


@never_cache
@require_POST
def _send(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """`/<city>/kios/<key>/kirim/`: numbers that this office's kiosk gave, each once."""
    unit, at = unit_at(city, key), clock.now()
    device = devices.here(city, request.COOKIES.get(devices.COOKIE))
    if device is None or device.kind != "kios" or device.unit.pk != unit.pk:
        return JsonResponse(
            {"error": "device", "said": _("Perangkat ini belum didaftarkan sebagai kios kantor ini.")},
            status=403,
        )
    try:
        wishes = replaying.read(json.loads(request.body))
    except (ValueError, RecursionError):
        return JsonResponse(
            {"error": "parcel", "said": _("Kiriman dari perangkat ini tidak terbaca.")}, status=400
        )
    taken = [one for one in wishes if one.name == replaying.TAKE]
    answers = replaying.replay(unit, taken, at=at, device_id=device.id)
    devices.seen(device, at)
    return JsonResponse({"answers": [_answer(unit, one) for one in answers]})


def _answer(unit: Any, one: replaying.Answer) -> dict[str, Any]:
    ticket = queues.of_unit(unit, int(one.said.get("ticket") or 0))
    return {
        "client": str(one.client),
        "refused": one.refused,
        "code": one.said.get("code", ""),
        "other": "instead_of" in one.said,
        "token": ticket.token if ticket else "",
        "said": one.said.get(lang(), "") if one.refused else "",
    }


@never_cache
@require_safe
def _worker(request: HttpRequest, city: Any, key: str) -> HttpResponse:
    """`/<city>/kios/<key>/pekerja.js`: keeps this kiosk's page and its parts for when there is no line."""
    unit_at(city, key)
    return render(request, "public/kiosk_worker.js", content_type="text/javascript")


send, worker = in_city(_send), in_city(_worker)
