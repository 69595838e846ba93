"""Follow-ups in the browser: what waits; one with its owner, its day, what was done and what it changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.looks import wording
from garda.office.asks import Ask, filled, left_over, on_top
from garda.office.persons import day_of
from garda.office.results.asked import asked_for, edition_of, office_or_404
from garda.office.showing import lang, local_day, show, staff_of
from garda.people.changes import Unfit
from garda.people.register import register_of
from garda.rosters import helping
from garda.sight.doors import Staff, post, units_in_reach
from garda.surveys import following_up, periods, result_words
from garda.surveys.follow_up_states import BETTER, DONE, DROPPED, OPEN, TAKEN
from garda.surveys.following_up import Matter
from garda.texts.cleaning import plain, some_lines, whole
from garda.trails import reading
from garda.trails.writing import Overtaken

ADDRESS = "/kerja/tindak-lanjut/"
FIELDS = {
    "ambil": ("owner", "due", "plan"),
    "lapor": ("result",),
    "periksa": ("verdict", "why"),
    "lepas": ("why",),
}
STARTS = {"ambil": (OPEN, TAKEN), "lapor": (TAKEN,), "periksa": (DONE,), "lepas": (OPEN, TAKEN)}


@dataclass(frozen=True)
class Row:
    """One follow-up as lists and pages show it."""

    one: Matter
    title: str
    office: str
    period: str
    state: str
    state_words: str
    late: bool
    before: str
    after: str
    waits: str = ""  # what whoever reads it has to do: what the door to this page counts


@dataclass(frozen=True)
class Form:
    """One act that may be done now: its address, what it asks, its button."""

    name: str
    title: str
    button: str
    asks: list[Ask]


def waits(staff: Staff, at: datetime) -> int:
    """How many follow-ups wait for this person."""
    return following_up.waiting(units_in_reach(staff, "follow-up"), staff.person)


@require_safe
@post("see-results")
def every(request: HttpRequest) -> HttpResponse:
    """`/kerja/tindak-lanjut/`: what is open in the offices within reach and what is one's own."""
    staff = staff_of(request)
    units = units_in_reach(staff, "see-results")
    decided = units_in_reach(staff, "follow-up")
    live = [
        replace(row_of(one, staff), waits=_to_do(one, decided, staff))
        for one in following_up.listed(units, staff.person)
    ]
    live.sort(
        key=lambda row: (not row.late, row.one.due is not None, row.one.due or row.one.opened_at.date())
    )
    over = [row_of(one, staff) for one in following_up.listed(units, staff.person, live=False)]
    late = sum(row.late for row in live)
    shown = {
        "headline": _headline(len(live), late),
        "waits": sum(bool(row.waits) for row in live),
        "live": live,
        "over": over,
        "me": staff.person.pk,
        "limit": following_up.LISTED,
        "simulated": any(row.one.simulated for row in (*live, *over)),
    }
    return show(request, "office/results/follow_ups.html", shown)


def _to_do(one: Matter, decided: Collection[int], staff: Staff) -> str:
    """What waits for this person in it; "" when nothing does."""
    if not following_up.waits(one, decided, staff.person):
        return ""
    return {
        OPEN: _("Tunjuk pemiliknya."), TAKEN: _("Laporkan hasilnya."), DONE: _("Periksa hasilnya."),
    }[one.state]  # fmt: skip


def _headline(live: int, late: int) -> str:
    if late:
        return _("%(late)s dari %(n)s tindak lanjut terlambat") % {"late": late, "n": live}
    if live:
        return _("%(n)s tindak lanjut berjalan, tidak ada yang terlambat") % {"n": live}
    return _("Tidak ada tindak lanjut yang terbuka")


@require_POST
@post("follow-up")
def open_weakest(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/hasil/<office>/tindak-lanjut/`: the three weakest elements of the period become matters."""
    staff, at = staff_of(request), clock.now()
    unit = office_or_404(staff, key)
    if not staff.may("follow-up", unit):
        raise PermissionDenied
    asked = asked_for(request, staff)
    if asked.board is None:
        raise Http404
    by = staff.by_for(unit.pk)
    try:
        following_up.open_weakest(asked.board, unit, asked.period, by=staff.person, post=by.post, at=at)
    except Refused as no:
        messages.error(request, no.words.of(lang()))
    else:
        messages.success(request, _("Tiga unsur terlemah menjadi tindak lanjut. Tentukan pemiliknya."))
    return HttpResponseRedirect(f"/kerja/hasil/{unit.key}/{asked.query()}#tindak-lanjut")


@require_safe
@post("see-results")
def one(request: HttpRequest, matter_id: int) -> HttpResponse:
    """`/kerja/tindak-lanjut/<id>/`: one follow-up, and the acts that are open to the reader."""
    staff = staff_of(request)
    return _page(request, staff, *_found(staff, matter_id))


@require_POST
@post("see-results")
def act(request: HttpRequest, matter_id: int, name: str) -> HttpResponse:
    """Name its owner, report it, verify it, leave it."""
    staff, at = staff_of(request), clock.now()
    matter, unit = _found(staff, matter_id)
    if name not in FIELDS:
        raise Http404
    if not _may(staff, unit, matter, name):
        raise PermissionDenied
    kept = {one: some_lines(plain(request.POST.get(one, "")))[:5000] for one in FIELDS[name]}
    seen = request.POST.get("seen", "")
    signed = {
        "by": staff.person, "post": staff.by_for(unit.pk).post, "at": at,
        "seen": whole(seen, 9),
    }  # fmt: skip
    try:
        _do(name, matter.id, kept, signed)
    except Overtaken:
        said = _("Orang lain mendahului Anda. Lihat keadaannya sekarang; tulisan Anda masih di sini.")
        return _page(request, staff, *_found(staff, matter_id), name, kept, {"": said}, status=409)
    except Unfit as wrong:
        return _page(request, staff, matter, unit, name, kept, {wrong.field: wrong.said}, status=422)
    except Refused as no:
        now, unit = _found(staff, matter_id)
        field = no.field if no.field in kept else ""
        return _page(request, staff, now, unit, name, kept, {field: no.words.of(lang())}, status=422)
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(f"{ADDRESS}{matter.id}/")


def _do(act: str, pk: int, kept: dict[str, str], signed: dict[str, Any]) -> None:
    if act == "ambil":
        due = day_of(kept["due"], "due")
        following_up.take(pk, whole(kept["owner"]) or 0, due, kept["plan"], **signed)
    elif act == "lapor":
        following_up.report(pk, kept["result"], **signed)
    elif act == "lepas":
        following_up.drop(pk, kept["why"], **signed)
    elif kept["verdict"] in ("membaik", "belum"):
        following_up.verify(pk, kept["verdict"] == "membaik", kept["why"], **signed)
    else:
        raise Unfit(_("Pilih salah satu."), "verdict")


# ---- the page ------------------------------------------------------------------------------------
def _found(staff: Staff, matter_id: int) -> tuple[Matter, Any]:
    found = following_up.one_of(matter_id) if matter_id < 2**63 else None
    if found is None or found[1].city_id != staff.city.pk:
        raise Http404
    matter, unit = found
    if not staff.may("see-results", unit) and not _owns(staff, unit, matter):
        raise Http404
    return matter, unit


def _owns(staff: Staff, unit: Any, matter: Matter) -> bool:
    """Whether it is theirs, in the office where they still work: who left yesterday answers for nothing."""
    return matter.owner_id == staff.person.pk and unit.pk in staff.unit_ids


def _may(staff: Staff, unit: Any, matter: Matter, act: str) -> bool:
    leads = staff.may("follow-up", unit)
    if act == "lapor":
        return leads or _owns(staff, unit, matter)
    if act == "periksa":
        return leads and staff.person.pk not in (matter.owner_id, matter.done_by)
    return leads


def _page(
    request: HttpRequest,
    staff: Staff,
    matter: Matter,
    unit: Any,
    tried: str = "",
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    later = following_up.later_of(matter, staff.city, at) if matter.state == DONE else None
    forms = [
        form
        for name in FIELDS
        if matter.state in STARTS[name] and _may(staff, unit, matter, name)
        for form in [_form(name, matter, unit, at, *((kept, errors) if name == tried else (None, None)))]
    ]
    tops = [pair for form in forms for pair in on_top(form.asks, errors or {}) if form.name == tried]
    shown = {
        "row": row_of(matter, staff),
        "unit": unit,
        "later": later,
        "later_mean": result_words.shown(later.mean, 2) if later else "",
        "later_period": _period(later.period) if later else "",
        "forms": forms,
        "tried": tried,
        "lost": left_over(
            [ask for form in forms if form.name == tried for ask in form.asks],
            kept or {},
            "plan",
            "result",
            "why",
        ),
        "errors": tops or [("", said) for said in (errors or {}).values()],
        "seen": reading.last_seq(staff.city, following_up.KIND, matter.id),
        "trace": [
            (_said(line.name), line.by.name if line.by else "", line.at)
            for line in reading.lines(staff.city, following_up.KIND, matter.id)
        ],
        "simulated": matter.simulated,
    }
    return show(request, "office/results/follow_up.html", shown, status=status)


def _form(
    name: str,
    matter: Matter,
    unit: Any,
    at: datetime,
    kept: dict[str, str] | None,
    errors: dict[str, str] | None,
) -> Form:
    titles = {
        "ambil": (_("Tentukan pemiliknya"), _("Simpan pemilik dan tenggat")),
        "lapor": (_("Catat apa yang sudah dilakukan"), _("Simpan hasil")),
        "periksa": (_("Periksa hasilnya"), _("Simpan pemeriksaan")),
        "lepas": (_("Tidak dilanjutkan"), _("Simpan alasan")),
    }
    title, button = titles[name]
    usual = {"owner": str(matter.owner_id or ""), "plan": matter.plan}
    if matter.due:
        usual["due"] = f"{matter.due:%d/%m/%Y}"
    return Form(name, title, button, filled(_asks(name, unit, at), {**usual, **(kept or {})}, errors or {}))


def _asks(name: str, unit: Any, at: datetime) -> list[Ask]:
    most = following_up.LONGEST
    if name == "ambil":
        people = [("", _("Pilih")), *((str(one.pk), one.name) for one in helping.team_of(unit, at))]
        return [
            Ask("owner", _("Siapa yang mengurus"), "list", options=people, scope=name),
            Ask("due", _("Paling lambat"), hint=_("Seperti 17/8/2026."), most=20, short=True, scope=name),
            Ask("plan", _("Apa yang akan dilakukan"), "lines", most=most, scope=name),
        ]
    if name == "lapor":
        hint = _("Apa yang dilakukan, dan apa jadinya. Dibaca warga di lembar hasil.")
        return [Ask("result", _("Yang sudah dilakukan"), "lines", hint=hint, most=most, scope=name)]
    if name == "periksa":
        options = [("membaik", _("Membaik, selesai")), ("belum", _("Belum membaik, dibuka lagi"))]
        return [
            Ask("verdict", _("Sesudah masa berikutnya"), "choices", options=options, scope=name),
            Ask("why", _("Apa yang Anda lihat"), "lines", most=most, scope=name),
        ]
    return [Ask("why", _("Alasannya"), "lines", most=most, scope=name)]


def row_of(one: Matter, staff: Staff) -> Row:
    """The follow-up in words."""
    today = local_day(staff, clock.now())
    edition = edition_of(staff, one.key, today)
    title = result_words.element_title(edition.instrument if edition else None, one.about)
    state, words = _state(one, one.is_late(today))
    return Row(
        one, title, register_of(staff.city).unit(one.unit_id).name, _period(one.period), state, words,
        one.is_late(today), result_words.shown(one.before, 2), result_words.shown(one.after, 2),
    )  # fmt: skip


def _period(key: str) -> str:
    found = periods.read(key)
    return wording.words(found.words) if found else key


def _state(one: Matter, late: bool) -> tuple[str, str]:
    if late:
        return "late", _("terlambat")
    if one.state == OPEN and one.owner_id is not None:
        return "pause", _("belum membaik, dibuka lagi")
    return {
        OPEN: ("not", _("belum ada pemilik")),
        TAKEN: ("run", _("sedang dikerjakan")),
        DONE: ("pause", _("menunggu hasil masa berikutnya")),
        BETTER: ("done", _("membaik")),
        DROPPED: ("not", _("tidak dilanjutkan")),
    }.get(one.state, ("not", one.state))


def _said(name: str) -> str:
    return {
        "followup.opened": _("Dibuka dari unsur terlemah"),
        "followup.taken": _("Pemilik dan tenggat ditentukan"),
        "followup.reported": _("Tindakan dicatat"),
        "followup.confirmed": _("Dinyatakan membaik"),
        "followup.reopened": _("Belum membaik, dibuka lagi"),
        "followup.dropped": _("Tidak dilanjutkan"),
        "followup.late": _("Tenggat lewat, pemilik dan kepala diberi tahu"),
    }.get(name, name)
