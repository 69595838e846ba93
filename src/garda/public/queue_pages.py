"""A resident's number: taking it from a phone, following it, letting it go, rating afterwards."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.counters import calling, queues, rating, taking
from garda.people.calendars import city_calendar
from garda.people.register import register_of
from garda.public import limiting
from garda.public.city_pages import in_city, lang
from garda.rosters import desks
from garda.sight import offices, shelves
from garda.texts.cleaning import plain

MINE = "queue_numbers"
KEPT = 10
UNKNOWN = "belum-tahu"


def unit_at(city: Any, key: str) -> Any:
    """The open office of that key, with desks to call to; Http404."""
    unit = register_of(city).by_key(key)
    if unit is None:
        raise Http404
    return unit


def choices(city: Any, unit: Any, at: datetime) -> list[shelves.Service]:
    """What one comes for at this office."""
    return [one for one in shelves.services(city, at, lang(), unit.kind) if one.kind == "request"]


def reasons(city: Any) -> list[tuple[str, str]]:
    """Why somebody goes first here: key and words."""
    return [(key, words.of(lang())) for key, words in taking.who_goes_first(city).items()]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _take(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """For what, and whether you go first; then your number. One open number per visitor and office."""
    unit, at = unit_at(city, key), clock.now()
    mine = _open_number(request, city, unit, at)
    typed = request.POST if request.method == "POST" else request.GET
    kept = {name: plain(typed.get(name, ""))[:60] for name in ("layanan", "dahulu")}
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        if mine is not None:
            return redirect("public:ticket", city.key, mine.placed.token)
        if not limiting.begin(request, city.key, f"antre-{secrets.token_hex(8)}", at).allowed:
            errors["layanan"] = _(
                "Terlalu banyak nomor diambil dari sambungan ini. Coba lagi nanti, atau ambil di kios."
            )
            status = 429
        elif not kept["layanan"]:
            errors["layanan"] = _("Pilih keperluan Anda, atau “Saya belum tahu”.")
            status = 422
        else:
            try:
                taken = take(unit, kept, at, channel=taking.PHONE)
            except Refused as no:
                field = {"key": "layanan", "first": "dahulu"}.get(no.field or "", "layanan")
                errors[field], status = no.words.of(lang()), 422
            else:
                numbers = {**request.session.get(MINE, {}), unit.key: taken.token}
                request.session[MINE] = dict(list(numbers.items())[-KEPT:])
                return redirect("public:ticket", city.key, taken.token)
    queue = queues.queue_of(unit, at)
    request.simulated = queue.simulated  # type: ignore[attr-defined]
    shown = {
        "office": unit,
        "sign": offices.sign_of(city, unit.key, at, lang()),
        "queue": queue,
        "turn": queue.turn(queue.count),
        "services": choices(city, unit, at),
        "reasons": reasons(city),
        "unknown": UNKNOWN,
        "mine": mine,
        "kept": kept,
        "errors": errors,
    }
    return render(request, "public/take_number.html", shown, status=status)


def take(unit: Any, kept: dict[str, str], at: datetime, **more: Any) -> taking.Taken:
    """Take a number as it was asked for."""
    service = "" if kept["layanan"] == UNKNOWN else kept["layanan"]
    return taking.take_number(unit, at=at, key=service, first=kept["dahulu"], **more)


def _open_number(request: HttpRequest, city: Any, unit: Any, at: datetime) -> queues.Mine | None:
    """The number that this visitor still holds here today."""
    token = request.session.get(MINE, {}).get(unit.key, "")
    found = queues.mine(city, token, at) if token else None
    today = city_calendar(city).local(at).date()
    return found if found and found.day == today and found.placed.state in OPEN else None


OPEN = frozenset({"waiting", "called", "serving", "held"})


@never_cache
@require_safe
def _ticket(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """Your number: how many before you, when it is your turn, what to have ready. Renews itself."""
    return _shown(request, city, token)


def _shown(
    request: HttpRequest, city: Any, token: str, error: str = "", status: int = 200
) -> HttpResponseBase:
    at = clock.now()
    mine = queues.mine(city, token, at)
    if mine is None:
        raise Http404
    unit = register_of(city).unit(mine.unit_id)
    one, today = mine.placed, city_calendar(city).local(at).date()
    page = shelves.service(city, one.key, at, lang()) if one.key else None
    places = {desk.key: desk for desk in desks.desks_of(unit, at)}
    request.simulated = one.simulated  # type: ignore[attr-defined]
    early = [at + timedelta(minutes=n) for n in (mine.turn.low, mine.turn.high)] if mine.turn else []
    shown = {
        "mine": mine,
        "one": one,
        "office": unit,
        "over": mine.day != today and one.state in OPEN,
        "desk": places.get(one.desk),
        "now_desk": places.get(mine.now.desk) if mine.now else None,
        "spread": early,
        "page": page,
        "papers": [need.title.of(lang()) for need in page.flow.requirements if not need.optional]
        if page
        else [],
        "most": calling.calls_of(city),
        "renews": mine.day == today and one.state in OPEN and not error,
        "may_rate": one.state == "done" and mine.rating is None and not one.case_number,
        "may_survey": one.state == "done" and not one.case_number,
        "error": error,
    }
    return render(request, "public/ticket.html", shown, status=status)


@never_cache
@require_POST
def _leave(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """The visitor lets the number go; whoever is behind moves up."""
    at = clock.now()
    mine = queues.mine(city, token, at)
    if mine is None:
        raise Http404
    try:
        calling.act(mine.placed.id, "leave", "", by=None, at=at)
    except Refused:
        return _shown(request, city, token, _("Nomor ini sudah tidak bisa dilepas."), 409)
    messages.success(request, _("Nomor Anda sudah dilepas. Terima kasih sudah memberi tahu."))
    return redirect("public:ticket", city.key, token)


@never_cache
@require_POST
def _rate(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """One answer from one to four, once."""
    at = clock.now()
    if queues.mine(city, token, at) is None:
        raise Http404
    typed = request.POST.get("nilai", "")
    try:
        rating.rate(city, token, int(typed) if typed in ("1", "2", "3", "4") else 0, at)
    except Refused as no:
        return _shown(request, city, token, no.words.of(lang()), 422)
    messages.success(request, _("Terima kasih. Penilaian Anda sudah kami terima."))
    return redirect("public:ticket", city.key, token)


take_page, ticket, leave, rate = in_city(_take), in_city(_ticket), in_city(_leave), in_city(_rate)
