"""Opening a call: which procedures, which questions, which offices, until when."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.cases.publishing import all_in_force, flow_by_id
from garda.enquiries import calling, states
from garda.enquiries.calling import Plan, Wanted
from garda.office import addressing
from garda.office.asks import Ask, filled, on_top
from garda.office.persons import day_of
from garda.office.showing import lang, show, staff_of
from garda.people import roles
from garda.people.changes import Unfit
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain, some_lines
from garda.texts.once import once

QUESTIONS = (1, 2, 3, 4)
NAMES = ("title", "words", "until", "named", "form_key")


@require_http_methods(["GET", "HEAD", "POST"])
@post("ask-units")
def new(request: HttpRequest) -> HttpResponse:
    """`/kerja/permintaan/baru/`; `?layanan=` ticks a service beforehand."""
    staff, at = staff_of(request), clock.now()
    if request.method != "POST":
        return _page(request, staff, at, {}, [request.GET.get("layanan", "")[:60]], [])
    kept = {name: some_lines(plain(request.POST.get(name, "")))[:5000] for name in NAMES}
    for place in QUESTIONS:
        for name in (f"question{place}", f"shape{place}", f"example{place}"):
            kept[name] = some_lines(plain(request.POST.get(name, "")))[:2000]
    services = [plain(one)[:60] for one in request.POST.getlist("services")[:60]]
    picked = addressing.typed_in(request)
    try:
        pk = _open(staff, kept, services, picked, at)
    except Unfit as wrong:
        return _page(request, staff, at, kept, services, picked, {wrong.field: wrong.said})
    except Refused as no:
        return _page(request, staff, at, kept, services, picked, {no.field or "title": no.words.of(lang())})
    messages.success(request, _("Permintaan terkirim. Kepala setiap kantor sudah diberi tahu."))
    return HttpResponseRedirect(calling.url_of(pk))


def _open(staff: Staff, kept: dict[str, str], services: list[str], picked: list[str], at: datetime) -> int:
    own = next(one for one in staff.held if roles.reach(one.post.kind, "ask-units"))
    plan = Plan(
        kept["title"],
        kept["words"],
        day_of(kept["until"], "until"),
        [
            Wanted(
                kept[f"question{place}"],
                kept[f"shape{place}"] or states.WORDS,
                kept[f"example{place}"] == "ya",
            )
            for place in QUESTIONS
        ],
        services,
        kept["named"].split("\n"),
    )
    units = addressing.chosen(_to(staff), picked)
    form_key = kept["form_key"] if 16 <= len(kept["form_key"]) <= 40 else secrets.token_hex(16)
    return calling.open_call(
        staff.city, own.unit, plan, units, by=staff.person, by_post=own.post.pk,
        form_key=once(form_key, staff.person.pk, kept, services, picked), at=at,
    )  # fmt: skip


def _to(staff: Staff) -> list[Any]:
    return addressing.reachable(staff, "ask-units", but=staff.unit_ids)


def _page(
    request: HttpRequest,
    staff: Staff,
    at: datetime,
    kept: dict[str, str],
    services: list[str],
    picked: list[str],
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    speaks = lang()
    offered = sorted(
        ((row.key, flow_by_id(row.pk).title.of(speaks)) for row in all_in_force(staff.city, at)),
        key=lambda pair: pair[1],
    )
    head = filled(_head(), kept, wrong)
    procedures = [
        Ask("services", _("Layanan"), "ticks", _("Setiap pertanyaan dijawab untuk setiap yang dipilih."),
            options=offered, values=tuple(services), required=False, error=wrong.get("services", "")),
        *filled([Ask("named", _("Tata laksana lain"), "lines",
                     _("Satu nama sebaris, misalnya: penerimaan tamu."), required=False, most=800)],
                kept, wrong),
    ]  # fmt: skip
    questions = [filled(_question(place), kept, wrong) for place in QUESTIONS]
    every = [*head, *procedures, *(ask for group in questions for ask in group)]
    top = on_top(every, {key: said for key, said in wrong.items() if key != "units"})
    top += [("f-units", wrong["units"])] if "units" in wrong else []
    shown = {
        "head": head,
        "procedures": procedures,
        "questions": questions,
        "addressees": addressing.choices(_to(staff), picked),
        "units_label": _("Kantor mana yang ditanya"),
        "units_error": wrong.get("units", ""),
        "form_key": kept.get("form_key") or secrets.token_hex(16),
        "errors": top,
    }
    return show(request, "office/enquiries/new.html", shown, status=422 if errors else 200)


def _head() -> list[Ask]:
    return [
        Ask("title", _("Apa yang ingin diketahui"), hint=_("Misalnya: pelaksanaan SKTM di lapangan."),
            most=160),
        Ask("words", _("Untuk apa"), "lines", _("Kantor menjawab lebih baik bila tahu gunanya."),
            required=False, most=2000),
        Ask("until", _("Dijawab sampai hari"), hint=_("Seperti 17/8/2026. Sesudah itu ditutup."), most=20,
            short=True),
    ]  # fmt: skip


def _question(place: int) -> list[Ask]:
    shapes = [
        (states.WORDS, _("dengan kata-kata")),
        (states.YES_NO, _("ya atau tidak")),
        (states.NUMBER, _("dengan angka")),
    ]
    return [
        Ask(f"question{place}", _("Pertanyaan %(n)s") % {"n": place}, required=place == 1, most=300),
        Ask(f"shape{place}", _("Dijawab"), "list", options=shapes),
        Ask(f"example{place}", _("Minta contoh nyata"), "tick", required=False),
    ]
