"""Discipline: one's own record with one's own answers, and for a head what waits for a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled, on_top
from garda.office.head import over
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.rosters import attending, disciplining
from garda.rosters.disciplining import Noted
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import plain, some_lines

ADDRESS = "/kerja/disiplin/"
BACK = timedelta(days=366)


@dataclass(frozen=True)
class Line:
    """One line as pages show it: what happened, how it stands, in words with their shape."""

    noted: Noted
    what: str
    facts: str
    state: str
    state_words: str
    office: str


@require_safe
@post("attend")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/disiplin/`: what is noted about me, and my answers."""
    return _mine(request, staff_of(request))


def _mine(request: HttpRequest, staff: Staff, tried: tuple[int, str, str] | None = None) -> HttpResponse:
    today = local_day(staff, clock.now())
    found = disciplining.own(staff.person, today - BACK)
    days = disciplining.days_away([staff.person.pk], today.year).get(staff.person.pk, 0)
    shown = {
        "lines": [line_of(one, staff) for one in found],
        "open": sum(not one.verdict and one.answered_at is None for one in found),
        "tried": tried,
        "longest": disciplining.LONGEST,
        "judges": staff.may("discipline"),
        **_ladder(days, today.year),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/discipline_mine.html", shown, status=422 if tried else 200)


@require_POST
@post("attend")
def answer(request: HttpRequest, breach_id: int) -> HttpResponse:
    """`/kerja/disiplin/<id>/jawab/`: my own words about it, sealed."""
    staff = staff_of(request)
    words = some_lines(plain(request.POST.get("kata", "")))
    try:
        disciplining.answer(breach_id, words, by=staff.person, at=clock.now())
    except Refused as no:
        return _mine(request, staff, (breach_id, words, no.words.of(lang())))
    messages.success(request, _("Penjelasan Anda tersimpan."))
    return HttpResponseRedirect(ADDRESS)


# ---- for a head ----------------------------------------------------------------------------------
@require_safe
@post("discipline")
def offices(request: HttpRequest) -> HttpResponse:
    """`/kerja/disiplin/kantor/`: what waits for a verdict in the offices led, and what was judged."""
    staff = staff_of(request)
    today = local_day(staff, clock.now())
    units = [register_of(staff.city).unit(pk) for pk in units_in_reach(staff, "discipline")]
    found = disciplining.listed(units, today - BACK, but=staff.person)
    away = disciplining.days_away({one.person_id for one in found}, today.year)
    lines = [line_of(one, staff) for one in found]
    shown = {
        "waiting": [one for one in lines if not one.noted.verdict],
        "judged": [one for one in lines if one.noted.verdict],
        "count": disciplining.waiting(units, staff.person),
        "away": sorted(
            {(one.person, away[one.person_id]) for one in found if one.person_id in away},
            key=lambda pair: (-pair[1], pair[0]),
        ),
        "year": str(today.year),
        "over": over(staff, len(units)),
        **_ladder(0, today.year),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/discipline.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@post("discipline")
def judge(request: HttpRequest, breach_id: int) -> HttpResponse:
    """`/kerja/disiplin/kantor/<id>/`: the facts, the person's answer, and the verdict with its reason."""
    staff, at = staff_of(request), clock.now()
    found = disciplining.one_of(breach_id)
    if found is None or not _reaches(staff, *found):
        raise Http404
    one, unit = found
    kept: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        kept = {name: some_lines(plain(request.POST.get(name, "")))[:1000] for name in ("verdict", "why")}
        try:
            disciplining.judge(one.id, kept["verdict"], kept["why"], by=staff.person, at=at)
        except Refused as no:
            errors = {no.field if no.field in kept else "verdict": no.words.of(lang())}
        else:
            messages.success(request, _("Penilaian tersimpan. Orangnya sudah diberi tahu."))
            return HttpResponseRedirect(f"{ADDRESS}kantor/")
    asks = filled(_asks(), kept, errors)
    stays = [
        (stay, name) for stay, name in attending.stays_of(unit, one.day) if stay.person_id == one.person_id
    ]
    shown = {
        "line": line_of(one, staff),
        "unit": unit,
        "answer": disciplining.read_answer(one.id, by=staff.person, at=at) if one.answered_at else "",
        "stays": stays,
        "until": disciplining.answer_until(unit, one.found_at),
        "asks": asks if errors or _may_judge_now(one, unit, at) else [],
        "errors": on_top(asks, errors),
        "simulated": one.simulated,
    }
    return show(request, "office/discipline_one.html", shown, status=422 if errors else 200)


def _may_judge_now(one: Noted, unit: Any, at: datetime) -> bool:
    """No verdict yet, and the person has answered or had their time."""
    heard = one.answered_at is not None or at >= disciplining.answer_until(unit, one.found_at)
    return not one.verdict and heard


def _reaches(staff: Staff, one: Noted, unit: Any) -> bool:
    same_city = unit.city_id == staff.city.pk
    return same_city and staff.may("discipline", unit) and one.person_id != staff.person.pk


def _asks() -> list[Ask]:
    options = [
        (disciplining.EXCUSED, _("Dapat diterima, tidak dihitung")),
        (disciplining.STANDS, _("Tetap berlaku")),
    ]
    return [
        Ask("verdict", _("Penilaian"), "choices", options=options),
        Ask("why", _("Alasan penilaian"), "lines", hint=_("Dibaca orangnya."), most=1000),
    ]


# ---- words ---------------------------------------------------------------------------------------
def line_of(one: Noted, staff: Staff) -> Line:
    """The line in words."""
    state, words = _state(one)
    office = register_of(staff.city).unit(one.unit_id).name
    return Line(one, _what(one), _facts(one), state, words, office)


def _what(one: Noted) -> str:
    minutes = clock.number_words(one.minutes, lang())
    return {
        "late": _("Datang %(n)s menit terlambat") % {"n": minutes},
        "early": _("Pulang %(n)s menit lebih awal") % {"n": minutes},
        "absent": _("Tidak tercatat hadir"),
        "overdue": _("Batas meja urusan %(number)s lewat") % {"number": one.about},
    }.get(one.kind, one.kind)


def _facts(one: Noted) -> str:
    if one.kind == "overdue":
        return _("Menurut rekam urusan.")
    span = {"start": _hour(one.facts.get("from", 0)), "end": _hour(one.facts.get("to", 0))}
    said = _("Jadwal %(start)s sampai %(end)s.") % span
    if "came" in one.facts:
        said += " " + _("Datang %(at)s.") % {"at": _hour(one.facts["came"])}
    if "left" in one.facts:
        said += " " + _("Pulang %(at)s.") % {"at": _hour(one.facts["left"])}
    return said


def _hour(minute: int) -> str:
    said = f"{minute // 60:02d}.{minute % 60:02d}"
    return said.replace(".", ":") if lang() == "en" else said


def _state(one: Noted) -> tuple[str, str]:
    if one.verdict == disciplining.EXCUSED:
        return "done", _("dapat diterima")
    if one.verdict == disciplining.STANDS:
        return "late", _("tetap berlaku")
    if one.verdict == disciplining.LIFTED:
        return "done", _("gugur, catatannya sudah diperbaiki atau izinnya diberikan")
    return ("run", _("sudah dijelaskan")) if one.answered_at else ("pause", _("menunggu penjelasan"))


def _ladder(days: int, year: int) -> dict[str, Any]:
    rests_on, steps = disciplining.ladder()
    step = disciplining.reached(days)
    return {
        "days": days,
        "year": str(year),
        "step": step.title.of(lang()) if step else "",
        "rests_on": rests_on,
        "steps": [(one.days, one.title.of(lang())) for one in steps],
    }
