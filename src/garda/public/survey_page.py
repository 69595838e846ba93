"""The survey of a visitor: one page after being served, one minute, no name; then a short one, if wanted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from garda import clock
from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.register import register_of
from garda.public import limiting
from garda.public.city_pages import in_city, lang
from garda.public.queue_pages import unit_at
from garda.rosters import devices
from garda.sight import doors, shelves
from garda.surveys import answering, inviting, sheets, sources
from garda.surveys.inviting import Invitation
from garda.surveys.publishing import Edition, in_force
from garda.texts.cleaning import plain

KIOSK = "kios"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _enter(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The code from a sheet of paper. Wrong codes are counted, so that nobody tries them all."""
    if request.method != "POST":
        return _asked(request, "", "")
    typed, at = plain(request.POST.get("kode", ""))[:40], clock.now()
    tried = limiting.begin(request, city.key, f"survei-{typed[:20]}", at)
    if not tried.allowed:
        said = _("Terlalu banyak percobaan. Tunggu sepuluh menit, lalu coba lagi.")
        return _asked(request, typed, said, 429)
    found = inviting.invitation(city, typed)
    if found is None:
        said = _("Kode ini tidak kami kenal. Periksa hurufnya di lembar Anda.")
        return _asked(request, typed, said, 422)
    limiting.give_back(tried)
    return redirect("public:survey", city.key, found.token)


def _asked(request: HttpRequest, typed: str, wrong: str, status: int = 200) -> HttpResponseBase:
    return render(request, "public/survey_code.html", {"typed": typed, "wrong": wrong}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _survey(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """What is asked next with this invitation; a sheet sent twice counts once."""
    one, at = inviting.invitation(city, token), clock.now()
    if one is None:
        raise Http404
    request.simulated = one.simulated  # type: ignore[attr-defined]
    if _is_staff(request, city):
        return _page(request, city, one, None, officer=True, status=403 if request.method == "POST" else 200)
    if request.method == "POST":
        return _answered(request, city, one, at)
    asked = None if "cukup" in request.GET else answering.next_to_ask(one, at)
    return _page(request, city, one, asked)


def _answered(request: HttpRequest, city: Any, one: Invitation, at: Any) -> HttpResponseBase:
    key = request.POST.get("survei", "")[:60]
    asked = in_force(city, key, city_calendar(city).local(at).date())
    if asked is None or not answering.asks(one, key, at):
        raise Http404
    places = sheets.ticked(asked.instrument, request.POST)
    words = plain(request.POST.get("saran", ""))
    device = devices.here(city, request.COOKIES.get(devices.COOKIE))
    try:
        answering.answer(
            one, key, places, comment=words, channel=_channel(one, device), device=_device(request),
            own_device=device is not None and device.kind != KIOSK, at=at,
        )  # fmt: skip
    except Refused as no:
        if no.words == answering.AGAIN:
            return redirect("public:survey", city.key, one.token)
        error = (no.field or "", no.words.of(lang()))
        return _page(request, city, one, asked, places=places, words=words, error=error, status=422)
    return redirect("public:survey", city.key, one.token)


def _channel(one: Invitation, device: devices.Placed | None) -> str:
    if one.source == inviting.PAPER:
        return "paper"
    return "kiosk" if device is not None and device.kind == KIOSK else "page"


def _device(request: HttpRequest) -> str:
    """What is the same for one device: of it only a keyed mark of the day is kept."""
    return f"{limiting.address_of(request)} {request.headers.get('User-Agent', '')[:300]}"


def _is_staff(request: HttpRequest, city: Any) -> bool:
    """Whether an officer of the city is signed in: they fill in on their own page, where it is marked."""
    if not request.user.is_authenticated:
        return False
    staff = doors.staff_of(request.user)
    return staff is not None and staff.city.pk == city.pk


def _page(
    request: HttpRequest,
    city: Any,
    one: Invitation,
    asked: Edition | None,
    *,
    places: dict[str, int | None] | None = None,
    words: str = "",
    error: tuple[str, str] | None = None,
    officer: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    at = clock.now()
    unit = register_of(city).unit(one.unit_id) if one.unit_id else None
    service = shelves.service(city, one.service, at, lang()) if one.service else None
    done = inviting.answered(one)
    shown = {
        "one": one,
        "office": unit,
        "service": service.service.title if service else "",
        "sheet": sheets.sheet(asked.instrument, lang(), places) if asked else None,
        "further": bool(done),
        "over": not one.is_open(city_calendar(city).local(at).date()),
        "officer": officer,
        "words": words,
        "error": error,
        "longest": answering.LONGEST,
    }
    return render(request, "public/survey.html", shown, status=status)


@never_cache
@require_POST
def _of_ticket(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """From the page of a number that was served to its survey."""
    one = sources.of_ticket(city, token, clock.now())
    if one is None:
        raise Http404
    return redirect("public:survey", city.key, one.token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _at_kiosk(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """At the kiosk of the office: the number that was served opens its survey, once."""
    unit, at = unit_at(city, key), clock.now()
    device = devices.here(city, request.COOKIES.get(devices.COOKIE))
    known = device is not None and device.kind == KIOSK and device.unit.pk == unit.pk
    typed = plain(request.POST.get("nomor", ""))[:12] if request.method == "POST" else ""
    wrong, status = "", 200
    if request.method == "POST":
        one = sources.of_number(unit, typed, at) if known else None
        if one is not None and answering.next_to_ask(one, at) is not None:
            return redirect("public:survey", city.key, one.token)
        wrong, status = _wrong(known, one is not None), 422
    shown = {"office": unit, "known": known, "typed": typed, "wrong": wrong}
    return render(request, "public/survey_kiosk.html", shown, status=status)


def _wrong(known: bool, answered: bool) -> str:
    if not known:
        return _("Perangkat ini belum didaftarkan sebagai kios kantor ini.")
    if answered:
        return _("Survei untuk nomor ini sudah diisi. Terima kasih.")
    return _("Nomor ini belum dilayani hari ini. Tulis seperti di struk, misalnya A 014.")


enter, survey, of_ticket, at_kiosk = (
    in_city(_enter),
    in_city(_survey),
    in_city(_of_ticket),
    in_city(_at_kiosk),
)
