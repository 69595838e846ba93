"""An appointment at an office: times that follow its roster, a page of one's own; the office's promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.counters import appointing, promising
from garda.people.calendars import city_calendar
from garda.people.register import register_of
from garda.public import asking, limiting, receipts
from garda.public.city_pages import in_city, lang
from garda.rosters import office_days
from garda.sight import shelves
from garda.texts.cleaning import plain

UNKNOWN = "belum-tahu"
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Time:
    """One time on the page: its value, "09.15", how many places are left."""

    value: str
    said: str
    left: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _appoint(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """`/<city>/kantor/<key>/janji/`: a day, a time, what for; no name is asked."""
    unit = register_of(city).by_key(key)
    if unit is None:
        raise Http404
    at = clock.now()
    typed = request.POST if request.method == "POST" else request.GET
    kept = {name: plain(typed.get(name, ""))[:60] for name in ("layanan", "waktu")}
    kept["kunci"] = asking.key_of(request.POST.get("kunci", ""))
    if request.method != "POST":
        return _asked(request, city, unit, at, kept, {})
    wanted = _time(kept["waktu"])
    if wanted is None:
        return _asked(request, city, unit, at, kept, {"waktu": _("Pilih satu waktu.")}, 422)
    if not limiting.begin(request, city.key, f"janji-{unit.key}-{kept['waktu']}", at).allowed:
        said = _("Terlalu banyak janji dibuat dari sambungan ini. Coba lagi nanti.")
        return _asked(request, city, unit, at, kept, {"waktu": said}, 429)
    service = "" if kept["layanan"] == UNKNOWN else kept["layanan"]
    try:
        booked = appointing.book(unit, *wanted, key=service, at=at, form_key=kept["kunci"])
    except Refused as no:
        field = "layanan" if no.field == "key" else "waktu"
        return _asked(request, city, unit, at, kept, {field: no.words.of(lang())}, 422)
    return redirect("public:appointment", city.key, booked.token)


def _time(typed: str) -> tuple[date, int] | None:
    """ "2025-11-04-555" is a day and a minute of it."""
    try:
        return date.fromisoformat(typed[:10]), int(typed[11:])
    except ValueError:
        return None


def _asked(
    request: HttpRequest,
    city: Any,
    unit: Any,
    at: datetime,
    kept: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponseBase:
    days = [
        (
            clock.day_words(day, lang(), year=False),
            [Time(f"{day.isoformat()}-{one.start}", _hour(one.start), one.left) for one in times],
        )
        for day, times in appointing.days_ahead(unit, at).items()
    ]
    services = [one for one in shelves.services(city, at, lang(), unit.kind) if one.kind == "request"]
    shown = {
        "office": unit,
        "days": days,
        "services": services,
        "unknown": UNKNOWN,
        "kept": kept,
        "errors": errors,
    }
    return render(request, "public/appoint.html", shown, status=status)


def _hour(minute: int) -> str:
    said = f"{minute // 60:02d}.{minute % 60:02d}"
    return said.replace(".", ":") if lang() == "en" else said


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _mine(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """`/<city>/janji/<token>/`: when and where; "saya sudah datang" makes it a number, or give it back."""
    at, error = clock.now(), ""
    if request.method == "POST":
        try:
            if request.POST.get("apa") == "batal":
                appointing.cancel(city, token, at)
                return redirect("public:appointment", city.key, token)
            taken = appointing.arrive(city, token, at)
        except Refused as no:
            error = no.words.of(lang())
        else:
            return redirect("public:ticket", city.key, taken.token)
    found = appointing.of_token(city, token)
    if found is None:
        raise Http404
    begins = city_calendar(city).moment((found.day.toordinal(), found.start))
    service = shelves.service(city, found.key, at, lang()) if found.key else None
    request.simulated = found.simulated  # type: ignore[attr-defined]
    address = receipts.site_address(f"/{city.key}/janji/{token}/")
    shown = {
        "one": found,
        "office": found.unit,
        "day": clock.day_words(found.day, lang(), year=False),
        "hour": _hour(found.start),
        "service": service,
        "may_arrive": found.state == "booked" and begins - appointing.EARLY <= at <= begins + appointing.LATE,
        "from_hour": _hour(found.start - int(appointing.EARLY.total_seconds() // 60)),
        "over": found.state == "booked" and at > begins + appointing.LATE,
        "qr": receipts.qr(address, _("Kode QR ke halaman janji Anda")),
        "error": error,
    }
    return render(request, "public/appointment.html", shown, status=422 if error else 200)


# ---- the office's own promise --------------------------------------------------------------------
@dataclass(frozen=True)
class Promise:
    """What an office promised and kept in the last thirty days, as anyone may read it."""

    opened: int
    covered: int
    waits: promising.Waits
    simulated: bool

    @property
    def share(self) -> str:
        """Whole percent, rounded down."""
        return f"{100 * self.covered // self.opened}%" if self.opened else ""


def promise_of(city: Any, key: str, at: datetime) -> Promise | None:
    """Up to yesterday, from kept counts; None while nothing is recorded."""
    unit = register_of(city).by_key(key)
    if unit is None:
        return None
    last = city_calendar(city).local(at).date() - timedelta(days=1)
    first = last - LOOKED_BACK + timedelta(days=1)
    minutes = office_days.total(one.minutes for one in office_days.kept([unit], first, last))
    came = promising.summed([unit], first, last).get(unit.pk, promising.Came())
    if not minutes.opened and not came.waits.n:
        return None
    return Promise(minutes.opened, minutes.covered, came.waits, minutes.simulated or came.simulated)


appoint, mine = in_city(_appoint), in_city(_mine)
