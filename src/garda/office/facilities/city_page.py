"""Shortages of many offices, the one that touches most visitors first; requests that wait for an answer."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from garda import clock
from garda.looks.wording import number
from garda.office.facilities.wording import state_of
from garda.office.head import over
from garda.office.showing import lang, show, staff_of
from garda.people.register import register_of
from garda.registers import deciders, requests, shortages, states
from garda.registers.requests import Asked
from garda.sight.doors import Staff, post, units_in_reach

ON_A_PAGE = 40


@require_safe
@post("see-facilities")
def shortages_page(request: HttpRequest) -> HttpResponse:
    """`/kerja/sarana/kota/`: every office within reach."""
    staff, at = staff_of(request), clock.now()
    units = [register_of(staff.city).unit(pk) for pk in units_in_reach(staff, "see-facilities")]
    ranked = shortages.ranked(units, at)
    wanted = request.GET.get("sarana", "")[:60]
    kinds = {one.item.key: one.item.title.of(lang()) for one in ranked}
    rows = [one for one in ranked if not wanted or one.item.key == wanted]
    waiting = requests.waiting(staff.city, [unit.pk for unit in units])
    mine = [one for one in waiting if waits_for(staff, one, at)]
    shown = {
        "over": over(staff, len(units)),
        "headline": headline(len(ranked), len({one.unit.pk for one in ranked}), mine, at),
        "mine": [(one, *state_of(one, at)) for one in mine],
        "others": [(one, *state_of(one, at)) for one in waiting if one not in mine],
        "rows": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("hal")),
        "count": len(rows),
        "kinds": sorted(kinds.items(), key=lambda pair: pair[1]),
        "wanted": wanted if wanted in kinds else "",
        "days": shortages.BACK,
        "simulated": any(one.simulated for one in rows) or any(one.simulated for one in waiting),
    }
    return show(request, "office/facilities/shortages.html", shown)


def waits_for(staff: Staff, one: Asked, at: datetime) -> bool:
    """Whether the next step is this person's: as the nearest who decides, or because that one is late."""
    if one.state == states.DELIVERED or not deciders.may_decide(staff.held, one.unit):
        return False
    return one.late(at) or deciders.is_nearest(staff.held, one.unit)


def headline(lacks: int, offices: int, mine: list[Asked], at: datetime) -> str:
    """ "12 kekurangan di 7 kantor. 2 permintaan menunggu Anda"."""
    undecided = [one for one in mine if one.state == "asked"]
    said = (
        _("%(n)s kekurangan di %(offices)s kantor") % {"n": number(lacks), "offices": number(offices)}
        if lacks
        else _("Tidak ada kekurangan yang tercatat")
    )
    if undecided:
        late = sum(one.late(at) for one in undecided)
        said += ". " + ngettext(
            "%(n)s permintaan menunggu keputusan Anda",
            "%(n)s permintaan menunggu keputusan Anda",
            len(undecided),
        ) % {"n": number(len(undecided))}
        said += (", " + _("%(n)s terlambat") % {"n": number(late)}) if late else ""
    return said


def waits(staff: Staff, at: datetime) -> int:
    """For the hub: requests that this person decides on, and deliveries that their office looks at."""
    units = [one for one in register_of(staff.city).open_units() if deciders.may_decide(staff.held, one)]
    first = {unit.pk for unit in units if deciders.is_nearest(staff.held, unit)}
    later = {unit.pk for unit in units} - first
    own = [unit.pk for unit in (one.unit for one in staff.held) if staff.may("keep-facilities", unit)]
    decided = requests.count_undecided(staff.city, first, later) if units else 0
    return decided + (requests.count_arrived(staff.city, own) if own else 0)
