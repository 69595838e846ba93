"""What changed for those who serve: read, and acknowledged by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.cases.publishing import flow_by_id
from garda.dockets import acknowledging, listing, urging
from garda.flow.differing import differ
from garda.office.dockets import wording
from garda.office.showing import lang, local_day, show, staff_of
from garda.rules import reading
from garda.sight.doors import Staff, post, units_in_reach

ADDRESS = "/kerja/perubahan/"


@require_safe
@post("report-rule")
def changes(request: HttpRequest) -> HttpResponse:
    """`/kerja/perubahan/`: changes that offices brought about; those that wait for me first."""
    staff, at = staff_of(request), clock.now()
    found = listing.changed(staff.city, at).rows
    mine = acknowledging.waiting_for(staff.city, staff.person, at)
    lines = wording.lines(staff, found, at)
    shown = {
        "waiting": [one for one in lines if one.row.id in mine],
        "others": [one for one in lines if one.row.id not in mine],
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/dockets/changes.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@post("report-rule")
def change(request: HttpRequest, docket_id: int) -> HttpResponse:
    """`/kerja/perubahan/<id>/`: what the article said and says, what differs in the service."""
    staff, at = staff_of(request), clock.now()
    found = listing.docket_of(staff.city, docket_id)
    renewed = listing.renewed([docket_id]).get(docket_id, []) if found else []
    if found is None or not (renewed or found.new_first):
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            post_id = staff.by_for().post
            acknowledging.acknowledge(staff.city, docket_id, by=staff.person, post=post_id, at=at)
            messages.success(request, _("Terima kasih. Anda tercatat sudah membacanya."))
            return HttpResponseRedirect(ADDRESS)
        except Refused as no:
            error = no.words.of(lang())
    people = acknowledging.acknowledged(found, at)
    me = next((one for one in people if one.person_id == staff.person.pk), None)
    row = listing.rows_of(staff.city, [found], at)[0]
    led = set(units_in_reach(staff, "head")) if staff.may("head") else set()
    shown = {
        "row": row,
        "line": wording.lines(staff, [row], at)[0],
        "wordings": _wordings(staff, found, at),
        "services": [
            (
                one,
                flow_by_id(one.after).title.of(lang()),
                differ(flow_by_id(one.before), flow_by_id(one.after)),
            )
            for one in renewed
        ],
        "me": me,
        "until": urging.read_by(found) if me and not me.at else None,
        "missing": [one for one in people if one.at is None and one.unit_id in led],
        "read": sum(one.at is not None for one in people),
        "people": len(people),
        "error": error,
        "simulated": row.simulated,
    }
    return show(request, "office/dockets/change.html", shown, status=422 if error else 200)


def _wordings(staff: Staff, found: Any, at: datetime) -> list[Any]:
    """The article before and after: the linked wording first, then the one that it replaced."""
    rule, _sign, article = found.reference.partition("#")
    page = reading.rule_page(rule, city_key=staff.city.key, on=local_day(staff, at), lang=lang())
    versions = page.versions.get(article, []) if page and found.new_first else []
    place = next((n for n, one in enumerate(versions) if one.first == found.new_first), None)
    return versions[place : place + 2] if place is not None else []


def waiting(staff: Staff, at: datetime) -> int:
    """Changes that this person serves and has not read yet."""
    return len(acknowledging.waiting_for(staff.city, staff.person, at))
