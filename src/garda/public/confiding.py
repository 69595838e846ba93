"""Criticism and reports of conduct by anybody: no account, no address kept, no session; an answer by code.

Nothing here counts tries by a visitor's address: a code of sixteen signs needs no such counting, and a
counter would say when somebody came.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.gatherings import reading
from garda.integrity import accused, boxing, criticisms, handling, limits, reports
from garda.people.calendars import city_calendar
from garda.people.register import register_of
from garda.public.city_pages import in_city, lang
from garda.sight import offices
from garda.texts.cleaning import one_line, plain, some_lines
from garda.texts.once import once

FIELDS = ("kantor", "tentang", "siapa", "penangan", "kata", "kunci")
BACK = timedelta(days=365)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _criticise(request: HttpRequest, city: Any) -> HttpResponseBase:
    return _page(request, city, boxing.CRITICISM)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _report(request: HttpRequest, city: Any) -> HttpResponseBase:
    return _page(request, city, boxing.REPORT)


def _page(request: HttpRequest, city: Any, kind: str) -> HttpResponseBase:
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:6000] for name in FIELDS}
    kept["kunci"] = boxing.form_of(one_line(kept["kunci"]))
    errors: dict[str, str] = {}
    full = False
    if request.method != "POST":
        kept["kantor"] = one_line(plain(request.GET.get("kantor", "")))[:60]
    else:
        unit = register_of(city).by_key(one_line(kept["kantor"]))
        if unit is None:
            errors["kantor"] = _("Pilih kantornya dari daftar.")
        else:
            try:
                code = _drop(city, unit, kind, kept)
            except Refused as no:
                errors[AT_FIELD.get(no.field or "", "kata")] = no.words.of(lang())
                full = no.field == boxing.FULL
            else:
                shown = {"kind": kind, "code": code, "unit": unit.name, **told(city, code)}
                return render(request, "public/confided.html", shown)
    counted = _numbers(city, kind)
    request.simulated = counted["simulated"]  # type: ignore[attr-defined]
    shown = {
        "kind": kind,
        "kept": kept,
        "errors": errors,
        "full": full,
        "groups": _offices(city),
        "longest": boxing.LONGEST[kind],
        "longest_name": accused.LONGEST_NAME,
        "has_inspectorate": accused.inspectorate_of(city) is not None,
        "days": boxing.WAITS_AT_MOST,
        **counted,
    }
    return render(request, "public/confide.html", shown, status=422 if errors else 200)


AT_FIELD = {accused.WHO: "siapa", accused.HANDLES: "penangan"}


def _drop(city: Any, unit: Any, kind: str, kept: dict[str, str]) -> str:
    at, who = clock.now(), ""
    if kind == boxing.REPORT:
        boxing.fits(kept["kata"], kind)
        who = one_line(kept["siapa"])
        unit = accused.office_of(city, unit, kept["penangan"], who, kept["kata"], at)
    return boxing.drop(
        city, unit, kept["kata"], kind=kind, at=at, form_key=once(kind, kept),
        leader=kept["tentang"] == "pimpinan", who=who,
    )  # fmt: skip


def told(city: Any, code: str) -> dict[str, Any]:
    """In whose box the paper lies and within how many days it comes out."""
    found = boxing.lying(city, code, clock.now())
    return {"lying": found, "days": found.days if found else boxing.WAITS_AT_MOST}


def _offices(city: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    found = register_of(city).open_units()
    groups = []
    for kind, words in offices.KINDS.items():
        rows = sorted((unit.name, unit.key) for unit in found if unit.kind == kind)
        if rows:
            groups.append((words.of(lang()), [(key, name) for name, key in rows]))
    return groups


def _numbers(city: Any, kind: str) -> dict[str, Any]:
    at = clock.now()
    today = city_calendar(city).local(at).date()
    if kind == boxing.REPORT:
        said = reports.numbers(city, today.year, at)
        return {"numbers": said, "year": str(said.year), "simulated": said.simulated}
    found = criticisms.shares(city, today - BACK, today, at)
    return {
        "shares": found,
        "simulated": bool(found.simulated),
        "enough": criticisms.ENOUGH,
        "term": limits.words("criticism", "answer"),
    }


# ---- by code -----------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _criticism_answer(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The code is typed, never in an address: an address stays in the history of the browser."""
    typed = one_line(plain(request.POST.get("kode", "")))[:40]
    state, found = criticisms.by_code(city, typed, clock.now()) if typed else ("", None)
    request.simulated = bool(found and found.simulated)  # type: ignore[attr-defined]
    shown = {
        "kind": boxing.CRITICISM,
        "lying": boxing.lying(city, typed, clock.now()) if state == "box" else None,
        "state": state,
        "found": found,
        "kode": typed,
        "wrong": typed and not state,
    }
    return render(request, "public/confided_answer.html", shown, status=422 if typed and not state else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _conduct_answer(request: HttpRequest, city: Any) -> HttpResponseBase:
    """The state, what is asked, and the reporter's answer, which falls into the box as well."""
    typed = one_line(plain(request.POST.get("kode", "")))[:40]
    at = clock.now()
    state, found = reports.by_code(city, typed, at) if typed else ("", None)
    words = some_lines(plain(request.POST.get("kata", "")))[:6000]
    error, sent, kantor = "", False, one_line(plain(request.POST.get("kantor", "")))[:60]
    kunci = boxing.form_of(request.POST.get("kunci", ""))
    if found is not None and request.POST.get("aksi") == "jawab":
        try:
            handling.reply(
                city, found.id, words, at=at, form_key=once(kunci, found.id, words, kantor),
                office=register_of(city).by_key(kantor) if kantor else None,
            )  # fmt: skip
            sent, words = True, ""
        except Refused as no:
            error = no.words.of(lang())
    request.simulated = bool(found and found.simulated)  # type: ignore[attr-defined]
    shown = {
        "lying": boxing.lying(city, typed, at) if state == "box" else None,
        "kind": boxing.REPORT, "state": state, "found": found, "kode": typed, "wrong": typed and not state,
        "words": words, "error": error, "sent": sent, "kunci": boxing.fresh_form(),
        "longest": boxing.LONGEST[boxing.ANSWER], "kantor": kantor,
        "groups": _offices(city) if found else [],
    }  # fmt: skip
    code = 422 if error or (typed and not state) else 200
    return render(request, "public/confided_answer.html", shown, status=code)


@require_safe
def _decisions(request: HttpRequest, city: Any) -> HttpResponseBase:
    """What was decided and may be known, without where it was said."""
    found = reading.decisions(city)
    request.simulated = any(one.simulated for one in found)  # type: ignore[attr-defined]
    return render(request, "public/decisions.html", {"found": found})


criticise, report = in_city(_criticise), in_city(_report)
criticism_answer, conduct_answer = in_city(_criticism_answer), in_city(_conduct_answer)
decisions = in_city(_decisions)
