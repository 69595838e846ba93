"""Pages that belong to no face: errors in plain words, the choice of language, the page of components."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from garda.looks import samples
from garda.looks.language import COOKIE, YEAR

View = TypeVar("View", bound=Callable[..., HttpResponse])


def _public(view: View) -> View:
    """Mark the door: everyone may come in (the doors of cases stand a floor higher)."""
    view.door = "public"  # type: ignore[attr-defined]
    return view


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came could not be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but this is not the person's."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page asks the database for nothing, since that may be what broke."""
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose hidden key is missing or old: nothing was saved, and how to send it again."""
    return render(request, "403_csrf.html", status=403)


@_public
def closed(request: HttpRequest) -> HttpResponse:
    """An address of the account library that this house has no use for: the admin keeps addresses."""
    raise Http404


@_public
@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language for a year and go back to the page given in `?ke=`."""
    if code not in [spoken for spoken, _name in settings.LANGUAGES]:
        raise Http404
    back = request.GET.get("ke", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(COOKIE, code, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@_public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web manifest, so that a phone can keep the page on its first screen."""
    return JsonResponse(
        {
            "name": gettext("Garda, pelayanan kota"),
            "short_name": "Garda",
            "lang": "id",
            "start_url": "/",
            "display": "browser",
            "background_color": "#ffffff",
            "theme_color": "#232c6b",
            "icons": [{"src": static("garda/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@_public
@require_safe
def components(request: HttpRequest, name: str = "keadaan") -> HttpResponse:
    """Every component in every state, on made-up data; only where the demo or debugging is on."""
    if not (settings.DEBUG or settings.DEMO) or name not in samples.PAGES:
        raise Http404
    request.city = samples.CITY  # type: ignore[attr-defined]
    request.simulated = True  # type: ignore[attr-defined]
    shown: dict[str, Any] = {**samples.PAGES[name](), "pages": list(samples.PAGES), "page_name": name}
    return render(request, f"garda/rupa/{name}.html", shown)
