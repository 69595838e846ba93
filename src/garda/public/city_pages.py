"""What every page of a city shares: the city in the address, the reader's language, the chosen kelurahan."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language

from garda.sight import doors

WARD_COOKIE = "kelurahan"
YEAR = 365 * 24 * 3600
CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}){2}\.[0-9]{4}")

Page = Callable[..., HttpResponseBase]


def in_city(view: Page) -> Page:
    """Anyone may come in; the view gets the city itself, and the page wears its name. Unknown city: 404."""

    @wraps(view)
    def shown(request: HttpRequest, city: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = doors.city_at(city)
        request.city = found  # type: ignore[attr-defined]
        return view(request, found, *args, **kwargs)

    return doors.public(shown)


def lang() -> str:
    """ "id" or "en", the language of the page."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def ward_code(request: HttpRequest) -> str:
    """The code of the kelurahan that this reader chose before, or "" (checked for its shape only)."""
    code = request.COOKIES.get(WARD_COOKIE, "")
    return code if CODE.fullmatch(code) else ""


def tidy_ward(typed: Any) -> str:
    """A code as it came in a form, or "" when it has not the shape of one."""
    return typed if isinstance(typed, str) and CODE.fullmatch(typed) else ""


def remember_ward(response: HttpResponse, city_key: str, code: str) -> None:
    """Keep the chosen kelurahan on this device for a year, for this city's pages only."""
    response.set_cookie(WARD_COOKIE, code, max_age=YEAR, path=f"/{city_key}/", samesite="Lax", httponly=True)
