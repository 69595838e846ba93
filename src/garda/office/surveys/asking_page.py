"""Filling in a survey for somebody who asks for it: read out as it stands, and marked wherever it counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases import numbering
from garda.cases.acting import Refused
from garda.office.office_setup import office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.register import register_of
from garda.sight import shelves
from garda.sight.doors import Staff, post
from garda.surveys import answering, inviting, sheets, sources, tallying
from garda.surveys.inviting import Invitation
from garda.surveys.publishing import Edition, in_force
from garda.texts.cleaning import plain

ADDRESS = "/kerja/survei/"
FEWEST = 5  # below this a count of answers is not said


@require_http_methods(["GET", "HEAD", "POST"])
@post("answer-for")
def page(request: HttpRequest) -> HttpResponse:
    """`/kerja/survei/`: the number, matter or code that was served opens its survey; how many answered."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "answer-for")
    code = typed(request, "kode", most=40)["kode"] if request.method == "POST" else ""
    error = ""
    if request.method == "POST" or "kode" in request.GET:
        code = code or plain(request.GET.get("kode", ""))[:40]
        one = _found(staff, unit, code, at)
        if one is not None and answering.next_to_ask(one, at) is not None:
            return HttpResponseRedirect(f"{ADDRESS}isi/{one.token}/")
        error = _wrong(one, local_day(staff, at))
    today = local_day(staff, at)
    shown = {
        "unit": unit,
        "code": code,
        "errors": [("kode", error)] if error else [],
        "month": today.replace(day=1),
        "may_print": True,
        "sees_flags": staff.may("follow-up"),
        **_counts(staff, unit, today),
    }
    return show(request, "office/surveys/asking.html", shown, status=422 if error else 200)


def _found(staff: Staff, unit: Any, code: str, at: Any) -> Invitation | None:
    """By the number of today's queue, the matter's number, or the code of a sheet; only of this office."""
    one = sources.of_number(unit, code, at)
    number = numbering.tidy_number(code)
    if one is None and number:
        one = inviting.invitation_for(staff.city, inviting.CASE, number)
    one = one or inviting.invitation(staff.city, code)
    return one if one is not None and one.unit_id == unit.pk else None


def _wrong(one: Invitation | None, today: date) -> str:
    if one is None:
        return _("Belum ada layanan selesai dengan nomor atau kode ini di kantor Anda.")
    if not one.is_open(today):
        return _("Waktu mengisi survei ini sudah lewat.")
    return _("Survei untuk nomor ini sudah diisi.")


def _counts(staff: Staff, unit: Any, today: date) -> dict[str, Any]:
    """This month: invited, answered, filled in by officers, flagged; small numbers are not said."""
    first = today.replace(day=1)
    edition = in_force(staff.city, answering.FIRST, today)
    found: dict[str, int] = {}
    if edition is not None:
        by_marks = tallying.cells(edition, first, _last(today), ("marks",), units=[unit.pk], but="")
        found = {name[0]: n for name, n in by_marks.items()}
    n = sum(count for marks, count in found.items() if "x" not in marks)
    assisted = sum(count for marks, count in found.items() if "a" in marks and "x" not in marks)
    simulated = edition is not None and tallying.is_simulated(edition, first, today)
    return {
        "invited": tallying.invited(staff.city, units=[unit.pk], first=first, last=today),
        "n": n if n >= FEWEST else None,
        "some": 0 < n < FEWEST,
        "assisted": assisted if n >= FEWEST else None,
        "flagged": sum(count for marks, count in found.items() if "f" in marks),
        "simulated": simulated,
    }


def _last(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@post("answer-for")
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """`/kerja/survei/isi/<token>/`: filled in on behalf; not by whoever served them."""
    staff, at = staff_of(request), clock.now()
    one = inviting.invitation(staff.city, token)
    unit = register_of(staff.city).units.get(one.unit_id or 0) if one is not None else None
    if one is None or unit is None or not staff.may("answer-for", unit):
        raise Http404
    if one.officer_id == staff.person.pk:
        said = _("Anda yang melayani orang ini, jadi rekan yang mengisikan, atau warga sendiri di kios.")
        return _sheet(request, one, unit, None, barred=said, status=403 if request.method == "POST" else 200)
    asked = answering.next_to_ask(one, at)
    if request.method != "POST":
        return _sheet(request, one, unit, asked)
    edition = in_force(staff.city, request.POST.get("survei", "")[:60], local_day(staff, at))
    if edition is None or not answering.asks(one, edition.key, at):
        raise Http404
    places = sheets.ticked(edition.instrument, request.POST)
    words = plain(request.POST.get("saran", ""))
    try:
        answering.answer(
            one, edition.key, places, comment=words, channel="desk", assisted_by=staff.person, at=at
        )
    except Refused as no:
        if no.words != answering.AGAIN:
            error = (no.field or "", no.words.of(lang()))
            return _sheet(request, one, unit, edition, places=places, words=words, error=error, status=422)
    messages.success(request, _("Jawaban tercatat, bertanda diisikan petugas."))
    return HttpResponseRedirect(ADDRESS)


def _sheet(
    request: HttpRequest,
    one: Invitation,
    unit: Any,
    asked: Edition | None,
    *,
    places: dict[str, int | None] | None = None,
    words: str = "",
    error: tuple[str, str] | None = None,
    barred: str = "",
    status: int = 200,
) -> HttpResponse:
    staff = staff_of(request)
    service = shelves.service(staff.city, one.service, clock.now(), lang()) if one.service else None
    sheet = sheets.sheet(asked.instrument, lang(), places) if asked else None
    first = sheet.groups[0].questions[0].name if sheet else ""
    shown = {
        "one": one,
        "unit": unit,
        "service": service.service.title if service else "",
        "sheet": sheet,
        "barred": barred,
        "words": words,
        "longest": answering.LONGEST,
        "with_words": asked is not None and asked.key == answering.FIRST,
        "errors": [("saran" if error[0] == "comment" else first, error[1])] if error else [],
        "simulated": one.simulated,
    }
    return show(request, "office/surveys/fill.html", shown, status=status)
