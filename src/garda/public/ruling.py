"""The page of one rule: what each article says today (or on another day), since when, and who rests on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from garda import clock
from garda.public.city_pages import in_city, lang
from garda.public.services import today_in
from garda.rules.reading import rule_page
from garda.sight import bindings


@require_safe
def _rule(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """One rule in plain words; with `?pada=2025-11-21` as it stood on that day, for what was decided then."""
    today = today_in(city)
    day = _day(request.GET.get("pada", ""), today)
    page = rule_page(key, city_key=city.key, on=day, lang=lang())
    if page is None:
        raise Http404
    used = bindings.uses(city, clock.now(), key, lang(), simulated=page.simulated)
    request.simulated = page.simulated  # type: ignore[attr-defined]
    articles = [
        {
            "key": article,
            "versions": versions,
            "now": next((one for one in versions if one.state == "now"), None),
            "others": [one for one in versions if one.state != "now"],
            "used": [one for one in used if any(rest.article == article for rest in one.rests)],
        }
        for article, versions in page.versions.items()
    ]
    context = {
        "rule": page,
        "articles": articles,
        "used": used,
        "whole": [one for one in used if any(not rest.article for rest in one.rests)],
        "day": day,
        "another_day": day != today,
    }
    return render(request, "public/rule.html", context)


def _day(asked: str, today: date) -> date:
    try:
        return date.fromisoformat(asked) if asked else today
    except ValueError:
        return today


rule = in_city(_rule)
