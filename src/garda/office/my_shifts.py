"""One's own coming days of duty, and the private calendar address."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.office.plans_page import hours
from garda.office.showing import local_day, show, staff_of
from garda.rosters import feeds
from garda.sight.doors import post

ADDRESS = "/kerja/rencana/saya/"
SHOWN = timedelta(days=45)


@require_safe
@post("attend")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/rencana/saya/`: one's days of duty in force, and the calendar address."""
    return _page(request)


def _page(request: HttpRequest, key: str = "") -> HttpResponse:
    staff = staff_of(request)
    today = local_day(staff, clock.now())
    days = feeds.days_of_duty(staff.person, today, today + SHOWN)
    shown = {
        "days": [(one.day, hours(one.spans), one.unit, one.stands_in) for one in days],
        "since": feeds.since(staff.person),
        "address": f"{settings.SITE_ADDRESS}/kalender/{key}.ics" if key else "",
        "simulated": any(one.simulated for one in days),
    }
    return show(request, "office/my_shifts.html", shown)


@require_POST
@post("attend")
def address(request: HttpRequest) -> HttpResponse:
    """Make a new address (shown once), or take it back."""
    staff = staff_of(request)
    if request.POST.get("cabut"):
        feeds.revoke(staff.person, staff.unit, at=clock.now())
        messages.success(request, _("Alamat kalender dicabut. Kalender yang memakainya berhenti terisi."))
        return HttpResponseRedirect(ADDRESS)
    return _page(request, feeds.make(staff.person, staff.unit, at=clock.now()))
