"""How much residents trust the city, as asked and as shown, beside how satisfied they are; open to all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from garda.figures import trust as reading
from garda.figures import trust_words
from garda.public.city_pages import in_city
from garda.public.services import today_in


@require_safe
def _trust(request: HttpRequest, city: Any) -> HttpResponseBase:
    """`/<city>/kepercayaan/`: the city, its kelurahan, each source with how many answered."""
    today = today_in(city)
    period = trust_words.period_of(request.GET.get("masa", ""), today)
    shown = trust_words.trust_page(reading.picture(city, period, today), today)
    request.simulated = shown["simulated"]  # type: ignore[attr-defined]
    return render(request, "public/trust.html", {**shown, "masa": period.key})


trust = in_city(_trust)
