"""The head's page: what is late, where hand-overs wait, the three figures, what is new, what is unmet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from garda import clock
from garda.figures import adding, top
from garda.notices import sorting
from garda.office.confidence import conduct_page
from garda.office.desk import shorter
from garda.office.leave_pages import cards_for
from garda.office.measures import counts_of
from garda.office.office_day import headline as office_headline
from garda.office.office_day import piece_of
from garda.office.profiles.in_small import in_small
from garda.office.showing import lang, local_day, show, staff_of
from garda.people import arranging
from garda.people.calendars import city_calendar
from garda.rosters import timelines
from garda.sight import handovers, lists, needs, offers, reviews
from garda.sight.doors import Staff, post, units_in_reach

DOTS_AT_MOST = 60
SHOWN_LATE = 20
NAMES = {"fast": "cepat", "right": "tepat", "accountable": "akuntabel", "all_three": "ketiganya"}


@dataclass(frozen=True)
class Figure:
    """One of the three: its name, how many of how many, the whole percent, what it means, its page."""

    key: str
    name: str
    good: int
    total: int
    share: int | None
    said: str
    url: str

    @property
    def short(self) -> int:
        """How many fell short."""
        return max(0, self.total - self.good)


@dataclass(frozen=True)
class LateRow:
    """A late or soon late matter as a head reads it."""

    number: str
    title: str
    sub: str
    left: str
    where: str
    simulated: bool
    seq: int = 0
    place: int = 0
    desks: tuple[tuple[str, str], ...] = ()
    may_escalate: bool = False

    @property
    def decided(self) -> bool:
        """Whether something about it may be decided from the list."""
        return bool(self.desks) or self.may_escalate


@require_safe
@post("head")
def head(request: HttpRequest) -> HttpResponse:
    """`/kerja/kepala/`: one unit for a lurah, the subtree for a camat, the city for Sekda and mayor."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    units = set(units_in_reach(staff, "head"))
    due = lists.due_in(staff, at, speaks, SHOWN_LATE)
    late, soon = _decidable(staff, due.late), [late_row(row) for row in due.soon]
    count, count_soon = due.late_count, due.soon_count
    mine, waiting = offers.standing(staff, speaks, units)
    monday, today = week_of(staff, at)
    counts, measures = counts_of(staff, units, (monday, today), at)
    since = lists.week_start(at, city_calendar(staff.city))
    firsts = lists.first_appeared(staff, since, at, speaks)
    stale = reviews.stale(staff.city, at, speaks) if staff.may("review") else []
    office = _office_today(staff, at)
    cards = cards_for(staff, at)
    profile, (conduct, made_up) = in_small(staff, at), conduct_page.late(staff, at)
    shown: dict[str, Any] = {
        **office,
        "over": over(staff, len(units)),
        "at": at,
        "cards": cards,
        "headline": " ".join(
            one
            for one in (office["office_said"], headline(count, count_soon, len(mine), len(cards), conduct))
            if one
        ),
        "measures": measures,
        "measured_days": top.DAYS,
        "late": late,
        "late_count": count,
        "soon": soon,
        "soon_count": count_soon,
        "offers": mine,
        "waiting": _waiting(waiting, mine),
        "counts": counts,
        "figures": figures_of(counts),
        "together": _together(counts),
        "first_day": monday,
        "last_day": today,
        "dots_at_most": DOTS_AT_MOST,
        "firsts": firsts[:12],
        "unmet": _unmet(staff, at)[:8],
        "profile": profile,
        "conduct": conduct,
        "stale": stale,
        "can_lend": staff.may("delegate"),
        "may_announce": staff.may("announce"),
        "can_read_log": staff.may("readings"),
        "simulated": counts.simulated
        or any(row.simulated for row in [*late, *soon])
        or any(card.line.wish.simulated for card in cards)
        or bool(made_up or office.get("simulated") or profile.get("simulated")),
    }
    return show(request, "office/head.html", shown)


def _waiting(every: list[offers.Offer], mine: list[offers.Offer]) -> list[offers.Offer]:
    """Where hand-overs wait for others, longest first."""
    ours = {offer.number for offer in mine}
    return sorted((one for one in every if one.number not in ours), key=lambda one: one.at)


def _office_today(staff: Staff, at: datetime) -> dict[str, Any]:
    """The day of the office that this head leads, as its own page draws it; nothing on a closed day."""
    if staff.unit.kind == "kota" or not staff.may("see-roster", staff.unit):
        return {"office_said": ""}
    line = timelines.timeline_of(staff.unit, local_day(staff, at), at)
    said = f"{office_headline(line)}." if line.opening else ""
    return {"office_said": said, "has_office": True, **piece_of(line, staff)}


def over(staff: Staff, units: int) -> str:
    """Whose page it is: the unit, or the unit with those below it, or the whole city."""
    name = staff.held[0].unit.name
    if staff.may("head") and units > 1:
        return (
            _("%(name)s dan unit di bawahnya") % {"name": name}
            if staff.unit.kind == "kecamatan"
            else staff.city.name
        )
    return name


def headline(late: int, soon: int, mine: int, leaves: int = 0, conduct: int = 0) -> str:
    """The page's answer as a sentence."""
    if late:
        said = ngettext("%(n)s urusan terlambat", "%(n)s urusan terlambat", late) % {"n": _word(late)}
        first = _("%(said)s.") % {"said": said[:1].upper() + said[1:]}
    elif soon:
        first = _("Belum ada yang terlambat. %(n)s harus selesai sampai besok kerja.") % {
            "n": _word(soon).capitalize()
        }
    else:
        first = "" if conduct else _("Tidak ada yang terlambat.")
    if conduct:
        tail = ngettext(
            "%(n)s laporan perilaku melewati batas.", "%(n)s laporan perilaku melewati batas.", conduct
        )
        first = f"{first} {tail % {'n': _word(conduct).capitalize()}}".strip()
    if mine:
        tail = ngettext("%(n)s tawaran menunggu jawaban Anda.", "%(n)s tawaran menunggu jawaban Anda.", mine)
        first += " " + (tail % {"n": _word(mine).capitalize()})
    if leaves:
        tail = ngettext("%(n)s izin menunggu Anda.", "%(n)s izin menunggu Anda.", leaves)
        first += " " + (tail % {"n": _word(leaves).capitalize()})
    return first


def _word(n: int) -> str:
    words = {
        1: _("satu"),
        2: _("dua"),
        3: _("tiga"),
        4: _("empat"),
        5: _("lima"),
        6: _("enam"),
        7: _("tujuh"),
        8: _("delapan"),
        9: _("sembilan"),
    }
    return words.get(n, clock.number_words(n, lang()))


def week_of(staff: Staff, at: datetime) -> tuple[date, date]:
    """Monday of this week and today; on Monday and Tuesday the week before too."""
    today = local_day(staff, at)
    monday = today - timedelta(days=today.weekday())
    return (monday - timedelta(days=7) if today.weekday() < 2 else monday), today


def late_row(row: lists.Row) -> LateRow:
    """A row of a list as a head reads it."""
    where = _("Di %(unit)s, %(step)s.") % {"unit": row.unit, "step": row.step_title}
    if row.offer_unit:
        where += " " + _("Ditawarkan ke %(unit)s, belum dijawab.") % {"unit": row.offer_unit}
    if row.bounces >= 3:
        where += " " + _("Sudah %(n)s kali dikembalikan.") % {"n": row.bounces}
    return LateRow(row.number, row.title, row.sub, shorter(row.left), where, row.simulated)


def _decidable(staff: Staff, rows: list[lists.Row]) -> list[LateRow]:
    """Late matters with what this head may decide from the list: another desk, or the unit above."""
    register = handovers.units_at(staff.city)
    units = {unit_id: register.unit(unit_id) for unit_id in {row.unit_id for row in rows}}
    given = {unit_id for unit_id, unit in units.items() if staff.may("reassign", unit)}
    raised = {unit_id for unit_id, unit in units.items() if staff.may("escalate", unit)}
    posts = arranging.posts_by_unit(given) if given else {}
    anybody = ("", _("Seluruh meja, siapa yang sempat"))
    desks = {
        unit_id: (anybody, *((str(one.pk), one.title) for one in posts.get(unit_id, []))) for unit_id in given
    }
    return [
        replace(
            late_row(row), seq=row.seq, place=place, desks=desks.get(row.unit_id, ()),
            may_escalate=row.unit_id in raised,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip


def figures_of(counts: adding.Three) -> list[Figure]:
    """The three figures, each with its own sentence; never blended into one."""
    said = {
        "fast": _("Tanggapan pertama dan seluruhnya selesai dalam waktu standar."),
        "right": _("Sekali jadi: tidak dibuka lagi, tidak dibantah, tidak salah meja."),
        "accountable": _("Ada nama petugas, alasan, dan penjelasan bila terlambat."),
    }
    names = {"fast": _("Cepat"), "right": _("Tepat"), "accountable": _("Akuntabel")}
    return [
        Figure(
            key,
            names[key],
            getattr(counts, key),
            counts.of(key),
            counts.share(key),
            said[key],
            f"/kerja/angka/{NAMES[key]}/",
        )
        for key in adding.THREE
    ]


def _together(counts: adding.Three) -> Figure:
    """All three at once, beside the three and never instead of them."""
    key = "all_three"
    return Figure(
        key, "", counts.all_three, counts.of(key), counts.share(key), "", f"/kerja/angka/{NAMES[key]}/"
    )


def _unmet(staff: Staff, at: datetime) -> list[needs.Unmet]:
    """Needs that no service meets: of this kelurahan for a lurah, of the city for everybody else."""
    code = staff.unit.area.code if staff.unit.kind == "kelurahan" and staff.unit.area else ""
    return needs.unmet(staff.city, at, area_code=code)


@require_safe
@post("head")
def appeared(request: HttpRequest, place: int) -> HttpResponse:
    """`/kerja/muncul/<n>/`: the matters behind one line of what first appeared this week."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    since = lists.week_start(at, city_calendar(staff.city))
    found = lists.first_appeared(staff, since, at, speaks)
    if not 1 <= place <= len(found):
        raise Http404
    one = found[place - 1]
    rows = lists.behind(staff, one, since, at, speaks)
    title = _("%(title)s: %(n)s sejak Senin") % {"title": one.title, "n": one.count}
    return show(request, "office/appeared.html", {"title": title, "detail": one.detail, "rows": rows})


@require_safe
@post("head")
def unmet(request: HttpRequest, place: int) -> HttpResponse:
    """`/kerja/kebutuhan/<n>/`: the matters behind one need that no service meets."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    found = _unmet(staff, at)
    if not 1 <= place <= len(found):
        raise Http404
    one = found[place - 1]
    rows = lists.named(staff, one.numbers, at, speaks)
    detail = ", ".join(f"{ward} {count}" for ward, count in one.wards)
    title = _("%(words)s: %(n)s kali disebut") % {"words": one.words, "n": one.count}
    return show(request, "office/appeared.html", {"title": title, "detail": detail, "rows": rows})


@require_safe
@post("readings")
def readings(request: HttpRequest) -> HttpResponse:
    """`/kerja/pembacaan/`: who opened whose personal data, on matters of the units led."""
    staff, at = staff_of(request), clock.now()
    rows = handovers.readings_in(staff, at)
    shown = {"rows": rows, "simulated": any(row.simulated for row in rows)}
    shown["messages_read"] = sorting.readings_in(staff, at)
    return show(request, "office/readings.html", shown)
