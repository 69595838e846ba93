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
    """`/kerja/berkas-aturan/`: `?urut=usia` by age, `?urut=selesai` the closed ones."""
    staff, at = staff_of(request), clock.now()
    order = request.GET.get("urut", "")
    page = page_asked(request)
    near = None if sees_all(staff) else units_in_reach(staff, "see-dockets")
    if order == "usia" and near is None:
        found = listing.aged(staff.city, at, page)
    else:
        order = "selesai" if order == "selesai" else ""
        found = listing.ranked(staff.city, at, units=near, closed=order == "selesai", page=page)
    loops = listing.loops(staff.city, at)
    times = terms()
    shown = {
        "over": where(staff),
        "lines": wording.lines(staff, found.rows, at),
        "listed": found,
        "first": (found.page - 1) * listing.PAGE,
        "order": order,
        "tabs": _tabs(order, near is None),
        "loops": loops,
        "sentence": wording.sentence(loops),
        "loop_words": wording.loop_words(loops),
        "near": near is not None,
        "unsorted": reports.count_unsorted(staff.city) if staff.may("sort-reports") else 0,
        "times": times,
        "decide_words": times.decide.words(lang()),
        "rests_on": named(staff, [times.rests_on], at).get(times.rests_on, ""),
        "simulated": loops.simulated or any(one.simulated for one in found.rows),
    }
    return show(request, "office/dockets/ranking.html", shown)


def _tabs(order: str, all_of_them: bool) -> list[tuple[str, str, bool]]:
    tabs = [("", _("Orang terdampak"))]
    if all_of_them:
        tabs.append(("usia", _("Usia")))
    tabs.append(("selesai", _("Tuntas")))
    return [(said, f"?urut={key}" if key else ADDRESS, key == order) for key, said in tabs]


def sees_all(staff: Staff) -> bool:
    """Whether a post held sees the dockets of the whole city, whoever reported."""
    return roles.widest(staff.kinds, "see-dockets") == "city"


def waiting(staff: Staff, _at: datetime) -> int:
    """Dockets that wait for a decision or an end in the units for which this person decides."""
    return listing.waiting_for(staff.city, units_in_reach(staff, "decide-docket"))


def waiting_unsorted(staff: Staff, _at: datetime) -> int:
    """Reports that name no article yet."""
    return reports.count_unsorted(staff.city)
