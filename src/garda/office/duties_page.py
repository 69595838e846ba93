"""Social duties of an office: the calendar, whose turn it is, what was heard, and how even the loads are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled, on_top
from garda.office.office_setup import here, office_at
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.rosters import duties, sending
from garda.rosters.duties import DutyPlan, Engagement, Load
from garda.sight import shelves
from garda.sight.doors import Staff, post, reaching_numbers
from garda.texts.cleaning import whole

ADDRESS = "/kerja/kantor/tugas/"
NAMES = ("kind", "what", "host", "place", "day", "start", "until")
HEARD_KINDS = ("complaint", "aspiration")


@dataclass(frozen=True)
class Balance:
    """How even the loads of a month are among those who may be sent: every figure with its records."""

    rows: tuple[Load, ...]
    minutes: int
    duties: int
    apart: int


@require_http_methods(["GET", "HEAD", "POST"])
@post("see-roster")
def calendar(request: HttpRequest) -> HttpResponse:
    """`/kerja/kantor/tugas/`: the month's duties (`?bulan=`), a new one, and the balance of the loads."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    if request.method != "POST":
        return _page(request, staff, unit)
    if not staff.may("arrange-roster", unit):
        raise Http404
    kept = typed(request, *NAMES, most=220)
    try:
        made = duties.plan(unit, _plan(staff, kept), by=staff.person, at=clock.now())
    except Unfit as wrong:
        return _page(request, staff, unit, kept, {wrong.field: wrong.said})
    messages.success(request, _("Tercatat. Pilih siapa yang diutus."))
    return HttpResponseRedirect(_at(staff, unit, made.id))


def _at(staff: Staff, unit: Any, duty_id: int) -> str:
    return here(staff, unit, f"{ADDRESS}{duty_id}/")


def _plan(staff: Staff, kept: dict[str, str]) -> DutyPlan:
    day = day_of(kept["day"], "day")
    if not 2000 <= day.year <= 2100:
        raise Unfit(_("Tulis tanggalnya seperti 17/8/2026."), "day")
    start, end = minute_of(kept["start"], "start"), minute_of(kept["until"], "until")
    if kept["kind"] not in ("undangan", "duka"):
        raise Unfit(_("Pilih undangan atau duka cita."), "kind")
    moment = city_calendar(staff.city).moment
    return DutyPlan(
        kept["what"],
        moment((day.toordinal(), start)),
        moment((day.toordinal(), end)),
        kept["kind"] == "duka",
        kept["host"],
        kept["place"],
    )


def minute_of(words: str, name: str) -> int:
    """An hour as people write it ("10", "10.00", "10:30"), in minutes. Raises Unfit at its input."""
    hours, _mark, rest = words.replace(":", ".").partition(".")
    plain = hours.isascii() and hours.isdecimal() and len(hours) <= 2 and int(hours) < 24
    if not plain or (
        rest and not (rest.isascii() and rest.isdecimal() and len(rest) == 2 and int(rest) < 60)
    ):
        raise Unfit(_("Tulis jamnya seperti 10.00."), name)
    return int(hours) * 60 + int(rest or 0)


def _asks(kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    asks = [
        Ask("kind", _("Jenis"), "choices", options=[("undangan", _("Undangan")), ("duka", _("Duka cita"))],
            across=True),
        Ask("what", _("Acara"), hint=_("Misalnya pernikahan, rapat RW 06, takziah."), most=160),
        Ask("host", _("Yang mengundang atau berduka"), required=False, most=160),
        Ask("place", _("Tempat"), required=False, most=200),
        Ask("day", _("Hari"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        Ask("start", _("Mulai pukul"), hint=_("Seperti 10.00, termasuk perjalanan."), most=5, short=True),
        Ask("until", _("Sampai pukul"), most=5, short=True),
    ]  # fmt: skip
    return filled(asks, {"kind": "undangan", **kept}, errors)


def _page(
    request: HttpRequest,
    staff: Staff,
    unit: Any,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    today = local_day(staff, clock.now())
    month = _month(request.GET.get("bulan", ""), today)
    first, last = duties.month_of(month)
    rows = duties.duties_of([unit], first, last)
    asks = _asks(kept or {}, errors or {})
    path = here(staff, unit, ADDRESS)
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "month": first,
        "this_month": first == today.replace(day=1),
        "before": _link(path, first - timedelta(days=1)),
        "after": _link(path, last + timedelta(days=1)),
        "headline": headline([one for one in rows if not one.cancelled]),
        "rows": [(one, state_of(one)) for one in rows],
        "balance": balance_of(duties.loads_of(unit, first), sending.sendable(unit, today)),
        "asks": asks,
        "errors": on_top(asks, errors or {}),
        "open": bool(errors),
        "may_arrange": staff.may("arrange-roster", unit),
        "simulated": any(one.simulated for one in rows),
    }
    return show(request, "office/duties.html", shown, status=422 if errors else 200)


def _month(words: str, today: date) -> date:
    try:
        month = date.fromisoformat(f"{words}-01")
    except ValueError:
        return today.replace(day=1)
    return month if abs((month - today).days) < 800 else today.replace(day=1)


def _link(path: str, day: date) -> str:
    return f"{path}{'&' if '?' in path else '?'}bulan={day:%Y-%m}"


def headline(rows: list[Engagement]) -> str:
    """ "3 tugas sosial bulan ini, 1 belum ada yang diutus"."""
    if not rows:
        return _("Belum ada tugas sosial bulan ini")
    said = ngettext("%(n)s tugas sosial", "%(n)s tugas sosial", len(rows)) % {"n": len(rows)}
    waiting = sum(1 for one in rows if one.sent is None)
    return said + (", " + _("%(n)s belum ada yang diutus") % {"n": waiting} if waiting else "")


def state_of(one: Engagement) -> tuple[str, str]:
    """How far a duty is: shape and words."""
    if one.cancelled:
        return "not", _("batal")
    if one.sent is None:
        return "pause", _("belum ada yang diutus")
    if one.away == "granted":
        return "done", _("%(name)s diutus") % {"name": one.sent_name}
    if one.away == "offered":
        return "offer", _("%(name)s, menunggu pengganti") % {"name": one.sent_name}
    return "offer", _("%(name)s, menunggu kepala") % {"name": one.sent_name}


def balance_of(loads: Iterable[Load], people: Iterable[tuple[int, str]]) -> Balance:
    """The loads of everybody who may be sent, those with none too, and how far apart they are."""
    borne = {one.person: one for one in loads}
    rows = [borne.pop(who, Load(who, name, 0, 0)) for who, name in people]
    minutes = [one.minutes for one in rows]
    rows = sorted([*rows, *borne.values()], key=lambda one: (-one.minutes, one.name))
    return Balance(
        tuple(rows),
        sum(one.minutes for one in rows),
        sum(one.duties for one in rows),
        max(minutes) - min(minutes) if len(minutes) > 1 else 0,
    )


# ---- one duty ------------------------------------------------------------------------------------
def _one(staff: Staff, unit: Any, duty_id: int) -> Engagement:
    found = duties.duty_of(unit, duty_id) if duty_id < 2**63 else None
    if found is None:
        raise Http404
    return found


@require_safe
@post("see-roster")
def duty(request: HttpRequest, duty_id: int) -> HttpResponse:
    """`/kerja/kantor/tugas/<n>/`: one duty; whom to send and why, what was heard there."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    return _duty_page(request, staff, unit, _one(staff, unit, duty_id))


def _duty_page(
    request: HttpRequest, staff: Staff, unit: Any, one: Engagement, said: str = ""
) -> HttpResponse:
    at, speaks = clock.now(), lang()
    may = staff.may("arrange-roster", unit) and not one.cancelled
    ahead = one.end > at
    proposals = sending.proposals(unit, one, at) if may and ahead and one.sent is None else ()
    services = shelves.services(staff.city, at, speaks, unit.kind) if staff.may("file", unit) else []
    near = reaching_numbers(staff, one.heard) if one.heard else set()
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "duty": one,
        "state": state_of(one),
        "proposals": proposals,
        "may": may,
        "can_release": may and ahead and one.sent is not None,
        "can_cancel": may and one.sent is None,
        "heard": [(number, number in near) for number in one.heard],
        "services": [
            item for item in services if item.kind in HEARD_KINDS and unit.pk == staff.unit.pk
        ] if one.start <= at else [],
        "not_yet": one.start > at,
        "errors": [("", said)] if said else [],
        "simulated": one.simulated,
    }  # fmt: skip
    return show(request, "office/duty.html", shown, status=422 if said else 200)


@require_POST
@post("arrange-roster")
def send(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Send somebody: their absence is asked and decided in the same step."""

    def act(staff: Staff, unit: Any, one: Engagement, at: datetime) -> str:
        person = whole(request.POST.get("orang"))
        if person is None:
            raise Unfit(_("Pilih siapa yang diutus."))
        away = sending.send(unit, one, person, by=staff.person, at=at)
        if away.state == "granted":
            return _("%(name)s diutus dan sudah diberi tahu.") % {"name": away.name}
        if away.state == "offered":
            return _("%(name)s diutus begitu ada pengganti yang bersedia.") % {"name": away.name}
        return _("%(name)s diutus; izinnya menunggu kepala.") % {"name": away.name}

    return _acted(request, duty_id, act)


@require_POST
@post("arrange-roster")
def release(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Take back who was sent."""

    def act(staff: Staff, unit: Any, one: Engagement, at: datetime) -> str:
        sending.release(unit, one, by=staff.person, at=at)
        return _("%(name)s tidak jadi diutus dan sudah diberi tahu.") % {"name": one.sent_name}

    return _acted(request, duty_id, act)


@require_POST
@post("arrange-roster")
def cancel(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Call the duty off."""

    def act(staff: Staff, unit: Any, one: Engagement, at: datetime) -> str:
        duties.cancel(one.id, unit, by=staff.person, at=at)
        return _("Tugas ini batal. Catatannya tetap ada.")

    return _acted(request, duty_id, act)


def _acted(request: HttpRequest, duty_id: int, act: Any) -> HttpResponse:
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    one = _one(staff, unit, duty_id)
    try:
        messages.success(request, act(staff, unit, one, clock.now()))
    except Unfit as wrong:
        return _duty_page(request, staff, unit, one, wrong.said)
    except Refused as no:
        return _duty_page(request, staff, unit, one, no.words.of(lang()))
    return HttpResponseRedirect(_at(staff, unit, one.id))


@require_safe
@post("see-roster")
def borne(request: HttpRequest, person_id: int) -> HttpResponse:
    """`/kerja/kantor/tugas/orang/<n>/`: the duties behind one person's load of a month."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    month = _month(request.GET.get("bulan", ""), local_day(staff, clock.now()))
    rows = duties.sent_with(unit, person_id, month) if person_id < 2**63 else []
    if not rows:
        raise Http404
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "name": rows[0].sent_name,
        "month": month,
        "rows": rows,
        "minutes": sum(one.minutes for one in rows),
        "simulated": any(one.simulated for one in rows),
    }
    return show(request, "office/duties_borne.html", shown)
