"""An absence in words: when, how it stands, what would lack, what would work instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from garda import clock
from garda.office.office_day import lacking, people_words
from garda.office.office_day import when as hours
from garda.office.showing import lang
from garda.people.calendars import city_calendar
from garda.rosters import desks, minimums
from garda.rosters.judging import DayGap
from garda.rosters.kinds import kinds, title_of
from garda.rosters.wishes import Wish

MOST_GAPS = 4


@dataclass(frozen=True)
class Line:
    """One absence as a list shows it: how it stands as shape and words."""

    wish: Wish
    title: str
    when: str
    state: str
    state_words: str
    more: str


def when(city: Any, start: datetime, end: datetime) -> str:
    """ "Selasa 4 November, 10.00 sampai 11.30", "Senin 10 November", "10 sampai 14 November": whole days."""
    calendar, speaks = city_calendar(city), lang()
    (first, a), (last, b) = calendar.point(start), calendar.point(end)
    if b == 0 and last > first:
        last, b = last - 1, 1440
    one = calendar.local(start).date()
    other = one.fromordinal(last)
    first_words = clock.day_words(one, speaks, year=False)
    if (a, b) == (0, 1440):
        if first == last:
            return first_words
        return _("%(first)s sampai %(last)s") % {
            "first": first_words,
            "last": clock.day_words(other, speaks, year=False),
        }
    if first == last:
        return f"{first_words}, {hours(a, b % 1440)}"
    return _("%(start)s sampai %(end)s") % {
        "start": clock.moment_words(start, city.zone, speaks, year=False),
        "end": clock.moment_words(end, city.zone, speaks, year=False),
    }


def minutes_words(minutes: int) -> str:
    """ "45 menit", "1 jam 20 menit"."""
    return clock.length_words(minutes, lang=lang())


def line_of(wish: Wish, city: Any, at: datetime) -> Line:
    """One absence of a list."""
    state, said = state_of(wish, at)
    more = ""
    if wish.substitute_name and wish.state in ("granted", "asked"):
        more = _("Pengganti: %(name)s, %(unit)s.") % {
            "name": wish.substitute_name,
            "unit": wish.substitute_unit,
        }
    elif wish.state == "refused":
        more = wish.said or short_words(wish)
    return Line(wish, title_of(wish.kind, lang()), when(city, wish.start, wish.end), state, said, more)


def state_of(wish: Wish, at: datetime) -> tuple[str, str]:
    """How an absence stands: shape and words."""
    if wish.state == "asked":
        return "offer", _("menunggu kepala")
    if wish.state == "offered":
        return "offer", _("menunggu pengganti")
    if wish.state == "refused":
        return "late", _("belum bisa")
    if wish.state == "withdrawn":
        return "not", _("ditarik")
    if wish.end <= at:
        return "done", _("sudah lewat")
    return "done", _("sedang berlangsung") if wish.start <= at else _("boleh")


def short_words(wish: Wish) -> str:
    """ "Kantor kekurangan orang 30 menit"."""
    if not wish.minutes:
        return ""
    return _("Kantor kekurangan orang %(long)s.") % {"long": minutes_words(wish.minutes)}


def gap_words(unit: object, city: Any, gaps: Iterable[DayGap], at: datetime) -> list[str]:
    """Each gap: when, and what lacks then; the first few."""
    listed = list(gaps)
    if not listed:
        return []
    titles = {one.key: one.title for one in desks.desks_of(unit, at)}  # type: ignore[arg-type]
    skills: Mapping[str, str] = minimums.skill_titles(unit)  # type: ignore[arg-type]
    found = [
        f"{clock.day_words(one.day, lang(), year=False)}, {hours(one.start, one.end)}: "
        + lacking(one, titles, dict(skills))
        for one in listed[:MOST_GAPS]
    ]
    if len(listed) > MOST_GAPS:
        more = len(listed) - MOST_GAPS
        found.append(ngettext("dan %(n)s waktu lain", "dan %(n)s waktu lain", more) % {"n": more})
    return found


def left_words(left: int, least: int) -> tuple[str, str]:
    """What stays if they go: "kantor masih 4 orang" and whether that is enough."""
    if left < 0:
        return "done", _("loket tutup saat itu")
    people = people_words(left)
    if left < least:
        return "late", _("kantor tinggal %(people)s, di bawah batas") % {"people": people}
    return "done", _("kantor masih %(people)s") % {"people": people}


def paper_words(kind: str) -> str:
    """What paper is asked for, as a sentence."""
    found = kinds().get(kind)
    if found is None or found.paper is None:
        return ""
    return _("Serahkan %(paper)s kepada kepala kantor.") % {"paper": found.paper.of(lang())}
