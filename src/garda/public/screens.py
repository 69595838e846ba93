"""The screens that stand in an office: the kiosk that gives numbers, the wall that calls them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.clock.words import joined
from garda.counters import queues, replaying, saying, taking
from garda.people.calendars import city_calendar
from garda.public import receipts
from garda.public.city_pages import in_city, lang
from garda.public.queue_pages import UNKNOWN, choices, reasons, take, unit_at
from garda.registers import hindrances
from garda.rosters import desks, devices
from garda.sight import offices
from garda.texts.cleaning import plain

NEXT = 4


@never_cache
@require_safe
def _wall(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """Who is called where, who is next, open until when. Numbers only; nobody is named."""
    unit, at = unit_at(city, key), clock.now()
    queue = queues.queue_of(unit, at)
    places = {one.key: one for one in desks.desks_of(unit, at)}
    called = next(iter(queue.called), None)
    desk = places.get(called.desk) if called else None
    slower = hindrances.at_office(city, unit.key)
    request.simulated = queue.simulated or any(one.simulated for one in slower)  # type: ignore[attr-defined]
    coming = [(one, queue.turn(place)) for place, one in enumerate(queue.waiting[:NEXT])]
    serving = [(one.code, places[one.desk].title if one.desk in places else "") for one in queue.serving]
    shown = {
        "office": unit,
        "at": at,
        "called": called,
        "desk": desk,
        "also": [
            (one.code, places[one.desk].title if one.desk in places else "") for one in queue.called[1:3]
        ],
        "say": saying.call_words(called.code, desk.title if desk else _("loket")) if called else "",
        "mark": f"{called.id}-{called.calls}-{called.since.timestamp():.0f}" if called else "",
        "serving": serving[:2],
        "coming": coming,
        "more": max(0, queue.count - NEXT),
        "sign": offices.sign_of(city, unit.key, at, lang()),
        "slower": joined([one.said.of(lang()) for one in slower[: hindrances.SHOWN]], lang()),
    }
    return render(request, "public/wall.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _kiosk(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """One touch for a number on paper. Only a registered kiosk of the office gives numbers."""
    unit, at = unit_at(city, key), clock.now()
    device = devices.here(city, request.COOKIES.get(devices.COOKIE))
    known = device is not None and device.kind == "kios" and device.unit.pk == unit.pk
    given = request.GET.get("nomor", "")[:40]
    mine = queues.mine(city, given, at) if given else None
    if mine is not None and mine.unit_id == unit.pk and request.method != "POST":
        return _slip(request, city, unit, mine)
    error, status = "", 200
    if request.method == "POST":
        kept = {name: plain(request.POST.get(name, ""))[:60] for name in ("layanan", "dahulu")}
        if device is None or not known:
            error, status = _("Perangkat ini belum didaftarkan sebagai kios kantor ini."), 422
        else:
            try:
                taken = take(unit, kept, at, channel=taking.KIOSK, device_id=device.id)
            except Refused as no:
                error, status = no.words.of(lang()), 422
            else:
                devices.seen(device, at)
                return redirect(f"/{city.key}/kios/{unit.key}/?nomor={taken.token}")
    shown = {
        "office": unit,
        "known": known,
        "sign": offices.sign_of(city, unit.key, at, lang()),
        "services": choices(city, unit, at),
        "reasons": reasons(city),
        "unknown": UNKNOWN,
        "error": error,
        "numbering": replaying.numbering(unit, device.id, at) if device is not None and known else [],
        "today": city_calendar(city).local(at).date().isoformat(),
    }
    return render(request, "public/kiosk.html", shown, status=status)


def _slip(request: HttpRequest, city: Any, unit: Any, mine: queues.Mine) -> HttpResponseBase:
    address = receipts.site_address(f"/{city.key}/antrean/{mine.placed.token}/")
    request.simulated = mine.placed.simulated  # type: ignore[attr-defined]
    return render(
        request,
        "public/kiosk_slip.html",
        {
            "office": unit,
            "mine": mine,
            "one": mine.placed,
            "qr": receipts.qr(address, _("Kode QR ke halaman nomor Anda")),
        },
    )


wall, kiosk = in_city(_wall), in_city(_kiosk)
