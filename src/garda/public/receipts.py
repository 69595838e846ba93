"""The receipt: number, code, due date, QR, fingerprint; on the screen, on paper, on an 80 mm slip."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from garda import clock
from garda.cases import sealing
from garda.cases.opening import Opened
from garda.public.city_pages import in_city, lang
from garda.sight import doors, proofs, stories
from garda.surveys import sources

CODES = "codes"
MOST_CODES = 20
ENDED = ("done", "not")


def remember_code(request: HttpRequest, opened: Opened) -> None:
    """Keep the code, sealed, in the session of whoever filed: nobody else's page ever shows it."""
    kept = dict(list(request.session.get(CODES, {}).items())[1 - MOST_CODES :])
    request.session[CODES] = {**kept, opened.case.number: sealing.seal(opened.code).decode()}


def code_of(request: HttpRequest, number: str) -> str:
    """The code of a matter filed in this session, or ""."""
    sealed = request.session.get(CODES, {}).get(number)
    try:
        return sealing.unseal(sealed.encode()) if sealed else ""
    except sealing.Unsealable:
        return ""


def qr(address: str, label: str) -> SafeString:
    """An address as an inline QR drawing: one path, black on the white around it."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=False, border=0, omitsize=True, nl=False)
    drawn = out.getvalue().decode().replace("<svg", format_html('<svg role="img" aria-label="{}"', label), 1)
    return mark_safe(drawn)


def site_address(path: str) -> str:
    """A path of ours as a whole address, for paper."""
    return f"{settings.SITE_ADDRESS}{path}"


@never_cache
@require_safe
def _receipt(request: HttpRequest, city: Any, number: str) -> HttpResponseBase:
    """The receipt of a matter that this visitor filed or opened with its code."""
    case = doors.entered(request, city, number)
    if case is None:
        return redirect(f"/{city.key}/ikuti/?nomor={number[:24]}")
    request.simulated = case.simulated  # type: ignore[attr-defined]
    speaks = lang()
    told = stories.story(case, "resident", speaks, clock.now())
    kind = proofs.kind_of(case)
    # Before the end the way to follow, where the survey is asked afterwards; after it the survey itself.
    token = sources.token_of(case)
    follow = f"/{city.key}/ikuti/?nomor={case.number}"
    leads = f"/{city.key}/survei/{token}/" if token else follow
    label = _("Kode QR ke survei satu menit") if token else _("Kode QR ke halaman Ikuti")
    context = {
        "told": told,
        "kind": kind,
        "head": _head(kind),
        "noun": noun(kind),
        "code": code_of(request, case.number),
        "office": proofs.first_office(case),
        "qr": qr(site_address(leads), label),
        "survey": token,
        "asks_later": told.state not in ENDED,
        "address": site_address(follow).split("://", 1)[-1].split("?")[0],
        "proof": proofs.receipt_of(case),
        "due_line": proofs.due_line(case, speaks),
        "ahead": proofs.ahead_of(case, speaks)[:4],
        "slip": request.GET.get("ukuran") == "80",
    }
    return render(request, "public/slip.html" if context["slip"] else "public/receipt.html", context)


def _head(kind: str) -> str:
    return {
        "complaint": _("Laporan Anda sudah kami terima"),
        "aspiration": _("Usul Anda sudah kami terima"),
        "information": _("Permintaan Anda sudah kami terima"),
        "objection": _("Keberatan Anda sudah kami terima"),
    }.get(kind, _("Berkas Anda sudah kami terima"))


def noun(kind: str) -> str:
    """What a matter of this kind is called: laporan, usul, permintaan, berkas."""
    return {
        "complaint": _("laporan"),
        "aspiration": _("usul"),
        "information": _("permintaan"),
        "objection": _("keberatan"),
    }.get(kind, _("berkas"))


receipt = in_city(_receipt)
