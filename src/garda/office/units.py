"""Units and posts: the city's one tree, adding, correcting and closing; the spreadsheet of many at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.office.asks import Ask, filled, on_top
from garda.office.overtaking import mark, not_overtaken, status_of
from garda.office.showing import local_day, show, staff_of
from garda.people import appointing, arranging, changes, importing
from garda.people.arranging import ABOVE, UnitPlan, title_of
from garda.people.changes import Unfit
from garda.people.places import point_text
from garda.sight import handovers
from garda.sight.doors import Staff, post
from garda.texts.cleaning import one_line, plain

NAMES = ("key", "abbrev", "name", "kind", "parent", "area", "short", "also", "address", "phone", "point")
SHEET = "office.sheet.judged"
SHEET_AGE = 3600
TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def typed(request: HttpRequest, *names: str, most: int = 400) -> dict[str, str]:
    """What was typed into these inputs: one line each, without control signs and direction overrides."""
    return {name: one_line(plain(request.POST.get(name, "")))[:most] for name in names}


@require_safe
@post("units")
def units(request: HttpRequest) -> HttpResponse:
    """`/kerja/unit/`: the whole tree with heads and open work."""
    staff, at = staff_of(request), clock.now()
    branches = arranging.tree(staff.city)
    open_work = handovers.open_by_unit(staff.city)
    heads = appointing.heads_by_unit(staff.city, local_day(staff, at))
    kinds = [(kind, title_of(kind)) for kind in ABOVE]
    wanted = request.GET.get("jenis", "")
    rows = [
        (branch, title_of(branch.unit.kind), heads.get(branch.unit.pk, ""), open_work.get(branch.unit.pk, 0))
        for branch in branches
        if not wanted or branch.unit.kind == wanted
    ]
    return show(
        request,
        "office/units.html",
        {
            "rows": rows,
            "count": len(branches),
            "kinds": kinds,
            "wanted": wanted,
            "log": _log(staff, "unit", "post"),
        },
    )


def _log(staff: Staff, *whats: str) -> list[Any]:
    return changes.latest(staff.city, *whats, limit=8)


def unit_asks(staff: Staff, kept: dict[str, str], errors: dict[str, str], *, fresh: bool) -> list[Ask]:
    """The questions of a unit; its code can't be changed once it is there."""
    parents = [
        (branch.unit.key, f"{'· ' * branch.depth}{branch.unit.name}") for branch in arranging.tree(staff.city)
    ]
    areas = [(one.code, f"{one.code} {one.name}") for one in arranging.areas_of(staff.city)]
    lines = [
        Ask(
            "key",
            _("Kode"),
            hint=_("Huruf kecil dan tanda hubung, misalnya kec-klojen. Tidak dapat diganti lagi."),
            most=60,
            short=True,
        ),
        Ask("name", _("Nama"), most=160),
        Ask("abbrev", _("Singkatan"), hint=_("Awal nomor urusan, misalnya SKH."), most=8, short=True),
        Ask("kind", _("Jenis"), "list", options=[(kind, title_of(kind)) for kind in ABOVE]),
        Ask(
            "parent",
            _("Unit induk"),
            "list",
            hint=_("Kelurahan punya tepat satu kecamatan."),
            options=[("", "–"), *parents],
            required=False,
        ),
        Ask("area", _("Wilayah"), "list", options=[("", "–"), *areas], required=False),
        Ask("address", _("Alamat"), required=False, most=200),
        Ask(
            "point",
            _("Titik kantor di peta"),
            hint=_("Lintang lalu bujur, misalnya -7.98300, 112.62100. Dengan ini warga tahu berapa jauhnya."),
            required=False,
            most=40,
            short=True,
        ),
        Ask("phone", _("Telepon"), required=False, most=40, short=True),
        Ask("short", _("Nama pendek"), required=False, most=80),
        Ask("also", _("Nama lain"), required=False, most=200),
    ]
    return filled([one for one in lines if fresh or one.name != "key"], kept, errors)


@require_http_methods(["GET", "HEAD", "POST"])
@post("units")
def new_unit(request: HttpRequest) -> HttpResponse:
    """`/kerja/unit/baru/`."""
    staff = staff_of(request)
    kept, errors = {"kind": "kelurahan"}, {}
    if request.method == "POST":
        kept = typed(request, *NAMES)
        try:
            if arranging.unit_of(staff.city, kept["key"]):
                raise Unfit(_("Kode ini sudah dipakai unit lain."), "key")
            unit = arranging.keep_unit(staff.city, _plan(kept), by=staff.person, at=clock.now())
            messages.success(
                request, _("%(name)s ditambahkan, lengkap dengan jabatannya.") % {"name": unit.name}
            )
            return HttpResponseRedirect(f"/kerja/unit/{unit.key}/")
        except Unfit as wrong:
            errors = {wrong.field: wrong.said}
    return _unit_form(request, staff, None, kept, errors)


def _plan(kept: dict[str, str]) -> UnitPlan:
    return UnitPlan(**{**kept, "key": kept["key"].lower(), "abbrev": kept["abbrev"].upper()})


def _unit_form(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    kept: dict[str, str],
    errors: dict[str, str],
    wrong: Unfit | None = None,
) -> HttpResponse:
    at = clock.now()
    asks = unit_asks(staff, kept, errors, fresh=unit is None)
    shown: dict[str, Any] = {
        "unit": unit,
        "asks": asks,
        "errors": on_top(asks, errors),
    }
    if unit is not None:
        posts = arranging.posts_in(unit)
        shown |= {
            "seats": appointing.seats_of(posts, local_day(staff, at)),
            "post_kinds": arranging.kinds_for(unit),
            "open_work": handovers.open_in(unit),
            "log": _log(staff, "unit", "post"),
            "semula": mark(_kept(_unit(staff, unit.key))),
        }
    return show(request, "office/unit.html", shown, status=status_of(errors, wrong))


def _unit(staff: Staff, key: str) -> Any:
    unit = arranging.unit_of(staff.city, key)
    if unit is None:
        raise Http404
    return unit


def _kept(unit: Any) -> dict[str, str]:
    kept = {name: getattr(unit, name) for name in NAMES if name not in ("parent", "area", "point")}
    return {
        **kept,
        "point": point_text(unit.lat, unit.lng),
        "parent": unit.parent.key if unit.parent else "",
        "area": unit.area.code if unit.area else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@post("units")
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/unit/<key>/`: one unit, its posts and who holds them."""
    staff = staff_of(request)
    there = _unit(staff, key)
    if request.method != "POST":
        return _unit_form(request, staff, there, _kept(there), {})
    kept = {**typed(request, *NAMES), "key": key}
    try:
        with changes.one_at_a_time(staff.city):
            asks = unit_asks(staff, {}, {}, fresh=False)
            not_overtaken(request, _kept(_unit(staff, key)), kept, asks)
            arranging.keep_unit(staff.city, _plan(kept), by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _unit_form(request, staff, there, kept, {wrong.field: wrong.said}, wrong)
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(f"/kerja/unit/{key}/")


@require_POST
@post("units")
def close_unit(request: HttpRequest, key: str) -> HttpResponse:
    """Close a unit; refused while work or other units hang on it."""
    staff, at = staff_of(request), clock.now()
    there = _unit(staff, key)
    try:
        if request.POST.get("yakin") != "ya":
            raise Unfit(_("Centang dulu bahwa unit ini memang ditutup."))
        day = local_day(staff, at)
        arranging.close_unit(there, day, open_work=handovers.open_in(there), by=staff.person, at=at)
    except Unfit as wrong:
        return _unit_form(request, staff, there, _kept(there), {wrong.field: wrong.said})
    messages.success(request, _("%(name)s ditutup. Masa lalunya tetap tercatat.") % {"name": there.name})
    return HttpResponseRedirect("/kerja/unit/")


@require_POST
@post("units")
def add_post(request: HttpRequest, key: str) -> HttpResponse:
    """One more post in the unit."""
    staff, at = staff_of(request), clock.now()
    there = _unit(staff, key)
    given = typed(request, "kind", "title", most=200)
    try:
        made = arranging.add_post(there, given["kind"], given["title"], by=staff.person, at=at)
    except Unfit as wrong:
        return _unit_form(request, staff, there, _kept(there), {wrong.field: wrong.said})
    messages.success(request, _("%(post)s ditambahkan.") % {"post": made.title})
    return HttpResponseRedirect(f"/kerja/unit/{key}/")


@require_POST
@post("units")
def close_post(request: HttpRequest, key: str, post_id: int) -> HttpResponse:
    """Close a post that nobody holds any more."""
    staff, at = staff_of(request), clock.now()
    there = _unit(staff, key)
    found = next((one for one in arranging.posts_in(there) if one.pk == post_id), None)
    if found is None:
        raise Http404
    try:
        arranging.close_post(found, local_day(staff, at), by=staff.person, at=at)
    except Unfit as wrong:
        return _unit_form(request, staff, there, _kept(there), {"": wrong.said})
    messages.success(request, _("%(post)s ditutup.") % {"post": found.title})
    return HttpResponseRedirect(f"/kerja/unit/{key}/")


# ---- the spreadsheet -----------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@post("units")
def sheet(request: HttpRequest) -> HttpResponse:
    """`/kerja/impor/`: upload, read the findings row by row, then keep all or nothing."""
    staff, at = staff_of(request), clock.now()
    if request.method != "POST":
        return show(request, "office/sheet.html", {"columns": importing.COLUMNS})
    try:
        if request.POST.get("aksi") == "simpan":
            return _keep_sheet(request, staff, at)
        given = request.FILES.get("sheet")
        if given is None:
            raise Unfit(_("Pilih berkas lembarnya dulu."), "sheet")
        rows = importing.read_sheet(given.read(importing.MOST_BYTES + 1), str(given.name))
    except Unfit as wrong:
        return _sheet_wrong(request, wrong)
    # What is kept under a later version is judged again: reading takes nobody's turn.
    return _sheet_judged(request, staff.city.version, importing.judge(staff.city, rows))


def _sheet_judged(
    request: HttpRequest, version: int, judged: importing.Judged, said: str = "", status: int = 200
) -> HttpResponse:
    """The rows with their findings; the form remembers which arrangement they were judged against."""
    given = [list(row.given.values()) for row in judged.rows]
    packed = signing.dumps([version, given], salt=SHEET, compress=True)
    shown = {"judged": judged, "packed": packed, "columns": importing.COLUMNS}
    return show(
        request, "office/sheet.html", {**shown, "errors": [("", said)] if said else []}, status=status
    )


def _sheet_wrong(request: HttpRequest, wrong: Unfit) -> HttpResponse:
    shown = {"errors": [("sheet", wrong.said)], "columns": importing.COLUMNS}
    return show(request, "office/sheet.html", shown, status=422)


def _keep_sheet(request: HttpRequest, staff: Staff, at: datetime) -> HttpResponse:
    try:
        version, packed = signing.loads(request.POST.get("lembar", ""), salt=SHEET, max_age=SHEET_AGE)
    except signing.BadSignature as wrong:
        raise Unfit(_("Lembar ini sudah lama atau berubah. Unggah sekali lagi."), "sheet") from wrong
    rows = [dict(zip(importing.COLUMNS, row, strict=False)) for row in packed]
    # Judged again: somebody may have arranged units in the meantime.
    with changes.one_at_a_time(staff.city) as now:
        judged = importing.judge(now, rows)
        if not judged.sound:
            return _sheet_judged(request, now.version, judged, status=422)
        if now.version != version and (judged.new or judged.changed):
            said = _(
                "Orang lain mendahului Anda, jadi belum ada yang tersimpan. Baca lagi apa yang akan berubah, "
                "lalu simpan."
            )
            return _sheet_judged(request, now.version, judged, said, 409)
        passwords = importing.carry_out(now, judged, by=staff.person, at=at)
    shown = {"done": judged, "passwords": passwords, "columns": importing.COLUMNS}
    return show(request, "office/sheet.html", shown)


@require_safe
@post("units")
def sheet_template(request: HttpRequest) -> HttpResponse:
    """`/kerja/impor/contoh.xlsx`: the columns, and the city's units as they are now."""
    response = HttpResponse(importing.template(staff_of(request).city), content_type=TABLE_TYPE)
    response["Content-Disposition"] = 'attachment; filename="unit.xlsx"'
    return response
