"""Which language a page speaks: the one chosen by the reader, otherwise Indonesian.

The browser's own wish is not asked: a phone set to English by its shop would hide the Indonesian
words, which are the binding ones.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

COOKIE = "bahasa"
YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest) -> str:
    """The language of the reader's cookie if we speak it, else the first of `LANGUAGES`."""
    spoken = [code for code, _name in settings.LANGUAGES]
    wish = request.COOKIES.get(COOKIE, "")
    return wish if wish in spoken else spoken[0]


class ChosenLanguage:
    """Middleware: the chosen language, and a time zone of its own, for the length of one request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = chosen(request)
        with translation.override(code), timezone.override(None):
            request.LANGUAGE_CODE = code
            response = self.answer(request)
        response.headers.setdefault("Content-Language", code)
        return response
