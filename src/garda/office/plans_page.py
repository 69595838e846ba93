"""The month plan of an office: the grid of people and days, making, comparing, publishing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cover import Span, minutes
from garda.cover.planning import Shifts
from garda.cover.planning_findings import Finding, Standing, standing
from garda.office.office_day import lacking
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.changes import Unfit
from garda.rosters import desks, planning, publishing, skills
from garda.rosters.planning import Frame, PlanRow
from garda.sight.doors import Staff, post

ADDRESS = "/kerja/rencana/"
MOST_FINDINGS = 40


@dataclass(frozen=True)
class Cell:
    """One person's day in the grid: the hours in short and in full, its state, where to change it."""

    short: str
    full: str
    state: str  # "on", "off", "away"
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One person through the month."""

    name: str
    title: str
    cells: tuple[Cell, ...]
    minutes: int


@dataclass(frozen=True)
class Grid:
    """The month as a table: open days, people, and per day how many at least and whether something lacks."""

    days: tuple[tuple[date, str], ...]
    lines: tuple[Line, ...]
    foot: tuple[tuple[int, bool], ...]


@require_safe
@post("see-roster")
def plans(request: HttpRequest) -> HttpResponse:
    """`/kerja/rencana/`: the plan of a month (`?bulan=`), the one in force or the newest draft."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    today = local_day(staff, clock.now())
    month = month_in(request.GET.get("bulan", ""), today)
    return page(request, staff, unit, month)


@require_safe
@post("see-roster")
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """`/kerja/rencana/<n>/`: one plan of the month, a draft or the one in force."""
    staff = staff_of(request)
    unit = office_at(request, staff, "see-roster")
    found = plan_at(unit, plan_id)
    return page(request, staff, unit, found[1], plan_id)


def plan_at(unit: Any, plan_id: int) -> tuple[PlanRow, date]:
    """A plan of the office with its month, or 404."""
    found = planning.plan_of(unit, plan_id) if plan_id < 2**63 else None
    if found is None:
        raise Http404
    return found


def month_in(words: str, today: date) -> date:
    """The month that an address names ("2025-11"), this one where it names none."""
    try:
        month = date.fromisoformat(f"{words}-01")
    except ValueError:
        return today.replace(day=1)
    return month if abs((month - today).days) < 800 else today.replace(day=1)


def page(
    request: HttpRequest, staff: Staff, unit: Any, month: date, plan_id: int = 0, said: str = ""
) -> HttpResponse:
    """The page of a month."""
    today = local_day(staff, clock.now())
    rows = planning.plans_of(unit, month)
    may = staff.may("arrange-roster", unit)
    rows = rows if may else [one for one in rows if one.state == "published"]
    chosen = next((one for one in rows if one.id == plan_id), None)
    if plan_id and chosen is None:
        raise Http404
    chosen = chosen or next(iter(rows), None)
    query = "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}"
    shown: dict[str, Any] = {
        "unit": unit,
        "query": query,
        "month": date_format(month, "F Y"),
        "month_key": f"{month:%Y-%m}",
        "before": _link(staff, unit, month - timedelta(days=1)),
        "after": _link(staff, unit, month + timedelta(days=31)),
        "rows": [(one, method_words(one), one == chosen) for one in rows],
        "plan": chosen,
        "headline": _("Belum ada rencana %(month)s") % {"month": date_format(month, "F Y")},
        "may": may and planning.month_of(month)[1] >= today,
        "has_solver": planning.has_solver(),
        "errors": [("", said)] if said else [],
    }
    if chosen is not None:
        shown |= _plan_parts(staff, unit, month, chosen, bool(shown["may"]))
    return show(request, "office/plans.html", shown, status=422 if said else 200)


def _link(staff: Staff, unit: Any, day: date) -> str:
    path = here(staff, unit, ADDRESS)
    return f"{path}{'&' if '?' in path else '?'}bulan={day:%Y-%m}"


def _plan_parts(staff: Staff, unit: Any, month: date, chosen: PlanRow, may: bool) -> dict[str, Any]:
    frame, shifts = planning.frame_of(unit, month), planning.shifts_of(chosen.id)
    found = standing(frame.month, shifts)
    draft = chosen.state == "draft"
    words = finding_words(unit, frame)
    return {
        "headline": headline(chosen, month, found),
        "draft": draft,
        "method": method_words(chosen),
        "grid": grid_of(staff, unit, frame, shifts, found, chosen.id if draft and may else 0),
        "found": found,
        "findings": [words(one) for one in found.findings[:MOST_FINDINGS]],
        "more_findings": max(0, len(found.findings) - MOST_FINDINGS),
        "simulated": chosen.simulated,
    }


def headline(chosen: PlanRow, month: date, found: Standing) -> str:
    """ "Rencana Desember 2025 berlaku, tidak ada menit kosong"."""
    state = _("Rencana %(month)s berlaku") if chosen.state == "published" else _("Rancangan %(month)s")
    first = state % {"month": date_format(month, "F Y")}
    if found.uncovered:
        short = _("%(length)s di bawah batas") % {"length": clock.length_words(found.uncovered, lang=lang())}
        return f"{first}: {short}"
    return f"{first}: " + _("setiap menit loket terjaga")


def method_words(one: PlanRow) -> str:
    """How a plan was made, with its distance to the best possible where that is proved."""
    if one.method == "hand":
        return _("diubah dengan tangan")
    if one.method != "cp-sat":
        return _("cara biasa")
    if one.gap is None:
        return _("penghitung terbaik")
    if one.gap <= 0.00005:
        return _("penghitung terbaik, terbukti tidak bisa lebih baik")
    return _("penghitung terbaik, paling jauh %(gap)s%% dari yang mungkin") % {
        "gap": clock.number_words(round(one.gap * 100, 1), lang())
    }


def hours(spans: tuple[Span, ...]) -> str:
    """ "08.00–11.30, 12.30–15.00"."""
    return ", ".join(f"{_hour(start)}–{_hour(end)}" for start, end in spans)


def _hour(minute: int) -> str:
    return f"{minute // 60:02d}.{minute % 60:02d}"


def finding_words(unit: Any, frame: Frame) -> Callable[[Finding], str]:
    """Findings as sentences, with the names of desks and skills at hand."""
    desk_titles = {one.key: one.title for one in desks.desks_of(unit, clock.now())}
    skill_titles = skills.titles(lang())

    def words(one: Finding) -> str:
        name = frame.people[one.who].name if one.who in frame.people else ""
        day = clock.day_words(date.fromordinal(one.day), lang(), False)
        said = {"day": day, "name": name, "hours": hours(((one.start, one.end),))}
        if one.kind == "gap":
            return f"{day}, {said['hours']}: {lacking(one, desk_titles, skill_titles)}"
        if one.kind == "away":
            return _("%(day)s: %(name)s sedang izin pukul %(hours)s") % said
        if one.kind == "rest":
            said["have"] = clock.length_words(one.have, lang=lang())
            return _("%(day)s: %(name)s baru beristirahat %(have)s sejak jaga sebelumnya") % said
        if one.kind == "row":
            return _("%(day)s: %(name)s bertugas hari ke-%(n)s berturut-turut") % {**said, "n": one.have}
        said["have"] = clock.length_words(one.have, lang=lang())
        return _("Minggu %(day)s: %(name)s bertugas %(have)s, batasnya 37 jam 30 menit") % said

    return words


def grid_of(staff: Staff, unit: Any, frame: Frame, shifts: Shifts, found: Standing, plan_id: int) -> Grid:
    """The table; with `plan_id` each cell leads to where it is changed."""
    open_days = [one for one in frame.month.days if one.cover.opening]
    short = {one.day for one in found.findings if one.kind == "gap"}
    lines = []
    for person in frame.people.values():
        cells = []
        for day in open_days:
            spans = shifts.get((person.id, day.number), ())
            on = date.fromordinal(day.number)
            url = here(staff, unit, f"{ADDRESS}{plan_id}/{person.id}/{on.isoformat()}/") if plan_id else ""
            cells.append(_cell(spans, bool(day.away.get(person.id)), url if person.id in day.skills else ""))
        lines.append(Line(person.name, person.title, tuple(cells), found.worked.get(person.id, 0)))
    days = tuple((date.fromordinal(one.number), _initial(date.fromordinal(one.number))) for one in open_days)
    foot = tuple((_on_duty(shifts, one.number), one.number in short) for one in open_days)
    return Grid(days, tuple(lines), foot)


def _initial(day: date) -> str:
    return clock.weekday_words(day, lang())[:3]


def _cell(spans: tuple[Span, ...], away: bool, url: str) -> Cell:
    if spans:
        first, last = spans[0][0], spans[-1][1]
        short = f"{first // 60}–{-(-last // 60)}"
        return Cell(short, hours(spans), "on", url)
    if away:
        return Cell(_("izin"), _("izin"), "away", url)
    return Cell("·", _("tidak bertugas"), "off", url)


def _on_duty(shifts: Mapping[tuple[int, int], tuple[Span, ...]], number: int) -> int:
    return sum(1 for (_who, day), spans in shifts.items() if day == number and minutes(spans))


# ---- acts ----------------------------------------------------------------------------------------
@require_POST
@post("arrange-roster")
def make(request: HttpRequest) -> HttpResponse:
    """Make a draft for a month: plainly, or by the solver."""
    staff = staff_of(request)
    unit = office_at(request, staff, "arrange-roster")
    today, asked = local_day(staff, clock.now()), request.POST.get("bulan", "")
    month = month_in(asked, today)
    if asked and f"{month:%Y-%m}" != asked:
        return page(request, staff, unit, month, said=_("Pilih bulan dari daftar."))
    try:
        made = planning.make(
            unit, month, by=staff.person, at=clock.now(), best=request.POST.get("cara") == "terbaik"
        )
    except Unfit as wrong:
        return page(request, staff, unit, month, said=wrong.said)
    messages.success(request, _("Rancangan dibuat. Periksa, ubah bila perlu, lalu terbitkan."))
    return HttpResponseRedirect(here(staff, unit, f"{ADDRESS}{made}/"))


@require_POST
@post("arrange-roster")
def act(request: HttpRequest, plan_id: int, name: str) -> HttpResponse:
    """Publish, copy or discard a plan."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "arrange-roster")
    _row, month = plan_at(unit, plan_id)
    then = _link(staff, unit, month)
    try:
        if name == "terbit":
            told = publishing.publish(unit, plan_id, by=staff.person, at=at)
            said = _("Rencana berlaku. %(n)s orang diberi tahu.")
            messages.success(request, said % {"n": told})
        elif name == "salin":
            made = planning.copy(unit, plan_id, by=staff.person, at=at)
            then = here(staff, unit, f"{ADDRESS}{made}/")
            messages.success(request, _("Disalin menjadi rancangan. Rencana yang berlaku belum berubah."))
        elif name == "buang":
            planning.discard(unit, plan_id, by=staff.person, at=at)
            messages.success(request, _("Rancangan dibuang."))
        else:
            raise Http404
    except Unfit as wrong:
        return page(request, staff, unit, month, said=wrong.said)
    return HttpResponseRedirect(then)
