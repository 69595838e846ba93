"""Writing in confidence as somebody who is signed in: that they were here is kept nowhere.

The page that answers says the code once. No row, line, bell or message of the session comes of it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import accused, boxing, handling
from garda.office.asks import Ask, filled, on_top
from garda.office.showing import lang, show, staff_of
from garda.people import arranging
from garda.people.register import register_of
from garda.sight import offices
from garda.sight.doors import Staff, post
from garda.texts.cleaning import one_line, plain, some_lines
from garda.texts.once import once

FIELDS = ("kantor", "tentang", "siapa", "penangan", "kata", "harapan", "dikenal", "kunci")
AT_FIELD = {accused.WHO: "siapa", accused.HANDLES: "penangan"}


@require_http_methods(["GET", "HEAD", "POST"])
@post("criticise")
def criticise(request: HttpRequest) -> HttpResponse:
    """`/kerja/kritik/tulis/`: about an office or its leader."""
    return _page(request, boxing.CRITICISM)


@require_http_methods(["GET", "HEAD", "POST"])
@post("criticise")
def report(request: HttpRequest) -> HttpResponse:
    """`/kerja/perilaku/lapor/`: about somebody's conduct, to the inspectorate."""
    return _page(request, boxing.REPORT)


def _page(request: HttpRequest, kind: str) -> HttpResponse:
    staff = staff_of(request)
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:6000] for name in FIELDS}
    kept["kunci"] = boxing.form_of(one_line(kept["kunci"]))
    errors: dict[str, str] = {}
    full = False
    if request.method != "POST":
        kept["kantor"] = one_line(plain(request.GET.get("kantor", "")))[:60]
    else:
        unit = register_of(staff.city).by_key(one_line(kept["kantor"]))
        try:
            if unit is None:
                errors["kantor"] = _("Pilih kantornya dari daftar.")
            else:
                return _told(request, kind, unit, _drop(staff, unit, kind, kept))
        except Refused as no:
            full = no.field == boxing.FULL
            errors[AT_FIELD.get(no.field or "", "kata")] = no.words.of(lang())
    typed = {name: said for name, said in kept.items() if said or request.method == "POST"}
    named = bool(errors.get("penangan") and typed.pop("penangan", ""))
    asks = filled(_asks(staff, kind, named), typed, errors)
    shown = {
        "kind": kind,
        "asks": asks,
        "kunci": kept["kunci"],
        "errors": on_top(asks, errors),
        "days": boxing.WAITS_AT_MOST,
        "full": full,
    }
    return show(request, "office/confidence/write.html", shown, status=422 if errors else 200)


def _drop(staff: Staff, unit: Any, kind: str, kept: dict[str, str]) -> str:
    at, who, post_ = clock.now(), "", None
    if kind == boxing.REPORT:
        boxing.fits(kept["kata"], kind)
        who = one_line(kept["siapa"])
        post_ = handling.post_of(staff.city, unit, kept["tentang"])
        unit = accused.office_of(staff.city, unit, kept["penangan"], who, kept["kata"], at)
    wants = kept["dikenal"] == "ya" and handling.desk_of(unit) == handling.INSPECTORATE
    return boxing.drop(
        staff.city, unit, kept["kata"], kind=kind, at=at, form_key=once(kind, kept),
        leader=kept["tentang"] == "pimpinan", who=who, post=post_,
        wishes=kept["harapan"][:1000], known=staff.person if wants else None,
    )  # fmt: skip


def _told(request: HttpRequest, kind: str, unit: Any, code: str) -> HttpResponse:
    lying = boxing.lying(staff_of(request).city, code, clock.now())
    days = lying.days if lying else boxing.WAITS_AT_MOST
    shown = {"kind": kind, "code": code, "lying": lying, "days": days, "unit": unit.name}
    return show(request, "office/confidence/written.html", shown)


def _asks(staff: Staff, kind: str, named: bool = False) -> list[Ask]:
    hint = _("Tulis kejadiannya, bukan siapa Anda. Nomor telepon dan alamat surel kami tutup.")
    asks = [
        Ask("kantor", _("Tentang kantor"), "grouped", groups=office_groups(staff.city)),
    ]
    if kind == boxing.CRITICISM:
        about = [("kantor", _("Kantornya")), ("pimpinan", _("Pimpinannya"))]
        asks += [
            Ask("tentang", _("Lebih tepatnya"), "choices", options=about, value="kantor", across=True),
            Ask("kata", _("Kritik atau masukan Anda"), "lines", hint=hint, most=boxing.LONGEST[kind]),
            Ask("dikenal", _("Inspektorat boleh mengetahui nama saya"), "tick", required=False,
                hint=_("Yang dikritik dan atasannya tetap tidak bisa melihatnya.")),
        ]  # fmt: skip
        return asks
    said = _("Apa yang terjadi, kapan, di mana, siapa pelakunya. Jangan menulis nama Anda di sini.")
    return [
        *asks,
        Ask("siapa", _("Nama atau jabatannya, bila tahu"), required=False, most=accused.LONGEST_NAME,
            hint=_("Dilihat sebelum laporan dibuka, supaya laporan tidak dibaca orangnya sendiri.")),
        Ask("penangan", _("Apakah orang ini ikut menangani laporan?"), "choices",
            options=_who_handles(staff, named)),
        Ask("kata", _("Yang Anda laporkan"), "lines", hint=said, most=boxing.LONGEST[kind]),
        Ask("harapan", _("Perlindungan yang Anda perlukan"), "lines", most=1000, required=False),
        Ask("dikenal", _("Inspektorat boleh mengetahui nama saya"), "tick", required=False,
            hint=_("Terlapor dan jalurnya tetap tidak bisa melihatnya.")),
    ]  # fmt: skip


def _who_handles(staff: Staff, named: bool) -> list[tuple[str, str]]:
    """The answers; the last only where somebody was named who would read it."""
    found = [(accused.OTHER, _("Bukan, orang lain"))]
    if accused.inspectorate_of(staff.city) is not None:
        found.append((accused.OF_INSPECTORATE, _("Ya, orang Inspektorat. Dibaca Wali Kota")))
    found.append((accused.OF_TOP, _("Ya, Wali Kota. Dibaca Inspektorat")))
    if named:
        found.append((accused.NAMESAKE, _("Bukan. Ia hanya disebut, atau namanya sama")))
    return found


def office_groups(city: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every open office by kind, as a list shows them."""
    found = [branch.unit for branch in arranging.tree(city)]
    groups = []
    for kind, words in offices.KINDS.items():
        rows = sorted((unit.name, unit.key) for unit in found if unit.kind == kind)
        if rows:
            groups.append((words.of(lang()), [(key, name) for name, key in rows]))
    return groups
