"""No answer without words: a refusal that comes without a page gets one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Speaking:
    """Middleware: says in a sentence what a bare code means (405 of a wrong method, 429 of too many)."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = self.answer(request)
        if found.status_code not in (405, 429) or not _is_bare(found):
            return found
        spoken = render(request, f"{found.status_code}.html", status=found.status_code)
        for name in ("Allow", "Retry-After"):
            if name in found:
                spoken[name] = found[name]
        return spoken


# A page of ours is longer; what others answer of themselves is a line of English.
BARE = 200


def _is_bare(found: HttpResponse) -> bool:
    if found.streaming or not found.headers.get("Content-Type", "").startswith("text/html"):
        return False
    return len(found.content) <= BARE
