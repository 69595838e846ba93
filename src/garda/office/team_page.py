"""An office as one team: goals and how far they are, who carries what, help asked, given and thanked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import here, office_at
from garda.office.persons import day_of
from garda.office.showing import lang, show, staff_of
from garda.office.units import typed
from garda.people.changes import Unfit
from garda.rosters import helping, loads
from garda.rosters.loads import PersonLoad, Team
from garda.sight.doors import Staff, post
from garda.texts.cleaning import whole

ADDRESS = "/kerja/tim/"
MINE = {
    "selesai": helping.finish,
    "minta": helping.ask,
    "bantu": helping.help_with,
    "terima-kasih": helping.thank,
}


@require_safe
@post("see-roster")
def team(request: HttpRequest) -> HttpResponse:
    """`/kerja/tim/`: the team of an office (`?kantor=` another within reach)."""
    staff = staff_of(request)
    return _page(request, staff, office_at(request, staff, "see-roster"))


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    form: str = "",
) -> HttpResponse:
    at = clock.now()
    found = loads.team_at(unit, at)
    may = staff.may("arrange-roster", unit)
    own = unit.pk in staff.unit_ids
    goal_asks = _goal_asks(*((kept or {}, errors or {}) if form == "tujuan" else ({}, {})))
    task_asks = _task_asks(found, unit, at, *((kept or {}, errors or {}) if form == "tugas" else ({}, {})))
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "headline": headline(found),
        "team": found,
        "middle": clock.number_words(round(found.middle, 1), lang()),
        "loads": [(one, number(one), state(one)) for one in found.loads],
        "me": staff.person.pk,
        "own": own,
        "may": may,
        "goal_asks": goal_asks if may else [],
        "task_asks": task_asks if own and found.goals else [],
        "form": form,
        "errors": on_top([*goal_asks, *task_asks], errors or {}),
        "simulated": found.simulated,
    }
    return show(request, "office/team.html", shown, status=422 if errors else 200)


def headline(found: Team) -> str:
    """ "2 tugas terlambat minta bantuan tim", "Beban tim seimbang"."""
    late = sum(one.late and one.helper is None for goal in found.goals for one in goal.tasks)
    if late:
        return _("%(n)s tugas terlambat minta bantuan tim") % {"n": late}
    heavy = [one.name for one in found.loads if one.heavy]
    if heavy:
        return _("%(names)s terbebani jauh di atas rekan") % {"names": ", ".join(heavy)}
    return _("Beban tim seimbang")


def number(one: PersonLoad) -> str:
    """Everything in hand, a shared desk divided."""
    return clock.number_words(round(one.pieces, 1), lang())


def state(one: PersonLoad) -> tuple[str, str]:
    """What stands out about a person's load: shape and words."""
    if one.heavy:
        return "late", _("jauh di atas rekan")
    if one.alone:
        return "pause", _("90 hari belum membantu atau dibantu")
    return "", ""


def _goal_asks(kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    return filled(
        [
            Ask("title", _("Tujuan bersama"), hint=_("Misalnya: arsip 2024 rapi."), most=160, scope="tujuan"),
            Ask("due", _("Sampai hari"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope="tujuan"),
        ],
        kept,
        errors,
    )


def _task_asks(found: Team, unit: Any, at: Any, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    goals = [(str(one.id), one.title) for one in found.goals]
    people = [(str(one.person), one.name) for one in found.loads]
    return filled(
        [
            Ask("goal", _("Untuk tujuan"), "list", options=goals, scope="tugas"),
            Ask("title", _("Tugas"), most=160, scope="tugas"),
            Ask("person", _("Siapa"), "list", options=people, scope="tugas"),
            Ask("due", _("Sampai hari"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope="tugas"),
        ],
        kept,
        errors,
    )


@require_POST
@post("arrange-roster")
def add_goal(request: HttpRequest) -> HttpResponse:
    """A new goal of the office."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    kept = typed(request, "title", "due")
    try:
        helping.add_goal(unit, kept["title"], day_of(kept["due"], "due"), by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, kept, {wrong.field: wrong.said}, "tujuan")
    messages.success(request, _("Tujuan tercatat. Bagi menjadi tugas."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("see-roster")
def add_task(request: HttpRequest) -> HttpResponse:
    """A task towards a goal: for oneself, or by whoever arranges for anybody of the team."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "see-roster")
    kept = typed(request, "goal", "title", "person", "due")
    try:
        who = next((one for one in helping.team_of(unit, at) if str(one.pk) == kept["person"]), None)
        if who is None:
            raise Unfit(_("Pilih orangnya."), "person")
        if who.pk != staff.person.pk and not staff.may("arrange-roster", unit):
            raise Unfit(_("Anda bisa mencatat tugas Anda sendiri; tugas rekan dicatat kepala."), "person")
        goal, due = whole(kept["goal"]) or 0, day_of(kept["due"], "due")
        helping.add_task(unit, goal, kept["title"], who, due, by=staff.person, at=at)
    except Unfit as wrong:
        return _page(request, staff, unit, kept, {wrong.field: wrong.said}, "tugas")
    messages.success(request, _("Tugas tercatat."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("see-roster")
def act(request: HttpRequest, task_id: int, name: str) -> HttpResponse:
    """Done, asking for help, helping, thanking: among colleagues of the office."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    if name not in MINE or unit.pk not in staff.unit_ids or task_id >= 2**63:
        raise Http404
    try:
        MINE[name](unit, task_id, by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, errors={wrong.field: wrong.said})
    return HttpResponseRedirect(here(staff, unit, ADDRESS))


@require_POST
@post("arrange-roster")
def close(request: HttpRequest, goal_id: int) -> HttpResponse:
    """End a goal."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    if goal_id >= 2**63:
        raise Http404
    try:
        helping.close_goal(unit, goal_id, by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, errors={wrong.field: wrong.said})
    messages.success(request, _("Tujuan ditutup."))
    return HttpResponseRedirect(here(staff, unit, ADDRESS))
