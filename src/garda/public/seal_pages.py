"""The published seals, the check of a fingerprint, and how to do it by hand."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda.public.city_pages import in_city
from garda.sight import proofs

WHOLE = re.compile(r"[0-9a-f]{64}")


def _simulated(request: HttpRequest) -> bool:
    return request.GET.get("simulasi") == "1"


@require_safe
def _seals(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Every sealed day, the latest first."""
    simulated = _simulated(request)
    request.simulated = simulated  # type: ignore[attr-defined]
    found = proofs.published(city, simulated=simulated)
    context = {
        "seals": found,
        "example": found[0] if found else None,
        "query": "?simulasi=1" if simulated else "",
        "other": proofs.has_simulated(city) and not simulated,
        "shown_simulated": simulated,
    }
    return render(request, "public/seals.html", context)


@require_safe
def _file(request: HttpRequest, city: Any, day: str) -> HttpResponseBase:
    """The published file of one sealed day, exactly as it was sealed."""
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    text = proofs.file_of(city, asked, simulated=_simulated(request))
    if text is None:
        raise Http404
    response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="segel-{city.key}-{asked.isoformat()}.txt"'
    return response


@require_safe
def _check(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Whether a fingerprint stands in the city's record, and in which sealed day."""
    typed = request.GET.get("sidik", "")[:200]
    tidy = "".join(typed.lower().split())
    proof, wrong = None, ""
    if tidy and not WHOLE.fullmatch(tidy):
        wrong = _(
            "Sidik penuh terdiri atas 64 huruf dan angka (0-9, a-f). Salin dari halaman tanda terima Anda."
        )
    elif tidy:
        proof = proofs.check(city, tidy)
        if proof is None:
            wrong = _("Sidik ini tidak ada di rekam kota. Periksa apakah tersalin utuh.")
        else:
            request.simulated = proof.simulated  # type: ignore[attr-defined]
    context = {"typed": typed, "proof": proof, "wrong": wrong}
    return render(request, "public/check.html", context, status=422 if wrong else 200)


seals, file, check = in_city(_seals), in_city(_file), in_city(_check)
