"""Sheets of paper with a code each, for a counter without a kiosk: printed once, each answers once."""

from __future__ import annotations

import io
import secrets
import string

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import office_at
from garda.office.showing import lang, show, staff_of
from garda.office.units import typed
from garda.sight import shelves
from garda.sight.doors import post
from garda.surveys import sources
from garda.texts.cleaning import whole

USUAL = 20
SIGNS = frozenset(string.ascii_letters + string.digits + "-_")


@require_http_methods(["GET", "HEAD", "POST"])
@post("answer-for")
def page(request: HttpRequest) -> HttpResponse:
    """`/kerja/survei/lembar/`: how many, for what; then the sheets, to be printed and cut."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "answer-for")
    services = [one for one in shelves.services(staff.city, at, lang(), unit.kind) if one.kind == "request"]
    options = [("", _("Layanan apa saja")), *((one.key, one.title) for one in services)]
    kept = typed(request, "count", "service", "key", most=64) if request.method == "POST" else {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        count = whole(kept["count"], 4) or 0
        if not 1 <= count <= sources.MOST_SHEETS:
            errors["count"] = _("Isi angka 1 sampai %(most)s.") % {"most": sources.MOST_SHEETS}
        elif kept["service"] not in dict(options):
            errors["service"] = _("Pilih layanan dari daftar.")
        else:
            made = sources.print_sheets(
                unit, count, service=kept["service"], by=staff.person, post=staff.by_for(unit.pk).post, at=at,
                key=_key(kept["key"]),
            )  # fmt: skip
            rows = [
                (f"{one.token[:5]}-{one.token[5:]}", _qr(_address(staff.city.key, one.token))) for one in made
            ]
            shown = {
                "unit": unit,
                "rows": rows,
                "until": made[0].expires_on,
                "site": f"{settings.SITE_ADDRESS.split('://', 1)[-1]}/{staff.city.key}/survei/",
            }
            return show(request, "office/surveys/sheets.html", shown)
    asks = filled(
        [
            Ask("count", _("Berapa lembar"), hint=_("Satu halaman A4 memuat sepuluh."), most=4, short=True,
                value=str(USUAL), scope="lembar"),
            Ask("service", _("Untuk layanan"), "list", options=options, required=False, scope="lembar"),
            Ask("key", "", "hidden", value=secrets.token_urlsafe(18), scope="lembar"),
        ],
        kept,
        errors,
    )  # fmt: skip
    shown = {"unit": unit, "asks": asks, "errors": on_top(asks, errors)}
    return show(request, "office/surveys/paper.html", shown, status=422 if errors else 200)


def _key(typed_key: str) -> str:
    """The form's own key: sent twice, the same sheets come back."""
    fit = 20 <= len(typed_key) <= 40 and set(typed_key) <= SIGNS
    return typed_key if fit else secrets.token_urlsafe(18)


def _address(city_key: str, token: str) -> str:
    return f"{settings.SITE_ADDRESS}/{city_key}/survei/{token}/"


def _qr(address: str) -> SafeString:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, nl=False
    )
    drawn = out.getvalue().decode().replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return mark_safe(drawn)
