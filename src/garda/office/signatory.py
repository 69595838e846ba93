"""What a signatory's letters print under the name: the civil servant's number and rank, by themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda.letters import signatories
from garda.letters.signing import signer_of
from garda.office.asks import Ask, filled, on_top
from garda.office.showing import show, staff_of
from garda.sight.doors import Staff, post


def _asks(staff: Staff, has_nik: bool) -> list[Ask]:
    asks = [
        Ask("nip", _("NIP"), "line", _("18 angka."), required=False, most=24, short=True),
        Ask("rank", _("Pangkat"), "line", _("Misalnya: Penata Tingkat I, III/d."), required=False, most=60),
    ]  # fmt: skip
    if signer_of(staff.city).asks_passphrase:
        hint = _("16 angka. Disimpan tersegel, hanya untuk layanan tanda tangan nasional.")
        hint = f"{hint} {_('Sudah tercatat; kosongkan bila tetap.')}" if has_nik else hint
        asks.append(Ask("nik", _("NIK Anda"), "line", hint, required=False, most=24, short=True))
    return asks


@require_http_methods(["GET", "HEAD", "POST"])
@post("move")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/tanda-tangan/saya/`."""
    staff = staff_of(request)
    kept = signatories.known_of(staff.person)
    asks = _asks(staff, kept.has_nik)
    if request.method != "POST":
        shown = filled(asks, {"nip": kept.nip, "rank": kept.rank}, {})
        return show(request, "office/signatory.html", {"asks": shown, "errors": []})
    typed = {ask.name: request.POST.get(ask.name, "").replace("\0", "").strip()[:60] for ask in asks}
    digits = {
        name: "".join(char for char in typed.get(name, "") if char.isdecimal()) for name in ("nip", "nik")
    }
    errors = {}
    if typed.get("nip") and len(digits["nip"]) != 18:
        errors["nip"] = _("NIP terdiri atas 18 angka.")
    if typed.get("nik") and len(digits["nik"]) != 16:
        errors["nik"] = _("NIK terdiri atas 16 angka.")
    if errors:
        shown = filled(asks, typed, errors)
        return show(
            request, "office/signatory.html", {"asks": shown, "errors": on_top(asks, errors)}, status=422
        )
    signatories.keep(staff.person, nip=digits["nip"], rank=typed["rank"], nik=digits["nik"])
    messages.success(request, _("Tersimpan. Berlaku untuk surat berikutnya."))
    return HttpResponseRedirect("/kerja/tanda-tangan/")
