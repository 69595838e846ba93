"""Declaring one's own interest in a matter, and taking it back when it is over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import declaring
from garda.office.asks import Ask, filled, on_top
from garda.office.showing import lang, show, staff_of
from garda.sight.doors import post, staff_case
from garda.texts.cleaning import one_line, plain, some_lines


@require_http_methods(["GET", "HEAD", "POST"])
@post("declare")
def declare(request: HttpRequest) -> HttpResponse:
    """`/kerja/ikrar/kepentingan/`: which matter, and what connects me to it."""
    staff = staff_of(request)
    kept = {
        "number": one_line(plain(request.POST.get("number", request.GET.get("urusan", ""))))[:30],
        "why": some_lines(plain(request.POST.get("why", "")))[:4000],
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            case = staff_case(staff, kept["number"])
            declaring.declare_interest(
                staff.unit, case.pk, case.number, kept["why"], by=staff.person, at=clock.now(),
                simulated=case.simulated,
            )  # fmt: skip
        except Http404:
            errors = {"number": _("Tidak ada urusan dengan nomor itu di kantor Anda.")}
        except Refused as no:
            errors = {no.field or "why": no.words.of(lang())}
        else:
            said = _("Tercatat. Orang lain yang memutus urusan ini; kepala sudah diberi tahu.")
            messages.success(request, said)
            return HttpResponseRedirect(f"/kerja/urusan/{case.number}/")
    asks = filled(_asks(), kept, errors)
    shown = {"asks": asks, "errors": on_top(asks, errors)}
    return show(request, "office/confidence/interest.html", shown, status=422 if errors else 200)


@require_POST
@post("declare")
def end(request: HttpRequest, interest_id: int) -> HttpResponse:
    """What connected me is over."""
    staff = staff_of(request)
    if interest_id >= 2**63:
        raise Http404
    try:
        declaring.end_interest(interest_id, by=staff.person, at=clock.now())
    except Refused as no:
        messages.error(request, no.words.of(lang()))
    else:
        messages.success(request, _("Pernyataan dicabut."))
    return HttpResponseRedirect("/kerja/ikrar/")


def _asks() -> list[Ask]:
    hint = _("Keluarga, teman dekat, usaha, atau utang. Dibaca Anda sendiri; tersimpan tersegel.")
    return [
        Ask("number", _("Nomor urusan"), hint=_("Seperti SKH-26-0431."), most=30, short=True),
        Ask("why", _("Apa hubungannya dengan Anda"), "lines", hint=hint, most=declaring.LONGEST),
    ]
