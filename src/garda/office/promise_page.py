"""Promise against performance: per office and day what the door promised, and what the records say of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.counters import promising
from garda.counters.promising import Came
from garda.figures import definitions
from garda.office.empty_minutes import Month, month_of, months_beside
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.rosters import desks, office_days
from garda.rosters.office_days import Minutes
from garda.sight import shelves
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import plain

READERS = ("see-cover", "head", "arrange-roster", "audit")
ENDS = {"tidak-datang": "missed", "dilepas": "left", "dilayani": "done"}


@dataclass(frozen=True)
class Row:
    """One office, day or service: the promised minutes and what came of them, its numbers."""

    name: str
    key: str
    minutes: Minutes | None
    came: Came
    live: bool = False

    @property
    def share(self) -> str:
        """Covered minutes of promised ones in whole percent, rounded down: only a whole month is 100."""
        return share_of(self.minutes)

    @property
    def missed_share(self) -> str:
        """Numbers that did not come, of all taken."""
        return (
            f"{(200 * self.came.missed + self.came.taken) // (2 * self.came.taken)}%"
            if self.came.taken
            else ""
        )


def share_of(minutes: Minutes | None) -> str:
    """Whole percent of covered minutes; nothing where none was promised or presence is not kept."""
    return f"{100 * minutes.covered // minutes.opened}%" if minutes and minutes.opened else ""


def _units(staff: Staff) -> list[Any]:
    register = register_of(staff.city)
    ids = {pk for act in READERS for pk in units_in_reach(staff, act)}
    found = [unit for pk in ids if (unit := register.unit(pk)).closed_on is None]
    return sorted(found, key=lambda one: one.name)


@require_safe
@post(*READERS)
def every(request: HttpRequest) -> HttpResponse:
    """`/kerja/janji-kinerja/`: every office within reach that has a record; `?bulan=2025-11`."""
    staff, at = staff_of(request), clock.now()
    today = local_day(staff, at)
    month = month_of(request.GET.get("bulan", ""), today)
    units = _units(staff)
    minutes = office_days.summed(units, month.first, month.last, at)
    came = promising.summed(units, month.first, month.last)
    rows = [
        Row(
            unit.name,
            unit.key,
            minutes[unit.pk][0] if unit.pk in minutes else None,
            came.get(unit.pk, Came()),
        )
        for unit in units
        if unit.pk in minutes or unit.pk in came
    ]
    whole = office_days.total(one.minutes for one in rows if one.minutes)
    all_came = promising.total(one.came for one in rows)
    rows.sort(key=lambda one: (_kept(one.minutes), -one.came.waits.p90, one.name))
    shown = {
        "rows": rows,
        "whole": Row("", "", whole if whole.opened else None, all_came),
        "headline": _headline(whole, all_came),
        "silent": len(units) - len(rows),
        "over": units[0].name if len(units) == 1 else staff.city.name,
        "simulated": whole.simulated or all_came.simulated,
        **_frame(month, today),
    }
    return show(request, "office/promises.html", shown)


def _kept(minutes: Minutes | None) -> float:
    return minutes.covered / minutes.opened if minutes and minutes.opened else 2


def _frame(month: Month, today: date) -> dict[str, Any]:
    return {
        "month": month,
        "meanings": [definitions.definition(name) for name in ("promise", "counter-waiting")],
        "enough": promising.ENOUGH,
        **months_beside(month, today),
    }


def _headline(minutes: Minutes, came: Came) -> str:
    if minutes.opened:
        said = _("%(share)s dari jam buka yang dijanjikan ada petugasnya")
        return said % {"share": share_of(minutes)}
    if came.taken:
        return _("%(n)s nomor diambil, jam hadir belum dicatat") % {
            "n": clock.number_words(came.taken, lang())
        }
    return _("Belum ada catatan untuk bulan ini")


@require_safe
@post(*READERS)
def one_office(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/janji-kinerja/<office>/`: its days and services of a month, and the numbers behind each."""
    staff, at = staff_of(request), clock.now()
    unit = next((one for one in _units(staff) if one.key == key), None)
    if unit is None:
        raise Http404
    today = local_day(staff, at)
    month = month_of(request.GET.get("bulan", ""), today)
    days = _days(unit, month, today, at)
    titles = {one.key: one.title for one in shelves.services(staff.city, at, lang())}
    services = [
        Row(titles.get(name, name or _("Belum tahu layanannya")), name or "-", None, came)
        for name, came in promising.by_service(unit, month.first, month.last).items()
    ]
    services.sort(key=lambda one: (-one.came.taken, one.name))
    whole = office_days.total(one.minutes for one in days if one.minutes)
    all_came = promising.total(one.came for one in days)
    behind = _behind(request, unit, month, titles)
    shown = {
        "unit": unit,
        "days": days,
        "services": services,
        "whole": Row("", "", whole if whole.opened else None, all_came),
        "headline": _headline(whole, all_came),
        "behind": behind,
        "places": {one.key: one.title for one in desks.desks_of(unit, at)},
        "simulated": whole.simulated or all_came.simulated,
        **_frame(month, today),
    }
    return show(request, "office/promise.html", shown)


def _days(unit: Any, month: Month, today: date, at: Any) -> list[Row]:
    kept = {one.day: one.minutes for one in office_days.kept([unit], month.first, min(month.last, today))}
    came = promising.by_day(unit, month.first, month.last)
    if month.first <= today <= month.last:
        now = office_days.of_day(unit, today, at)
        if now and now.minutes.opened:
            kept[today] = now.minutes
        came[today] = promising.live(unit, at)
    found = []
    for day in sorted({*kept, *(day for day, one in came.items() if one.taken)}, reverse=True):
        name = clock.day_words(day, lang(), year=False)
        found.append(Row(name, day.isoformat(), kept.get(day), came.get(day, Came()), day == today))
    return found


def _behind(request: HttpRequest, unit: Any, month: Month, titles: dict[str, str]) -> dict[str, Any] | None:
    """The numbers behind a day, a service or an ending, as the address names them."""
    day, service = request.GET.get("hari", ""), plain(request.GET.get("layanan", ""))[:60]
    state = ENDS.get(request.GET.get("akhir", ""), "")
    if not (day or service or state):
        return None
    first, last = month.first, month.last
    with suppress(ValueError):
        first = last = date.fromisoformat(day)
    if last > month.last + timedelta(days=370) or first < month.first - timedelta(days=370):
        return None
    key = None if not service else "" if service == "-" else service
    rows = promising.behind(unit, first, last, key=key, state=state)
    return {
        "rows": [(one, titles.get(one.key, _("Belum tahu layanannya"))) for one in rows],
        "day": first if first == last else None,
        "service": titles.get(service, "") if key else "",
        "limit": promising.SHOWN,
    }
