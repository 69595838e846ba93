"""The pulse for everybody in an office: one minute without a name, and what came of the last ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import on_top
from garda.office.climate import saying
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.sight.doors import Staff, post
from garda.surveys import answering, habits, leading, publishing, rounds
from garda.surveys.publishing import Edition
from garda.surveys.rounds import Held

ADDRESS = "/kerja/denyut/"
KEY = "denyut"


@require_safe
@post("take-part")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/denyut/`: the statements of an open round, the leader's acts, the habits of the office."""
    return _page(request, staff_of(request), {}, {})


@require_POST
@post("take-part")
def answer(request: HttpRequest, round_id: int) -> HttpResponse:
    """`/kerja/denyut/<round>/`: put my sheet into the box. Nothing says which one was mine."""
    staff, at = staff_of(request), clock.now()
    held = rounds.round_of(staff.city, round_id) if round_id < 2**63 else None
    asked = publishing.edition(staff.city, held.edition_id) if held else None
    if held is None or asked is None or held.key != KEY:
        raise Http404
    kept = typed(request, *(one.key for one in asked.instrument.elements), most=3)
    places, wrong = saying.places_typed(asked.instrument, kept)
    if wrong and any(one.id == round_id for one in open_rounds(staff, local_day(staff, at), KEY)):
        return _page(request, staff, kept, wrong)
    try:
        answering.take_part(round_id, staff.person, places, at=at)
    except Refused as no:
        messages.info(request, no.words.of(lang()))
        return HttpResponseRedirect(ADDRESS)
    said = _("Terima kasih. Jawaban Anda masuk kotak tanpa nama; hasilnya tampil sesudah %(day)s.")
    messages.success(request, said % {"day": saying.until(held.last)})
    return HttpResponseRedirect(ADDRESS)


@require_POST
@post("take-part")
def mark_habit(request: HttpRequest, habit_id: int, said: str) -> HttpResponse:
    """`/kerja/denyut/kebiasaan/<id>/ya|tidak/`: whether my office kept its habit this week."""
    staff = staff_of(request)
    unit_id = habits.unit_of(staff.city, habit_id) if habit_id < 2**63 else None
    if unit_id not in staff.unit_ids or said not in ("ya", "tidak"):
        raise Http404
    try:
        habits.mark(staff.city, habit_id, said == "ya", by=staff.person, at=clock.now())
        messages.success(request, _("Minggu ini tercatat."))
    except Refused as no:
        messages.info(request, no.words.of(lang()))
    return HttpResponseRedirect(ADDRESS)


def open_rounds(staff: Staff, day: date, key: str) -> list[Held]:
    """The rounds of an instrument that wait for this person."""
    return [one for one in rounds.rounds_for(staff.person, staff.unit, day) if one.key == key]


def waits(staff: Staff, at: Any) -> int:
    """How many rounds of the pulse wait for this person."""
    return len(open_rounds(staff, local_day(staff, at), KEY))


def _page(request: HttpRequest, staff: Staff, kept: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    at = clock.now()
    today = local_day(staff, at)
    waiting = open_rounds(staff, today, KEY)
    held = waiting[0] if waiting else None
    asked = publishing.edition(staff.city, held.edition_id) if held else None
    parts = saying.statements(asked.instrument, "denyut", kept, errors) if asked else []
    doing = leading.of_unit(staff.unit)
    kept_habits = habits.of_unit(staff.unit, today)
    shown = {
        "unit": staff.unit,
        "held": held,
        "parts": parts,
        "count": sum(len(asks) for _title, asks in parts),
        "doing": [(one, _part_title(asked, staff, one.part, today), one.is_late(today)) for one in doing],
        "habits": [(one, one.is_open(today)) for one in kept_habits],
        "leads": staff.may("see-climate"),
        "errors": on_top([ask for _title, asks in parts for ask in asks], errors),
        "simulated": any(one.simulated for one in doing) or any(one.simulated for one in kept_habits),
    }
    return show(request, "office/climate/pulse.html", shown, status=422 if errors else 200)


def _part_title(asked: Edition | None, staff: Staff, part: str, today: date) -> str:
    edition = asked or publishing.in_force(staff.city, KEY, today)
    titles = dict(saying.parts_of(edition.instrument)) if edition else {}
    return titles.get(part, "")
