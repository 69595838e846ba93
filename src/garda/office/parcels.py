"""Carrying a service: the parcel and the drawing to take away, and the page on which a parcel is opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.bringing import bring_home
from garda.cases.carrying import LONGEST, Opened, Unopened, file_name, own_fingerprint, pack, unpack
from garda.flow.bpmn_writing import draw_bpmn
from garda.office.showing import lang, show, staff_of
from garda.people import changes
from garda.sight import parcels, reviews
from garda.sight.doors import Staff, post
from garda.sight.offices import post_names

SHOWN = "office.parcel.shown"
SHOWN_AGE = 3600


@require_safe
@post("publish", "review")
def parcel(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/alur/<key>/paket.json`: the version in force as a signed parcel for another city."""
    row = _row(staff_of(request), key)
    response = HttpResponse(pack(row), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{file_name(row)}"'
    return response


@require_safe
@post("publish", "review", "audit")
def drawing(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/alur/<key>/alur.bpmn`: the same version as a BPMN 2.0 drawing."""
    row = _row(staff_of(request), key)
    drawn = draw_bpmn(row.text, names=post_names("id"))
    response = HttpResponse(drawn, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{row.key}-v{row.version}.bpmn"'
    return response


def _row(staff: Staff, key: str) -> Any:
    row = reviews.published(staff.city, key)
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@post("publish")
def bring(request: HttpRequest) -> HttpResponse:
    """`/kerja/alur/paket/`: open a parcel, see whose it is and what differs here, then bring it home."""
    staff, at = staff_of(request), clock.now()
    if request.method != "POST":
        return _page(request, staff, None)
    try:
        content = _content(request)
        opened = unpack(content)
    except Unopened as no:
        return _page(request, staff, None, [("paket", no.words.of(lang()))], 422)
    if request.POST.get("aksi") != "bawa":
        return _page(request, staff, opened, content=content)
    trust = parcels.trust_in(staff.city, opened)
    if trust.state != "known" and request.POST.get("yakin") != "ya":
        wrong = [("yakin", _("Cocokkan dulu sidik kuncinya dengan pengirim, lalu centang."))]
        return _page(request, staff, opened, wrong, 422, content)
    with changes.one_at_a_time(staff.city) as city:
        row = bring_home(city, opened, at=at, by=staff.person)
    messages.success(request, _("Paket dibawa masuk sebagai naskah. Belum ada yang berubah bagi warga."))
    return HttpResponseRedirect(f"/kerja/alur/naskah/?paket={row.pk}")


def _content(request: HttpRequest) -> bytes:
    """The file that was handed in, or the one whose contents the page showed before."""
    given = request.FILES.get("paket")
    if given is not None:
        return bytes(given.read(LONGEST + 1))
    try:
        kept = signing.loads(request.POST.get("isi", ""), salt=SHOWN, max_age=SHOWN_AGE)
    except signing.BadSignature:
        return b""
    return str(kept).encode()


def _page(
    request: HttpRequest,
    staff: Staff,
    opened: Opened | None,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
    content: bytes = b"",
) -> HttpResponse:
    at, speaks = clock.now(), lang()
    shown: dict[str, Any] = {
        "errors": errors or [],
        "own": own_fingerprint(),
        "signers": parcels.signers(staff.city),
        "parcel": opened,
    }
    if opened is not None:
        found = parcels.differences(staff.city, opened, at)
        shown |= {
            "title": opened.flow.title.of(speaks),
            "trust": parcels.trust_in(staff.city, opened),
            "differences": [one.words.of(speaks) for one in found],
            "content": signing.dumps(content.decode(), salt=SHOWN, compress=True),
        }
    return show(request, "office/bring.html", shown, status=status)
