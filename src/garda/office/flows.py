"""Publishing flows: the text, the checker's findings beside the drawing, what differs, and a second yes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.cases.bringing import parcel_at, parcels_of
from garda.cases.publishing import in_force, publish, withdraw_flow
from garda.cases.reviewing import review
from garda.flow import (
    Finding,
    Flow,
    Route,
    Unreadable,
    check,
    draw_narrow_head,
    draw_wide,
    fingerprint,
    read,
    route,
)
from garda.flow.bpmn_reading import LONGEST_DRAWING
from garda.flow.differing import Difference, differ
from garda.office.asks import Ask
from garda.office.drawings import from_drawing, is_drawing
from garda.office.overtaking import Overtaken
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.wrong_desk import READERS
from garda.people import changes
from garda.rules.reading import past_review
from garda.sight import doubting, reviews
from garda.sight.doors import Staff, post
from garda.sight.knowing import known_to
from garda.sight.offices import post_names
from garda.texts.cleaning import plain, whole

MOST_TEXT = 400_000
OUTCOMES = ("keep", "change", "withdraw")
# Who may read what is published, and so whatever its pages lead to.
FLOW_READERS = ("publish", "review", "confirm-standard", "audit")


@dataclass
class Draft:
    """A text under the eyes of the checker: what is wrong, how it looks, what it changes."""

    text: str
    key: str = ""
    title: str = ""
    findings: list[Finding] = field(default_factory=list)
    flow: Flow | None = None
    drawing: SafeString | None = None
    stations: list[tuple[SafeString, Any]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    version: int = 0
    same: bool = False
    mark: str = ""

    @property
    def grave(self) -> int:
        """How many findings forbid publishing."""
        return sum(one.grave for one in self.findings)


@require_safe
@post(*FLOW_READERS)
def shelf(request: HttpRequest) -> HttpResponse:
    """`/kerja/alur/`: every flow with version and review date, the stale first."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    rows = reviews.shelf(staff.city, at, speaks)
    stale = [one for one in rows if one.stale]
    return show(
        request,
        "office/flows.html",
        {
            "rows": rows,
            "stale": len(stale),
            "rules": past_review(staff.city.key, local_day(staff, at), speaks),
            "can_publish": staff.may("publish"),
            "reads_figures": any(staff.may(act) for act in READERS),
            "unchecked": sum(row.waiting for row in rows if row.in_force),
            "at": at,
        },
    )


@require_safe
@post(*FLOW_READERS)
def flow_page(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/alur/<key>/`: one flow: its drawing, its versions, its reviews."""
    staff, at = staff_of(request), clock.now()
    row = row_or_404(staff, key)
    return show(request, "office/flow.html", flow_shown(staff, row, at))


def row_or_404(staff: Staff, key: str) -> Any:
    """The latest version of a flow of the city."""
    row = reviews.published(staff.city, key)
    if row is None:
        raise Http404
    return row


def flow_shown(staff: Staff, row: Any, at: Any, asks: list[Ask] | None = None) -> dict[str, Any]:
    """What the page of a flow shows, with the questions of a review as they came back."""
    speaks = lang()
    flow = reviews.flow_at(row)
    drawing, stations = _drawn(flow, speaks)
    today = local_day(staff, at)
    next_day = reviews.next_review(row)
    return {
        "row": row,
        "flow": flow,
        "title": flow.title.of(speaks),
        "drawing": drawing,
        "stations": stations,
        "versions": reviews.versions(staff.city, row.key),
        "reviews": reviews.reviews_of(row),
        "origins": parcels_of(staff.city, row.key),
        "next_review": next_day,
        "stale": next_day is not None and next_day < today and row.in_force_to is None,
        "in_force": row.in_force_to is None and not row.withdrawn,
        "can_publish": staff.may("publish"),
        "can_review": staff.may("review"),
        "reads_figures": any(staff.may(act) for act in READERS),
        "doubts": doubting.doubted(row, today, speaks),
        "can_check": staff.may("confirm-standard"),
        "asks": asks or review_asks(today + timedelta(days=365)),
        "errors": [(ask.id, ask.error) for ask in asks or [] if ask.error],
    }


def review_asks(
    next_day: Any, kept: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> list[Ask]:
    """The three questions of a review."""
    kept, errors = kept or {}, errors or {}
    options = [
        ("", _("Belum diputus: tetap menunggu tinjauan")),
        ("keep", _("Tetap seperti ini")),
        ("change", _("Perlu versi baru")),
        ("withdraw", _("Perlu dicabut")),
    ]
    hint = _("Tinjauan tanpa hasil tidak menghapus tandanya.")
    return [
        Ask(
            "outcome",
            _("Hasil"),
            "list",
            hint,
            options,
            value=kept.get("outcome", ""),
            required=False,
            error=errors.get("outcome", ""),
        ),
        Ask(
            "words",
            _("Yang ditinjau"),
            "lines",
            value=kept.get("words", ""),
            error=errors.get("words", ""),
            most=2000,
        ),
        Ask(
            "next_review",
            _("Tinjauan berikutnya"),
            hint=_("Contoh: 17/8/2027"),
            value=kept.get("next_review", f"{next_day:%d/%m/%Y}"),
            error=errors.get("next_review", ""),
            short=True,
        ),
    ]


def _drawn(flow: Flow, speaks: str) -> tuple[SafeString, list[tuple[SafeString, Any]]]:
    drawn: Route = route(flow, speaks, names=post_names(speaks))
    wide = mark_safe(draw_wide(drawn))
    heads = [
        (mark_safe(draw_narrow_head(drawn, place)), station) for place, station in enumerate(drawn.stations)
    ]
    return wide, heads


# ---- a new version -------------------------------------------------------------------------------
def examined(staff: Staff, text: str, at: Any) -> Draft:
    """The text read by the checker against the city's rules, posts and kinds of unit."""
    speaks = lang()
    draft = Draft(text, mark=fingerprint(text))
    draft.findings = list(check(text, _("naskah"), known_to(staff.city, local_day(staff, at))))
    try:
        draft.flow = read(text, _("naskah"))
    except Unreadable:
        return draft
    draft.key, draft.title = draft.flow.key, draft.flow.title.of(speaks)
    draft.drawing, draft.stations = _drawn(draft.flow, speaks)
    now = in_force(staff.city, draft.flow.key, at)
    if now is not None:
        draft.version = now.version
        draft.same = now.fingerprint == draft.mark
        draft.differences = list(differ(reviews.flow_at(now), draft.flow))
    return draft


@require_http_methods(["GET", "HEAD", "POST"])
@post("publish")
def draft(request: HttpRequest) -> HttpResponse:
    """`/kerja/alur/naskah/`: paste or upload a text; it is checked, drawn and compared, never kept yet."""
    staff, at = staff_of(request), clock.now()
    if request.method != "POST":
        return _begun(request, staff, at)
    text, wrong, notes = _text(request, staff, at)
    if wrong or not text.strip():
        said = wrong or _("Tempel naskah alur, atau pilih berkasnya.")
        return show(
            request,
            "office/draft.html",
            {"draft": None, "text": text, "errors": [("naskah", said)]},
            status=422,
        )
    checked = examined(staff, text, at)
    if request.POST.get("aksi") == "terbitkan":
        return _published(request, staff, checked, at)
    return show(request, "office/draft.html", {"draft": checked, "text": text, "notes": notes})


def _begun(request: HttpRequest, staff: Staff, at: Any) -> HttpResponse:
    """A draft that begins empty, with the version of `?dari=`, or with what a parcel brought (`?paket=`)."""
    wanted = request.GET.get("dari", "").replace("\0", "")[:60]
    row = reviews.published(staff.city, wanted) if wanted else None
    sent = whole(request.GET.get("paket"))
    parcel = parcel_at(staff.city, sent) if sent is not None else None
    text = parcel.text if parcel else row.text if row else ""
    checked = examined(staff, text, at) if text else None
    return show(request, "office/draft.html", {"draft": checked, "text": text, "parcel": parcel})


def _text(request: HttpRequest, staff: Staff, at: Any) -> tuple[str, str, list[str]]:
    """The text that was pasted or handed in, what is wrong with it, and what a drawing left open."""
    given = request.FILES.get("flow")
    if given is not None:
        content = given.read(MOST_TEXT + 1)
        if is_drawing(content):
            return from_drawing(staff.city, content + given.read(LONGEST_DRAWING), at, lang())
        if len(content) > MOST_TEXT:
            return "", _("Berkas terlalu besar untuk sebuah alur."), []
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\0", ""), "", []
        except UnicodeDecodeError:
            return "", _("Berkas ini bukan teks UTF-8."), []
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")
    return (text, "", []) if len(text) <= MOST_TEXT else ("", _("Naskah terlalu panjang."), [])


def _published(request: HttpRequest, staff: Staff, checked: Draft, at: Any) -> HttpResponse:
    """Publish only what the second yes was given to: the text whose fingerprint was shown."""
    errors, status = _barred(request, checked), 422
    if not errors:
        try:
            with changes.one_at_a_time(staff.city):
                now = in_force(staff.city, checked.key, at)
                if request.POST.get("versi", f"{checked.version}") != f"{now.version if now else 0}":
                    raise Overtaken(
                        _(
                            "Orang lain mendahului Anda dengan versi baru. Naskah Anda masih di sini, "
                            "selisihnya kini dengan versi itu. Baca lagi, lalu terbitkan."
                        )
                    )
                row = publish(staff.city, checked.text, at=at, by=staff.by_for())
            said = _(
                "%(title)s versi %(n)s berlaku mulai sekarang. Urusan yang berjalan tetap memakai versinya."
            )
            messages.success(request, said % {"title": checked.title, "n": row.version})
            return HttpResponseRedirect(f"/kerja/alur/{row.key}/")
        except Overtaken as late:
            errors, status = [("", late.said)], 409
        except Refused as no:
            errors.append(("", no.words.of(lang())))
        except Unreadable:
            errors.append(("", _("Naskah ini tidak dapat dibaca.")))
    shown = {"draft": checked, "text": checked.text, "errors": errors}
    return show(request, "office/draft.html", shown, status=status)


def _barred(request: HttpRequest, checked: Draft) -> list[tuple[str, str]]:
    """What stands in the way of publishing the text, whoever else publishes."""
    if checked.grave or checked.flow is None:
        return [("", _("Masih ada temuan yang melarang penerbitan."))]
    if request.POST.get("sidik") != checked.mark:
        return [("", _("Naskah berubah sejak diperiksa. Lihat lagi temuannya, lalu terbitkan."))]
    if request.POST.get("yakin") != "ya":
        return [("yakin", _("Centang dulu bahwa Anda sudah membaca selisihnya."))]
    return []


@require_POST
@post("publish")
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Stop offering a flow, after a second yes; running matters keep it."""
    staff, at = staff_of(request), clock.now()
    row = row_or_404(staff, key)
    if request.POST.get("yakin") != "ya":
        shown = flow_shown(staff, row, at)
        shown["errors"] = [("yakin-cabut", _("Centang dulu bahwa layanan ini memang dicabut."))]
        return show(request, "office/flow.html", shown, status=422)
    if row.in_force_to is None and not row.withdrawn:
        withdraw_flow(row, at=at)
        messages.success(request, _("Layanan ini dicabut. Urusan yang berjalan tetap diselesaikan."))
    return HttpResponseRedirect(f"/kerja/alur/{key}/")


@require_POST
@post("review")
def reviewed(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a review; without an outcome the flow stays on the stale list."""
    staff, at = staff_of(request), clock.now()
    row = row_or_404(staff, key)
    today = local_day(staff, at)
    kept = {name: plain(request.POST.get(name, ""))[:3000] for name in ("outcome", "words", "next_review")}
    try:
        next_day = clock.parse_day(kept["next_review"])
    except ValueError:
        errors = {"next_review": _("Tulis tanggalnya seperti 17/8/2027.")}
        shown = flow_shown(staff, row, at, review_asks(today, kept, errors))
        return show(request, "office/flow.html", shown, status=422)
    try:
        review(row, kept["outcome"], kept["words"], next_day, today=today, by=staff.by_for(), at=at)
    except Refused as no:
        errors = {no.field or "words": no.words.of(lang())}
        shown = flow_shown(staff, row, at, review_asks(today, kept, errors))
        return show(request, "office/flow.html", shown, status=422)
    cleared = _("Tinjauan tersimpan.")
    waits = _("Catatan tersimpan. Tanpa hasil, alur ini tetap ditandai menunggu tinjauan.")
    messages.success(request, cleared if kept["outcome"] else waits)
    return HttpResponseRedirect(f"/kerja/alur/{key}/")


@require_safe
@post(*FLOW_READERS)
def text(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """`/kerja/alur/<key>/v<n>.toml`: the text of one version, as it was published."""
    row = reviews.published(staff_of(request).city, key, version)
    if row is None:
        raise Http404
    response = HttpResponse(row.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.key}-v{row.version}.toml"'
    return response
