"""One person's day in a draft, changed by hand: every choice says beforehand what it would cause."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cover import Span, joined
from garda.office.asks import Ask, filled, on_top
from garda.office.duties_page import minute_of
from garda.office.office_setup import here, office_at
from garda.office.plans_page import ADDRESS, finding_words, hours, plan_at
from garda.office.showing import show, staff_of
from garda.office.units import typed
from garda.people.changes import Unfit
from garda.rosters import planning
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

MOST_SAID = 5


@require_http_methods(["GET", "HEAD", "POST"])
@post("arrange-roster")
def shift(request: HttpRequest, plan_id: int, person_id: int, day: str) -> HttpResponse:
    """`/kerja/rencana/<n>/<orang>/<hari>/`: choose the hours of one day."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    row, month = plan_at(unit, plan_id)
    on = _day(day)
    frame = planning.frame_of(unit, month)
    inside = next((one for one in frame.month.days if one.number == on.toordinal()), None)
    if row.state != "draft" or inside is None or person_id not in inside.skills:
        raise Http404
    if request.method != "POST":
        return _page(request, staff, unit, plan_id, frame, person_id, on)
    kept = typed(request, "pilih", "start", "until", most=60)
    try:
        spans = _spans(kept)
        planning.change(unit, plan_id, person_id, on, spans, by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, plan_id, frame, person_id, on, kept, {wrong.field: wrong.said})
    said = {"name": frame.people[person_id].name, "hours": hours(spans) or _("tidak bertugas")}
    messages.success(request, _("%(name)s: %(hours)s.") % said)
    return HttpResponseRedirect(here(staff, unit, f"{ADDRESS}{plan_id}/"))


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Http404 from None


def _spans(kept: dict[str, str]) -> tuple[Span, ...]:
    if kept["pilih"] == "sendiri":
        start, end = minute_of(kept["start"], "start"), minute_of(kept["until"], "until")
        if start >= end:
            raise Unfit(_("Jam selesai harus sesudah jam mulai."), "until")
        return ((start, end),)
    if kept["pilih"] == "libur":
        return ()
    found = []
    for piece in kept["pilih"].split(","):
        start_text, _dash, end_text = piece.partition("-")
        begins, ends = whole(start_text, 4), whole(end_text, 4)
        if begins is None or ends is None:
            raise Unfit(_("Pilih jam tugasnya."), "pilih")
        found.append((begins, ends))
    if any(start >= end for start, end in found):
        raise Unfit(_("Pilih jam tugasnya."), "pilih")
    return joined(found)


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    plan_id: int,
    frame: planning.Frame,
    person_id: int,
    on: date,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    words = finding_words(unit, frame)
    options = [
        {
            "value": ",".join(f"{start}-{end}" for start, end in one.spans) or "libur",
            "words": hours(one.spans) or _("Tidak bertugas"),
            "minutes": one.minutes,
            "chosen": one.chosen,
            "worse": [words(found) for found in one.worse[:MOST_SAID]],
            "more": max(0, len(one.worse) - MOST_SAID),
            "better": [words(found) for found in one.better[:MOST_SAID]],
        }
        for one in planning.choices(frame, planning.shifts_of(plan_id), person_id, on)
    ]
    asks = filled(
        [
            Ask("start", _("Mulai pukul"), hint=_("Seperti 10.00."), most=5, short=True, required=False),
            Ask("until", _("Sampai pukul"), most=5, short=True, required=False),
        ],
        kept or {},
        errors or {},
    )
    shown = {
        "unit": unit,
        "person": frame.people[person_id],
        "day": on,
        "options": options,
        "own": (kept or {}).get("pilih") == "sendiri",
        "asks": asks,
        "errors": on_top(asks, errors or {}),
        "back": here(staff, unit, f"{ADDRESS}{plan_id}/"),
    }
    return show(request, "office/shift.html", shown, status=422 if errors else 200)
