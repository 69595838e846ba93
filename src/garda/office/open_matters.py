"""The matters behind a count of open ones, for whoever arranges units or publishes flows."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda.office.flows import FLOW_READERS
from garda.office.showing import lang, show, staff_of
from garda.sight import handovers, reviews
from garda.sight.doors import post
from garda.texts.cleaning import whole


@require_safe
@post("units", *FLOW_READERS)
def open_matters(request: HttpRequest) -> HttpResponse:
    """`/kerja/terbuka/?unit=<key>` or `?alur=<key>&versi=<n>`: numbers, steps and dates, no one's words."""
    staff, speaks = staff_of(request), lang()
    if key := request.GET.get("unit", "")[:80]:
        if not staff.may("units"):
            raise PermissionDenied
        unit = handovers.units_at(staff.city).by_key(key)
        if unit is None:
            raise Http404
        found = handovers.open_matters(staff, speaks, unit=unit)
        title, back = unit.name, reverse("office:unit", args=[unit.key])
    else:
        version = whole(request.GET.get("versi"), 5)
        key = request.GET.get("alur", "")[:60]
        if not any(staff.may(act) for act in FLOW_READERS):
            raise PermissionDenied
        row = reviews.published(staff.city, key, version) if version is not None and "\0" not in key else None
        if row is None:
            raise Http404
        found = handovers.open_matters(staff, speaks, flow_id=row.pk)
        title = _("%(title)s, versi %(n)s") % {
            "title": reviews.flow_at(row).title.of(speaks),
            "n": row.version,
        }
        back = reverse("office:flow", args=[row.key])
    shown = {"title": title, "found": found, "back": back, "simulated": found.simulated}
    return show(request, "office/open_matters.html", shown)
