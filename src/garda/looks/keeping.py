"""What a signed-in person was shown is kept by no cache: the next one at the same screen is somebody else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NotKept:
    """Middleware: a page made for a person says so, wherever it does not say anything about it itself."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = self.answer(request)
        # Looked at only where the page itself asked who is there: others are the same for everybody.
        person = getattr(request, "_cached_user", None)
        if person is not None and person.is_authenticated and not found.has_header("Cache-Control"):
            found["Cache-Control"] = "no-store"
        return found
