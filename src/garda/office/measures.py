"""The three top measures of a city: at the top of its head's page, each with a page that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import adding, definitions, top
from garda.figures.adding import Three
from garda.figures.effects import ENOUGH
from garda.figures.top import Top
from garda.looks.wording import duration, number
from garda.office.showing import lang, show, staff_of
from garda.people import roles
from garda.sight import handovers
from garda.sight.doors import Staff, post, reaching_numbers, units_in_reach

NAMES = {"efficient": "efisien", "sound": "akuntabel", "met": "standar"}
SHOWN = 20


@dataclass(frozen=True)
class Measure:
    """One of the three as a page shows it: its value, of how many, what it means, the period before."""

    key: str
    name: str
    value: str
    of: str
    said: str
    before: str
    url: str


def leads_city(staff: Staff) -> bool:
    """Whether a post held leads the city as a whole."""
    return any(roles.reach(one.post.kind, "head") == "city" for one in staff.held)


def counts_of(
    staff: Staff, units: set[int], week: tuple[date, date], at: datetime
) -> tuple[Three, list[Measure]]:
    """(the three figures of this week, the three measures over the last thirty days).

    The measures are for the head's page of a city alone; what both rest on is read once.
    """
    if not leads_city(staff):
        return adding.of_periods(units, [week])[0], []
    now = top.period_until(staff.city, at)
    periods = [now, top.before(*now)]
    counts, *threes = adding.of_periods(units, [week, *periods])
    return counts, told(*top.several(staff.city, units, periods, at, threes))


def told(now: Top, earlier: Top) -> list[Measure]:
    """The three measures in words."""
    names = {
        "efficient": _("Efisien: jam kerja per hasil"),
        "sound": _("Akuntabel: terbukti dan utuh"),
        "met": _("Layanan: standar dipenuhi"),
    }
    said = {
        "efficient": _("Semua jam kerja kantor, juga untuk urusan yang dicabut, dibagi hasilnya."),
        "sound": _("Pejabatnya bernama, hasilnya terbukti, rekamnya utuh."),
        "met": _("Janji waktu ditepati dan sekali jadi."),
    }
    return [
        Measure(
            key,
            names[key],
            value_of(now, key),
            of_words(now, key),
            said[key],
            before_words(now, earlier, key),
            f"/kerja/ukuran/{NAMES[key]}/",
        )
        for key in top.MEASURES
    ]


def value_of(one: Top, key: str) -> str:
    """The measure itself: a length of time, or whole percent; "" when there is nothing to count."""
    if key == "efficient":
        return _length(one.per_result)
    share = one.share(key)
    return f"{share}%" if share is not None else ""


def _length(minutes: int | None) -> str:
    """Working minutes as one number: "14,4 jam", under two hours "95 menit"."""
    if minutes is None:
        return ""
    if minutes < 120:
        return _("%(n)s menit") % {"n": number(minutes)}
    return _("%(n)s jam") % {"n": number(minutes / 60, 1)}


def of_words(one: Top, key: str) -> str:
    """The denominator beside it."""
    if key == "efficient":
        return _("dari %(n)s hasil") % {"n": number(one.results)}
    return _("%(n)s dari %(total)s") % {"n": number(getattr(one, key)), "total": number(one.of(key))}


def before_words(now: Top, earlier: Top, key: str) -> str:
    """The same measure of the period before; only when both have enough to be compared."""
    if not (now.enough and earlier.enough and value_of(earlier, key)):
        return ""
    return _("Masa sebelumnya %(value)s, dari %(n)s.") % {
        "value": value_of(earlier, key),
        "n": number(earlier.results if key == "efficient" else earlier.of(key)),
    }


@require_safe
@post("head")
def measure(request: HttpRequest, name: str) -> HttpResponse:
    """`/kerja/ukuran/<name>/`: one measure of all units led, or of the one named with `?unit=`."""
    key = next((key for key, words in NAMES.items() if words == name), None)
    if key is None:
        raise Http404
    staff, at, speaks = staff_of(request), clock.now(), lang()
    first, last = period(request, staff, at)
    units = set(units_in_reach(staff, "head"))
    named = handovers.units_at(staff.city).by_key(request.GET.get("unit", "")[:80])
    only = named if named is not None and named.pk in units else None
    if request.GET.get("unit") and only is None:
        raise Http404
    if only is not None:
        units = {only.pk}
    periods = [(first, last), top.before(first, last)]
    threes = [adding.three(units, *days) for days in periods]
    now, earlier = top.several(staff.city, units, periods, at, threes)
    rows = top.behind(units, first, last, key, SHOWN)
    open_ones = reaching_numbers(staff, [one.number for one in rows])
    here = f"{request.path}?{urlencode({'dari': f'{first:%d/%m/%Y}', 'sampai': f'{last:%d/%m/%Y}'})}"
    listed = [one for one in rows if not one.private or one.number in open_ones]
    shown: dict[str, Any] = {
        "meaning": definitions.definition(key),
        "key": key,
        "value": value_of(now, key),
        "of": of_words(now, key),
        "before": before_words(now, earlier, key),
        "counts": now,
        "rating": number(now.rating, 1) if now.rating is not None else "",
        "rows": [(one, one.number in open_ones) for one in listed],
        "hidden": len(rows) - len(listed),
        "gone": top.lost(staff.city, units, last, at),
        "first_day": first,
        "last_day": last,
        "only": only,
        "whole": here,
        "tabs": [
            (one.name.of(speaks), f"/kerja/ukuran/{NAMES[one.key]}/", one.key == key)
            for one in definitions.DEFINITIONS
            if one.key in NAMES
        ],
        "by_unit": parts(staff, units, first, last, key, here),
        "enough": ENOUGH,
        "simulated": now.simulated or any(one.simulated for one in rows),
    }
    return show(request, "office/measure.html", shown)


@dataclass(frozen=True)
class Part:
    """The measure of one unit: how much of how many, the value, and the page on which it opens in turn."""

    name: str
    part: str
    whole: int
    value: str
    url: str


def parts(staff: Staff, units: set[int], first: date, last: date, key: str, here: str) -> list[Part]:
    """The counts unit by unit, so that they add up to the whole before one's eyes."""
    if len(units) < 2:
        return []
    register = handovers.units_at(staff.city)
    found = []
    for one in top.by_unit(units, first, last):
        unit = register.unit(one.unit)
        here_counts = Top(first, last, results=one.results, minutes=one.minutes, sound=one.sound, met=one.met)
        part = duration(one.minutes) if key == "efficient" else number(getattr(one, key))
        found.append(
            Part(unit.name, part, one.results, value_of(here_counts, key), f"{here}&unit={unit.key}")
        )
    return sorted(found, key=lambda row: row.name)


def period(request: HttpRequest, staff: Staff, at: datetime) -> tuple[date, date]:
    """The days asked for with `?dari=` and `?sampai=`, else the last thirty; never longer than a year."""
    usual = first, last = top.period_until(staff.city, at)
    try:
        first = clock.parse_day(request.GET["dari"]) if request.GET.get("dari") else first
        last = clock.parse_day(request.GET["sampai"]) if request.GET.get("sampai") else last
    except ValueError:
        return usual
    return (first, last) if 0 <= (last - first).days <= 366 and first.year > 1900 else usual
