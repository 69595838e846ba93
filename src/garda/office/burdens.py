"""What services ask of residents: all by burden; one version beside another, what if, and what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import definitions, effects, standing
from garda.figures.standing import Version
from garda.flow.burden import Burden, burden, parts
from garda.looks.wording import duration, number, rupiah
from garda.office.results.ease import ease_of
from garda.office.showing import lang, show, staff_of
from garda.office.wrong_desk import READERS, reach_of, version_or_404
from garda.sight.doors import Staff, post, reaching_numbers

VERSIONS = 4
ORDERS = {
    "semua": lambda one: one.burden.asks,
    "berkas": lambda one: one.burden.documents,
    "datang": lambda one: one.burden.visits,
    "menit": lambda one: one.waits[0],
    "biaya": lambda one: one.burden.cost,
}


@dataclass(frozen=True)
class Line:
    """One component of the burden: its name, (version, number in words) for each, how the last one moved."""

    name: str
    cells: tuple[tuple[str, str], ...]
    change: str = ""


@dataclass(frozen=True)
class WhatIf:
    """The burden without some parts, beside the whole; `gone` says what falls, component by component."""

    before: Burden
    after: Burden
    gone: tuple[str, ...]


@require_safe
@post(*READERS)
def burdens(request: HttpRequest) -> HttpResponse:
    """`/kerja/beban/`: every service in force, the heaviest first."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    order = request.GET.get("urut", "")
    order = order if order in ORDERS else "semua"
    rows = standing.in_force(staff.city, reach_of(staff), at)
    ease = ease_of(staff, at)
    rows.sort(key=lambda one: (-ORDERS[order](one), one.flow.title.id))
    names = {
        "semua": _("semua yang diminta"),
        "berkas": _("berkas"),
        "datang": _("datang"),
        "menit": _("menit"),
        "biaya": _("biaya"),
    }
    return show(
        request,
        "office/burdens.html",
        {
            "rows": [(one, one.flow.within.words(speaks)) for one in rows],
            "heaviest": max(rows, key=ORDERS["semua"], default=None),
            "tabs": [(names[key], f"?urut={key}", key == order) for key in ORDERS],
            "enough": effects.ENOUGH,
            "ease": ease,
            "simulated": any(one.simulated for one in rows) or bool(ease and ease.simulated),
        },
    )


@require_safe
@post(*READERS)
def one_burden(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/beban/<service>/`: its versions side by side, what they changed, and what if."""
    staff, speaks = staff_of(request), lang()
    found = standing.versions_of(staff.city, key, reach_of(staff))
    if not found:
        raise Http404
    now = found[0]
    shown = found[:VERSIONS][::-1]
    chosen = [
        name for name in request.GET.getlist("tanpa")[:100] if name in {one.name for one in parts(now.flow)}
    ]
    ease = ease_of(staff, clock.now(), key)
    return show(
        request,
        "office/burden.html",
        {
            "ease": ease,
            "title": now.flow.title.of(speaks),
            "now": now,
            "versions": shown,
            "lines": lines(shown),
            "effect": standing.effect(found),
            "before": found[1] if len(found) > 1 else None,
            "parts": [(one, one.name in chosen) for one in parts(now.flow)],
            "what_if": what_if(now, chosen) if chosen else None,
            "enough": effects.ENOUGH,
            "meanings": [definitions.definition(name) for name in ("took", "counter-waiting", "wrong-desk")],
            "simulated": any(one.simulated for one in found) or bool(ease and ease.simulated),
        },
    )


def lines(versions: Iterable[Version]) -> list[Line]:
    """The components of the burden, each over the versions, the oldest first."""
    versions = list(versions)
    found = [one.burden for one in versions]
    heads = [_("Versi %(n)s") % {"n": one.version} for one in versions]
    columns = [
        (_("Berkas yang dibawa"), [one.documents for one in found], number),
        (_("Loket yang didatangi"), [one.desks for one in found], number),
        (_("Kali datang"), [one.visits for one in found], number),
        (_("Kantor yang dituju"), [one.offices for one in found], number),
        (_("Menit menurut alur"), [one.minutes for one in found], _minutes),
        (_("Biaya"), [one.cost for one in found], rupiah),
    ]
    return [
        Line(name, tuple(zip(heads, map(say, values), strict=True)), _change(values))
        for name, values, say in columns
    ]


def _minutes(value: int) -> str:
    return duration(value) if value else _("tidak disebut")


def _change(values: list[int]) -> str:
    """ "turun 1", "naik 2" from the version before the last, or nothing."""
    if len(values) < 2 or values[-1] == values[-2]:
        return ""
    by = number(abs(values[-1] - values[-2]))
    return _("turun %(n)s") % {"n": by} if values[-1] < values[-2] else _("naik %(n)s") % {"n": by}


def what_if(now: Version, chosen: list[str]) -> WhatIf:
    """The burden of the version without the chosen parts; its minutes are the flow's own."""
    after = burden(now.flow, chosen)
    before = now.burden
    differences = (
        (before.documents - after.documents, _("%(n)s berkas")),
        (before.desks - after.desks, _("%(n)s loket")),
        (before.offices - after.offices, _("%(n)s kantor")),
        (before.minutes - after.minutes, _("%(n)s menit")),
    )
    return WhatIf(before, after, tuple(words % {"n": number(by)} for by, words in differences if by))


@require_safe
@post(*READERS)
def finished(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """`/kerja/beban/<service>/v<n>/`: the matters behind the times of one version."""
    staff, speaks = staff_of(request), lang()
    found, units = version_or_404(staff, key, version)
    rows = effects.finished(staff.city, units, [found.id])
    title = _("%(title)s, versi %(n)s") % {"title": found.flow.title.of(speaks), "n": version}
    return show_finished(
        request, staff, rows, title=title, total=found.times.n, meaning="took", back=f"/kerja/beban/{key}/"
    )


def show_finished(
    request: HttpRequest,
    staff: Staff,
    rows: list[effects.Finished],
    *,
    title: str,
    total: int,
    meaning: str,
    back: str,
) -> HttpResponse:
    """A list of finished matters; a number opens only where the reader may open the matter."""
    open_ones = reaching_numbers(staff, [one.number for one in rows])
    listed = [one for one in rows if not one.private or one.number in open_ones]
    return show(
        request,
        "office/finished.html",
        {
            "title": title,
            "rows": [(one, one.number in open_ones) for one in listed],
            "hidden": len(rows) - len(listed),
            "total": total,
            "meaning": definitions.definition(meaning),
            "back": back,
            "simulated": any(one.simulated for one in rows),
        },
    )
