"""One figure opened: what it means, its denominator, the matters that fell short of it, and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import adding, definitions
from garda.office.head import NAMES, late_row, week_of
from garda.office.showing import lang, show, staff_of
from garda.sight import handovers, lists
from garda.sight.doors import Staff, post, units_in_reach


@dataclass(frozen=True)
class Part:
    """The figure of one unit, and the page on which it opens in turn."""

    name: str
    good: int
    total: int
    share: int | None
    url: str


@require_safe
@post("head")
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """`/kerja/angka/<name>/`: the figure of all units led, or of the one named with `?unit=`."""
    key = next((key for key, words in NAMES.items() if words == name), None)
    if key is None:
        raise Http404
    staff, at, speaks = staff_of(request), clock.now(), lang()
    first, last = period(request, staff, at)
    units = set(units_in_reach(staff, "head"))
    named = handovers.units_at(staff.city).by_key(request.GET.get("unit", ""))
    only = named if named is not None and named.pk in units else None
    if request.GET.get("unit") and only is None:
        raise Http404
    if only is not None:
        units = {only.pk}
    counts = adding.three(units, first, last)
    failing = adding.failing(units, first, last, key)
    rows = lists.late_in(staff, at, speaks, units) if key in ("fast", "all_three") else []
    days = {"dari": f"{first:%d/%m/%Y}", "sampai": f"{last:%d/%m/%Y}"}
    return show(
        request,
        "office/figure.html",
        {
            "meaning": definitions.definition(key),
            "counts": counts,
            "share": counts.share(key),
            "good": getattr(counts, key),
            "total": counts.of(key),
            "failing": failing,
            "overdue": [late_row(row) for row in rows],
            "first_day": first,
            "last_day": last,
            "only": only,
            "whole": f"{request.path}?{urlencode(days)}",
            "tabs": [
                (
                    one.name.of(speaks),
                    f"/kerja/angka/{NAMES[one.key]}/" + (f"?unit={only.key}" if only else ""),
                    one.key == key,
                )
                for one in definitions.DEFINITIONS
                if one.key in NAMES
            ],
            "by_unit": _parts(staff, units, first, last, key, f"{request.path}?{urlencode(days)}"),
            "simulated": counts.simulated,
        },
    )


def _parts(staff: Staff, units: set[int], first: date, last: date, key: str, here: str) -> list[Part]:
    """The same figure unit by unit, so that the parts add up to the whole before one's eyes."""
    if len(units) < 2:
        return []
    register = handovers.units_at(staff.city)
    rows = [
        Part(unit.name, getattr(one, key), one.of(key), one.share(key), f"{here}&unit={unit.key}")
        for pk, one in adding.by_unit(units, first, last).items()
        if one.of(key) and (unit := register.unit(pk)) is not None
    ]
    return sorted(rows, key=lambda row: (row.share if row.share is not None else 101, row.name))


def period(request: HttpRequest, staff: Staff, at: datetime) -> tuple[date, date]:
    """The days asked for with `?dari=` and `?sampai=`, else this week; never longer than a year."""
    first, last = week_of(staff, at)
    try:
        first = clock.parse_day(request.GET["dari"]) if request.GET.get("dari") else first
        last = clock.parse_day(request.GET["sampai"]) if request.GET.get("sampai") else last
    except ValueError:
        return week_of(staff, at)
    if not first <= last <= first + timedelta(days=366):
        return week_of(staff, at)
    return first, last
