"""Absences on their pages: one's own, one in full with its acts, calls to stand in, what waits for a head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled
from garda.office.leave_words import (
    Line,
    gap_words,
    left_words,
    line_of,
    minutes_words,
    paper_words,
    when,
)
from garda.office.showing import lang, show, staff_of
from garda.people.register import register_of
from garda.rosters import answering, deciding, wishes
from garda.rosters.kinds import title_of
from garda.rosters.wishes import Call, Wish
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain, some_lines

ADDRESS = "/kerja/izin/"
ACTS = {"tarik": deciding.withdraw, "kembali": deciding.back_early}
HEAD_ACTS = ("izinkan", "tolak")


@dataclass(frozen=True)
class Card:
    """A wish before the head, as picture 5 draws it."""

    line: Line
    name: str
    state: str
    state_words: str
    before: str
    substitute: str


# ---- lists ---------------------------------------------------------------------------------------
@require_safe
@post("attend")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/izin/`: calls that wait for my answer, my own absences, and for a head what waits for them."""
    staff, at = staff_of(request), clock.now()
    calls = wishes.calls_for(staff.person, at)
    own = wishes.own(staff.person, at)
    cards = cards_for(staff, at)
    shown = {
        "headline": _headline(len(calls), len(cards), sum(one.state in wishes.OPEN for one in own)),
        "calls": [(call, wish, when(staff.city, wish.start, wish.end)) for call, wish in calls],
        "cards": cards,
        "ahead": [line_of(one, staff.city, at) for one in own if one.end > at],
        "past": [line_of(one, staff.city, at) for one in own if one.end <= at],
        "decides": staff.may("decide-leave"),
        "simulated": any(one.simulated for one in own) or any(card.line.wish.simulated for card in cards),
    }
    return show(request, "office/leaves.html", shown)


def _headline(calls: int, cards: int, open_ones: int) -> str:
    parts = []
    if cards:
        parts.append(ngettext("%(n)s izin menunggu Anda", "%(n)s izin menunggu Anda", cards) % {"n": cards})
    if calls:
        parts.append(
            ngettext("%(n)s ajakan menunggu jawaban Anda", "%(n)s ajakan menunggu jawaban Anda", calls)
            % {"n": calls}
        )
    if open_ones:
        parts.append(
            ngettext("%(n)s izin Anda belum diputus", "%(n)s izin Anda belum diputus", open_ones)
            % {"n": open_ones}
        )
    return ", ".join(parts) or _("Tidak ada izin yang menunggu")


def cards_for(staff: Staff, at: datetime) -> list[Card]:
    """What waits for this head, each with what the office would keep."""
    if not staff.may("decide-leave"):
        return []
    found = wishes.waiting(staff.held, staff.person, at)
    units = register_of(staff.city).units.values()
    return [_card(one, staff, at) for one in wishes.weighed(found, units)]


def _card(one: wishes.Weighed, staff: Staff, at: datetime) -> Card:
    wish = one.wish
    state, words = left_words(one.left, one.least)
    substitute = ""
    if wish.substitute_name:
        substitute = _("Pengganti: %(name)s, %(unit)s.") % {
            "name": wish.substitute_name,
            "unit": wish.substitute_unit,
        }
    elif wish.state == "offered":
        waiting = [call for call in wish.calls if not call.answer]
        names = ", ".join(call.name for call in waiting[:3]) or _("belum ada yang bersedia")
        substitute = _("Diminta menggantikan: %(names)s.") % {"names": names}
    before = ""
    if one.minutes:
        before = _("Sudah %(long)s izin singkat bulan ini.") % {"long": minutes_words(one.minutes)}
    return Card(line_of(wish, staff.city, at), wish.name, state, words, before, substitute)


# ---- one absence ---------------------------------------------------------------------------------
@require_safe
@post("attend")
def leave(request: HttpRequest, absence_id: int) -> HttpResponse:
    """`/kerja/izin/<n>/`: one absence, why it stands as it does, and what may be done about it."""
    staff = staff_of(request)
    return _leave_page(request, staff, *_one(staff, absence_id))


def _one(staff: Staff, absence_id: int) -> tuple[Wish, Any]:
    """The absence with its office, for those whom it concerns; 404 for everybody else."""
    found = wishes.one_of(absence_id) if absence_id < 2**63 else None
    if found is None or found[1].city_id != staff.city.pk:
        raise Http404
    wish, unit = found
    me = staff.person.pk
    concerned = me in (wish.person, wish.substitute) or any(call.person == me for call in wish.calls)
    if not concerned and not staff.may("decide-leave", unit) and not staff.may("arrange-roster", unit):
        raise Http404
    return found


def _leave_page(
    request: HttpRequest,
    staff: Staff,
    wish: Wish,
    unit: Any,
    said: str = "",
    kept: str = "",
    at_field: str = "",
) -> HttpResponse:
    at, me = clock.now(), staff.person.pk
    decides = staff.may("decide-leave", unit) and wish.person != me
    cares = decides or staff.may("arrange-roster", unit)
    own = wish.person == me
    waits = wish.state == "asked" or (wish.state == "offered" and wish.urgent)
    reason = Ask("why", _("Alasan"), "lines", required=False, most=deciding.LONGEST_WHY)
    asks = filled([replace(reason, hint=_reason_hint(wish))], {"why": kept}, {"why": at_field})
    going = wish.state in ("asked", "offered", "granted")
    [card] = wishes.weighed([wish], [unit]) if going and wish.end > at else [None]
    shown = {
        "wish": wish,
        "own": own,
        "line": line_of(wish, staff.city, at),
        "left": left_words(card.left, card.least) if card else None,
        "why": wishes.why(wish, by=staff.person, at=at) if own or decides else "",
        "paper": paper_words(wish.kind) if own and going else "",
        "gaps": gap_words(unit, staff.city, wish.gaps, at),
        "times": [_again(staff, wish, start, end) for start, end in wish.times if start > at]
        if own and wish.state == "refused" else [],
        "calls": [(call, *_call_state(call, at)) for call in wish.calls],
        "can_decide": decides and waits and wish.end > at,
        "can_withdraw": (own or (cares and not decides and wish.duty is None)) and going
        and (at <= wish.start or wish.state != "granted") and at < wish.end,
        "can_return": (own or cares) and wish.state == "granted" and wish.start < at < wish.end,
        "asks": asks,
        "errors": [(asks[0].id if at_field else "", said or at_field)] if said or at_field else [],
        "simulated": wish.simulated,
    }  # fmt: skip
    return show(request, "office/leave.html", shown, status=422 if said or at_field else 200)


def _reason_hint(wish: Wish) -> str:
    if wish.state == "offered":
        return _("Wajib, baik saat menolak maupun saat membiarkan kantor kosong sementara.")
    return _("Wajib bila menolak. Rekan Anda membacanya.")


def _again(staff: Staff, wish: Wish, start: datetime, end: datetime) -> tuple[str, str]:
    query = (
        f"?orang={wish.person}-{wish.unit_id}&kind={wish.kind}&day={start.day}/{start.month}/{start.year}"
        f"&start={start:%H.%M}&until={end:%H.%M}"
    )
    return f"{ADDRESS}minta/{query}", when(staff.city, start, end)


def _call_state(call: Call, at: datetime) -> tuple[str, str]:
    """How a call stands: shape and words."""
    if call.answer == "accepted":
        return "done", _("bersedia")
    if call.answer == "declined":
        return "not", _("tidak bisa")
    if call.answer == "lapsed":
        return "not", _("tidak jadi ditunggu")
    return "offer", _("belum menjawab")


@require_POST
@post("attend")
def act(request: HttpRequest, absence_id: int, act: str) -> HttpResponse:
    """`/kerja/izin/<n>/<act>/`: tarik, kembali; for a head izinkan, tolak."""
    staff, at = staff_of(request), clock.now()
    wish, unit = _one(staff, absence_id)
    own = wish.person == staff.person.pk
    why = some_lines(plain(request.POST.get("why", "")))[: deciding.LONGEST_WHY]
    do: Callable[[], Any]
    if act in ACTS:
        cares = staff.may("decide-leave", unit) or staff.may("arrange-roster", unit)
        if not own and not cares:
            raise Http404
        do, said = lambda: ACTS[act](wish.id, by=staff.person, at=at), _said(act)
    elif act in HEAD_ACTS and staff.may("decide-leave", unit):
        verb = _verb(act, wish.id, why, staff, at)
        do, said = verb, _said(act)
    else:
        raise Http404
    try:
        do()
    except Refused as no:
        words = no.words.of(lang())
        fresh, unit = _one(staff, absence_id)
        if no.field == "why":
            return _leave_page(request, staff, fresh, unit, at_field=words, kept=why)
        return _leave_page(request, staff, fresh, unit, said=words, kept=why)
    messages.success(request, said)
    return HttpResponseRedirect(ADDRESS if act in HEAD_ACTS else f"{ADDRESS}{wish.id}/")


def _verb(act: str, absence_id: int, why: str, staff: Staff, at: datetime) -> Callable[[], Any]:
    if act == "izinkan":
        return lambda: deciding.allow(absence_id, by=staff.person, at=at, why=why)
    return lambda: deciding.refuse(absence_id, why, by=staff.person, at=at)


def _said(act: str) -> str:
    return {
        "tarik": _("Izin ditarik."),
        "kembali": _("Selamat datang kembali. Izin selesai sekarang."),
        "izinkan": _("Diizinkan. Yang bersangkutan sudah diberi tahu."),
        "tolak": _("Belum diizinkan. Yang bersangkutan sudah diberi tahu alasannya."),
    }[act]


# ---- a call to stand in --------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@post("attend")
def call(request: HttpRequest, offer_id: int) -> HttpResponse:
    """`/kerja/izin/ajakan/<n>/`: a call to stand in; yes or no."""
    staff, at = staff_of(request), clock.now()
    found = wishes.call_of(offer_id, staff.person) if offer_id < 2**63 else None
    if found is None:
        raise Http404
    one, wish = found
    said = ""
    if request.method == "POST":
        yes = request.POST.get("jawab") == "ya"
        verb = answering.accept if yes else answering.decline
        try:
            verb(one.id, by=staff.person, at=at)
        except Refused as no:
            said = no.words.of(lang())
        else:
            thanks = _("Terima kasih. Anda tercatat menggantikan.") if yes else _("Tercatat: tidak bisa.")
            messages.success(request, thanks)
            return HttpResponseRedirect(ADDRESS)
    shown = {
        "call": one,
        "wish": wish,
        "title": title_of(wish.kind, lang()),
        "when": when(staff.city, wish.start, wish.end),
        "open": not one.answer and wish.state in ("offered", "granted", "asked") and not wish.substitute,
        "state": _call_state(one, at),
        "errors": [("", said)] if said else [],
        "simulated": wish.simulated,
    }
    return show(request, "office/leave_call.html", shown, status=422 if said else 200)
