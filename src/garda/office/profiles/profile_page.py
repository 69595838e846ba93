"""The profile of offices: three bars side by side, never one figure; plans for a part that fails."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.figures import improving, profiles
from garda.figures.profiles import Profile
from garda.office.asks import Ask, filled, on_top
from garda.office.profiles.bars_said import BarRow, bar_row, headline, value_said
from garda.office.profiles.part_words import part_name
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.rosters import helping
from garda.sight.doors import Staff, post, units_in_reach
from garda.surveys import periods
from garda.surveys.periods import Period
from garda.texts.cleaning import one_line, plain
from garda.texts.once import once

ADDRESS = "/kerja/profil/"
SERVING = ("kelurahan", "kecamatan", "opd", "bagian")


@require_safe
@post("see-results")
def every(request: HttpRequest) -> HttpResponse:
    """`/kerja/profil/`: the offices within reach, those that fail first; the best ones."""
    staff = staff_of(request)
    today = local_day(staff, clock.now())
    units = _units(staff)
    if len(units) == 1:
        return HttpResponseRedirect(f"{ADDRESS}{units[0].key}/")
    period = period_of(request, today)
    found = profiles.profiles(staff.city, units, period, today)
    names = {unit.pk: unit for unit in units}
    rows = [(names[pk], [bar_row(bar) for bar in one.bars], one) for pk, one in found.items()]
    rows.sort(key=lambda row: (not row[2].failing, _lowest(row[2]), row[0].name))
    known = [row for row in rows if any(value is not None for value in row[2].values.values())]
    failing = sum(bool(one.failing) for one in found.values())
    shown = {
        "headline": _headline(failing, len(known)),
        "rows": [row for row in known if not _unproven(row[1])],
        "silent": [row[0] for row in known if _unproven(row[1])],
        "unknown": [row[0] for row in rows if row not in known],
        "best": [names[pk] for pk in profiles.best(found)[:5]],
        "query": f"?masa={period.key}",
        **about(period, today),
        "simulated": any(one.simulated for one in found.values()),
    }
    return show(request, "office/profiles/every.html", shown)


def _unproven(bars: list[BarRow]) -> bool:
    """Whether none of the bars says anything yet."""
    return all(bar.silent or bar.whole is None for bar in bars)


def _headline(failing: int, among: int) -> str:
    if failing:
        return _("%(n)s dari %(total)s kantor gagal di satu bagian atau lebih") % {
            "n": failing,
            "total": among,
        }
    return _("Tidak ada kantor yang gagal di satu bagian")


def _lowest(one: Profile) -> float:
    return float(min((value for value in one.values.values() if value is not None), default=101))


@require_safe
@post("see-results")
def office(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/profil/<office>/`: three bars, what decides each, and the plans for those that fail."""
    staff = staff_of(request)
    return _office(request, staff, unit_or_404(staff, key))


def _office(
    request: HttpRequest, staff: Staff, unit: Any, kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None, form: str = "",
) -> HttpResponse:  # fmt: skip
    at = clock.now()
    today = local_day(staff, at)
    period = period_of(request, today)
    one = profiles.profiles(staff.city, [unit], period, today)[unit.pk]
    plans = improving.plans([unit.pk], staff.city, at)
    may = staff.may("follow-up", unit)
    asks = _asks(one, unit, at, *((kept or {}, errors or {}) if form == "plan" else ({}, {})))
    shown = {
        "unit": unit,
        "headline": headline(one),
        "bars": [bar_row(bar) for bar in one.bars],
        "edge": value_said(profiles.edge()),
        "plans": [
            (
                plan,
                part_name(plan.part),
                value_said(Fraction(plan.value)),
                value_said(one.values.get(plan.part)),
            )
            for plan in plans
        ],
        "asks": asks if may and one.failing else [],
        "may": may,
        "me": staff.person.pk,
        "form": form,
        "tried": kept or {},
        "wrong": errors or {},
        "form_key": (kept or {}).get("kunci") or token_hex(16),
        "errors": on_top(asks, errors or {}),
        "query": f"?masa={period.key}",
        "others": len(_units(staff)) > 1,
        **about(period, today),
        "simulated": one.simulated or any(plan.simulated for plan in plans),
    }
    return show(request, "office/profiles/office.html", shown, status=422 if errors else 200)


# ---- the plan ------------------------------------------------------------------------------------
@require_POST
@post("follow-up")
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/profil/<office>/rencana/`: a plan for a part that fails."""
    staff, at = staff_of(request), clock.now()
    unit = unit_or_404(staff, key, "follow-up")
    kept = _typed(request, "part", "what", "owner", "due", "kunci")
    today = local_day(staff, at)
    one = profiles.profiles(staff.city, [unit], period_of(request, today), today)[unit.pk]
    try:
        owner = next((who for who in helping.team_of(unit, at) if str(who.pk) == kept["owner"]), None)
        improving.plan(
            one, unit, kept["part"], kept["what"], owner, _day(kept["due"]),
            once(kept["kunci"] or token_hex(16), staff.person.pk, unit.pk, kept), by=staff.person,
            post=staff.by_for(unit.pk).post, at=at,
        )  # fmt: skip
    except Refused as no:
        return _office(request, staff, unit, kept, {no.field or "what": no.words.of(lang())}, "plan")
    messages.success(request, _("Rencana tersimpan. Batangnya sendiri yang menunjukkan hasilnya."))
    return HttpResponseRedirect(f"{ADDRESS}{unit.key}/")


@require_POST
@post("see-results")
def finish(request: HttpRequest, plan_id: int) -> HttpResponse:
    """`/kerja/profil/rencana/<id>/selesai/`: what came of it: by its owner, or whoever plans there."""
    staff, at = staff_of(request), clock.now()
    found = improving.one_of(staff.city, plan_id, at)
    if found is None:
        raise Http404
    unit = register_of(staff.city).unit(found.unit_id)
    owns = found.owner_id == staff.person.pk and unit.pk in staff.unit_ids
    if not owns and not staff.may("follow-up", unit):
        raise Http404
    kept = _typed(request, "result")
    try:
        improving.finish(
            plan_id, unit, kept["result"], by=staff.person, post=staff.by_for(unit.pk).post, at=at
        )
    except Refused as no:
        return _office(request, staff, unit, kept, {"result": no.words.of(lang())}, str(plan_id))
    messages.success(request, _("Hasilnya tersimpan."))
    return HttpResponseRedirect(f"{ADDRESS}{unit.key}/")


def _asks(one: Profile, unit: Any, at: datetime, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    people = [(str(who.pk), who.name) for who in helping.team_of(unit, at)]
    return filled(
        [
            Ask("part", _("Bagian"), "list", options=[(key, part_name(key)) for key in one.failing]),
            Ask("what", _("Yang dilakukan"), "lines", most=improving.LONGEST,
                hint=_("Misalnya: latih menolak dengan sopan tiap Senin pagi.")),
            Ask("owner", _("Penanggung jawab"), "list", options=people),
            Ask("due", _("Sampai hari"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        ],
        kept,
        errors,
    )  # fmt: skip


def _typed(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: one_line(plain(request.POST.get(name, "")))[:1000] for name in names}


def _day(typed: str) -> date:
    try:
        return clock.parse_day(typed)
    except ValueError:
        return date.min


# ---- shared --------------------------------------------------------------------------------------
def _units(staff: Staff) -> list[Any]:
    register = register_of(staff.city)
    found = [register.unit(pk) for pk in units_in_reach(staff, "see-results")]
    return sorted(
        (unit for unit in found if unit.kind in SERVING and not unit.closed_on), key=lambda u: u.name
    )


def unit_or_404(staff: Staff, key: str, act: str = "see-results") -> Any:
    """The office of that key, if the reader may do this there."""
    unit = register_of(staff.city).by_key(key)
    if unit is None or not staff.may(act, unit):
        raise Http404
    return unit


def period_of(request: HttpRequest, today: date) -> Period:
    """The months asked for with `?masa=`, else the quarter of the last month that is over."""
    asked = periods.read(request.GET.get("masa", "")[:10])
    if asked is not None and asked.first <= today:
        return asked
    return periods.quarter_at(periods.latest(today).first)


def about(period: Period, today: date) -> dict[str, Any]:
    """The period in the page's words, and the ways to the ones beside it."""
    months = period.months(today)
    return {
        "period": period.words.of(lang()),
        "last_day": min(period.last, today),
        "asked_until": periods.month_at(months[-1]).last if months else None,
        "before": f"?masa={periods.before(period).key}",
        "after": f"?masa={periods.after(period).key}" if periods.after(period).first <= today else "",
    }
