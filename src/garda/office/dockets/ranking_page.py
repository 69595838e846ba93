"""Dockets ranked by people affected, by age, and those that are done; the loop's own time."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.dockets import listing, reports
from garda.dockets.terms import terms
from garda.office.dockets import wording
from garda.office.dockets.report_page import named
from garda.office.showing import lang, page_asked, show, staff_of, where
from garda.people import roles
from garda.sight.doors import Staff, post, units_in_reach

ADDRESS = "/kerja/berkas-aturan/"


@require_safe
@post("see-dockets")
def ranking(request: HttpRequest) -> HttpResponse:
    """`/kerja/berkas-aturan/`: `?urut=usia` by age, `selesai` closed ones; `?lingkup=kantor` own ones."""
    staff, at = staff_of(request), clock.now()
    order = request.GET.get("urut", "")
    order = order if order in ("usia", "selesai") else ""
    page, own = page_asked(request), _own(staff)
    whole = sees_all(staff) and not (own and request.GET.get("lingkup") == "kantor")
    near = None if whole else own
    if order == "usia":
        found = listing.aged(staff.city, at, page, units=near)
    else:
        found = listing.ranked(staff.city, at, units=near, closed=order == "selesai", page=page)
    loops, times = listing.loops(staff.city, at, units=near), terms()
    scope = "lingkup=kantor&" if sees_all(staff) and not whole else ""
    shown = {
        "over": where(staff),
        "lines": wording.lines(staff, found.rows, at),
        "listed": found,
        "first": (found.page - 1) * listing.PAGE,
        "order": order,
        "scope": scope,
        "tabs": _tabs(order, scope),
        "loops": loops,
        "sentence": wording.sentence(loops, not whole),
        "loop_words": wording.loop_words(loops, not whole),
        "near": not whole,
        "sees_all": sees_all(staff),
        "narrows": sees_all(staff) and bool(own),
        "unsorted": reports.count_unsorted(staff.city) if staff.may("sort-reports") else 0,
        "times": times,
        "decide_words": times.decide.words(lang()),
        "rests_on": named(staff, [times.rests_on], at).get(times.rests_on, ""),
        "simulated": loops.simulated or any(one.simulated for one in found.rows),
    }
    return show(request, "office/dockets/ranking.html", shown)


def _own(staff: Staff) -> list[int]:
    """The offices whose dockets are one's own: those one reaches, or, where one reaches all, those one leads.

    Whoever decides for the whole city has none apart.
    """
    if not sees_all(staff):
        return list(units_in_reach(staff, "see-dockets"))
    if roles.widest(staff.kinds, "decide-docket") == "city":
        return []
    return list(units_in_reach(staff, "decide-docket"))


def _tabs(order: str, scope: str) -> list[tuple[str, str, bool]]:
    tabs = [("", _("Orang terdampak")), ("usia", _("Usia")), ("selesai", _("Tuntas"))]
    return [(said, f"?{scope}urut={key}" if key or scope else ADDRESS, key == order) for key, said in tabs]


def sees_all(staff: Staff) -> bool:
    """Whether a post held sees the dockets of the whole city, whoever reported."""
    return roles.widest(staff.kinds, "see-dockets") == "city"


def waiting(staff: Staff, _at: datetime) -> int:
    """Dockets that wait for a decision or an end in the units for which this person decides."""
    return listing.waiting_for(staff.city, units_in_reach(staff, "decide-docket"))


def waiting_unsorted(staff: Staff, _at: datetime) -> int:
    """Reports that name no article yet."""
    return reports.count_unsorted(staff.city)
