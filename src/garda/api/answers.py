"""How the machine's face answers: JSON, and errors in the standard's form (RFC 9457, problem details)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from garda.sight import doors

View = Callable[..., HttpResponse]


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """An error as `application/problem+json`: type, title, status, detail."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def answer(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A JSON object, readable by any page of any city."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def machine(view: View) -> View:
    """A public address that is only read; whatever goes wrong is a problem document, never a page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            refused = problem(405, "Alamat ini hanya dapat dibaca (GET).")
            refused["Allow"] = "GET, HEAD"
            return refused
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return problem(404, "Tidak ada data di alamat ini.")

    return doors.public(guarded)  # type: ignore[return-value]
