"""The desk: what my posts hold, by time left; what is offered to me; what I offered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from garda import clock
from garda.office import queue_page, wrong_desk
from garda.office.showing import lang, show, staff_of, where
from garda.people.calendars import calendar_of
from garda.sight import lists, offers
from garda.sight.clocks import Face
from garda.sight.doors import Staff, post

SEARCH_AT_LEAST = 2


@dataclass(frozen=True)
class DeskRow:
    """One matter of the desk, its time written as a colleague would say it."""

    number: str
    title: str
    sub: str
    step: str
    note: str
    left: str
    below: str
    state: str
    whole: Face
    desk: Face
    simulated: bool


def desk_row(row: lists.Row, today: date, zone: str, speaks: str, calendar: clock.Calendar) -> DeskRow:
    """A row of the list as the desk shows it: late, today and paused by length, later by its day."""
    left, below, state = shorter(row.left), row.until, "run"
    due = row.due_at
    if row.state == "answered":
        left, below, state = _("Terjawab"), _("menunggu penilaian warga"), "done"
    elif row.group == "paused":
        state = "pause"
    elif row.group == "late":
        state = "late"
        if due and calendar.local(due).date() == today:
            below = _("lewat dari %(hour)s") % {"hour": clock.time_words(due, zone, speaks)}
    elif due is not None and row.group == "today":
        below = _("batas %(hour)s") % {"hour": clock.time_words(due, zone, speaks)}
    elif due is not None:
        left, below = _named_day(due, today, zone, speaks, calendar)
    return DeskRow(
        row.number,
        row.title,
        row.sub,
        row.step_title,
        note_of(row),
        left,
        below,
        state,
        brief(row.whole),
        brief(row.desk),
        row.simulated,
    )


def _named_day(
    due: datetime, today: date, zone: str, speaks: str, calendar: clock.Calendar
) -> tuple[str, str]:
    day = calendar.local(due).date()
    hour, weekday = clock.time_words(due, zone, speaks), clock.weekday_words(day, speaks)
    plain = clock.day_words(day, speaks, year=False).split(" ", 1)[-1]
    if day - today < timedelta(days=7):
        return f"{weekday} {hour}", plain
    return plain, f"{weekday} {hour}"


_DAYS = re.compile(r"(\d+) (?:hari kerja|working days?).*")
_HOURS = re.compile(r"(\d+ (?:jam|h|hours?) \d+) (?:menit|min|minutes?)")
_MINUTES = re.compile(r"(\d+) (?:menit|minutes?)")


def brief(face: Face) -> Face:
    """The same clock with words that fit beside its bar: "13 hari", "1 jam 18", "3 mnt"."""
    words, days = _DAYS.subn(lambda found: _("%(n)s hari") % {"n": found[1]}, face.words)
    if not days:
        words = _MINUTES.sub(lambda found: _("%(n)s mnt") % {"n": found[1]}, _HOURS.sub(r"\1", words))
    return replace(face, words=words)


def shorter(words: str) -> str:
    """A length without the hours after the days: "2 hari kerja"."""
    return re.sub(r"(hari kerja|working days?) .*", r"\1", words)


def note_of(row: lists.Row) -> str:
    """What else a colleague should know at a glance."""
    if row.offer_unit:
        return _("ditawarkan ke %(unit)s") % {"unit": row.offer_unit}
    if row.bounces >= 3:
        return _("sudah dikembalikan %(times)s kali") % {"times": row.bounces}
    return row.holder


def titles_of(at: datetime, staff: Staff, speaks: str) -> dict[str, str]:
    """The heading of each group; the third names the next working day."""
    calendar = calendar_of(staff.unit)
    day = calendar.local(at).date()
    ahead = (day + timedelta(days=n) for n in range(1, 30))
    opening = next((one for one in ahead if calendar.is_working_day(one)), None)
    later = clock.weekday_words(opening, speaks) if opening else ""
    return {
        "late": _("Terlambat"),
        "today": _("Hari ini"),
        "later": _("%(day)s dan sesudahnya") % {"day": later} if later else _("Sesudahnya"),
        "paused": _("Jam berhenti, menunggu warga"),
    }


@require_safe
@post("see-desk")
def desk(request: HttpRequest) -> HttpResponse:
    """`/kerja/meja/`."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    held = lists.desk(staff, at, speaks)
    calendar, zone = calendar_of(staff.unit), staff.city.zone
    titles, today = titles_of(at, staff, speaks), calendar.local(at).date()
    groups = [
        (key, titles[key], [desk_row(row, today, zone, speaks, calendar) for row in held.groups.get(key, [])])
        for key in lists.GROUPS
    ]
    mine, offered = offers.standing(staff, speaks, staff.unit_ids)
    queue = queue_page.strip_of(request, staff, at) if staff.may("serve-queue") else None
    shown: dict[str, Any] = {
        "where": where(staff),
        "at": at,
        "desk": held,
        "headline": headline(held.total),
        "groups": [(key, title, rows) for key, title, rows in groups if rows],
        "more": max(0, held.total - sum(len(rows) for _key, _title, rows in groups)),
        "offers": mine,
        "offered": offered,
        "answered": offers.answered_lately(staff, at, speaks),
        "can_file": staff.may("file"),
        "strip": wrong_desk.strip_of(staff, at),
        "queue": queue,
        "back": "meja",
        "may_file": staff.may("file"),
        "simulated": held.simulated or any(one.simulated for one in mine),
    }
    return show(request, "office/desk.html", shown)


def headline(total: int) -> str:
    """ "9 urusan di meja Anda"."""
    if not total:
        return _("Meja Anda kosong")
    return ngettext("%(n)s urusan di meja Anda", "%(n)s urusan di meja Anda", total) % {"n": total}


@require_safe
@post("search")
def search(request: HttpRequest) -> HttpResponse:
    """`/kerja/cari/?q=`: by number, name, word, NIK or phone; sealed values are found by their marks."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    found = lists.search(staff, typed, at, speaks) if len(typed) >= SEARCH_AT_LEAST else []
    calendar = calendar_of(staff.unit)
    today = calendar.local(at).date()
    return show(
        request,
        "office/search.html",
        {
            "typed": typed,
            "found": [desk_row(row, today, staff.city.zone, speaks, calendar) for row in found],
            "asked": len(typed) >= SEARCH_AT_LEAST,
            "simulated": any(row.simulated for row in found),
        },
    )
