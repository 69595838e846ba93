"""Somebody came to the wrong desk: noted in one touch, taken back within minutes, read by version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.publishing import flow_by_id, in_force
from garda.counters import arriving
from garda.figures import definitions, effects, standing
from garda.flow import Flow
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.sight import needs, offices, walls
from garda.sight.doors import Staff, post, units_in_reach

SHOWN = 3
BACK = "/kerja/meja/#salah-meja"
READERS = ("head", "publish", "review")


@dataclass(frozen=True)
class Touch:
    """One button: the service somebody came for, and where they should be."""

    key: str
    title: str
    where: str


@dataclass(frozen=True)
class Strip:
    """The quick strip of a desk: the usual ones, the rest, and what was noted just now."""

    usual: list[Touch]
    rest: list[Touch]
    noted: str = ""
    noted_id: int = 0
    noted_at: datetime | None = None
    reads: bool = False


def strip_of(staff: Staff, at: datetime) -> Strip | None:
    """The strip of whoever may write down matters for residents; None for others."""
    if not staff.may("file"):
        return None
    flows = {flow.key: flow for flow, _version in walls.flows_in(staff.city, at)}
    if not flows:
        return None
    lately = arriving.usual(staff.unit, local_day(staff, at))
    ours = [key for key, flow in flows.items() if staff.unit.kind in flow.offered and flow.visits]
    asked = [key for key in needs.most_asked(staff.city, at) if key in ours]
    order = dict.fromkeys([key for key in (*lately, *asked, *ours, *flows) if key in flows])
    touches = [_touch(flows[key], staff) for key in order]
    last = arriving.just_noted([one.post.pk for one in staff.held], at)
    reads = any(staff.may(act) for act in READERS)
    if last is None:
        return Strip(touches[:SHOWN], touches[SHOWN:], reads=reads)
    said = next((one for one in touches if one.key == flow_by_id(last.flow_id).key), None)
    words = _("%(title)s, seharusnya %(where)s") % {"title": said.title, "where": said.where} if said else ""
    return Strip(touches[:SHOWN], touches[SHOWN:], words, last.id, last.at, reads)


def _touch(flow: Flow, staff: Staff) -> Touch:
    desk, kind = meant(flow, staff.unit.kind)
    title = walls.desk_title(flow, desk, lang()) if desk else offices.KINDS[kind].of(lang())
    return Touch(flow.key, flow.title.of(lang()), title)


def meant(flow: Flow, kind: str) -> tuple[str, str]:
    """Where somebody who comes for this service should be: (a desk of this office, or "", another kind)."""
    if not flow.offered or kind in flow.offered:
        return walls.first_desk(flow), ""
    return "", flow.offered[0]


@require_POST
@post("file")
def note(request: HttpRequest) -> HttpResponse:
    """`/kerja/salah-meja/catat/`: one touch, and back to the desk."""
    staff, at = staff_of(request), clock.now()
    key = request.POST.get("layanan", "")[:60]
    version = in_force(staff.city, key, at)
    if version is None:
        raise Http404
    held = staff.held[0]
    desk, kind = meant(flow_by_id(version.pk), staff.unit.kind)
    arriving.note(
        staff.unit, version.pk, post_id=held.post.pk, desk=held.title, at=at, meant_desk=desk, meant_kind=kind
    )
    return HttpResponseRedirect(BACK)


@require_POST
@post("file")
def take_back(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """`/kerja/salah-meja/<id>/batal/`: a slip is cheap, for ten minutes."""
    staff = staff_of(request)
    if not arriving.take_back(arrival_id, [one.post.pk for one in staff.held], clock.now()):
        messages.warning(request, _("Catatan itu sudah lewat sepuluh menit dan tidak dapat dibatalkan lagi."))
    return HttpResponseRedirect(BACK)


# ---- read by the head ----------------------------------------------------------------------------
def reach_of(staff: Staff) -> set[int]:
    """The units whose figures a person may read: led, reviewed or served."""
    return {unit for act in READERS for unit in units_in_reach(staff, act)}


@require_safe
@post(*READERS)
def wrong_desks(request: HttpRequest) -> HttpResponse:
    """`/kerja/salah-meja/`: every service in force, wrong arrivals of all arrivals."""
    staff, at = staff_of(request), clock.now()
    found = standing.in_force(staff.city, reach_of(staff), at)
    rows = [one for one in found if one.arrivals]
    rows.sort(key=lambda one: (one.wrong_share is None, -(one.wrong_share or 0), -one.wrong))
    return show(
        request,
        "office/wrong_desks.html",
        {
            "rows": rows,
            "wrong": sum(one.wrong for one in rows),
            "arrivals": sum(one.arrivals for one in rows),
            "enough": effects.ENOUGH,
            "meaning": definitions.definition("wrong-desk"),
            "simulated": any(one.use.simulated for one in rows),
        },
    )


def version_or_404(staff: Staff, key: str, version: int) -> tuple[standing.Version, set[int]]:
    """One version of a flow as it stands in the units that `staff` reads about, and those units."""
    units = reach_of(staff)
    for one in standing.versions_of(staff.city, key, units):
        if one.version == version:
            return one, units
    raise Http404


@require_safe
@post(*READERS)
def behind(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """`/kerja/salah-meja/<service>/v<n>/`: each arrival that was noted, without a word about the person."""
    staff, speaks = staff_of(request), lang()
    found, units = version_or_404(staff, key, version)
    rows = [
        (one, register_of(staff.city).unit(one.unit_id).name, _where(found.flow, one, speaks))
        for one in arriving.behind(staff.city, units, found.id)
    ]
    shown = {"version": found, "rows": rows, "simulated": any(one.simulated for one, _u, _w in rows)}
    return show(request, "office/wrong_desk.html", shown)


def _where(flow: Flow, one: arriving.Arrival, speaks: str) -> str:
    if one.meant_kind in offices.KINDS:
        return offices.KINDS[one.meant_kind].of(speaks)
    return walls.desk_title(flow, one.meant_desk, speaks) if one.meant_desk else ""
