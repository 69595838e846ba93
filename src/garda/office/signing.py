"""Many letters with one press: what waits for my signature, the order to sign it, how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.integrity import declaring
from garda.letters import batching
from garda.letters.batching import Progress
from garda.letters.signing import signer_of
from garda.office.showing import lang, show, staff_of
from garda.sight import names
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

ADDRESS = "/kerja/tanda-tangan/"
# With the national service a page signs while its signatory waits, so long at most.
A_WHILE = timedelta(seconds=20)


@dataclass(frozen=True)
class Row:
    """One matter whose letter waits for the signature."""

    number: str
    seq: int
    title: str
    who: str
    opened_at: datetime
    due_at: datetime | None
    late: bool


@require_http_methods(["GET", "HEAD", "POST"])
@post("move")
def waiting(request: HttpRequest) -> HttpResponse:
    """`/kerja/tanda-tangan/`: tick, sign. A POST keeps the order first, then works it off."""
    staff = staff_of(request)
    if request.method == "POST":
        return _order(request, staff)
    return _list(request, staff, "")


def _list(request: HttpRequest, staff: Staff, error: str, status: int = 200) -> HttpResponse:
    at = clock.now()
    cases = batching.waiting_for(staff.held)
    barred = declaring.barred_among(staff.person.pk, [case.pk for case in cases])
    cases = [case for case in cases if case.pk not in barred]
    said = names.said_by_case(cases, ("name", "address"))
    rows = [
        Row(
            case.number, case.seq, names.title_of(case, {}, lang()),
            names.initials(said[case.pk].get("name", "")), case.opened_at, case.due_at,
            bool(case.due_at and case.due_at < at),
        )
        for case in cases
    ]  # fmt: skip
    shown = {
        "rows": rows,
        "seen": " ".join(f"{row.number}:{row.seq}" for row in rows),
        "error": error,
        "asks_passphrase": signer_of(staff.city).asks_passphrase,
        "simulated": any(case.simulated for case in cases),
    }
    return show(request, "office/signing.html", shown, status=status)


def _order(request: HttpRequest, staff: Staff) -> HttpResponse:
    # With everything ticked the browser sends one field, not five hundred.
    every = request.POST.get("semua") == "ya"
    given = request.POST.get("dilihat", "").split() if every else request.POST.getlist("urusan")
    ticked = dict(one.rsplit(":", 1) for one in given if ":" in one)
    waiting = batching.waiting_for(staff.held)
    barred = declaring.barred_among(staff.person.pk, [case.pk for case in waiting])
    chosen = [
        (case, seen)
        for case in waiting
        if (seen := whole(ticked.get(case.number), 9)) is not None and case.pk not in barred
    ]
    if not chosen:
        return _list(request, staff, _("Centang dulu surat yang akan ditandatangani."), status=422)
    batch = batching.order(staff.city, staff.person, chosen, clock.now())
    return _go_on(request, staff, batch.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@post("move")
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """`/kerja/tanda-tangan/<id>/`: how far it is; a POST goes on where a passphrase is asked for."""
    staff = staff_of(request)
    found = batching.progress_of(batch_id, staff.person)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _go_on(request, staff, batch_id)
    return _progress(request, staff, found)


def _go_on(request: HttpRequest, staff: Staff, batch_id: int) -> HttpResponse:
    if signer_of(staff.city).asks_passphrase:
        passphrase = request.POST.get("passphrase", "")[:200]
        wrong = batching.sign_now(batch_id, staff.person, passphrase, A_WHILE)
        found = batching.progress_of(batch_id, staff.person)
        if wrong is not None and found is not None:
            return _progress(request, staff, found, wrong.of(lang()), status=422)
    return HttpResponseRedirect(f"{ADDRESS}{batch_id}/")


def _progress(
    request: HttpRequest, staff: Staff, found: Progress, error: str = "", status: int = 200
) -> HttpResponse:
    asks = signer_of(staff.city).asks_passphrase
    shown = {
        "found": found,
        "failed": [(number, why.of(lang())) for number, why in found.failed],
        "asks_passphrase": asks,
        "goes_on": found.waiting > 0 and not asks,
        "error": error,
        "share": round(100 * (found.total - found.waiting) / found.total) if found.total else 100,
    }
    return show(request, "office/signing_progress.html", shown, status=status)
