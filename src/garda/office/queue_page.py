"""The caller's strip: who waits, whom this desk serves, and every act on a number.

The strip stands on a page of its own and on the desk; both press the same buttons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.counters import calling, queues, taking
from garda.office.queue_line import caller
from garda.office.showing import lang, show, staff_of
from garda.rosters import desks
from garda.sight import shelves
from garda.sight.doors import Staff, post, staff_case

ADDRESS, DESK = "/kerja/antrean/", "/kerja/meja/"
CHOSEN = "queue_desk"
# What an address calls an act.
ACTS = {
    "panggil": "call",
    "lagi": "recall",
    "layani": "serve",
    "tunda": "hold",
    "oper": "pass",
    "lewat": "miss",
    "selesai": "finish",
}


@dataclass(frozen=True)
class Row:
    """A number as the strip shows it."""

    id: int
    code: str
    service: str
    key: str
    first: str
    minutes: int
    desk: str
    calls: int
    case_number: str


def desk_at(request: HttpRequest, staff: Staff, at: datetime) -> desks.DeskPlace | None:
    """The desk at which this person sits: as chosen, else by the seat of their post; None without any."""
    found = desks.desks_of(staff.unit, at)
    chosen = request.session.get(CHOSEN, "")
    seat = staff.held[0].post.seat
    mine = next((one for one in found if one.key == chosen), None)
    return mine or next((one for one in found if one.number == seat), None) or next(iter(found), None)


def strip_of(request: HttpRequest, staff: Staff, at: datetime) -> dict[str, Any]:
    """What the strip shows: the number at this desk, who is next, how many wait and how long."""
    queue = queues.queue_of(staff.unit, at, estimates=False)
    mine = desk_at(request, staff, at)
    reads = _reader(staff, at)
    at_desk = [one for one in (*queue.called, *queue.serving) if mine and one.desk == mine.key]
    line = [one for one in queue.waiting if not one.desk or (mine and one.desk == mine.key)]
    line.sort(key=lambda one: not one.desk)
    now = reads(at_desk[0]) if at_desk else None
    most = calling.calls_of(staff.city)
    return {
        "desk": mine,
        "desks": desks.desks_of(staff.unit, at),
        "now": now,
        "now_state": at_desk[0].state if at_desk else "",
        "may_miss": bool(now and now.calls >= most),
        "most": most,
        "next": reads(line[0]) if line else None,
        "line": [reads(one) for one in queue.waiting],
        "held": [reads(one) for one in queue.held],
        "elsewhere": [
            reads(one) for one in (*queue.called, *queue.serving) if mine is None or one.desk != mine.key
        ],
        "count": queue.count,
        "longest": max((_minutes(one.arrived, at) for one in queue.waiting), default=0),
        "simulated": queue.simulated,
    }


def _minutes(since: datetime, at: datetime) -> int:
    return max(0, int((at - since).total_seconds() // 60))


def _reader(staff: Staff, at: datetime) -> Any:
    speaks = lang()
    titles = {one.key: one.title for one in shelves.services(staff.city, at, speaks)}
    why = {key: words.of(speaks) for key, words in taking.who_goes_first(staff.city).items()}
    places = {one.key: one.title for one in desks.desks_of(staff.unit, at)}

    def reads(one: queues.Placed) -> Row:
        since = one.arrived if one.state == "waiting" else one.since
        return Row(
            one.id, one.code, titles.get(one.key, _("Belum tahu layanannya")), one.key,
            why.get(one.first, ""), _minutes(since, at), places.get(one.desk, one.desk), one.calls,
            one.case_number,
        )  # fmt: skip

    return reads


@require_safe
@post("serve-queue")
def queue(request: HttpRequest) -> HttpResponse:
    """`/kerja/antrean/`: the strip, everybody who waits, who was put off and who was missed."""
    staff, at = staff_of(request), clock.now()
    strip = strip_of(request, staff, at)
    reads = _reader(staff, at)
    shown = {
        "office": staff.unit,
        "at": at,
        "queue": strip,
        "missed": [reads(one) for one in queues.missed_lately(staff.unit, at)],
        "services": _given(staff, at),
        "reasons": [(key, words.of(lang())) for key, words in taking.who_goes_first(staff.city).items()],
        "back": "antrean",
        "may_file": staff.may("file"),
        "caller": caller(strip),
        "simulated": strip["simulated"],
    }
    return show(request, "office/queue.html", shown)


def _given(staff: Staff, at: datetime) -> list[shelves.Service]:
    return [one for one in shelves.services(staff.city, at, lang(), staff.unit.kind) if one.kind == "request"]


@require_POST
@post("serve-queue")
def call(request: HttpRequest) -> HttpResponse:
    """`/kerja/antrean/panggil/`: whoever is next for this desk."""
    staff, at = staff_of(request), clock.now()
    mine = desk_at(request, staff, at)
    if mine is None:
        return _back(request, wrong=_("Kantor ini belum punya meja. Tambahkan dulu di pengaturan kantor."))
    try:
        done = calling.call_next(staff.unit, mine.key, by=staff.person, at=at)
    except Refused as refused:
        return _back(request, wrong=refused.words.of(lang()))
    if done is None:
        return _back(request, said=_("Tidak ada yang menunggu."))
    return _back(request, said=_("%(code)s dipanggil ke %(desk)s.") % {"code": done.code, "desk": mine.title})


@require_POST
@post("serve-queue")
def act(request: HttpRequest, ticket_id: int, act: str) -> HttpResponse:
    """`/kerja/antrean/<id>/<act>/`: one act on one number of this office; another office's is not there."""
    staff, at, name = staff_of(request), clock.now(), ACTS.get(act)
    ticket = queues.of_unit(staff.unit, ticket_id)
    if name is None or ticket is None:
        raise Http404
    mine = desk_at(request, staff, at)
    desk = mine.key if mine else ""
    if name == "pass":
        desk = request.POST.get("meja", "")
        if desk == ticket.desk or desk not in {one.key for one in desks.desks_of(staff.unit, at)}:
            return _back(request, wrong=_("Pilih meja lain untuk %(code)s.") % {"code": ticket.code})
    if name == "call" and strip_of(request, staff, at)["now"]:
        return _back(request, wrong=_("Selesaikan, tunda, atau oper dulu nomor yang ada di meja Anda."))
    try:
        done = calling.act(ticket_id, name, desk, by=staff.person, at=at, unit=staff.unit)
    except Refused as no:
        return _back(request, wrong=no.words.of(lang()))
    return _back(request, said=_said(name) % {"code": done.code})


def _said(name: str) -> str:
    return {
        "call": _("%(code)s dipanggil."),
        "recall": _("%(code)s dipanggil lagi."),
        "serve": _("%(code)s sedang dilayani."),
        "hold": _("%(code)s ditunda. Panggil lagi dari daftar di bawah."),
        "pass": _("%(code)s dioper, dan didahulukan di meja itu."),
        "miss": _("%(code)s dicatat tidak datang. Dalam satu jam masih bisa dipanggil."),
        "finish": _("%(code)s selesai dilayani."),
    }[name]


@require_POST
@post("serve-queue")
def choose_desk(request: HttpRequest) -> HttpResponse:
    """`/kerja/antrean/meja/`: at which desk I sit; kept for this session."""
    staff, at = staff_of(request), clock.now()
    chosen = request.POST.get("meja", "")[:60]
    found = next((one for one in desks.desks_of(staff.unit, at) if one.key == chosen), None)
    if found is None:
        return _back(request, wrong=_("Pilih meja dari daftar."))
    request.session[CHOSEN] = found.key
    return _back(request, said=_("Anda kini di %(desk)s.") % {"desk": found.title})


@require_POST
@post("serve-queue")
def give(request: HttpRequest) -> HttpResponse:
    """`/kerja/antrean/beri/`: a number for somebody without a phone, from the officer's hand."""
    staff, at = staff_of(request), clock.now()
    key, first = request.POST.get("layanan", "")[:60], request.POST.get("dahulu", "")[:12]
    try:
        taken = taking.take_number(staff.unit, at=at, channel=taking.OFFICER, key=key, first=first)
    except Refused as no:
        return _back(request, wrong=no.words.of(lang()))
    return _back(request, said=_("Nomornya %(code)s. Sebutkan kepada warga.") % {"code": taken.code})


@require_POST
@post("serve-queue")
def tie(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """`/kerja/antrean/<id>/urusan/`: this number continues a matter that is there already."""
    staff = staff_of(request)
    ticket = queues.of_unit(staff.unit, ticket_id)
    if ticket is None:
        raise Http404
    try:
        case = staff_case(staff, request.POST.get("urusan", "").replace("\0", "").strip()[:40])
    except Http404:
        return _back(request, wrong=_("Nomor urusan itu tidak ada di kantor Anda. Periksa struknya."))
    calling.tie(ticket.id, case.number, staff.unit)
    return HttpResponseRedirect(f"/kerja/urusan/{case.number}/")


def _back(request: HttpRequest, said: str = "", wrong: str = "") -> HttpResponse:
    if wrong:
        messages.error(request, wrong)
    elif said:
        messages.success(request, said)
    return HttpResponseRedirect(DESK if request.POST.get("dari") == "meja" else ADDRESS)
