"""What is said when something is wrong before a page is reached: a page to people, a document to machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from garda.api.answers import problem
from garda.looks import views

MACHINE = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came could not be read."""
    if request.path_info.startswith(MACHINE):
        return problem(400, "Permintaan ini tidak dapat dibaca.")
    return views.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not this person's."""
    if request.path_info.startswith(MACHINE):
        return problem(403, "Alamat ini bukan untuk Anda.")
    return views.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    if request.path_info.startswith(MACHINE):
        return problem(404, "Tidak ada data di alamat ini.")
    return views.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    if request.path_info.startswith(MACHINE):
        return problem(500, "Ada yang rusak di sisi kami. Coba lagi beberapa saat lagi.")
    return views.broken(request)
