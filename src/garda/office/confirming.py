"""Holding what a flow calls unsure against the city's own regulation: the questions, and the act itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.cases.confirming import confirm
from garda.flow import Flow
from garda.office.asks import Ask, filled, on_top
from garda.office.flows import flow_shown, row_or_404
from garda.office.moves import rule_groups
from garda.office.showing import lang, local_day, show, staff_of
from garda.rules.reading import look_up
from garda.sight.doors import Staff, post
from garda.sight.doubting import Doubted

SCOPE = "periksa"


def check_asks(
    staff: Staff, flow: Flow, doubts: Sequence[Doubted], at: Any, ticked: Sequence[str] = ()
) -> list[Ask]:
    """What was checked, and by which rule; nothing to ask where all is confirmed."""
    waits = [(one.key, one.label) for one in doubts if one.at is None]
    if not waits:
        return []
    rules = rule_groups(staff.city.key, local_day(staff, at), flow, lang())
    return [
        Ask(
            "component",
            _("Yang sudah Anda cocokkan"),
            "ticks",
            options=waits,
            values=tuple(ticked),
            scope=SCOPE,
        ),
        Ask("rule", _("Menurut aturan mana?"), "grouped", groups=rules, scope=SCOPE),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@post("confirm-standard")
def check(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/alur/<key>/periksa/`: tick what agrees with the city's own regulation, and name that rule."""
    staff, at = staff_of(request), clock.now()
    row = row_or_404(staff, key)
    shown = flow_shown(staff, row, at)
    ticked = [one.replace("\0", "")[:20] for one in request.POST.getlist("component")][:20]
    asks = check_asks(staff, shown["flow"], shown["doubts"], at, ticked)
    shown |= {"check_asks": asks, "errors": []}
    if request.method != "POST" or not asks:
        return show(request, "office/check.html", shown)
    rule = request.POST.get("rule", "").replace("\0", "")[:120]
    errors = _kept(request, staff, row, ticked, rule, at)
    if not errors:
        messages.success(request, _("Tercatat, dengan nama Anda dan aturannya."))
        return HttpResponseRedirect(f"/kerja/alur/{key}/#periksa")
    shown |= {"check_asks": filled(asks, {"rule": rule}, errors), "errors": on_top(asks, errors)}
    return show(request, "office/check.html", shown, status=422)


def _kept(
    request: HttpRequest, staff: Staff, row: Any, ticked: Sequence[str], rule: str, at: Any
) -> dict[str, str]:
    """Confirm all that was ticked, or nothing; what stands in the way."""
    errors = {}
    if not ticked:
        errors["component"] = _("Centang bagian yang sudah Anda cocokkan.")
    if not look_up(rule, city_key=staff.city.key, on=local_day(staff, at)):
        errors["rule"] = _("Pilih aturan yang Anda pakai untuk memeriksa.")
    if errors:
        return errors
    try:
        with transaction.atomic():
            for one in ticked:
                mark = request.POST.get(f"sidik-{one}", "").replace("\0", "")[:64]
                confirm(row, one, rule, by=staff.by_for(), at=at, mark=mark)
    except Refused as no:
        return {no.field or "component": no.words.of(lang())}
    return {}
