"""The monthly exercise: four situations, five minutes, then the reasoning with its rule; the trend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.looks import wording
from garda.office.asks import Ask, on_top
from garda.office.climate import office_pulse, saying
from garda.office.climate.pulse_page import open_rounds
from garda.office.office_setup import office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.register import register_of
from garda.rules.reading import look_up_all
from garda.sight.doors import Staff, post
from garda.surveys import answering, climate, publishing, rounds, scenarios
from garda.surveys.publishing import Edition
from garda.surveys.rounds import Held
from garda.surveys.scenarios import KEY, Scenario

ADDRESS = "/kerja/latihan/"
OFFICE = "/kerja/latihan/kantor/"


@dataclass(frozen=True)
class Reasoned:
    """One situation after the answer: what was chosen, what serves best, why, by which rule."""

    duty: str
    story: str
    answers: tuple[tuple[str, bool, bool], ...]  # words, chosen, the best
    why: str
    rule: str
    rule_words: str


@require_safe
@post("take-part")
def exercise(request: HttpRequest) -> HttpResponse:
    """`/kerja/latihan/`: this month's situations, or their reasoning once they are answered."""
    return _page(request, staff_of(request), {}, {})


@require_POST
@post("take-part")
def answer(request: HttpRequest, round_id: int) -> HttpResponse:
    """`/kerja/latihan/<round>/`: my answers go into the box; the reasoning comes back beside them at once.

    The same form sent again shows the same and counts nothing: what I chose is known to this page alone.
    """
    staff, at = staff_of(request), clock.now()
    held = rounds.round_of(staff.city, round_id) if round_id < 2**63 else None
    asked = publishing.edition(staff.city, held.edition_id) if held else None
    if held is None or asked is None or held.key != KEY:
        raise Http404
    kept = typed(request, *(one.key for one in asked.instrument.elements), most=3)
    places, wrong = saying.places_typed(asked.instrument, kept)
    if wrong:
        return _page(request, staff, kept, wrong)
    try:
        answering.take_part(round_id, staff.person, places, at=at)
        messages.success(request, _("Jawaban Anda masuk kotak tanpa nama. Ini penjelasannya."))
    except Refused as no:
        if not rounds.took_part(held, staff.person):
            messages.info(request, no.words.of(lang()))
            return HttpResponseRedirect(ADDRESS)
    return _reasoning(request, staff, held, asked, places)


def waits(staff: Staff, at: datetime) -> int:
    """Whether this month's exercise waits for this person."""
    return len(open_rounds(staff, local_day(staff, at), KEY))


def _page(request: HttpRequest, staff: Staff, kept: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    today = local_day(staff, clock.now())
    waiting = open_rounds(staff, today, KEY)
    held = waiting[0] if waiting else None
    asked = publishing.edition(staff.city, held.edition_id) if held else None
    if held is None or asked is None:
        last = next((one for one in rounds.rounds_of(staff.city, KEY, unit=staff.unit)[:1]), None)
        edition = publishing.edition(staff.city, last.edition_id) if last else None
        return _reasoning(request, staff, last, edition, {})
    asks = [_ask(one, kept, errors) for one in scenarios.of_month(asked.instrument, held.first)]
    shown = {
        "unit": staff.unit, "held": held, "asks": asks,
        "errors": on_top([ask for _duty, ask in asks], errors),
        "leads": staff.may("coach") or staff.may("see-climate"), "simulated": held.simulated,
    }  # fmt: skip
    return show(request, "office/climate/exercise.html", shown, status=422 if errors else 200)


def _ask(one: Scenario, kept: dict[str, str], errors: dict[str, str]) -> tuple[str, Ask]:
    options = [(str(at), wording.words(one.answers[at])) for at in one.order]
    ask = Ask(
        one.element, wording.words(one.story), "choices", options=options, scope="latihan",
        value=kept.get(one.element, ""), error=errors.get(one.element, ""),
    )  # fmt: skip
    return wording.words(one.duty), ask


def _reasoning(
    request: HttpRequest,
    staff: Staff,
    held: Held | None,
    asked: Edition | None,
    places: dict[str, int | None],
) -> HttpResponse:
    """What serves best in each situation and why; the trend of one's own office below."""
    trend = climate.trend(staff.unit, KEY)
    shown = {
        "unit": staff.unit,
        "held": held,
        "reasoned": _reasoned(staff, held.first, asked, places) if held and asked else [],
        "chosen": bool(places),
        "best": sum(place == scenarios.ANSWERS - 1 for place in places.values()),
        "of": len(places),
        "columns": saying.columns(trend),
        "rows": saying.rows(trend, asked.instrument) if asked and trend.points else [],
        "waiting": trend.waiting,
        "leads": staff.may("coach") or staff.may("see-climate"),
        "simulated": bool(held and held.simulated) or any(one.simulated for one in trend.points),
    }
    return show(request, "office/climate/reasoning.html", shown)


def _reasoned(staff: Staff, day: date, asked: Edition, places: dict[str, int | None]) -> list[Reasoned]:
    chosen = scenarios.of_month(asked.instrument, day)
    rules = look_up_all([one.rests_on for one in chosen], city_key=staff.city.key, on=day, lang=lang())
    found = []
    for one in chosen:
        rule = rules.get(one.rests_on)
        answers = tuple(
            (wording.words(one.answers[at]), places.get(one.element) == at, at == scenarios.ANSWERS - 1)
            for at in one.order
        )
        found.append(
            Reasoned(
                wording.words(one.duty), wording.words(one.story), answers, wording.words(one.why),
                rule.sentence if rule else "", rule.words if rule else "",
            )
        )  # fmt: skip
    return found


# ---- for whoever leads ---------------------------------------------------------------------------
@require_safe
@post("coach", "see-climate")
def office(request: HttpRequest) -> HttpResponse:
    """`/kerja/latihan/kantor/`: the trend of an office, and how it moves with visitors' ratings."""
    staff = staff_of(request)
    act = "see-climate" if staff.may("see-climate") else "coach"
    unit = office_at(request, staff, act)
    today = local_day(staff, clock.now())
    asked = publishing.in_force(staff.city, KEY, today)
    trend = climate.trend(unit, KEY)
    shown = {
        "unit": unit,
        "headline": headline(trend),
        "columns": saying.columns(trend),
        "rows": saying.rows(trend, asked.instrument) if asked and trend.points else [],
        "waiting": trend.waiting,
        "lags": [saying.lag_said(lag) for lag in climate.LAGS],
        "beside": saying.beside(climate.related(staff.city, KEY, today), asked.instrument, climate.LAGS)
        if asked
        else [],
        **office_pulse.offices(staff, unit, asked.instrument if asked else None, act, OFFICE),
        "simulated": any(one.simulated for one in trend.points),
    }
    return show(request, "office/climate/office_exercise.html", shown)


def headline(trend: climate.Trend) -> str:
    """ "Pola pikir melayani: 81,3 dari 100, naik 4,2"."""
    told = trend.latest
    if told is None or told.value(None) is None:
        return _("Latihan kantor ini belum bisa ditampilkan")
    said = _("Pola pikir melayani: %(value)s dari 100") % {"value": saying.value(told.value(None))}
    if trend.steps(None) is None:
        return said
    return f"{said}, {saying.moved(trend, None)[1]}"


@require_safe
@post("take-part")
def figure(request: HttpRequest, point_id: int) -> HttpResponse:
    """`/kerja/latihan/angka/<figure>/`: one figure opened, of one's own office or one that is led."""
    staff = staff_of(request)
    told = climate.point(staff.city, KEY, point_id) if point_id < 2**63 else None
    unit = register_of(staff.city).units.get(told.unit_id) if told else None
    if told is None or unit is None or not _may_open(staff, unit):
        raise Http404
    return office_pulse.opened(request, staff, unit, told, ADDRESS)


def _may_open(staff: Staff, unit: Any) -> bool:
    return unit.pk in staff.unit_ids or staff.may("see-climate", unit) or staff.may("coach", unit)
