"""Asking to be away: the form, and what would be decided before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled, on_top
from garda.office.duties_page import minute_of
from garda.office.leave_words import gap_words, left_words, minutes_words, paper_words
from garda.office.office_day import clock_hour
from garda.office.persons import day_of
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people import appointing
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.people.register import register_of
from garda.rosters import asking, sending, substituting
from garda.rosters.asking import Asking, Verdict
from garda.rosters.judging import staying
from garda.rosters.kinds import kinds
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import plain, some_lines

ADDRESS = "/kerja/izin/"
NAMES = ("orang", "kind", "day", "start", "last", "until")
FIELDS = {"start": "day", "end": "until", "person": "orang"}
CLASSES = ("short", "social", "duty", "leave")


@dataclass(frozen=True)
class Answer:
    """What would be decided: shape and words, then why, and the times that would work as links."""

    state: str
    words: str
    why: tuple[str, ...]
    times: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@post("attend")
def ask(request: HttpRequest) -> HttpResponse:
    """`/kerja/izin/minta/`: the form; "Periksa dulu" (`periksa`) shows the decision and writes nothing."""
    staff, at = staff_of(request), clock.now()
    if request.method != "POST":
        kept = {name: " ".join(request.GET.get(name, "").replace("\0", "").split())[:60] for name in NAMES}
        return _page(request, staff, at, kept)
    kept = typed(request, *NAMES, most=60)
    kept["why"] = some_lines(plain(request.POST.get("why", "")))[: asking.LONGEST_WHY + 1]
    try:
        wish = _wish(staff, kept, at)
        if "periksa" in request.POST:
            return _page(request, staff, at, kept, answer=_answer(staff, wish, asking.would(wish, at), at))
        absence = asking.ask(wish, by=staff.person, at=at)
    except Unfit as wrong:
        return _page(request, staff, at, kept, {wrong.field or "day": wrong.said})
    except Refused as no:
        field = FIELDS.get(no.field or "", no.field or "day")
        if field == "until" and kept["last"]:
            field = "last"
        return _page(request, staff, at, kept, {field: no.words.of(lang())})
    if absence.state == "refused":
        messages.warning(request, _("Belum bisa. Di bawah ini sebabnya, dan waktu yang bisa."))
    return HttpResponseRedirect(f"{ADDRESS}{absence.pk}/")


def _wish(staff: Staff, kept: dict[str, str], at: datetime) -> Asking:
    """What was typed as a wish. Raises Unfit at its input."""
    unit, person = _who(staff, kept["orang"], at)
    kind = kinds().get(kept["kind"])
    if kind is None:
        raise Unfit(_("Pilih jenis izin dari daftar."), "kind")
    first = _known(day_of(kept["day"], "day"), "day")
    last = _known(day_of(kept["last"], "last"), "last") if kept["last"] else first
    by_hour = kind.kind_class in ("short", "social")
    if by_hour and not kept["start"]:
        raise Unfit(_("Tulis jam pergi, seperti 10.00."), "start")
    if by_hour and not kept["until"]:
        raise Unfit(_("Tulis jam kembali, seperti 11.30."), "until")
    moment = city_calendar(staff.city).moment
    start = moment((first.toordinal(), minute_of(kept["start"], "start") if kept["start"] else 0))
    end = moment((last.toordinal(), minute_of(kept["until"], "until") if kept["until"] else 1440))
    return Asking(unit, person, kind.key, start, end, kept["why"])


def _known(day: date, name: str) -> date:
    if not 2000 <= day.year <= 2100:
        raise Unfit(_("Tulis tanggalnya seperti 17/8/2026."), name)
    return day


def _people(staff: Staff, at: datetime) -> list[tuple[str, str]]:
    """For whom this person may ask: themselves in each of their offices, and those whom they look after."""
    own = dict.fromkeys(held.unit.pk for held in staff.held if held.manner != "delegasi")
    register = register_of(staff.city)
    day = local_day(staff, at)
    found = [
        (f"{staff.person.pk}-{unit}", _("saya sendiri, %(unit)s") % {"unit": register.unit(unit).name})
        for unit in own
    ]
    cared = set(units_in_reach(staff, "decide-leave")) | set(units_in_reach(staff, "arrange-roster"))
    for unit in own:
        if unit in cared:
            others = sending.sendable(register.unit(unit), day)
            found += [(f"{who}-{unit}", name) for who, name in others if who != staff.person.pk]
    return found


def _who(staff: Staff, chosen: str, at: datetime) -> tuple[Any, Any]:
    options = [value for value, _name in _people(staff, at)]
    value = chosen or next(iter(options), "")
    if value not in options:
        raise Unfit(_("Pilih orang dari daftar."), "orang")
    person, _dash, unit = value.partition("-")
    known = register_of(staff.city).unit(int(unit))
    if int(person) == staff.person.pk:
        return known, staff.person
    found = appointing.person_of(staff.city, int(person))
    if found is None:
        raise Unfit(_("Pilih orang dari daftar."), "orang")
    return known, found


# ---- the answer ----------------------------------------------------------------------------------
def _answer(staff: Staff, wish: Asking, verdict: Verdict, at: datetime) -> Answer:
    gaps = tuple(gap_words(wish.unit, staff.city, verdict.judged.gaps, at))
    times = tuple(_time_link(staff, wish, start, end) for start, end in verdict.judged.times)
    state, words = _decision(verdict)
    paper = paper_words(wish.kind)
    return Answer(state, words, (*gaps, *((paper,) if paper else ())), times if verdict.judged.gaps else ())


def _decision(verdict: Verdict) -> tuple[str, str]:
    judged = verdict.judged
    short = minutes_words(judged.minutes) if judged.gaps else ""
    if verdict.state == "refused":
        return "late", _("Belum bisa: kantor kekurangan orang %(long)s, dan belum ada yang menggantikan.") % {
            "long": short
        }
    if verdict.state == "offered" and verdict.kind.urgent:
        if not verdict.candidates:
            return "offer", _("Kantor akan kosong dan belum ada pengganti. Kepala langsung diberi tahu.")
        called = min(len(verdict.candidates), substituting.MOST_ASKED)
        said = ngettext(
            "Kantor akan kosong. Kami panggil %(n)s orang sekaligus; begitu satu bersedia, boleh pergi.",
            "Kantor akan kosong. Kami panggil %(n)s orang sekaligus; begitu satu bersedia, boleh pergi.",
            called,
        )
        return "offer", said % {"n": called}
    if verdict.state == "offered":
        first = verdict.candidates[0]
        return "offer", _("Boleh begitu %(name)s, %(unit)s, bersedia menggantikan.") % {
            "name": first.name,
            "unit": first.unit_name,
        }
    if judged.gaps:
        said = _("Boleh. Kantor kekurangan orang %(long)s; kepala langsung diberi tahu.") % {"long": short}
        return "pause", said
    if verdict.state == "asked":
        return "offer", _("Kantor tetap terjaga: %(left)s. Menunggu keputusan kepala.") % {
            "left": left_words(*staying(judged))[1]
        }
    return "done", _("Boleh: %(left)s.") % {"left": left_words(*staying(judged))[1]}


def _time_link(staff: Staff, wish: Asking, start: datetime, end: datetime) -> tuple[str, str]:
    """A time that would work: the form filled in with it, and its words."""
    calendar = city_calendar(staff.city)
    (day, a), (_day, b) = calendar.point(start), calendar.point(end)
    on = date.fromordinal(day)
    query = (
        f"?orang={wish.person.pk}-{wish.unit.pk}&kind={wish.kind}&day={on.day}/{on.month}/{on.year}"
        f"&start={a // 60:02d}.{a % 60:02d}&until={b // 60:02d}.{b % 60:02d}"
    )
    words = _("%(start)s sampai %(end)s") % {"start": clock_hour(a), "end": clock_hour(b)}
    return f"{ADDRESS}minta/{query}", words


# ---- the form ------------------------------------------------------------------------------------
def _asks(staff: Staff, at: datetime, kept: dict[str, str], errors: dict[str, str]) -> list[Ask]:
    people = _people(staff, at)
    titles = {
        "short": _("Sebentar"),
        "social": _("Tugas sosial"),
        "duty": _("Kedinasan"),
        "leave": _("Cuti"),
    }
    groups = [
        (
            titles[name],
            [(one.key, one.title.of(lang())) for one in kinds().values() if one.kind_class == name],
        )
        for name in CLASSES
    ]
    asks = [
        Ask("kind", _("Jenis izin"), "grouped", groups=groups),
        Ask("day", _("Hari"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        Ask("start", _("Pergi pukul"), hint=_("Seperti 10.00. Boleh kosong untuk sehari penuh."), most=5,
            short=True, required=False),
        Ask("until", _("Kembali pukul"), most=5, short=True, required=False),
        Ask("last", _("Sampai hari"), hint=_("Bila lebih dari sehari."), most=20, short=True, required=False),
        Ask("why", _("Keperluan"), "lines", required=False, most=asking.LONGEST_WHY,
            hint=_("Hanya Anda dan yang memutus yang dapat membacanya, dan pembacaannya dicatat.")),
    ]  # fmt: skip
    if len(people) > 1:
        hint = _("Untuk rekan yang sakit atau berhalangan, kepala dan sekretaris boleh mencatatkan.")
        asks.insert(0, Ask("orang", _("Untuk siapa"), "list", options=people, hint=hint))
    today = local_day(staff, at)
    kept = {"day": f"{today.day}/{today.month}/{today.year}", "kind": "izin-singkat"} | {
        name: value for name, value in kept.items() if value or errors
    }
    return filled(asks, kept, errors)


def _page(
    request: HttpRequest,
    staff: Staff,
    at: datetime,
    kept: dict[str, str],
    errors: dict[str, str] | None = None,
    answer: Answer | None = None,
) -> HttpResponse:
    asks = _asks(staff, at, kept, errors or {})
    shown = {"asks": asks, "errors": on_top(asks, errors or {}), "answer": answer}
    return show(request, "office/leave_ask.html", shown, status=422 if errors else 200)
