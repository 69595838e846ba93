"""A dilemma case: choose, then read what speaks for and against. Nothing of it is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from garda.integrity import code_of_conduct
from garda.office.showing import show
from garda.sight.doors import post


@require_safe
@post("declare")
def dilemma(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/ikrar/dilema/<key>/`, with `?pilih=` the choice."""
    every = code_of_conduct.dilemmas()
    place = next((n for n, one in enumerate(every) if one.key == key), None)
    if place is None:
        raise Http404
    found, typed = every[place], request.GET.get("pilih", "")
    chosen = found.choices[int(typed) - 1] if typed in {"1", "2", "3"} else None
    shown = {
        "found": found,
        "choices": list(enumerate(found.choices, start=1)),
        "chosen": chosen,
        "typed": typed if chosen else "",
        "next": every[(place + 1) % len(every)],
    }
    return show(request, "office/confidence/dilemma.html", shown)
