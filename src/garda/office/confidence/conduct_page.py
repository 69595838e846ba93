"""Reports of conduct, for whoever handles them: what lies at the desk, one report with its steps."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import criticisms, handling, limits, opening, passing, reports, states
from garda.integrity.reports import Shown
from garda.office.asks import Ask, filled, left_over, on_top
from garda.office.confidence.writing_page import office_groups
from garda.office.overtaking import seen_in
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.sight.doors import Staff, post
from garda.texts.cleaning import one_line, plain, some_lines
from garda.trails.writing import Overtaken

ADDRESS = handling.ADDRESS


def waits(staff: Staff, at: datetime) -> int:
    """How many reports are open at this person's desk."""
    return reports.waiting(staff.city, staff.held, staff.person)


def late(staff: Staff, at: datetime) -> tuple[int, bool]:
    """How many of those are past the limit of their step, and whether one is simulated."""
    if not staff.may("handle-conduct"):
        return 0, False
    return reports.late(staff.city, staff.held, staff.person, at)


@require_safe
@post("handle-conduct")
def reports_page(request: HttpRequest) -> HttpResponse:
    """`/kerja/perilaku/`: open reports by their limit, then those that ended."""
    return _listed(request, staff_of(request))


def _listed(request: HttpRequest, staff: Staff) -> HttpResponse:
    at = clock.now()
    found, waiting, overdue = reports.desk(staff.city, staff.held, staff.person, at)
    year = local_day(staff, at).year
    open_ = [(one, *state_of(one)) for one in found if one.state != states.ENDED]
    shown = {
        "open": open_,
        "waiting": waiting,
        "later": waiting - len(open_),
        "over": [(one, *state_of(one)) for one in found if one.state == states.ENDED],
        "late": overdue,
        "known": criticisms.known_to(staff.city, staff.held, staff.person),
        "numbers": reports.numbers(staff.city, year, at),
        "basis": limits.basis("report"),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/confidence/conduct.html", shown)


@require_POST
@post("handle-conduct")
def author(request: HttpRequest, criticism_id: int) -> HttpResponse:
    """Who wrote a criticism and wished the inspectorate to know: said once, and on record."""
    staff = staff_of(request)
    found = None
    if criticism_id < 2**63:
        found = criticisms.author_of(staff.city, criticism_id, staff.held, by=staff.person, at=clock.now())
    if found is None:
        raise Http404
    messages.success(request, _("Penulisnya %(name)s. Pembukaan ini dicatat.") % {"name": found})
    # Said in this very answer: a message carried to another page would lie in a cookie on the way.
    return _listed(request, staff)


@require_http_methods(["GET", "HEAD", "POST"])
@post("handle-conduct")
def one(request: HttpRequest, report_id: int) -> HttpResponse:
    """`/kerja/perilaku/<key>/`: words, steps, and the step that comes next."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, report_id, at)
    if request.method != "POST":
        return _one(request, found, {}, {})
    kept = {
        "act": one_line(plain(request.POST.get("act", "")))[:20],
        "words": some_lines(plain(request.POST.get("words", "")))[:8000],
        "outcome": one_line(plain(request.POST.get("outcome", "")))[:20],
    }
    try:
        handling.act(
            found.id, kept["act"], kept["words"], by=staff.person, held=staff.held, at=at,
            seen=seen_in(request), outcome=kept["outcome"],
        )  # fmt: skip
    except Refused as no:
        return _one(request, found, kept, {no.field or "act": no.words.of(lang())})
    except Overtaken:
        return _overtaken(request, staff, report_id, at, kept)
    messages.success(request, _("Langkah tercatat."))
    return HttpResponseRedirect(f"{ADDRESS}{found.id}/")


@require_POST
@post("handle-conduct")
def open_one(request: HttpRequest, report_id: int) -> HttpResponse:
    """`/kerja/perilaku/<key>/buka/`: whether it concerns its handler, before they read it or later."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, report_id, at)
    kept = {"concerns": one_line(plain(request.POST.get("concerns", "")))[:20]}
    try:
        opening.declare(
            found.id, kept["concerns"], by=staff.person, held=staff.held, at=at, seen=seen_in(request)
        )
    except Refused as no:
        return _one(request, found, kept, {no.field or "concerns": no.words.of(lang())})
    except Overtaken:
        return _overtaken(request, staff, report_id, at, kept)
    if kept["concerns"] == opening.OUTSIDE:
        return HttpResponseRedirect(f"{ADDRESS}{found.id}/")
    messages.success(request, _("Tercatat. Laporan itu tidak lagi terbuka bagi Anda."))
    return HttpResponseRedirect(ADDRESS)


@require_POST
@post("handle-conduct")
def pass_on(request: HttpRequest, report_id: int) -> HttpResponse:
    """`/kerja/perilaku/<key>/pindah/`: the accused works elsewhere, and who handles it follows from where."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, report_id, at)
    kept = {
        "office": one_line(plain(request.POST.get("office", "")))[:60],
        "reason": some_lines(plain(request.POST.get("reason", "")))[:8000],
    }
    try:
        row = passing.pass_on(
            found.id, register_of(staff.city).by_key(kept["office"]), kept["reason"], by=staff.person,
            held=staff.held, at=at, seen=seen_in(request),
        )  # fmt: skip
    except Refused as no:
        return _one(request, found, kept, {no.field or "office": no.words.of(lang())})
    except Overtaken:
        return _overtaken(request, staff, report_id, at, kept)
    where = desk_names()[row.desk]
    messages.success(
        request, _("Laporan ditangani %(desk)s. Pelapor membacanya dengan kodenya.") % {"desk": where}
    )
    return HttpResponseRedirect(ADDRESS)


def desk_names() -> dict[str, str]:
    """Who handles reports, as a desk and not as a person."""
    return {handling.INSPECTORATE: _("Inspektorat"), handling.MAYOR: _("Wali Kota")}


def _found(staff: Staff, report_id: int, at: datetime) -> Shown:
    found = reports.one_of(staff.city, report_id, staff.held, by=staff.person, at=at)
    if found is None:
        raise Http404
    return found


def _overtaken(
    request: HttpRequest, staff: Staff, report_id: int, at: datetime, kept: dict[str, str]
) -> HttpResponse:
    """Somebody came first: how the report stands now, with what was typed."""
    said = _("Orang lain mendahului Anda. Baca dulu keadaannya; tulisan Anda masih di bawah.")
    return _one(request, _found(staff, report_id, at), kept, {"": said}, 409)


def _one(
    request: HttpRequest, found: Shown, kept: dict[str, str], errors: dict[str, str], status: int = 0
) -> HttpResponse:
    open_ = found.state != states.ENDED
    asks = filled(_asks(found), kept, errors) if open_ and found.opened else []
    concerns = filled(_concerns_asks(found, open_), kept, errors)
    pass_asks = filled(_pass_asks(request), kept, errors) if open_ else []
    mark, said = state_of(found)
    shown = {
        "found": found,
        "mark": mark,
        "said": said,
        "steps": [(step, step_names()[step.name], desk_names().get(step.desk, "")) for step in found.steps],
        "outcome": dict(_outcomes()).get(found.outcome, ""),
        "asks": asks,
        "pass_asks": pass_asks,
        "concerns": concerns,
        "declaring": any(ask.value or ask.error for ask in concerns),
        "others": [one for one in found.readers if one.name != staff_of(request).person.name],
        "passing": any(ask.value or ask.error for ask in pass_asks),
        "errors": on_top([*concerns, *asks, *pass_asks], errors),
        "lost": left_over([*asks, *pass_asks], kept, "words", "reason"),
        "simulated": found.simulated,
    }
    code = status or (422 if errors else 200)
    return show(request, "office/confidence/conduct_one.html", shown, status=code)


def _asks(found: Shown) -> list[Ask]:
    open_ = [
        (name, words) for name, words in _acts() if states.after(states.REPORT, found.state, name) is not None
    ]
    asks = [
        Ask("act", _("Langkah"), "choices", options=open_, value=open_[0][0] if len(open_) == 1 else ""),
        Ask("words", _("Apa yang dikerjakan atau ditanyakan"), "lines",
            hint=_("Pertanyaan dan hasil akhir dibaca pelapor dengan kodenya."), most=handling.LONGEST),
    ]  # fmt: skip
    names = {name for name, _words in open_}
    if names & {"drop", "end"}:
        allowed = handling.AFTER_EXAMINING if "end" in names else handling.AFTER_REVIEW
        outcomes = [("", _("Belum selesai")), *(one for one in _outcomes() if one[0] in allowed)]
        asks.append(Ask("outcome", _("Hasil, bila selesai"), "list", options=outcomes, required=False))
    return asks


def _concerns_asks(found: Shown, open_: bool) -> list[Ask]:
    """Whether it concerns the reader: asked before it is opened, and open to be said later."""
    if not open_ and found.opened:
        return []
    other = handling.MAYOR if found.desk == handling.INSPECTORATE else handling.INSPECTORATE
    own = _("Ini tentang saya atau rekan sekantor saya: pindahkan ke %(desk)s")
    options = [
        (opening.NEAR, _("Saya keluarga, teman dekat, atau ikut dalam kejadiannya: orang lain menanganinya")),
        (opening.OWN, own % {"desk": desk_names()[other]}),
    ]
    outside = (opening.OUTSIDE, _("Tidak. Saya bukan terlapor dan tidak terkait dengannya"))
    if not found.opened:
        options = [outside, *options] if open_ else [outside]
    hint = _("Jawaban Anda dicatat dan terbaca penangan berikutnya.")
    return [Ask("concerns", _("Apakah laporan ini menyangkut Anda?"), "choices", options=options, hint=hint)]


def _pass_asks(request: HttpRequest) -> list[Ask]:
    groups = office_groups(staff_of(request).city)
    hint = _("Penangannya mengikuti kantor ini: Inspektorat, atau Wali Kota bila terlapor di Inspektorat.")
    return [
        Ask("office", _("Terlapor bekerja di"), "grouped", groups=groups, hint=hint),
        Ask("reason", _("Alasan"), "lines", hint=_("Dibaca pelapor dengan kodenya dan penangan berikutnya."),
            most=handling.LONGEST),
    ]  # fmt: skip


def _acts() -> list[tuple[str, str]]:
    return [
        ("review", _("Mulai menelaah")),
        ("examine", _("Mulai memeriksa")),
        ("hear", _("Mendengar terlapor")),
        ("ask", _("Bertanya kepada pelapor")),
        ("drop", _("Selesai tanpa pemeriksaan")),
        ("end", _("Selesai dengan hasil pemeriksaan")),
    ]


def step_names() -> dict[str, str]:
    """What each step is called once it was taken."""
    return {
        "review": _("Ditelaah"), "examine": _("Diperiksa"), "hear": _("Terlapor didengar"),
        "ask": _("Pertanyaan kepada pelapor"), "answer": _("Jawaban pelapor"),
        "drop": _("Selesai tanpa pemeriksaan"), "end": _("Selesai"), "pass": _("Kantor terlapor diperbaiki"),
        "aside": _("Penangan menyatakan terkait"),
    }  # fmt: skip


def _outcomes() -> list[tuple[str, str]]:
    return [
        (handling.PROVEN, _("Terbukti")),
        (handling.UNPROVEN, _("Tidak terbukti")),
        (handling.LACKING, _("Keterangan belum cukup")),
        (handling.ELSEWHERE, _("Bukan wewenang kota, diteruskan ke luar")),
    ]


def state_of(found: Shown) -> tuple[str, str]:
    """How it stands: shape and words."""
    if found.state == states.ENDED:
        return "done", _("selesai")
    if found.late:
        return "late", _("melewati batas")
    return {
        states.RECEIVED: ("not", _("belum ditelaah")),
        states.REVIEWING: ("run", _("sedang ditelaah")),
        states.EXAMINING: ("run", _("sedang diperiksa")),
    }[found.state]
