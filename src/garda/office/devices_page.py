"""The devices of an office: registered by opening this page on them, revoked from anywhere."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, show, staff_of
from garda.office.units import typed
from garda.rosters import devices
from garda.sight.doors import post

ADDRESS = "/kerja/hadir/perangkat/"


@require_http_methods(["GET", "HEAD", "POST"])
@post("attend")
def registered(request: HttpRequest) -> HttpResponse:
    """`/kerja/hadir/perangkat/`: what stands in the office; its head or deputy registers the one at hand."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    may = staff.may("arrange-roster", unit)
    if request.method == "POST" and not may:
        raise PermissionDenied
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        kept = typed(request, "kind", "name", most=200)
        try:
            placed, key = devices.register(
                unit, kind=kept["kind"], name=kept["name"], by=staff.person, at=clock.now()
            )
        except Refused as no:
            errors = {no.field or "name": no.words.of(lang())}
        else:
            said = _("%(name)s terdaftar. Perangkat ini kini dikenal sebagai milik %(office)s.")
            messages.success(request, said % {"name": placed.name, "office": unit.name})
            answer = HttpResponseRedirect(here(staff, unit, ADDRESS))
            answer.set_cookie(
                devices.COOKIE, key, max_age=int(devices.KEPT.total_seconds()), httponly=True,
                samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
            return answer
    asks = [
        Ask(
            "kind", _("Jenis"), "list", options=[(key, one.of(lang())) for key, one in devices.KINDS.items()]
        ),
        Ask("name", _("Nama"), hint=_("Seperti tertulis di mejanya. Contoh: Loket 1."), most=80, short=True),
    ]
    rows = devices.devices_of(unit)
    mine = devices.here(staff.city, request.COOKIES.get(devices.COOKIE))
    shown = {
        "unit": unit,
        "may": may,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "rows": [(one, one.kind_words.of(lang()), bool(mine and mine.id == one.id)) for one in rows],
        "mine": mine,
        "asks": (found := filled(asks, kept, errors)),
        "errors": on_top(found, errors),
    }
    return show(request, "office/devices.html", shown, status=422 if errors else 200)


@require_POST
@post("arrange-roster")
def revoke(request: HttpRequest, device_id: int) -> HttpResponse:
    """`/kerja/hadir/perangkat/<id>/cabut/`: from now on the device is no longer believed."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    gone = devices.revoke(unit, device_id, by=staff.person, at=clock.now())
    if gone is None:
        raise Http404
    messages.success(request, _("%(name)s dicabut.") % {"name": gone.name})
    return HttpResponseRedirect(here(staff, unit, ADDRESS))
