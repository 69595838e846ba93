"""The sorting list: reports that named no article get one, or an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.cases.publishing import shown_in_force
from garda.dockets import reports, sorting
from garda.dockets.stepping import LONGEST
from garda.office.asks import Ask, filled, on_top
from garda.office.dockets import wording
from garda.office.dockets.report_page import bases
from garda.office.showing import lang, page_asked, show, staff_of
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain, some_lines, whole
from garda.trails.writing import Overtaken

ADDRESS = "/kerja/berkas-aturan/pilah/"
NONE = "-"


@require_safe
@post("sort-reports")
def waiting(request: HttpRequest) -> HttpResponse:
    """`/kerja/berkas-aturan/pilah/`: all that wait, the longest first."""
    return _waiting(request, staff_of(request))


def _waiting(request: HttpRequest, staff: Staff, lost: str = "") -> HttpResponse:
    """The list; `lost` is what was typed about a report that a colleague has sorted meanwhile."""
    page = page_asked(request)
    rows, more = reports.unsorted(staff.city, page)
    reports.note_opened(staff.city, rows, by=staff.person, at=clock.now())
    shown = {
        "rows": [(one, wording.kind_words(one.kind)) for one in rows],
        "count": reports.count_unsorted(staff.city),
        "page": page,
        "more": more,
        "lost": [lost] if lost else [],
        "simulated": any(one.simulated for one in rows),
    }
    return show(request, "office/dockets/sorting.html", shown, status=409 if lost else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@post("sort-reports")
def one(request: HttpRequest, report_id: int) -> HttpResponse:
    """`/kerja/berkas-aturan/pilah/<id>/`: give it its article, or answer it."""
    staff, at = staff_of(request), clock.now()
    found = reports.one_unsorted(staff.city, report_id)
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    overtaken = False
    if found is None:
        if request.method == "POST" and reports.exists(staff.city, report_id):
            messages.warning(request, _("Rekan Anda baru saja memilah laporan ini."))
            words = some_lines(plain(request.POST.get("words", "")))[:6000]
            return _waiting(request, staff, words) if words else HttpResponseRedirect(ADDRESS)
        raise Http404
    if request.method == "POST":
        kept = {key: some_lines(plain(request.POST.get(key, "")))[:6000] for key in ("basis", "words")}
        signed: dict[str, Any] = {
            "by": staff.person, "post": staff.by_for(found.unit_id).post, "at": at,
            "seen": whole(request.POST.get("seen"), 9),
        }  # fmt: skip
        try:
            if kept["basis"] == NONE:
                sorting.answer(staff.city, found.id, kept["words"], **signed)
                messages.success(request, _("Pelapor sudah dijawab."))
            else:
                sorting.sort(staff.city, found.id, kept["basis"].rpartition("|")[2], **signed)
                messages.success(request, _("Laporan masuk berkas pasalnya."))
            return HttpResponseRedirect(ADDRESS)
        except Overtaken:
            overtaken = True
        except Refused as no:
            errors = {"words" if no.field == "words" else "basis": no.words.of(lang())}
    reports.note_opened(staff.city, [found], by=staff.person, at=at)
    service = shown_in_force(staff.city, found.service, at) if found.service else None
    asks = filled(_asks(bases(staff, at, service.pk if service else None)[:-1]), kept, errors)
    shown = {
        "one": found,
        "kind": wording.kind_words(found.kind),
        "asks": asks,
        "errors": on_top(asks, errors),
        "overtaken": overtaken,
        "seen": reports.last_line(staff.city, found.id),
        "simulated": found.simulated,
    }
    status = 409 if overtaken else 422 if errors else 200
    return show(request, "office/dockets/sorting_one.html", shown, status=status)


def _asks(groups: list[Any]) -> list[Ask]:
    none = (_("Tidak ada pasalnya"), [(NONE, _("Bukan soal pasal: jawab saja"))])
    return [
        Ask("basis", _("Pasalnya"), "grouped", groups=[none, *groups]),
        Ask("words", _("Jawaban untuk pelapor"), "lines", required=False, most=LONGEST,
            hint=_("Hanya bila bukan soal pasal.")),
    ]  # fmt: skip
