"""Announcements of an office: chosen from public records, quoted by Garda, approved by a second person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from garda import clock
from garda.cases.acting import Refused
from garda.notices import announcing
from garda.office.asks import Ask
from garda.office.showing import lang, show, staff_of
from garda.sight.doors import Staff, post
from garda.texts.cleaning import one_line, plain

ADDRESS = "/kerja/pengumuman/"


@require_http_methods(["GET", "HEAD", "POST"])
@post("announce")
def announcements(request: HttpRequest) -> HttpResponse:
    """`/kerja/pengumuman/`: drafts and what is out, and the form for the next one."""
    staff, at = staff_of(request), clock.now()
    errors: dict[str, str] = {}
    if request.method == "POST":
        source, added = (
            request.POST.get("sumber", "")[:140],
            one_line(plain(request.POST.get("tambahan", ""))),
        )
        try:
            announcing.draft(staff.city, staff.unit, source, added, by=staff.by_for(staff.unit.pk), at=at)
        except Refused as no:
            errors[no.field or ""] = no.words.of(lang())
        else:
            messages.success(request, _("Naskah siap. Orang lain yang menyetujui."))
            return HttpResponseRedirect(ADDRESS)
    speaks = lang()
    options = [(one.key, one.title.of(speaks)) for one in announcing.sources(staff.city, staff.unit, at)]
    asks = [
        Ask(
            "sumber", _("Dari catatan umum"), "list", _("Kata-katanya diambil dari catatan itu sendiri."),
            options=options, value=request.POST.get("sumber", "")[:140], error=errors.get("sumber", ""),
        ),
        Ask(
            "tambahan", _("Tambahan"), hint=_("Satu kalimat dari kantor Anda. Tanpa data pribadi."),
            required=False,
            value=request.POST.get("tambahan", "")[:400], error=errors.get("tambahan", ""), most=300,
        ),
    ]  # fmt: skip
    shown = {
        "rows": [_row(staff, row, count, speaks) for row, count in announcing.of_staff(staff)],
        "asks": asks if options else [],
        "errors": [(ask.id, ask.error) for ask in asks if ask.error],
    }
    return show(request, "office/announcements.html", shown, status=422 if errors else 200)


def _row(staff: Staff, row: Any, count: int, speaks: str) -> dict[str, Any]:
    english = speaks == "en"
    return {
        "row": row,
        "title": row.title_en if english else row.title_id,
        "words": row.quoted_en if english else row.quoted_id,
        "count": count,
        "draft": row.stage == row.DRAFT,
        "may_approve": row.stage == row.DRAFT
        and row.drafted_by_id != staff.person.pk
        and staff.may("head", row.unit),
    }


@require_POST
@post("announce", "head")
def decide(request: HttpRequest, key: int, act: str) -> HttpResponse:
    """Approve one, or take it back."""
    staff, at = staff_of(request), clock.now()
    row = announcing.one_for(staff, key)
    if row is None or act not in ("setujui", "tarik"):
        raise Http404
    if act == "setujui" and not staff.may("head", row.unit):
        raise PermissionDenied
    try:
        if act == "setujui":
            announcing.approve(row, by=staff.by_for(row.unit_id), at=at)
            messages.success(request, _("Diumumkan di halaman kota selama 30 hari."))
        else:
            announcing.withdraw(row, at=at)
            messages.success(request, _("Pengumuman ditarik."))
    except Refused as no:
        messages.error(request, no.words.of(lang()))
    return HttpResponseRedirect(ADDRESS)
