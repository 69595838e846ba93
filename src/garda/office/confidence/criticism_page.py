"""Criticism as it is read and answered: an inbox with clocks, one with its words, the shares."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.integrity import answering, criticisms, limits, states
from garda.integrity.criticisms import Shares, Shown
from garda.office.asks import Ask, filled, left_over, on_top
from garda.office.overtaking import seen_in
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.register import register_of
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import one_line, plain, some_lines
from garda.trails.writing import Overtaken

ADDRESS = answering.ADDRESS
BACK = timedelta(days=365)


def waits(staff: Staff, at: datetime) -> int:
    """How many wait for this person's answer."""
    return criticisms.waiting(staff.city, staff.held) if staff.may("answer-criticism") else 0


@require_safe
@post("criticise")
def inbox(request: HttpRequest) -> HttpResponse:
    """`/kerja/kritik/`: what waits for an answer, then what was promised; for everybody the way to write."""
    staff, at = staff_of(request), clock.now()
    reads = staff.may("answer-criticism")
    units = units_in_reach(staff, "answer-criticism") if reads else []
    found = criticisms.inbox(staff.city, units, staff.held, at) if reads else []
    over = criticisms.ended(staff.city, units, at, local_day(staff, at) - BACK) if reads else []
    mine = [one for one in found if one.state == states.WAITING and _answers(staff, one)]
    # No more are listed than can be read: how many wait is counted, and the next come up in their turn.
    waiting = waits(staff, at)
    shown = {
        "reads": reads,
        "waiting": waiting,
        "later": waiting - len(mine),
        "mine": [(one, *state_of(one)) for one in mine],
        "elsewhere": [
            (one, *state_of(one)) for one in found if one.state == states.WAITING and one not in mine
        ],
        "acting": [(one, *state_of(one)) for one in found if one.state == states.ACTING],
        "over": [(one, *state_of(one)) for one in over],
        "term": limits.words("criticism", "answer"),
        "simulated": any(one.simulated for one in (*found, *over)),
    }
    return show(request, "office/confidence/criticisms.html", shown)


@require_safe
@post("answer-criticism", "handle-conduct")
def city(request: HttpRequest) -> HttpResponse:
    """`/kerja/kritik/kota/`: the share answered and the share that led to an action, by office."""
    staff, at = staff_of(request), clock.now()
    today = local_day(staff, at)
    units = set(units_in_reach(staff, "answer-criticism")) | set(units_in_reach(staff, "handle-conduct"))
    whole = criticisms.shares(staff.city, today - BACK, today, at, units)
    by_unit = criticisms.shares_by_unit(staff.city, today - BACK, today, at)
    shown = {
        "whole": whole,
        "lines": share_lines(whole),
        "rows": [(unit, one, share_lines(one)) for unit, one in by_unit if unit.pk in units],
        "enough": criticisms.ENOUGH,
        "since": today - BACK,
        "basis": limits.basis("criticism"),
        "simulated": bool(whole.simulated),
    }
    return show(request, "office/confidence/criticism_shares.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@post("answer-criticism")
def one(request: HttpRequest, criticism_id: int) -> HttpResponse:
    """`/kerja/kritik/<key>/`: the words (reading them is on record), and the answer of who must give it."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, criticism_id, at)
    if request.method != "POST":
        return _one(request, staff, found, {}, {})
    if not _answers(staff, found):
        raise PermissionDenied
    kept = {
        "verdict": one_line(plain(request.POST.get("verdict", "")))[:20],
        "reason": some_lines(plain(request.POST.get("reason", "")))[:6000],
        "action": some_lines(plain(request.POST.get("action", "")))[:6000],
        "action_due": one_line(plain(request.POST.get("action_due", "")))[:20],
    }
    try:
        answering.answer(
            found.id, kept["verdict"], kept["reason"], by=staff.person, held=staff.held, at=at,
            seen=seen_in(request), action=kept["action"], action_due=_day(kept["action_due"]),
        )  # fmt: skip
    except Refused as no:
        return _one(request, staff, found, kept, {no.field or "verdict": no.words.of(lang())})
    except Overtaken:
        said = _("Orang lain mendahului Anda. Baca dulu keadaannya; tulisan Anda masih di bawah.")
        return _one(request, staff, _found(staff, criticism_id, at), kept, {"": said}, 409)
    messages.success(request, _("Jawaban tersimpan. Penulisnya membacanya dengan kodenya."))
    return HttpResponseRedirect(ADDRESS)


@require_POST
@post("answer-criticism")
def finish(request: HttpRequest, criticism_id: int) -> HttpResponse:
    """The promised action is done."""
    staff, at = staff_of(request), clock.now()
    found = _found(staff, criticism_id, at)
    if not _answers(staff, found):
        raise PermissionDenied
    kept = {"result": some_lines(plain(request.POST.get("result", "")))[:6000]}
    try:
        answering.finish(
            found.id, kept["result"], by=staff.person, held=staff.held, at=at, seen=seen_in(request)
        )
    except Refused as no:
        return _one(request, staff, found, kept, {no.field or "result": no.words.of(lang())})
    except Overtaken:
        said = _("Orang lain mendahului Anda. Baca dulu keadaannya; tulisan Anda masih di bawah.")
        return _one(request, staff, _found(staff, criticism_id, at), kept, {"": said}, 409)
    messages.success(request, _("Tindakan selesai tercatat."))
    return HttpResponseRedirect(ADDRESS)


def _found(staff: Staff, criticism_id: int, at: datetime) -> Shown:
    units = units_in_reach(staff, "answer-criticism")
    found = criticisms.one_of(staff.city, criticism_id, units, by=staff.person, at=at)
    if found is None:
        raise Http404
    return found


def _answers(staff: Staff, found: Shown) -> bool:
    if found.state == states.WAITING and answering.went_past(staff.held, found.unit_id, found.at_unit_id):
        return False
    return answering.may_answer(staff.held, register_of(staff.city).unit(found.at_unit_id))


def _one(
    request: HttpRequest, staff: Staff, found: Shown, kept: dict[str, str], errors: dict[str, str],
    status: int = 0,
) -> HttpResponse:  # fmt: skip
    may = _answers(staff, found)
    asks = filled(_asks(), kept, errors) if may and found.state == states.WAITING else []
    results = filled(_result_asks(), kept, errors) if may and found.state == states.ACTING else []
    mark, said = state_of(found)
    shown = {
        "found": found,
        "mark": mark,
        "said": said,
        "asks": asks,
        "results": results,
        "errors": on_top([*asks, *results], errors),
        "lost": left_over([*asks, *results], kept, "reason", "action", "result"),
        "verdict": dict(_verdicts()).get(found.verdict, ""),
        "top": register_of(staff.city).unit(found.at_unit_id).parent_id is None,
        "simulated": found.simulated,
    }
    code = status or (422 if errors else 200)
    return show(request, "office/confidence/criticism.html", shown, status=code)


def _asks() -> list[Ask]:
    return [
        Ask("verdict", _("Diterima atau tidak"), "choices", options=_verdicts()),
        Ask("reason", _("Alasan"), "lines", hint=_("Dibaca penulisnya. Jangan menebak siapa dia."),
            most=2000),
        Ask("action", _("Tindakan"), "lines", hint=_("Wajib bila diterima."), most=2000, required=False),
        Ask("action_due", _("Selesai paling lambat"), hint=_("Seperti 17/8/2026."), most=20, short=True,
            required=False),
    ]  # fmt: skip


def _result_asks() -> list[Ask]:
    return [Ask("result", _("Apa hasilnya"), "lines", hint=_("Dibaca penulisnya."), most=2000)]


def _verdicts() -> list[tuple[str, str]]:
    return [
        (answering.ACCEPTED, _("Diterima")),
        (answering.PARTLY, _("Diterima sebagian")),
        (answering.NOT, _("Belum dapat diterima")),
    ]


def _day(typed: str) -> date | None:
    try:
        return clock.parse_day(typed) if typed else None
    except ValueError:
        return None


def state_of(found: Shown) -> tuple[str, str]:
    """How it stands: shape and words."""
    if found.state == states.WAITING:
        return ("late", _("terlambat dijawab")) if found.late else ("run", _("menunggu jawaban"))
    if found.state == states.ACTING:
        return (
            ("late", _("tindakan terlambat")) if found.action_late else ("run", _("sedang ditindaklanjuti"))
        )
    return (
        ("done", _("sudah ditindaklanjuti")) if found.state == states.DONE else ("done", _("sudah dijawab"))
    )


def share_lines(one: Shares) -> list[tuple[str, int]]:
    """The three shares with how many each is, of those received."""
    return [
        (_("dijawab"), one.answered),
        (_("dijawab pada waktunya"), one.in_time),
        (_("berbuah tindakan"), one.with_action),
    ]
