"""What was changed because it was reported; reporting a rule oneself, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.cases.publishing import flow_by_id
from garda.dockets import listing, reporting, reports
from garda.dockets.listing import Row
from garda.flow import Flow, rests
from garda.public import asking, limiting
from garda.public.city_pages import in_city, lang
from garda.public.services import today_in
from garda.rules.reading import look_up_all, rule_page
from garda.sight import shelves
from garda.texts.cleaning import plain, some_lines, whole
from garda.texts.once import once

FIELDS = ("macam", "bagian", "kata", "usul", "kunci")
UNKNOWN = "?"


@require_safe
def _changes(request: HttpRequest, city: Any) -> HttpResponseBase:
    """`/<city>/perubahan/`: changed because offices reported it, the latest first; what stays, and why."""
    at = clock.now()
    found = listing.changed(city, at, whole(request.GET.get("hal"), 5) or 1)
    kept = listing.kept(city, at) if found.page == 1 else []
    names = look_up_all(
        [one.reference for one in (*found.rows, *kept)], city_key=city.key, on=today_in(city), lang=lang()
    )
    renewed = listing.renewed([one.id for one in found.rows])
    stayed = listing.stayed(city, [one.id for one in found.rows], at, lang())
    request.simulated = any(one.simulated for one in (*found.rows, *kept))  # type: ignore[attr-defined]
    shown = {
        "rows": [
            (
                one,
                names.get(one.reference),
                [(new, flow_by_id(new.after).title) for new in renewed.get(one.id, [])],
                stayed.get(one.id, []),
            )
            for one in found.rows
        ],
        "kept": [(one, names.get(one.reference)) for one in kept],
        "page": found.page,
        "more": found.more,
    }
    return render(request, "public/rule_changes.html", shown)


@require_safe
def _change(request: HttpRequest, city: Any, docket_id: int) -> HttpResponseBase:
    """`/<city>/perubahan/<id>/`: one change: what the article said and says, in which services, and why."""
    at = clock.now()
    found = listing.docket_of(city, docket_id)
    renewed = listing.renewed([docket_id]).get(docket_id, []) if found else []
    in_force = [one for one in renewed if one.since <= at]
    if found is None or not (in_force or (found.state == "closed" and found.new_first)):
        raise Http404
    row = listing.rows_of(city, [found], at)[0]
    rule, _sign, article = row.reference.partition("#")
    page = rule_page(rule, city_key=city.key, on=today_in(city), lang=lang())
    versions = page.versions.get(article, []) if page else []
    place = next((n for n, one in enumerate(versions) if one.first == row.new_first), None)
    request.simulated = row.simulated  # type: ignore[attr-defined]
    shown = {
        "row": row,
        "cited": versions[0].cited if versions else None,
        "rule": rule,
        "new": versions[place] if place is not None else None,
        "old": versions[place + 1] if place is not None and place + 1 < len(versions) else None,
        "services": [(one, flow_by_id(one.after).title) for one in in_force],
        "stayed": listing.stayed(city, [row.id], at, lang()).get(row.id, []),
    }
    return render(request, "public/rule_change.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def _report(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """`/<city>/perubahan/lapor/<service>/`: which requirement is hard, in your own words, without a name."""
    at = clock.now()
    page = shelves.service(city, key, at, lang())
    if page is None:
        raise Http404
    if request.method != "POST":
        return _asked(request, city, page, {"macam": "hard", "kunci": asking.fresh_key()}, {})
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:6000] for name in FIELDS}
    kept["kunci"] = asking.key_of(kept["kunci"])
    # Counted by address alone: nobody uses up the tries of the whole city.
    tried = limiting.begin(request, city.key, f"aturan-{kept['kunci']}", at)
    if not tried.allowed:
        said = _("Sudah banyak laporan dalam sepuluh menit terakhir. Coba lagi nanti.")
        return _asked(request, city, page, kept, {"kata": said}, status=429)
    part, _sign, reference = kept["bagian"].rpartition("|")
    rule, _sign, article = reference.partition("#")
    try:
        sent = reporting.report_rule(
            city, None, None, kind=kept["macam"], rule=rule, article=article, words=kept["kata"],
            proposal=kept["usul"], service=key, part=part, at=at, source="citizen",
            form_key=once(kept["kunci"], key, kept),
        )  # fmt: skip
    except Refused as no:
        field = {"kind": "macam", "proposal": "usul"}.get(no.field or "", "kata")
        return _asked(request, city, page, kept, {field: no.words.of(lang())}, status=422)
    return redirect("public:rule-report", city.key, sent.token)


def _asked(
    request: HttpRequest,
    city: Any,
    page: Any,
    kept: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponseBase:
    shown = {
        "page": page,
        "flow": page.flow,
        "parts": _parts(city, page.flow),
        "kept": kept,
        "errors": errors,
        "longest": reporting.LONGEST,
    }
    return render(request, "public/rule_report.html", shown, status=status)


def _parts(city: Any, flow: Flow) -> list[tuple[str, str]]:
    """What of the service may be named: each requirement, the fee, the steps; or "something else"."""
    known = look_up_all(
        [one.reference for one in rests(flow)], city_key=city.key, on=today_in(city), lang=lang()
    )
    found: dict[str, str] = {}
    for one in rests(flow):
        there = one.reference if one.reference in known and "#" in one.reference else ""
        if one.what in ("requirement", "fee", "step"):
            found.setdefault(
                f"{one.what}:{one.key}", f"{one.what}:{one.key}|{there}\x1f{one.title.of(lang())}"
            )
    parts = [(value.partition("\x1f")[0], value.partition("\x1f")[2]) for value in found.values()]
    return [*parts, (UNKNOWN, _("Hal lain"))]


@never_cache
@require_safe
def _told(request: HttpRequest, city: Any, token: str) -> HttpResponseBase:
    """`/<city>/perubahan/laporan/<token>/`: your own words, how it stands, the answer."""
    at = clock.now()
    tried = limiting.begin(request, city.key, f"aturan-kode-{token[:32]}", at)
    found = reports.by_token(city, token, at) if tried.allowed and len(token) <= 32 else None
    if found is None:
        raise Http404
    limiting.give_back(tried)
    row = _row_of(city, found.docket, at) if found.docket else None
    named = look_up_all([found.reference], city_key=city.key, on=today_in(city), lang=lang())
    request.simulated = found.simulated  # type: ignore[attr-defined]
    shown = {"told": found, "row": row, "cited": named.get(found.reference)}
    return render(request, "public/rule_told.html", shown)


def _row_of(city: Any, docket_id: int, at: datetime) -> Row | None:
    docket = listing.docket_of(city, docket_id)
    return listing.rows_of(city, [docket], at)[0] if docket else None


changes, change, report, told = in_city(_changes), in_city(_change), in_city(_report), in_city(_told)
