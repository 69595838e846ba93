"""Letters in the office: the preview before signing, the register, one letter with its file, revoking."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases import issuing as acts
from garda.cases.acting import Overtaken, Refused
from garda.cases.taking import standing
from garda.integrity import declaring
from garda.letters import issuing, keeping, rendering
from garda.letters.keeping import Line, Placed
from garda.letters.signing import signer_of
from garda.office import moves
from garda.office.asks import ActForm, Ask, Tried, refilled
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.posts import kinds
from garda.people.register import register_of
from garda.sight.cases_page import CasePage
from garda.sight.doors import Staff, may_act, mover, post, staff_case, units_in_reach
from garda.texts.cleaning import plain
from garda.texts.tables import inert

# A letter's state → (the mark's kind, its words).
STATES = {
    "valid": ("done", gettext_lazy("Berlaku")),
    "waits": ("pause", gettext_lazy("Menunggu tanda tangan kedua")),
    "over": ("pause", gettext_lazy("Lewat masa berlaku")),
    "revoked": ("late", gettext_lazy("Dicabut")),
    "reserved": ("pause", gettext_lazy("Nomor belum terpakai")),
}
MOST_ROWS = 100


@dataclass(frozen=True)
class Signing:
    """What the page of a matter shows where its letter is signed: the button, or why it can't be yet."""

    form: ActForm | None
    barred: str
    own: bool


def signing_form(staff: Staff, case: Any, page: CasePage, speaks: str) -> Signing | None:
    """The one press that signs, for whoever may sign here; nothing elsewhere."""
    if "move" not in page.can or page.offered_by_us or page.story.joined_into or page.story.state == "done":
        return None
    step = standing(case)[1]
    move = acts.signing_move(step)
    if move is None:
        return None
    signer = signer_of(staff.city)
    try:
        issuing.preview_data(case, staff.person, clock.now())
    except Refused as no:
        return Signing(None, no.words.of(speaks), signer.own)
    asks: tuple[Ask, ...] = ()
    if signer.asks_passphrase:
        hint = _("Diteruskan ke layanan tanda tangan nasional, tidak pernah disimpan.")
        asks = (
            Ask("passphrase", _("Frasa sandi sertifikat Anda"), "password", hint, scope="f-tanda-tangan"),
        )
    form = ActForm(
        "tanda-tangan",
        _("Tanda tangani"),
        _("Tanda tangani"),
        "",
        asks,
        key="Enter",
        reads=move.shown.of(speaks),
    )
    return Signing(form, "", signer.own)


def ahead(
    signing: Signing | None, forms: list[ActForm], tried: Tried | None
) -> tuple[ActForm | None, list[ActForm]]:
    """Where a letter is signed, that is the one press; what the flow allows beside it folds."""
    if signing is None:
        return moves.first_and_rest(forms)
    beside = [replace(one, key="") if one.key == "Enter" else one for one in forms]
    if signing.form is None:
        return None, beside
    return replace(refilled(signing.form, tried), open=True), beside


def of_case(staff: Staff, case: Any, at: datetime) -> list[tuple[Line, str, str]]:
    """The letters of a matter, with their marks."""
    return shown_lines(keeping.of_case(case, local_day(staff, at)))


@require_safe
@post("move")
def preview(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """`/kerja/urusan/<number>/surat/pratinjau.png`: the letter as it would be signed; the look is logged."""
    staff, at = staff_of(request), clock.now()
    case = staff_case(staff, number)
    if not may_act(staff, "move", case):
        raise Http404
    try:
        data = issuing.preview_data(case, staff.person, at)
    except Refused:
        raise Http404 from None
    acts.log_reading(case, _("pratinjau surat"), by=mover(staff, case), at=at)
    if kind == "pdf":
        response = HttpResponse(rendering.as_pdf(data), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="pratinjau-{case.number}.pdf"'
    else:
        response = HttpResponse(rendering.as_pictures(data)[0], content_type="image/png")
    response["Cache-Control"] = "no-store"
    return response


# ---- one letter -----------------------------------------------------------------------------------
def shown_lines(lines: list[Line]) -> list[tuple[Line, str, str]]:
    """Letters with the kind and words of their marks."""
    return [(line, STATES[line.state][0], str(STATES[line.state][1])) for line in lines]


def _placed(staff: Staff, letter_id: int, act: str) -> Placed:
    """The letter of that id if this person may do `act` on its office's letters, else 404."""
    found = keeping.by_id(staff.city, letter_id, local_day(staff, clock.now()))
    if found is None or found.unit_id not in units_in_reach(staff, act):
        raise Http404
    return found


@require_safe
@post("letters")
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """`/kerja/surat/<id>/`: one letter of the register."""
    staff = staff_of(request)
    return _page(request, staff, _placed(staff, letter_id, "letters"), None)


def _page(
    request: HttpRequest, staff: Staff, found: Placed, tried: Tried | None, status: int = 200
) -> HttpResponse:
    line = found.line
    may_revoke = found.unit_id in units_in_reach(staff, "revoke") and line.state not in ("revoked",)
    shown = {
        "line": line,
        "mark": STATES[line.state],
        "cause": line.cause.of(lang()),
        "number": line.case_number,
        "revoke": refilled(_revoke_form(), tried) if may_revoke else None,
        "error": tried.sentence if tried else "",
        "simulated": line.simulated,
    }
    return show(request, "office/letter.html", shown, status=status)


def _revoke_form() -> ActForm:
    options = [(key, words.of(lang())) for key, words in acts.REASONS.items() if key != "replaced"]
    asks = (
        Ask("reason", _("Sebabnya"), "list", options=options, scope="f-cabut-surat"),
        Ask("words", _("Alasan untuk pemilik surat"), "lines", _("Ia membacanya di halaman urusannya."),
            scope="f-cabut-surat", most=1000),
    )  # fmt: skip
    return ActForm(
        "cabut", _("Cabut surat ini"), _("Cabut surat"), _("Langsung terlihat di halaman periksa."), asks
    )


@require_POST
@post("revoke")
def revoke(request: HttpRequest, letter_id: int) -> HttpResponse:
    """`/kerja/surat/<id>/cabut/`."""
    staff, at = staff_of(request), clock.now()
    found = _placed(staff, letter_id, "revoke")
    typed = {name: plain(request.POST.get(name, "")).strip()[:1000] for name in ("reason", "words")}
    reason = typed["reason"] if typed["reason"] != "replaced" else ""
    try:
        if declaring.bars(staff.person.pk, found.case.pk):
            raise Refused(declaring.NOT_YOURS)
        by = staff.by_for(found.unit_id)
        keeping.revoke(found.case.pk, letter_id, reason, typed["words"], by=by, at=at)
    except (Refused, Overtaken) as no:
        field = getattr(no, "field", None)
        said = no.words.of(lang())
        kept = {name: [text] for name, text in typed.items()}
        tried = Tried("cabut", kept, {field: said} if field else {}, "" if field else said)
        return _page(request, staff, found, tried, status=422)
    messages.success(request, _("Surat dicabut. Halaman periksanya sudah mengatakan begitu."))
    return HttpResponseRedirect(f"/kerja/surat/{letter_id}/")


@require_http_methods(["GET", "HEAD", "POST"])
@post("letters")
def letter_file(request: HttpRequest, letter_id: int) -> HttpResponse:
    """`/kerja/surat/<id>/surat.pdf`: the file; each look is logged. A POST hands it over on paper."""
    staff, at = staff_of(request), clock.now()
    found = _placed(staff, letter_id, "letters")
    by = staff.by_for(found.unit_id)
    handed = request.method == "POST"
    acts.log_reading(found.case, _("cetak surat") if handed else _("membuka surat"), by=by, at=at)
    content = keeping.file_of(found.case, letter_id)
    if content is None:
        return show(request, "office/gone.html", {"number": found.line.case_number}, status=410)
    if handed:
        keeping.fetched(found.case, letter_id, "print", by=by, at=at)
    return as_file(content, found.line.number, inline=True)


def as_file(content: bytes, number: str, *, inline: bool) -> HttpResponse:
    """A letter's file as an answer; kept nowhere on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    name = "".join(char if char.isalnum() else "-" for char in number)
    how = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{how}; filename="surat-{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


# ---- the register ---------------------------------------------------------------------------------
@require_safe
@post("letters")
def agenda(request: HttpRequest) -> HttpResponse:
    """`/kerja/surat/`: the register of letters by unit and year, searchable by number alone."""
    staff = staff_of(request)
    asked = _asked(request, staff)
    rows = keeping.agenda(staff.city, asked.units, asked.year, asked.number)
    if request.GET.get("bentuk") == "csv":
        return _csv(keeping.lines_of(staff.city, rows[: keeping.MOST_ROWS], asked.today), asked.year)
    pages = Paginator(rows, keeping.MOST_ROWS if request.GET.get("bentuk") == "cetak" else MOST_ROWS)
    page = pages.get_page(request.GET.get("halaman"))
    lines = keeping.lines_of(staff.city, page.object_list, asked.today)
    shown = {
        "lines": shown_lines(lines),
        "page": page,
        "count": pages.count,
        "signs": any(known.signs for kind in staff.kinds if (known := kinds().get(kind))),
        "asked": asked,
        "years": sorted({*keeping.years_of(asked.reach), asked.today.year}, reverse=True),
        "units": asked.named if len(asked.reach) > 1 else [],
        "simulated": any(line.simulated for line in lines),
    }
    return show(request, "office/letters.html", shown)


@dataclass(frozen=True)
class Asked:
    """What of the register is wanted."""

    reach: list[int]
    units: list[int]
    named: list[tuple[int, str, bool]]
    year: int
    number: str
    today: date


def _asked(request: HttpRequest, staff: Staff) -> Asked:
    today = local_day(staff, clock.now())
    reach = units_in_reach(staff, "letters")
    unit = _whole(request.GET, "unit")
    chosen = [unit] if unit in reach else reach
    year = _whole(request.GET, "tahun")
    register = register_of(staff.city)
    named = sorted((register.unit(one).name, one) for one in reach)
    return Asked(
        reach,
        chosen,
        [(one, name, one == unit) for name, one in named],
        year if 2000 <= year <= today.year else today.year,
        request.GET.get("nomor", "").strip()[:80],
        today,
    )


def _whole(given: Mapping[str, Any], name: str) -> int:
    typed = str(given.get(name, ""))
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _csv(lines: list[Line], year: int) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="agenda-surat-{year}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Nomor"), _("Tanggal"), _("Jenis"), _("Kantor"), _("Penanda tangan"), _("Keadaan")])
    for line in lines:
        day = line.day.isoformat() if line.day else ""
        cells = [line.number, day, line.title, line.unit, line.signer, str(STATES[line.state][1])]
        writer.writerow([inert(cell) for cell in cells])
    return response
