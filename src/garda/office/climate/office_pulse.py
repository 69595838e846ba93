"""The pulse of an office for its leader: four parts over time, acts with a day, habits, ratings."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.looks import wording
from garda.office.asks import Ask, filled, on_top
from garda.office.climate import saying
from garda.office.climate.pulse_page import KEY
from garda.office.office_setup import here, office_at
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.changes import Unfit
from garda.people.register import register_of
from garda.scoring import Instrument
from garda.sight.doors import Staff, post, units_in_reach
from garda.surveys import climate, habits, leading, publishing, rounds
from garda.surveys.climate import Told, Trend
from garda.texts.once import once

ADDRESS = "/kerja/denyut/kantor/"
OPEN_FOR = timedelta(days=13)
MOST_OFFICES = 100


@dataclass(frozen=True)
class Office:
    """One office in the list of those in reach."""

    name: str
    url: str
    here: bool
    cells: tuple[tuple[str, str], ...]  # the title of the part and its value; none where nothing may show


@dataclass(frozen=True)
class Tried:
    """A form that came back: which, what was typed, what is wrong."""

    form: str
    kept: dict[str, str]
    errors: dict[str, str]


@require_safe
@post("see-climate")
def office(request: HttpRequest) -> HttpResponse:
    """`/kerja/denyut/kantor/`: my office (`?kantor=` another in reach; `?bawah=ya` with all beneath)."""
    staff = staff_of(request)
    return _page(request, staff, office_at(request, staff, "see-climate"))


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    tried: Tried | None = None,
    ending: tuple[int, str, str] | None = None,
) -> HttpResponse:
    at = clock.now()
    today = local_day(staff, at)
    asked = publishing.in_force(staff.city, KEY, today)
    below = any(one.pk != unit.pk and one.path.startswith(unit.path) for one in _units(staff))
    deep = request.GET.get("bawah") == "ya"
    trend = climate.trend(unit, KEY, deep=deep)
    if below and not trend.points and "bawah" not in request.GET:
        # Whoever leads units that answer, from an office that does not, asks about those.
        deep, trend = True, climate.trend(unit, KEY, deep=True)
    doing = leading.of_unit(unit)
    own = unit.pk in staff.unit_ids
    kept_habits = habits.of_unit(unit, today)
    open_now = [
        one for one in rounds.rounds_of(staff.city, KEY, unit=unit)[:5] if one.is_open(today)
    ]  # fmt: skip
    forms = _forms(staff, unit, asked.instrument if asked else None, today, tried)
    titles = dict(saying.parts_of(asked.instrument)) if asked else {}
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "deep": deep,
        "has_below": below,
        "headline": headline(trend, asked.instrument if asked else None),
        "columns": saying.columns(trend),
        "rows": saying.rows(trend, asked.instrument) if asked and trend.points else [],
        "waiting": trend.waiting,
        "open_now": open_now[0] if open_now else None,
        "doing": [(one, titles.get(one.part, ""), one.is_late(today)) for one in doing],
        "habits": [(one, one.is_open(today)) for one in kept_habits],
        "own": own,
        "tried": ending,
        "lags": [saying.lag_said(lag) for lag in climate.LAGS],
        "beside": saying.beside(climate.related(staff.city, KEY, today), asked.instrument, climate.LAGS)
        if asked
        else [],
        **offices(staff, unit, asked.instrument if asked else None, "see-climate", ADDRESS),
        **forms,
        "simulated": any(one.simulated for one in trend.points) or any(one.simulated for one in doing),
    }
    return show(request, "office/climate/office_pulse.html", shown, status=422 if tried or ending else 200)


def waits(staff: Staff, at: datetime) -> int:
    """How many of the leader's acts are past their day."""
    return leading.late(staff.unit_ids, local_day(staff, at))


def headline(trend: Trend, instrument: Instrument | None) -> str:
    """The page's answer: which part is the weakest, or why there is nothing to say."""
    told = trend.latest
    if told is None or instrument is None:
        return _("Denyut kantor ini belum bisa ditampilkan")
    known = [
        (value, title)
        for key, title in saying.parts_of(instrument)
        if (value := told.value(key)) is not None
    ]  # fmt: skip
    if not known:
        return _("Denyut kantor ini belum bisa ditampilkan")
    least, title = min(known, key=lambda one: one[0])
    return _("Yang paling lemah: %(part)s, %(value)s dari 100") % {
        "part": title,
        "value": saying.value(least),
    }


def _units(staff: Staff) -> list[Any]:
    return register_of(staff.city).open_units()


def offices(staff: Staff, unit: Any, instrument: Instrument | None, act: str, address: str) -> dict[str, Any]:
    """The other offices in reach: those with a figure, the weakest first, and those without."""
    reach = units_in_reach(staff, act)
    if len(reach) < 2 or instrument is None:
        return {"offices": [], "silent": [], "part_titles": []}
    told = climate.latest(staff.city, instrument.key, reach)
    parts = saying.parts_of(instrument)
    found: list[tuple[Fraction, Office]] = []
    silent: list[Office] = []
    for one in [register_of(staff.city).unit(pk) for pk in reach][:MOST_OFFICES]:
        if one.closed_on is not None:
            continue
        url, own = here(staff, one, address), one.pk == unit.pk
        last = told.get(one.pk)
        known = [value for key, _title in parts if last and (value := last.value(key)) is not None]
        if last is None or not known:
            silent.append(Office(one.name, url, own, ()))
            continue
        cells = tuple((title, saying.value(last.value(key))) for key, title in parts)
        found.append((min(known), Office(one.name, url, own, cells)))
    return {
        "offices": [one for _least, one in sorted(found, key=lambda pair: pair[0])],
        "silent": silent,
        "part_titles": [title for _key, title in parts],
    }


def _forms(
    staff: Staff, unit: Any, instrument: Instrument | None, today: Any, tried: Tried | None
) -> dict[str, Any]:
    """The three small forms of the page, the one that came back as it was typed."""
    if instrument is None:
        return {"action_asks": [], "habit_asks": [], "round_asks": [], "form": "", "errors": []}

    def of(form: str, asks: list[Ask], values: dict[str, str]) -> list[Ask]:
        back = tried is not None and tried.form == form
        return filled(asks, tried.kept if tried and back else values, tried.errors if tried and back else {})

    mark = secrets.token_urlsafe(12)
    parts = [(str(key), title) for key, title in saying.parts_of(instrument)]
    action = of(
        "tindakan",
        [
            Ask("form_key", "", "hidden", value=mark, scope="t"),
            Ask("part", _("Untuk bagian"), "list", options=parts, scope="t"),
            Ask("words", _("Yang akan Anda lakukan"), hint=_("Dibaca seisi kantor."), most=200, scope="t"),
            Ask("due", _("Paling lambat"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope="t"),
        ],
        {"form_key": mark},
    )
    habit = of(
        "kebiasaan",
        [
            Ask("form_key", "", "hidden", value=mark, scope="k"),
            Ask("title", _("Kebiasaan baik"), hint=_("Misalnya: apel pagi lima menit, tanpa pidato."),
                most=120, scope="k"),
        ],
        {"form_key": mark},
    )  # fmt: skip
    ends = (today + OPEN_FOR).strftime("%d/%m/%Y")
    asked = [Ask("last", _("Dibuka sampai"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope="p")]
    if staff.may("see-climate", _top(staff)):
        both = [("unit", unit.name), ("city", _("Seluruh kota"))]
        asked.insert(0, Ask("whom", _("Untuk siapa"), "choices", options=both, scope="p", across=True))
    pulse = of("putaran", asked, {"last": ends, "whom": "unit"})
    errors = tried.errors if tried else {}
    return {
        "action_asks": action, "habit_asks": habit, "round_asks": pulse, "form": tried.form if tried else "",
        "errors": on_top([*action, *habit, *pulse], errors),
    }  # fmt: skip


def _top(staff: Staff) -> Any:
    """The unit at the top of the city's tree."""
    return min(_units(staff), key=lambda one: len(one.path))


@require_POST
@post("see-climate")
def plan_action(request: HttpRequest) -> HttpResponse:
    """`/kerja/denyut/tindakan/`: something the leader will do, with its day."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "see-climate")
    kept = typed(request, "form_key", "part", "words", "due")
    asked = publishing.in_force(staff.city, KEY, local_day(staff, at))
    parts = {str(key) for key, _title in saying.parts_of(asked.instrument)} if asked else set()
    try:
        leading.plan(
            unit, kept["part"], kept["words"], day_of(kept["due"], "due"), by=staff.person, at=at,
            form_key=_once(kept), parts=parts,
        )  # fmt: skip
    except (Refused, Unfit) as no:
        return _page(request, staff, unit, Tried("tindakan", kept, {_field(no, "words"): _words(no)}))
    messages.success(request, _("Tindakan Anda tercatat dan dibaca seisi kantor."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("see-climate")
def end_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """`/kerja/denyut/tindakan/<id>/`: it was done, or it will not be."""
    staff = staff_of(request)
    doing = leading.one(staff.city, action_id) if action_id < 2**63 else None
    unit = register_of(staff.city).units.get(doing.unit_id) if doing else None
    if doing is None or unit is None or not staff.may("see-climate", unit):
        raise Http404
    kept = typed(request, "act", "result")
    verb = leading.drop if kept["act"] == "drop" else leading.finish
    try:
        verb(staff.city, doing.id, kept["result"], by=staff.person, at=clock.now())
    except Refused as no:
        return _page(request, staff, unit, ending=(doing.id, kept["result"], no.words.of(lang())))
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("see-climate")
def begin_habit(request: HttpRequest) -> HttpResponse:
    """`/kerja/denyut/kebiasaan/`: a habit that the office begins."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-climate")
    kept = typed(request, "form_key", "title")
    try:
        habits.begin(unit, kept["title"], by=staff.person, at=clock.now(), form_key=_once(kept))
    except Refused as no:
        return _page(request, staff, unit, Tried("kebiasaan", kept, {"title": no.words.of(lang())}))
    messages.success(request, _("Kebiasaan ini dimulai minggu ini."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("see-climate")
def end_habit(request: HttpRequest, habit_id: int) -> HttpResponse:
    """`/kerja/denyut/kebiasaan/<id>/akhiri/`: the habit ends."""
    staff = staff_of(request)
    unit_id = habits.unit_of(staff.city, habit_id) if habit_id < 2**63 else None
    unit = register_of(staff.city).units.get(unit_id) if unit_id else None
    if unit is None or not staff.may("see-climate", unit):
        raise Http404
    try:
        habits.end(staff.city, habit_id, by=staff.person, at=clock.now())
    except Refused as no:
        messages.info(request, no.words.of(lang()))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("see-climate")
def open_round(request: HttpRequest) -> HttpResponse:
    """`/kerja/denyut/putaran/`: open the pulse for an office, or for the whole city."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "see-climate")
    kept = typed(request, "whom", "last")
    today = local_day(staff, at)
    whole = kept["whom"] == "city"
    if whole and not staff.may("see-climate", _top(staff)):
        raise Http404
    try:
        last = day_of(kept["last"], "last")
        rounds.open_round(
            staff.city, KEY, unit=None if whole else unit, first=today, last=last, by=staff.person,
            post=staff.held[0].post.pk, at=at,
        )  # fmt: skip
    except (Refused, Unfit) as no:
        field = _field(no, "last")
        return _page(request, staff, unit, Tried("putaran", kept, {field: _words(no)}))
    messages.success(request, _("Denyut dibuka. Hasilnya tampil sesudah hari terakhir."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_safe
@post("see-climate")
def figure(request: HttpRequest, point_id: int) -> HttpResponse:
    """`/kerja/denyut/kantor/<figure>/`: one figure opened: its statements, n, formula, interval."""
    staff = staff_of(request)
    told = climate.point(staff.city, KEY, point_id) if point_id < 2**63 else None
    unit = register_of(staff.city).units.get(told.unit_id) if told else None
    if told is None or unit is None or not staff.may("see-climate", unit):
        raise Http404
    return opened(request, staff, unit, told, ADDRESS)


def opened(request: HttpRequest, staff: Staff, unit: Any, told: Told, back: str) -> HttpResponse:
    """One figure with all that it was made from."""
    asked = climate.edition_of(staff.city, told)
    titles = dict(saying.parts_of(asked.instrument)) if asked else {}
    most = len(asked.instrument.scales[0].points) if asked and asked.instrument.scales else 0
    parts = [
        (
            titles.get(score.part, ""), saying.value(score.value),
            _("%(low)s sampai %(high)s") % {"low": saying.value(score.low), "high": saying.value(score.high)},
            [
                (
                    wording.words(one.element.question), saying.mean(one.mean),
                    int(100 * one.mean / most) if one.mean is not None and most else None,
                )
                for one in score.elements
            ],
        )
        for score in told.measure.scores
    ]  # fmt: skip
    shown = {
        "unit": unit, "told": told, "when": saying.when(told), "parts": parts,
        "title": wording.words(asked.instrument.title) if asked else "",
        "own": wording.words(asked.instrument.own) if asked and asked.instrument.own else "",
        "fingerprint": asked.fingerprint[:12] if asked else "",
        "scale": [
            wording.words(point.title) for point in asked.instrument.scales[0].points
        ] if most and asked else [],
        "most": most,
        "back": back, "query": f"?kantor={unit.key}", "simulated": told.simulated,
    }  # fmt: skip
    return show(request, "office/climate/figure.html", shown)


def _field(no: Refused | Unfit, default: str) -> str:
    return no.field or default


def _words(no: Refused | Unfit) -> str:
    return no.words.of(lang()) if isinstance(no, Refused) else no.said


def _once(kept: dict[str, str]) -> str:
    """The key of what was typed; none where the form came without one."""
    return once(kept["form_key"], kept) if kept["form_key"] else ""
