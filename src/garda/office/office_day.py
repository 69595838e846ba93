"""The office's day: who is in, what is planned, where it falls short, what the next two hours bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_safe

from garda import clock
from garda.cover import less, shared
from garda.looks.daylines import Frame, Mark, Piece, hour
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.people import register
from garda.people.calendars import counter_calendar
from garda.rosters import desks, kinds, minimums, overviews, timelines
from garda.rosters.timelines import Line, Stretch, Timeline
from garda.sight.doors import Staff, post, units_in_reach

# (act that opens a page, its address, its words): what belongs to an office's day, at its foot.
MORE = (
    ("see-facilities", "/kerja/sarana/", gettext_noop("Sarana")),
    ("see-roster", "/kerja/kantor/tugas/", gettext_noop("Tugas sosial")),
    ("see-roster", "/kerja/rencana/", gettext_noop("Rencana bulan")),
    ("attend", "/kerja/rencana/saya/", gettext_noop("Hari tugas saya dan kalender")),
    ("see-roster", "/kerja/keahlian/", gettext_noop("Keahlian dan usulan pelatihan")),
    ("see-roster", "/kerja/tim/", gettext_noop("Tim dan beban tiap orang")),
    ("attend", "/kerja/izin/", gettext_noop("Izin dan cuti")),
    ("attend", "/kerja/hadir/", gettext_noop("Hadir dan pulang")),
    ("arrange-roster", "/kerja/kantor/atur/", gettext_noop("Atur kantor")),
    ("arrange-roster", "/kerja/hadir/perangkat/", gettext_noop("Perangkat kantor")),
    ("see-cover", "/kerja/menit-kosong/", gettext_noop("Menit kosong")),
    ("arrange-roster", "/kerja/janji-kinerja/", gettext_noop("Janji dan kenyataan")),
    ("attend", "/kerja/disiplin/", gettext_noop("Catatan kedisiplinan saya")),
    ("discipline", "/kerja/disiplin/kantor/", gettext_noop("Kedisiplinan kantor")),
)
BACK = timedelta(days=366)
FORTH = timedelta(days=62)


@dataclass(frozen=True)
class Row:
    """One person's line with its words for who cannot see it, and for narrow screens."""

    person: int
    name: str
    title: str
    marks: tuple[Mark, ...]
    said: str


@dataclass(frozen=True)
class Drawn:
    """The day as the drawing needs it."""

    frame: Frame
    pieces: tuple[Piece, ...]
    least: int
    rows: tuple[Row, ...]
    told: tuple[str, ...]


@require_safe
@post("see-roster")
def office_day(request: HttpRequest) -> HttpResponse:
    """`/kerja/kantor/`: one office's day; `?kantor=` another within reach, `?hari=` another day."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "see-roster")
    today = local_day(staff, at)
    day = _day(request.GET.get("hari", ""), today)
    line = timelines.timeline_of(unit, day, at)
    own = unit.pk == staff.unit.pk
    path = here(staff, unit, "/kerja/kantor/")
    shown = {
        "at": at,
        "day": day,
        "today": day == today,
        "unit": unit,
        "own": own,
        "query": "" if own else f"?kantor={unit.key}",
        "before": _link(path, day - timedelta(days=1), today),
        "after": _link(path, day + timedelta(days=1), today),
        "others": len(units_in_reach(staff, "see-roster")) > 1,
        "more": more(staff) if own else [],
        "headline": headline(line),
        **piece_of(line, staff),
    }
    return show(request, "office/office_day.html", shown)


def piece_of(line: Timeline, staff: Staff) -> dict[str, Any]:
    """What the part "Kantor hari ini" of any page needs."""
    titles = {one.key: one.title for one in desks.desks_of(line.unit, clock.now())}
    skills = minimums.skill_titles(line.unit)
    return {
        "line": line,
        "drawn": drawn(line),
        "under": under(line),
        "closed_because": "" if line.opening else closed_words(line),
        "gaps": [(when(one.start, one.end), lacking(one, titles, skills)) for one in line.coming],
        "next_hours": [
            (when(one.start, one.end), people_words(one.count), one.short) for one in line.ahead()
        ],
        "there": line.staffing.there if line.staffing.kept else (),
        "simulated": line.simulated,
    }


def more(staff: Staff) -> list[tuple[str, str]]:
    """The other pages about one's own office that the posts held may open."""
    return [(address, _(words)) for act, address, words in MORE if staff.may(act)]


def _day(typed: str, today: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return today
    return day if today - BACK <= day <= today + FORTH else today


def _link(path: str, day: date, today: date) -> str:
    if not today - BACK <= day <= today + FORTH:
        return ""
    return path if day == today else f"{path}{'&' if '?' in path else '?'}hari={day.isoformat()}"


# ---- words ---------------------------------------------------------------------------------------
def when(start: int, end: int) -> str:
    """ "11.30 sampai 13.00"."""
    return _("%(start)s sampai %(end)s") % {"start": clock_hour(start), "end": clock_hour(end)}


def clock_hour(minute: int) -> str:
    """An hour of the day in the page's language: "11.30"."""
    return hour(minute).replace(".", ":") if lang() == "en" else hour(minute)


def people_words(count: int) -> str:
    """ "4 orang", "tidak ada orang"."""
    if not count:
        return _("tidak ada orang")
    return ngettext("%(n)s orang", "%(n)s orang", count) % {"n": count}


def headline(line: Timeline) -> str:
    """The page's answer as a sentence."""
    if not line.opening:
        return _("Loket tutup")
    if line.now is None:
        return _past(line) if line.kept else _planned(line)
    opened = any(start <= line.now < end for start, end in line.opening)
    if opened and line.kept and not line.staffing.people:
        return _("Kantor kosong sekarang")
    if opened and line.kept and line.staffing.people < line.least:
        return _("Kantor kurang orang sekarang: %(have)s dari %(need)s") % {
            "have": line.staffing.people,
            "need": line.least,
        }
    return _planned(line)


def _past(line: Timeline) -> str:
    empty = sum(one.end - one.start for one in line.empty)
    if not empty:
        return _("Kantor tidak pernah kosong")
    return _("Kantor kosong %(n)s menit") % {"n": empty}


def _planned(line: Timeline) -> str:
    first = next(iter(line.coming), None)
    empty = sum(one.end - one.start for one in line.empty if one.recorded)
    if first is None and empty:
        return _("Kantor sempat kosong %(n)s menit, kini aman") % {"n": empty}
    if first is None:
        return _("Kantor aman hari ini") if line.now is not None else _("Kantor aman menurut rencana")
    return _("Kantor akan kurang orang, pukul %(when)s") % {"when": when(first.start, first.end)}


def under(line: Timeline) -> str:
    """The sentence under the drawing's name: "Tidak pernah kosong. Paling sedikit 2 orang, pukul 11.30."."""
    lowest = line.lowest
    if lowest is None:
        return ""
    first = clock_hour(lowest.start)
    if lowest.count == 0:
        minutes = sum(one.end - one.start for one in line.empty)
        return _("Kosong %(n)s menit, mulai pukul %(at)s.") % {"n": minutes, "at": first}
    if all(one.count == lowest.count for one in line.stretches):
        return _("Tidak pernah kosong: %(people)s sepanjang hari.") % {"people": people_words(lowest.count)}
    least = _("Paling sedikit %(n)s orang, pukul %(at)s.") % {"n": lowest.count, "at": first}
    never = _("Tidak pernah kosong.")
    return f"{never} {least}"


def closed_words(line: Timeline) -> str:
    """Why the counter is closed that day."""
    reason = counter_calendar(line.unit).reason_off(line.day, lang())
    return _("Loket tutup: %(reason)s.") % {"reason": reason} if reason else _("Loket tutup.")


def lacking(gap: Any, titles: dict[str, str], skills: dict[str, str]) -> str:
    """What a gap lacks, in words."""
    what, _colon, key = gap.lacks.partition(":")
    if what == "desk":
        return _("%(desk)s: %(have)s dari %(need)s orang") % {
            "desk": titles.get(key, key),
            "have": gap.have,
            "need": gap.need,
        }
    if what == "skill":
        return _("yang bisa %(skill)s: %(have)s dari %(need)s orang") % {
            "skill": skills.get(key, key),
            "have": gap.have,
            "need": gap.need,
        }
    return _("%(have)s dari %(need)s orang") % {"have": gap.have, "need": gap.need}


# ---- the drawing ---------------------------------------------------------------------------------
def drawn(line: Timeline) -> Drawn | None:
    """The day as lines; None on a day without opening."""
    if not line.opening:
        return None
    frame = Frame(line.opening[0][0], line.opening[-1][1], line.now)
    pieces = tuple(Piece(one.start, one.end, one.count, one.recorded, one.short) for one in line.stretches)
    rows = tuple(
        Row(one.person, one.name, _title(one), tuple(_marks(one)), _said(one, line)) for one in line.lines
    )
    told = tuple(_told(one) for one in line.stretches)
    return Drawn(frame, pieces, line.least, rows, told)


def _told(one: Stretch) -> str:
    """A stretch of the day for who cannot see it: "08.00 sampai 10.00: 5 orang, tercatat"."""
    how = _("tercatat") if one.recorded else _("rencana")
    said = f"{when(one.start, one.end)}: {people_words(one.count)}, {how}"
    below = _("di bawah batas")
    return f"{said}, {below}" if one.short else said


def _title(line: Line) -> str:
    return line.title or (_("menggantikan") if line.stands_in else _("tidak direncanakan"))


def _pauses(line: Line) -> list[Mark]:
    """Between two planned stretches of one day, where nothing else was asked for."""
    away = [(one.start, one.end) for one in line.away]
    return [
        Mark(before[1], after[0], "word", _("istirahat"))
        for before, after in pairwise(line.planned)
        if not shared([(before[1], after[0])], away)
    ]


def _marks(line: Line) -> list[Mark]:
    found = [Mark(start, end, "in") for start, end in line.recorded]
    found += [Mark(start, end, "plan") for start, end in line.planned]
    found += _pauses(line)
    for one in line.away:
        if one.state == "granted":
            free = less([(one.start, one.end)], line.recorded) or ((one.start, one.end),)
            start, end = max(free, key=lambda span: span[1] - span[0])
            found.append(Mark(start, end, "word", kinds.title_of(one.kind, lang()).lower()))
        else:
            found.append(Mark(one.start, one.end, "ask", _("minta izin")))
    return found


def _said(line: Line, whole: Timeline) -> str:
    parts = []
    for start, end in line.recorded:
        still = whole.now is not None and end >= whole.now
        parts.append(
            _("hadir sejak %(at)s") % {"at": clock_hour(start)}
            if still
            else _("hadir %(when)s") % {"when": when(start, end)}
        )
    parts += [
        _("rencana %(when)s") % {"when": when(start, end)}
        for start, end in line.planned
        if whole.now is None or start > whole.now or not line.recorded
    ]
    for one in line.away:
        what = kinds.title_of(one.kind, lang()).lower()
        said = what if one.state == "granted" else _("minta izin (%(kind)s)") % {"kind": what}
        parts.append(f"{said} {when(one.start, one.end)}")
    return "; ".join(parts)


# ---- other offices -------------------------------------------------------------------------------
@dataclass(frozen=True)
class OfficeRow:
    """One office within reach, today."""

    key: str
    name: str
    state: str
    said: str
    gaps: tuple[str, ...]
    empty: int | None
    duties: int
    minutes: int
    apart: int


@require_safe
@post("see-roster")
def offices(request: HttpRequest) -> HttpResponse:
    """`/kerja/kantor/semua/`: every office within reach, today: who is there, where it falls short."""
    staff, at = staff_of(request), clock.now()
    reach = set(units_in_reach(staff, "see-roster"))
    units = [one for one in register.register_of(staff.city).open_units() if one.pk in reach]
    units = sorted((one for one in units if one.kind != "kota"), key=lambda one: one.name)
    today = local_day(staff, at)
    lines = overviews.overviews_of(units, today, at)
    rows = [_office_row(one) for one in lines]
    troubled = sum(1 for one in rows if one.state in ("empty", "late"))
    shown = {
        "at": at,
        "day": today,
        "rows": sorted(rows, key=lambda one: (one.state not in ("empty", "late"), one.name)),
        "headline": _offices_headline(lines, troubled),
        "may_cover": staff.may("see-cover"),
        "simulated": any(one.simulated for one in lines),
    }
    return show(request, "office/offices.html", shown)


def _offices_headline(lines: list[overviews.Overview], troubled: int) -> str:
    if troubled:
        return _("%(n)s dari %(all)s kantor kurang orang hari ini") % {"n": troubled, "all": len(lines)}
    if not any(one.opened_today for one in lines):
        return _("Semua kantor tutup hari ini")
    return _("Semua kantor aman hari ini")


def _office_row(one: overviews.Overview) -> OfficeRow:
    if not one.opened_today:
        state, said = "not", _("tutup hari ini")
    elif not one.kept:
        state, said = "not", _("kehadiran belum dicatat")
    elif not one.open_now:
        state, said = "not", _("tutup sekarang")
    elif not one.people:
        state, said = "empty", _("kosong sekarang")
    elif one.people < one.least:
        state, said = "late", _("%(have)s dari %(need)s orang") % {"have": one.people, "need": one.least}
    else:
        state, said = "done", people_words(one.people)
    gaps = tuple(when(start, end) for start, end in one.short)
    if gaps and state in ("done", "not") and one.opened_today:
        state = "late" if state == "done" else "pause"
    return OfficeRow(
        one.unit.key, one.unit.name, state, said, gaps, one.empty, one.duties, one.minutes, one.apart
    )
