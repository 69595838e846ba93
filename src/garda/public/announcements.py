"""What the city's offices announce: quoted from its public records, each with the record and a way to ask."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from garda import clock
from garda.notices import announcing
from garda.public.city_pages import in_city, lang
from garda.sight import shelves


@require_safe
def _announcements(request: HttpRequest, city: Any) -> HttpResponseBase:
    """`/<city>/pengumuman/`: the newest first."""
    at, english = clock.now(), lang() == "en"
    rows = [
        (row, row.title_en if english else row.title_id, row.quoted_en if english else row.quoted_id)
        for row in announcing.out(city, at)
    ]
    context = {"rows": rows, "may_ask": bool(shelves.key_of_kind(city, "complaint", at))}
    return render(request, "public/announcements.html", context)


announcements = in_city(_announcements)
