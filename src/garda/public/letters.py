"""Whether a letter is true: found by its own code alone, compared with a file that nobody keeps.

No list, no search: whoever has no letter in hand learns nothing here, and whoever has one learns no more
than it says itself. A code that was never given and one that was mistyped get the same answer.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.letters import authority, keeping
from garda.letters.keeping import Line
from garda.letters.numbering import tidy_code
from garda.people.calendars import city_calendar
from garda.public.city_pages import in_city
from garda.sight import doors

LARGEST = 20 * 1024 * 1024


@never_cache
@require_safe
def _ask(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Where the code is typed by whoever can't scan it."""
    typed = request.GET.get("kode", "")[:80]
    code = tidy_code(typed)
    if code:
        return redirect(f"/{city.key}/surat/{code}/")
    wrong = _("Kode ini belum lengkap: 28 huruf dan angka, tercetak di bawah tanda tangan.") if typed else ""
    return render(
        request, "public/letter_code.html", {"typed": typed, "wrong": wrong}, status=422 if wrong else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _letter(request: HttpRequest, city: Any, code: str) -> HttpResponseBase:
    """What the letter of this code is, and, with a file, whether that is the one we issued."""
    found = keeping.by_code(city, code, city_calendar(city).local(clock.now()).date())
    if found is None:
        wrong = _(
            "Tidak ada surat dengan kode ini. Periksa lagi kodenya; bila benar, surat itu bukan dari kami."
        )
        return render(request, "public/letter_code.html", {"typed": code[:80], "wrong": wrong}, status=404)
    request.simulated = found.simulated  # type: ignore[attr-defined]
    same = _compared(request, found) if request.method == "POST" else ""
    context = {
        "line": found,
        "same": same,
        "heading": _heading(found),
        "own": all(one.own for one in found.signatures),
    }
    return render(request, "public/letter.html", context, status=422 if same == "none" else 200)


def _compared(request: HttpRequest, line: Line) -> str:
    """ "same", "other" or "none": the file is read once and forgotten."""
    given = request.FILES.get("berkas")
    if given is None or not given.size or given.size > LARGEST:
        return "none"
    taken = hashlib.sha256()
    for piece in given.chunks():
        taken.update(piece)
    return "same" if taken.hexdigest() == line.fingerprint else "other"


def _heading(line: Line) -> str:
    return {
        "valid": _("Surat ini asli dan berlaku"),
        "over": _("Surat ini asli, tetapi sudah lewat masa berlakunya"),
        "revoked": _("Surat ini sudah dicabut, jangan diterima"),
        "waits": _("Surat ini belum selesai ditandatangani"),
    }[line.state]


@require_safe
def _certificate(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The city's own certificate, for checking signatures by hand."""
    pem = authority.authority_pem(city, clock.now())
    if not pem:
        raise Http404
    response = HttpResponse(pem, content_type="application/x-pem-file")
    response["Content-Disposition"] = f'attachment; filename="sertifikat-{city.key}.pem"'
    return response


@never_cache
@require_safe
def _file(request: HttpRequest, city: Any, number: str, letter_id: int) -> HttpResponseBase:
    """The letter itself, for whoever showed the matter's number and code."""
    case = doors.entered(request, city, number)
    if case is None:
        return redirect(f"/{city.key}/ikuti/?nomor={number[:24]}")
    at = clock.now()
    lines = keeping.of_case(case, city_calendar(city).local(at).date())
    line = next((one for one in lines if one.id == letter_id and one.state != "waits"), None)
    content = keeping.file_of(case, letter_id) if line else None
    if line is None or content is None:
        raise Http404
    if request.method == "GET":
        keeping.fetched(case, letter_id, "page", at=at)
    response = HttpResponse(content, content_type="application/pdf")
    name = "".join(char if char.isalnum() else "-" for char in line.number)
    response["Content-Disposition"] = f'attachment; filename="surat-{name}.pdf"'
    return response


ask, letter, certificate, file = in_city(_ask), in_city(_letter), in_city(_certificate), in_city(_file)
