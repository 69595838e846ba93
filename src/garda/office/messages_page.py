"""Messages of residents that belong to no matter yet: read, then attach, make a matter, or set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Overtaken, Refused
from garda.notices import drafting, sorting
from garda.office.asks import Ask
from garda.office.showing import lang, show, staff_of
from garda.sight import offices, territory
from garda.sight.doors import Staff, post, staff_case
from garda.texts.cleaning import plain, some_lines

ADDRESS = "/kerja/pesan/"
WHY = {
    "closed": gettext_lazy("urusannya sudah selesai"),
    "other-address": gettext_lazy("dikirim dari alamat lain"),
    "no-case": gettext_lazy("tidak menyebut nomor urusan"),
    "asked": gettext_lazy("minta dibaca petugas"),
    "unclear": gettext_lazy("tidak jelas untuk urusan yang mana"),
    "not-filed": gettext_lazy("laporan dari chat yang belum bisa dicatat"),
}
CHANNELS = {"whatsapp": gettext_lazy("WhatsApp"), "email": gettext_lazy("Surel")}


@require_safe
@post("sort")
def waiting(request: HttpRequest) -> HttpResponse:
    """`/kerja/pesan/`: what waits to be sorted, oldest first."""
    staff = staff_of(request)
    rows = [(row, WHY.get(row.why, ""), CHANNELS.get(row.channel, "")) for row in sorting.waiting(staff)]
    return show(request, "office/messages.html", {"rows": rows, "most": sorting.AT_ONCE})


@require_http_methods(["GET", "HEAD", "POST"])
@post("sort")
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """`/kerja/pesan/<id>/`: one message; that it was read is logged. A POST opens its sender."""
    staff = staff_of(request)
    row = _row(staff, message_id)
    what = "sender" if request.method == "POST" else "words"
    return _shown(request, row, {}, what=what)


def _row(staff: Staff, message_id: int) -> Any:
    row = sorting.one_for(staff, message_id)
    if row is None:
        raise Http404
    return row


def _shown(
    request: HttpRequest, row: Any, errors: dict[str, str], *, what: str = "", status: int = 200
) -> HttpResponse:
    staff, at = staff_of(request), clock.now()
    line = sorting.read(row, what, by=staff.by_for(), at=at)
    typed = request.POST
    attach = Ask(
        "nomor", _("Nomor urusan"), hint=_("Seperti tertulis di tanda terima, misalnya SKH-26-0412."),
        value=typed.get("nomor", "")[:40] or line.number, error=errors.get("nomor", ""),
        short=True, scope="l",
    )  # fmt: skip
    wards = [(name, [(one.code, one.name) for one in rows]) for name, rows in territory.wards(staff.city)]
    ours = staff.unit.area.code if staff.unit.area and staff.unit.kind == "kelurahan" else ""
    place = Ask(
        "kelurahan", _("Kelurahan"), "grouped", groups=wards, value=typed.get("kelurahan", "")[:20] or ours,
        required=False, error=errors.get("kelurahan", ""), scope="b",
    )  # fmt: skip
    page = drafting.complaint_of(staff.city, at)
    classes = [(one.key, one.title.of(lang())) for one in page.flow.categories] if page else []
    kinds = [("", _("Menurut kata-katanya")), *classes]
    kind = Ask("golongan", _("Tentang"), "list", options=kinds, required=False, scope="b")
    reason = Ask(
        "alasan", _("Mengapa dikesampingkan"), hint=_("Misalnya: iklan, salah sambung, sudah dijawab lisan."),
        value=typed.get("alasan", "")[:300], error=errors.get("alasan", ""), most=300, scope="s",
    )  # fmt: skip
    shown = {
        "line": line,
        "why": WHY.get(line.why, ""),
        "channel": CHANNELS.get(line.channel, ""),
        "opened": what == "sender",
        "papers": range(1, line.papers + 1),
        "attach": attach,
        "place": place,
        "kind": kind,
        "reason": reason,
        "errors": [(ask.id, ask.error) for ask in (attach, place, reason) if ask.error]
        + ([("", errors[""])] if errors.get("") else []),
        "can_file": page is not None,
        "readings": sorting.readings_of(row),
    }
    return show(request, "office/message.html", shown, status=status)


@require_POST
@post("sort")
def sort(request: HttpRequest, message_id: int, act: str) -> HttpResponse:
    """One of the three acts; what was wrong comes back with what was typed."""
    staff = staff_of(request)
    row = _row(staff, message_id)
    try:
        said = {"lampirkan": _attach, "urusan-baru": _make, "kesampingkan": _aside}[act](request, staff, row)
    except KeyError as no:
        raise Http404 from no
    except (Refused, Overtaken) as no:
        field = getattr(no, "field", None) or ""
        if sorting.one_for(staff, message_id) is None:
            messages.warning(request, no.words.of(lang()))
            return HttpResponseRedirect(ADDRESS)
        fields = {"reason": "alasan"}
        return _shown(request, row, {fields.get(field, field): no.words.of(lang())}, status=422)
    messages.success(request, said)
    return HttpResponseRedirect(ADDRESS)


def _attach(request: HttpRequest, staff: Staff, row: Any) -> str:
    typed = request.POST.get("nomor", "")[:40]
    try:
        case = staff_case(staff, typed)
    except Http404 as no:
        raise Refused(sorting.NO_SUCH_CASE, "nomor") from no
    sorting.attach(row, case, by=staff.by_for(case.unit_id), at=clock.now())
    return _("Pesan masuk ke %(number)s.") % {"number": case.number}


def _make(request: HttpRequest, staff: Staff, row: Any) -> str:
    at = clock.now()
    area = territory.area_of(staff.city, request.POST.get("kelurahan", "")[:20])
    page = drafting.complaint_of(staff.city, at)
    unit = offices.counter_for(staff.city, page.flow, area) if page else None
    if unit is None:
        raise Refused(sorting.NO_OFFICE, "kelurahan")
    kind = request.POST.get("golongan", "")[:60]
    opened = sorting.make_matter(row, unit, area, kind, by=staff.by_for(staff.unit.pk), at=at)
    return _("Menjadi urusan %(number)s di %(unit)s.") % {"number": opened.case.number, "unit": unit.name}


def _aside(request: HttpRequest, staff: Staff, row: Any) -> str:
    reason = some_lines(plain(request.POST.get("alasan", "")))
    sorting.set_aside(row, reason, by=staff.by_for(), at=clock.now())
    return _("Dikesampingkan. Kata-katanya dihapus, alasannya disimpan.")


@require_safe
@post("sort")
def paper(request: HttpRequest, message_id: int, place: int) -> HttpResponse:
    """One photo or paper of a message; the opening is logged first."""
    staff = staff_of(request)
    row = _row(staff, message_id)
    found = sorting.paper(row, place - 1, by=staff.by_for(), at=clock.now()) if 1 <= place <= 9 else None
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.media_type)
    kind, how = ("pdf", "attachment") if found.media_type == "application/pdf" else ("jpg", "inline")
    response["Content-Disposition"] = f'{how}; filename="pesan-{place}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
