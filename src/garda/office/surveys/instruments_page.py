"""Instruments: which edition of each holds, what is still unsure, what a new one asks anew, who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from garda import clock, scoring
from garda.cases.acting import Refused
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.register import register_of
from garda.rules.reading import look_up_all
from garda.scoring import FORMULAS, Element
from garda.sight.doors import Staff, post
from garda.surveys import owning, publishing
from garda.surveys.publishing import Edition

ADDRESS = "/kerja/instrumen/"
ASKED = {
    "visitors": gettext_noop("warga yang dilayani"),
    "residents": gettext_noop("warga"),
    "staff": gettext_noop("pegawai"),
    "observers": gettext_noop("pengamat"),
    "assessors": gettext_noop("penilai, dengan bukti"),
    "records": gettext_noop("catatan"),
}


@dataclass(frozen=True)
class Row:
    """One instrument in the list: the edition that holds, or the latest where none does."""

    edition: Edition
    title: str
    asked: str
    holds: bool
    editions: int
    doubts: int


@dataclass(frozen=True)
class Line:
    """One element on the page: what it asks, what it weighs, what is unsure, who answers for it."""

    key: str
    title: str
    question: str
    part: str
    weight: str
    doubts: tuple[str, ...]
    fresh: bool
    owner: Any


@require_safe
@post("instruments", "see-results")
def every(request: HttpRequest) -> HttpResponse:
    """`/kerja/instrumen/`: every instrument of the city with the edition in force."""
    staff, at = staff_of(request), clock.now()
    today = local_day(staff, at)
    found = publishing.editions(staff.city)
    rows = []
    for key in dict.fromkeys(one.key for one in found):
        own = [one for one in found if one.key == key]
        now = next((one for one in own if one.holds(today)), None)
        one = now or own[-1]
        doubts = sum(1 for _each in scoring.doubts(one.instrument))
        title = one.instrument.title.of(lang())
        rows.append(Row(one, title, _(ASKED[one.instrument.asked]), now is not None, len(own), doubts))
    shown = {
        "rows": sorted(rows, key=lambda row: row.title),
        "doubted": sum(1 for row in rows if row.doubts),
        "may": staff.may("instruments"),
    }
    return show(request, "office/surveys/instruments.html", shown)


@require_safe
@post("instruments", "see-results")
def one(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/instrumen/<key>/`: one instrument, edition by edition (`?edisi=`)."""
    staff = staff_of(request)
    return _page(request, staff, _edition(request, staff, key))


def _edition(request: HttpRequest, staff: Staff, key: str) -> Edition:
    """The edition that the address names, else the one that holds today, else the latest; 404 for none."""
    found = publishing.editions(staff.city, key)
    wanted = request.GET.get("edisi", "")
    if wanted:
        found = [one for one in found if str(one.pk) == wanted]
    if not found:
        raise Http404
    today = local_day(staff, clock.now())
    return next((one for one in found if one.holds(today)), found[-1])


def _page(
    request: HttpRequest, staff: Staff, edition: Edition, error: str = "", status: int = 200
) -> HttpResponse:
    speaks, instrument = lang(), edition.instrument
    owners = owning.owners(staff.city, edition)
    step = owning.step_to(staff.city, edition)
    fresh = {one.key for one in step.change.new} if step else set()
    doubts = list(scoring.doubts(instrument))
    shown = {
        "edition": edition,
        "title": instrument.title.of(speaks),
        "lead": instrument.lead.of(speaks),
        "asked": _(ASKED[instrument.asked]),
        "formula": FORMULAS[instrument.formula].of(speaks),
        "own": instrument.own.of(speaks) if instrument.own else "",
        "note": instrument.note.of(speaks) if instrument.note else "",
        "rules": look_up_all(
            instrument.rests_on, city_key=staff.city.key, on=edition.first, lang=speaks
        ).values(),
        "holds": edition.holds(local_day(staff, clock.now())),
        "editions": list(reversed(publishing.editions(staff.city, edition.key))),
        "doubts": [one for one in doubts if one.table not in ("element",)],
        "doubt_count": len(doubts),
        "lines": [_line(edition, one, owners, fresh, speaks) for one in instrument.elements],
        "bands": [
            (one.key, one.title.of(speaks), _edge(one, speaks), bool(one.unsure)) for one in instrument.bands
        ],
        "step": step,
        "kept": _renamed(step, speaks) if step else [],
        "gone": [one.title.of(speaks) for one in step.change.gone] if step else [],
        "gaps": [one.title.of(speaks) for one in step.unowned] if step else [],
        "may": staff.may("instruments"),
        "offices": [
            one for one in register_of(staff.city).open_units() if one.kind not in ("kelurahan", "kota")
        ],
        "errors": [("pemilik", error)] if error else [],
    }
    return show(request, "office/surveys/instrument.html", shown, status=status)


def _line(edition: Edition, one: Element, owners: dict[str, Any], fresh: set[str], speaks: str) -> Line:
    instrument = edition.instrument
    part = instrument.part(one.part)
    wrong = tuple(
        each.words.of(speaks)
        for each in scoring.doubts(instrument)
        if each.table == "element" and each.key == one.key
    )
    return Line(
        one.key, one.title.of(speaks), one.question.of(speaks) if one.question else "",
        part.title.of(speaks) if part else "", str(one.weight) if one.weight else "", wrong, one.key in fresh,
        owners.get(one.key),
    )  # fmt: skip


def _edge(band: scoring.Band, speaks: str) -> str:
    """ "76,61 sampai di bawah 88,31": each edge with whose it is."""
    low, high = (f"{float(edge):g}" for edge in (band.lowest, band.highest))
    if speaks == "id":
        low, high = low.replace(".", ","), high.replace(".", ",")
    begin = _("%(n)s ke atas") if band.with_lowest else _("di atas %(n)s")
    end = _("sampai %(n)s") if band.with_highest else _("di bawah %(n)s")
    return f"{begin % {'n': low}}, {end % {'n': high}}"


def _renamed(step: owning.Step, speaks: str) -> list[tuple[str, str]]:
    """Elements that live on under another key: from which name to which."""
    old, new = step.old.instrument, step.new.instrument
    return [
        (_title(old.element(before), speaks), _title(new.element(after), speaks))
        for before, after in step.change.kept.items()
        if before != after
    ]


def _title(one: Element | None, speaks: str) -> str:
    return one.title.of(speaks) if one is not None else ""


@require_POST
@post("instruments")
def own(request: HttpRequest, key: str) -> HttpResponse:
    """Say which office answers for an element."""
    staff = staff_of(request)
    edition = _edition(request, staff, key)
    kept = typed(request, "element", "unit", most=60)
    unit = register_of(staff.city).by_key(kept["unit"])
    if unit is None:
        return _page(request, staff, edition, _("Pilih kantornya dari daftar."), 422)
    try:
        owning.assign(
            staff.city,
            edition,
            kept["element"],
            unit,
            by=staff.person,
            post=staff.by_for().post,
            at=clock.now(),
        )
    except Refused as no:
        return _page(request, staff, edition, no.words.of(lang()), 422)
    messages.success(request, _("Penanggung jawab tercatat."))
    return HttpResponseRedirect(f"{ADDRESS}{key}/?edisi={edition.pk}#unsur")
