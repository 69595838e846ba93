"""Coming and going: one button on the counter's device or on one's own phone, and one's own record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.rosters import attending, correcting, devices
from garda.sight.doors import Staff, post

ADDRESS = "/kerja/hadir/"
BACK = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One of one's own stays, in words."""

    day: date
    came: datetime
    left: datetime | None
    how: str
    notes: str  # where, if not at one's own office, and what is unusual


@require_safe
@post("attend")
def attend(request: HttpRequest) -> HttpResponse:
    """`/kerja/hadir/`: am I recorded as present, and the one button that changes it."""
    return _page(request, staff_of(request))


def _page(request: HttpRequest, staff: Staff, wrong: str = "", status: int = 200) -> HttpResponse:
    at = clock.now()
    day = local_day(staff, at)
    device = devices.here(staff.city, request.COOKIES.get(devices.COOKIE))
    offices = attending.offices_of(staff.person, day)
    stays = attending.my_stays(staff.person, day - BACK, day)
    now = next((one for one in stays if one.left is None and local_day(staff, one.came) == day), None)
    here = [one for one in offices if device and one.pk == device.unit.pk]
    office = here[0] if here else offices[0] if offices else None
    there = attending.now_in(office, at) if office else attending.Staffing(False)
    reasons = correcting.own_reasons(staff.person, day - BACK)
    shown = {
        "now": now,
        "now_at": register_of(staff.city).unit(now.unit_id).name if now else "",
        "office": office,
        "ask": _which(offices, office) if len(offices) > 1 and not here else None,
        "device": device if here else None,
        "strange": device if device and not here else None,
        "there": there,
        "rows": [_row(staff, one, reasons.get(one.id, "")) for one in stays],
        "may_correct": staff.may("decide-leave"),
        "may_judge": staff.may("discipline"),
        "may_see": staff.may("see-cover"),
        "may_register": staff.may("arrange-roster"),
        "wrong": wrong,
        "simulated": any(one.simulated for one in stays),
    }
    return show(request, "office/attend.html", shown, status=status)


def _which(offices: list[Any], office: Any) -> Ask:
    options = [(one.key, one.name) for one in offices]
    return Ask("kantor", _("Di kantor"), "list", options=options, value=office.key, scope="hadir")


def _row(staff: Staff, one: attending.Stay, why: str) -> Row:
    ways = {
        attending.DEVICE: _("perangkat kantor"),
        attending.PHONE: _("ponsel"),
        attending.HEAD: _("ditulis kepala"),
    }
    notes = []
    if one.corrected:
        notes.append(_("diperbaiki kepala: %(why)s") % {"why": why} if why else _("diperbaiki kepala"))
    if one.left_how == "lapsed":
        notes.append(_("pulang tidak dicatat, dihitung sampai loket tutup"))
    if one.left_how == "moved":
        notes.append(_("pindah ke kantor lain"))
    if one.distance is not None:
        notes.append(_("%(n)s meter dari kantor") % {"n": one.distance})
    elsewhere = one.unit_id != staff.unit.pk
    name = register_of(staff.city).unit(one.unit_id).name if elsewhere else ""
    day = local_day(staff, one.came)
    said = ", ".join([name, *notes] if name else notes)
    return Row(day, one.came, one.left, ways.get(one.how, one.how), said)


@require_POST
@post("attend")
def come(request: HttpRequest) -> HttpResponse:
    """`/kerja/hadir/datang/`: recorded as present, on a device of the office or by phone nearby."""
    staff, at = staff_of(request), clock.now()
    device = devices.here(staff.city, request.COOKIES.get(devices.COOKIE))
    offices = attending.offices_of(staff.person, local_day(staff, at))
    wanted = request.POST.get("kantor", "")[:60]
    on_device = next((one for one in offices if device and one.pk == device.unit.pk), None)
    unit = on_device or next((one for one in offices if one.key == wanted), offices[0] if offices else None)
    if unit is None:
        return _page(request, staff, _("Anda tidak punya kantor untuk dicatat hari ini."), 422)
    lat, lng = point_of(request.POST.get("titik", ""))
    how = attending.DEVICE if on_device else attending.PHONE
    try:
        stay = attending.check_in(
            unit, staff.person, how=how, at=at, device=device if on_device else None, lat=lat, lng=lng
        )
    except Refused as no:
        return _page(request, staff, no.words.of(lang()), 422)
    said = clock.time_words(stay.came, staff.city.zone, lang())
    messages.success(request, _("Tercatat hadir sejak %(at)s.") % {"at": said})
    return HttpResponseRedirect(ADDRESS)


@require_POST
@post("attend")
def leave(request: HttpRequest) -> HttpResponse:
    """`/kerja/hadir/pulang/`: recorded as gone, from wherever it is told."""
    staff, at = staff_of(request), clock.now()
    stay = attending.open_stay(staff.person)
    if stay is None:
        return _page(request, staff, _("Anda belum tercatat hadir."), 422)
    unit = register_of(staff.city).unit(stay.unit_id)
    device = devices.here(staff.city, request.COOKIES.get(devices.COOKIE))
    lat, lng = point_of(request.POST.get("titik", ""))
    how = attending.DEVICE if device and device.unit.pk == unit.pk else attending.PHONE
    try:
        attending.check_out(unit, staff.person, how=how, at=at, lat=lat, lng=lng)
    except Refused as no:
        return _page(request, staff, no.words.of(lang()), 422)
    messages.success(request, _("Tercatat pulang. Terima kasih sudah menjaga kantor."))
    return HttpResponseRedirect(ADDRESS)


def point_of(typed: str) -> tuple[float | None, float | None]:
    """A point "lat,lng" as a phone tells it; nothing for anything else."""
    try:
        lat, lng = (float(part) for part in typed[:60].split(","))
    except ValueError:
        return None, None
    return lat, lng
