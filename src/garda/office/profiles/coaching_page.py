"""An office's manner for who leads it: two axes, the spread without names, observing, agreeing on work."""

from __future__ import annotations

from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import here, office_at
from garda.office.profiles.manner_page import COACH, instrument_of, observed_said, practice_said
from garda.office.profiles.manner_said import places, said, spread_said
from garda.office.showing import lang, local_day, show, staff_of
from garda.rosters import helping
from garda.scoring import Instrument
from garda.sight.doors import Staff, post, units_in_reach
from garda.surveys import coaching, manner, periods, refusing, results
from garda.surveys.results import Scope
from garda.texts.cleaning import one_line, plain, some_lines
from garda.texts.once import once

OBSERVE, PRACTISE = "amati", "latih"


@require_safe
@post("coach")
def office(request: HttpRequest) -> HttpResponse:
    """`/kerja/sikap/kantor/`: the office led (`?kantor=` another within reach)."""
    staff = staff_of(request)
    return _page(request, staff, office_at(request, staff, "coach"))


def _page(
    request: HttpRequest, staff: Staff, unit: Any, kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None, form: str = "",
) -> HttpResponse:  # fmt: skip
    at = clock.now()
    today, instrument = local_day(staff, at), instrument_of(staff, at)
    period = periods.quarter_at(periods.latest(today).first)
    board = results.board(staff.city, manner.KEY, period, today)
    found = board.result(Scope(unit.pk), period) if board else None
    whole = said(found.measure, instrument, found.n or 0) if found and found.measure and instrument else None
    spread = manner.spread(staff.city, unit.pk, today)
    practices = coaching.practices_in(unit, staff.person, at)
    seen = coaching.observations_by(staff.person, unit)
    own = {name: (kept or {}, errors or {}) if form == name else ({}, {}) for name in (OBSERVE, PRACTISE)}
    team = [who for who in helping.team_of(unit, at) if who.pk != staff.person.pk]
    observe_asks = _observe_asks(team, instrument, *own[OBSERVE])
    practise_asks = _practise_asks(team, instrument, *own[PRACTISE])
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "headline": _headline(whole, found.state if found else "none"),
        "whole": whole,
        "period": period.words.of(lang()),
        "spread": spread_said(spread, instrument) if instrument else [],
        "practices": [practice_said(one, instrument) for one in practices],
        "seen": [(one, observed_said(one, instrument)) for one in seen],
        "me": staff.person.pk,
        "observe_asks": observe_asks,
        "practise_asks": practise_asks,
        "form": form,
        "form_key": token_hex(16),
        "typed_key": (kept or {}).get("kunci", ""),
        "errors": on_top([*observe_asks, *practise_asks], errors or {}),
        "simulated": bool(board and board.simulated)
        or any(one.simulated for one in seen)
        or any(one.simulated for one in practices),
    }
    return show(request, "office/profiles/coaching.html", shown, status=422 if errors else 200)


def _headline(whole: Any, state: str) -> str:
    if whole is not None:
        return _("Menurut warga: %(quadrant)s") % {"quadrant": whole.title.lower()}
    if state == "none":
        return _("Belum ada jawaban warga tentang sikap petugas")
    return _("Jawaban warga masih terlalu sedikit untuk ditampilkan")


@require_POST
@post("coach")
def observe(request: HttpRequest) -> HttpResponse:
    """`/kerja/sikap/kantor/amati/`: what was seen of an officer; they read it."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "coach")
    instrument = instrument_of(staff, at)
    keys = [element.key for element in instrument.elements] if instrument else []
    kept = _typed(request, "officer", "kunci", *keys)
    kept["words"] = some_lines(plain(request.POST.get("words", "")))
    try:
        coaching.observe(
            unit, _officer(unit, kept["officer"], at),
            {key: int(kept[key]) for key in keys if kept[key] in ("0", "1", "2", "3")}, kept["words"],
            once(kept["kunci"] or token_hex(16), staff.person.pk, unit.pk, kept), by=staff.person,
            post=staff.by_for(unit.pk).post, at=at,
        )  # fmt: skip
    except Refused as no:
        field = keys[0] if no.field == "places" and keys else no.field or "words"
        return _page(request, staff, unit, kept, {field: no.words.of(lang())}, OBSERVE)
    messages.success(request, _("Pengamatan tersimpan. Hanya Anda dan orangnya yang membacanya."))
    return HttpResponseRedirect(here(staff, unit, COACH))


@require_POST
@post("coach")
def practise(request: HttpRequest) -> HttpResponse:
    """`/kerja/sikap/kantor/latih/`: something to practise until a day."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "coach")
    kept = _typed(request, "officer", "element", "due", "kunci")
    kept["words"] = some_lines(plain(request.POST.get("words", "")))
    try:
        coaching.give(
            unit, _officer(unit, kept["officer"], at), kept["element"], kept["words"], _day(kept["due"]),
            once(kept["kunci"] or token_hex(16), staff.person.pk, unit.pk, kept), by=staff.person,
            post=staff.by_for(unit.pk).post, at=at,
        )  # fmt: skip
    except Refused as no:
        return _page(request, staff, unit, kept, {no.field or "words": no.words.of(lang())}, PRACTISE)
    messages.success(request, _("Latihan disepakati. Orangnya sudah dikabari."))
    return HttpResponseRedirect(here(staff, unit, COACH))


def _officer(unit: Any, typed: str, at: datetime) -> Any:
    return next((who for who in helping.team_of(unit, at) if str(who.pk) == typed), None)


def _observe_asks(
    team: list[Any], instrument: Instrument | None, kept: dict[str, str], errors: dict[str, str]
) -> list[Ask]:
    hints = refusing.observed()
    rows = [
        Ask(element.key, element.title.of(lang()), "choices", options=places(), across=True, required=False,
            hint=hints[element.key].of(lang()) if element.key in hints else "", scope=OBSERVE)
        for element in (instrument.elements if instrument else ())
    ]  # fmt: skip
    words = Ask("words", _("Yang baik, dan satu yang bisa lebih baik"), "lines", most=coaching.LONGEST,
                hint=_("Tentang cara kerja, bukan orangnya. Jangan menyebut warga."),
                scope=OBSERVE)  # fmt: skip
    return filled([_who(team, OBSERVE), *rows, words], kept, errors)


def _practise_asks(
    team: list[Any], instrument: Instrument | None, kept: dict[str, str], errors: dict[str, str]
) -> list[Ask]:
    elements = [(one.key, one.title.of(lang())) for one in (instrument.elements if instrument else ())]
    asks = [
        _who(team, PRACTISE),
        Ask("element", _("Yang dilatih"), "list", options=elements, scope=PRACTISE),
        Ask("words", _("Caranya"), "lines", most=coaching.LONGEST, scope=PRACTISE,
            hint=_("Misalnya: tiga kali menolak sambil menyebut aturan dan jalan keluarnya.")),
        Ask("due", _("Sampai hari"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope=PRACTISE),
    ]  # fmt: skip
    return filled(asks, kept, errors)


def _who(team: list[Any], scope: str) -> Ask:
    people = [("", _("Pilih petugas")), *((str(who.pk), who.name) for who in team)]
    return Ask("officer", _("Petugas"), "list", options=people, scope=scope)


def _typed(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: one_line(plain(request.POST.get(name, "")))[:400] for name in names}


def _day(typed: str) -> date:
    try:
        return clock.parse_day(typed)
    except ValueError:
        return date.min


def waits(staff: Staff, _at: datetime) -> int:
    """Practices that were tried and wait to be closed; one query."""
    return coaching.tried_for(staff.person, units_in_reach(staff, "coach"))
