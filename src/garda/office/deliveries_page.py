"""News that did not reach its resident: why, what to do next, and that somebody did it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.notices import deliveries
from garda.office.showing import lang, show, staff_of
from garda.sight.doors import post, staff_case, units_in_reach
from garda.texts.cleaning import one_line, plain

ADDRESS = "/kerja/tidak-terkirim/"


@require_safe
@post("head")
def failed(request: HttpRequest) -> HttpResponse:
    """`/kerja/tidak-terkirim/`: what failed in the units that this head leads, oldest first."""
    staff = staff_of(request)
    rows = deliveries.failed_in(staff.city, units_in_reach(staff, "head"), lang())
    some = _("%(n)s kabar tidak terkirim") % {"n": len(rows)}
    headline = some if rows else _("Semua kabar sampai ke warga")
    return show(
        request, "office/failed.html", {"rows": rows, "headline": headline, "most": deliveries.LISTED}
    )


@require_POST
@post("note", "head")
def see_to(request: HttpRequest, number: str, dispatch_id: int) -> HttpResponse:
    """A failed one: try again, or say what was done instead."""
    staff = staff_of(request)
    case = staff_case(staff, number, "note" if staff.may("note") else "head")
    at, back = clock.now(), f"/kerja/urusan/{case.number}/#kabar"
    try:
        if request.POST.get("aksi") == "ulang":
            deliveries.again(case, dispatch_id, at=at)
            said = _("Dikirim sekali lagi.")
        else:
            words = one_line(plain(request.POST.get("kata", "")))
            deliveries.settle(case, dispatch_id, words, by=staff.by_for(case.unit_id), at=at)
            said = _("Tercatat: warga dikabari dengan cara lain.")
    except Refused as no:
        messages.error(request, no.words.of(lang()))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(ADDRESS if request.POST.get("dari") == "daftar" else back)
