"""The private calendar feed of an officer, for calendar programs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from garda import clock
from garda.rosters import feeds
from garda.sight.doors import public


@require_safe
@public
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """`/kalender/<key>.ics`: whoever knows the address may read it; one that was revoked is not there."""
    found = feeds.calendar_for(key, clock.now()) if len(key) < 100 else None
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="jadwal.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
