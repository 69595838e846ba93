"""Pages that explain: how time is counted, what is kept of you, what the office has pledged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from garda import clock
from garda.clock import Term
from garda.people.calendars import city_calendar
from garda.public.city_pages import in_city, lang
from garda.public.pledging import pledges
from garda.sight import offices, shelves

EXAMPLE = Term(5, "day", True)


@require_safe
def _time(request: HttpRequest, city: Any) -> HttpResponseBase:
    """How time is counted, with an example that starts now and the days off that come."""
    at, speaks = clock.now(), lang()
    calendar = city_calendar(city)
    due = clock.due(at, EXAMPLE, calendar)
    context = {
        "due": due,
        "strip": clock.strip(due, calendar, speaks),
        "why": clock.explain(due, calendar, speaks),
        "days_off": offices.days_off_ahead(city, at, lang()),
        "hours": offices.hours_words(city, speaks),
    }
    return render(request, "public/time.html", context)


@require_safe
def _privacy(request: HttpRequest, city: Any) -> HttpResponseBase:
    """What is kept, how long, who reads it, how to have it erased."""
    return render(request, "public/privacy.html", {})


@require_safe
def _pledge(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The pledge, and under it what each service promises."""
    found = shelves.services(city, clock.now(), lang())
    pages = [shelves.service(city, one.key, clock.now(), lang()) for one in found]
    return render(request, "public/pledge.html", {"pledges": pledges(page for page in pages if page)})


time, privacy, pledge = in_city(_time), in_city(_privacy), in_city(_pledge)
