"""Telling that an office was empty in its opening time, and reading what became of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.register import register_of
from garda.public import asking, limiting
from garda.public.city_pages import in_city, lang
from garda.rosters import reporting_empty
from garda.texts.cleaning import plain, some_lines

DAYS = 7
FIELDS = ("hari", "jam", "kata", "titik", "kunci")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _report(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """When, and in your own words if you like; where the phone is only if you say so."""
    unit = register_of(city).by_key(key)
    if unit is None:
        raise Http404
    at = clock.now()
    now = city_calendar(city).local(at)
    if request.method != "POST":
        kept = {"hari": now.date().isoformat(), "jam": f"{now:%H:%M}", "kunci": asking.fresh_key()}
        return _asked(request, city, unit, at, kept, {})
    kept = {name: plain(request.POST.get(name, ""))[:2000] for name in FIELDS}
    kept["kunci"] = asking.key_of(kept["kunci"])
    tried = limiting.begin(request, city.key, f"kosong-{unit.key}", at)
    if not tried.allowed:
        said = _("Sudah banyak kabar tentang kantor ini dalam sepuluh menit terakhir. Coba lagi nanti.")
        return _asked(request, city, unit, at, kept, {"jam": said}, status=429)
    when = _moment(city, kept["hari"], kept["jam"])
    if when is None:
        said = _("Tulis jamnya seperti 09.40.")
        return _asked(request, city, unit, at, kept, {"jam": said}, status=422)
    lat, lng = _point(kept["titik"])
    try:
        words = some_lines(kept["kata"])
        code = reporting_empty.report(
            unit, when=when, at=at, lat=lat, lng=lng, words=words, form_key=kept["kunci"]
        )
    except Refused as no:
        field = {"time": "jam", "words": "kata"}.get(no.field or "", "jam")
        return _asked(request, city, unit, at, kept, {field: no.words.of(lang())}, status=422)
    return redirect("public:empty-told", city.key, unit.key, code)


def _asked(
    request: HttpRequest,
    city: Any,
    unit: Any,
    at: datetime,
    kept: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponseBase:
    today = city_calendar(city).local(at).date()
    days = [today - timedelta(days=back) for back in range(DAYS)]
    shown = {
        "office": unit,
        "days": [(day.isoformat(), _day(day, today)) for day in days],
        "kept": kept,
        "errors": errors,
        "longest": reporting_empty.LONGEST,
        "open_now": counter_calendar(unit).is_open(at),
    }
    return render(request, "public/empty.html", shown, status=status)


@never_cache
@require_safe
def _told(request: HttpRequest, city: Any, key: str, code: str) -> HttpResponseBase:
    """What you told, what the record says of that minute, and the answer. A wrong code: not there."""
    at = clock.now()
    tried = limiting.begin(request, city.key, f"kosong-kode-{key}", at)
    found = reporting_empty.by_code(city, code) if tried.allowed else None
    if found is None or found.unit.key != key:
        raise Http404
    limiting.give_back(tried)
    request.simulated = found.simulated  # type: ignore[attr-defined]
    return render(request, "public/empty_told.html", {"told": found, "code": code.upper()[:20]})


def _day(day: date, today: date) -> str:
    said = clock.day_words(day, lang(), year=False)
    return _("Hari ini, %(day)s") % {"day": said} if day == today else said


def _moment(city: Any, day: str, hour: str) -> datetime | None:
    """The moment that was typed, on the city's own wall clock; None when it is no time."""
    parts = hour.replace(".", ":").split(":")
    try:
        hours, minutes = int(parts[0]), int(parts[1])
        if not (0 <= hours < 24 and 0 <= minutes < 60):
            return None
        return city_calendar(city).moment((date.fromisoformat(day).toordinal(), hours * 60 + minutes))
    except (ValueError, IndexError, OverflowError):
        return None


def _point(typed: str) -> tuple[float | None, float | None]:
    """A point "lat,lng" as the phone told it; nothing for anything else."""
    try:
        lat, lng = (float(part) for part in typed.split(","))
    except ValueError:
        return None, None
    return lat, lng


report, told = in_city(_report), in_city(_told)
