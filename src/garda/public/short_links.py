"""The short way that stands in a chat: for three days it opens one matter, then it asks for the code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from garda import clock
from garda.notices.links import opened_by
from garda.public.city_pages import in_city
from garda.sight import doors


@never_cache
@require_safe
def _open(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """`/<city>/k/<token>/`: as if the code had been shown, for as long as the link lasts."""
    case, lasts = opened_by(token, city.pk, clock.now())
    if case is None:
        raise Http404
    if not lasts:
        messages.info(request, _("Tautan ini sudah lewat masanya. Masukkan kode dari tanda terima Anda."))
        return redirect(f"/{city.key}/ikuti/?nomor={case.number}")
    doors.enter(request, case)
    return redirect(f"/{city.key}/ikuti/{case.number}/")


short_link = in_city(_open)
