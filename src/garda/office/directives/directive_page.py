"""One directive: whose it is and where from, how many caught, did and proved it, and who has not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.directives import coordinating, issuing, reading, states
from garda.directives.issuing import KIND, url_of
from garda.directives.reading import FILTERS, OfUnit, Whole
from garda.looks.wording import number
from garda.office import addressing
from garda.office.asks import Ask, filled, on_top
from garda.office.directives import reach
from garda.office.directives.list_page import gives
from garda.office.directives.wording import TITLES, origin_words, state_of
from garda.office.overtaking import seen_in
from garda.office.persons import day_of
from garda.office.showing import lang, show, staff_of
from garda.people.changes import Unfit
from garda.sight.doors import Staff, post
from garda.texts.cleaning import plain
from garda.trails.reading import lines
from garda.trails.writing import Overtaken

# The counts of the page in their order, as addresses say them.
COUNTS = {
    "ditangkap": "caught", "dilaksanakan": "implemented", "diperiksa": "verified", "belum": "missing",
}  # fmt: skip


@require_safe
@post("see-directives")
def directive(request: HttpRequest, directive_id: int) -> HttpResponse:
    """`/kerja/arahan/<id>/`; `?keadaan=` opens one of its counts."""
    staff = staff_of(request)
    return _page(request, staff, reach.found_for(staff, directive_id))


def _page(
    request: HttpRequest,
    staff: Staff,
    found: Whole,
    kept: dict[str, str] | None = None,
    picked: list[str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    at, wrong = clock.now(), errors or {}
    wanted = COUNTS.get(request.GET.get("keadaan", ""), "")
    every = _within(staff, found, reading.units_of(staff.city, found.heading.id, at))
    rows = [one for one in every if not wanted or one.state in FILTERS[wanted]]
    coordinates = staff.may("coordinate-directive") and found.heading.state != "withdrawn"
    to = (
        addressing.reachable(staff, "coordinate-directive", but={one.unit.pk for one in every})
        if coordinates
        else []
    )
    asks = filled(_asks(found), kept or {}, wrong)
    top = on_top(asks, {key: said for key, said in wrong.items() if key not in ("units", "")})
    top += [
        ("f-units" if key == "units" else "", said) for key, said in wrong.items() if key in ("units", "")
    ]
    trail = lines(staff.city, KIND, found.heading.id)
    shown = {
        "one": found.heading,
        "found": found,
        "origin": origin_words(found.heading),
        "headline": headline(found, every),
        "chain": [(one, origin_words(one)) for one in found.chain],
        "derived": [(one, origin_words(one)) for one in found.derived],
        "opens": reach.sees_city(staff),
        "counts": counts(every),
        "wanted": request.GET.get("keadaan", "") if wanted else "",
        "rows": [(one, *state_of(one)) for one in rows],
        "asked": sum(one.state in FILTERS["asked"] for one in every),
        "addressees": addressing.choices(to, picked or ()),
        "units_label": _("Untuk unit mana"),
        "units_error": wrong.get("units", ""),
        "due_ask": next(one for one in asks if one.name == "due"),
        "why_ask": next(one for one in asks if one.name == "why"),
        "seen": trail[-1].seq if trail else 0,
        "trail": [(_(TITLES.get(line.name, line.name)), line) for line in trail],
        "may_withdraw": found.heading.state != "withdrawn" and (coordinates or reach.gave(staff, found)),
        "may_derive": found.heading.state != "withdrawn" and staff.may("issue-directive") and gives(staff),
        "errors": top,
        "simulated": found.heading.simulated,
    }
    return show(request, "office/directives/directive.html", shown, status=status)


def headline(found: Whole, every: list[OfUnit]) -> str:
    """ "4 dari 5 unit sudah menangkap, 1 terlambat"."""
    asked = [one for one in every if one.state in FILTERS["asked"]]
    if found.heading.state == "withdrawn":
        return _("Arahan ini sudah ditarik")
    if not asked:
        return _("Menunggu dikoordinasikan")
    verified = sum(one.state == states.VERIFIED for one in asked)
    if verified == len(asked):
        return _("Selesai: semua %(n)s unit sudah diperiksa") % {"n": number(len(asked))}
    caught = sum(one.state in FILTERS["caught"] for one in asked)
    said = _("%(n)s dari %(all)s unit sudah menangkap") % {"n": number(caught), "all": number(len(asked))}
    late = sum(one.late for one in asked)
    return said + (_(", %(n)s terlambat") % {"n": number(late)} if late else "")


def counts(every: list[OfUnit]) -> list[tuple[str, str, int]]:
    """(address, words, how many) of each count of the page."""
    words = {
        "ditangkap": _("menangkap"), "dilaksanakan": _("melaksanakan"), "diperiksa": _("sudah diperiksa"),
        "belum": _("belum menangkap"),
    }  # fmt: skip
    return [
        (name, words[name], sum(one.state in FILTERS[key] for one in every)) for name, key in COUNTS.items()
    ]


def _within(staff: Staff, found: Whole, rows: list[OfUnit]) -> list[OfUnit]:
    """Of the addressees those that the reader sees; all for the office that gave it."""
    units = reach.near(staff)
    if units is None or found.origin_unit in staff.unit_ids:
        return rows
    return [one for one in rows if one.unit.pk in units]


def _asks(found: Whole) -> list[Ask]:
    return [
        Ask("due", _("Batas untuk unit ini"), hint=_("Kosong berarti batas arahannya. Seperti 17/8/2026."),
            most=20, short=True, required=False, scope="koordinasi"),
        Ask("why", _("Alasan ditarik"), "lines", _("Dibaca unit yang sudah menerimanya."), most=500,
            scope="tarik"),
    ]  # fmt: skip


# ---- acts ----------------------------------------------------------------------------------------
@require_POST
@post("coordinate-directive")
def coordinate(request: HttpRequest, directive_id: int) -> HttpResponse:
    """`/kerja/arahan/<id>/koordinasi/`: to which units, until when."""
    staff, at = staff_of(request), clock.now()
    found = reach.found_for(staff, directive_id)
    kept = {"due": plain(request.POST.get("due", "")).strip()[:40]}
    picked = addressing.typed_in(request)
    units = addressing.chosen(addressing.reachable(staff, "coordinate-directive"), picked)

    def act(own: Any, seen: int) -> None:
        due = day_of(kept["due"], "due") if kept["due"] else None
        coordinating.coordinate(
            directive_id, units, due, by=staff.person, by_post=own.post.pk, seen=seen, at=at
        )

    own = next(one for one in staff.held if reach.post_for(staff, "coordinate-directive", one.unit))
    return _act(request, staff, found, act, own, kept, picked, _("Arahan sudah dikirim ke unit."))


@require_POST
@post("issue-directive", "coordinate-directive")
def withdraw(request: HttpRequest, directive_id: int) -> HttpResponse:
    """`/kerja/arahan/<id>/tarik/`: by the office that gave it, or whoever coordinates."""
    staff, at = staff_of(request), clock.now()
    found = reach.found_for(staff, directive_id)
    if not (staff.may("coordinate-directive") or reach.gave(staff, found)):
        raise PermissionDenied
    kept = {"why": plain(request.POST.get("why", "")).strip()[:5000]}

    def act(own: Any, seen: int) -> None:
        issuing.withdraw(directive_id, kept["why"], by=staff.person, by_post=own.post.pk, seen=seen, at=at)

    return _act(request, staff, found, act, staff.held[0], kept, [], _("Arahan ditarik."))


def _act(
    request: HttpRequest,
    staff: Staff,
    found: Whole,
    act: Any,
    own: Any,
    kept: dict[str, str],
    picked: list[str],
    said: str,
) -> HttpResponse:
    pk = found.heading.id
    try:
        act(own, seen_in(request))
    except Unfit as wrong:
        return _page(request, staff, found, kept, picked, {wrong.field: wrong.said}, 422)
    except Refused as no:
        return _page(request, staff, found, kept, picked, {no.field or "": no.words.of(lang())}, 422)
    except Overtaken:
        now = reach.found_for(staff, pk)
        return _page(request, staff, now, kept, picked, {"": overtaken_words()}, 409)
    messages.success(request, said)
    return HttpResponseRedirect(url_of(pk))


def overtaken_words() -> str:
    """What is said to whoever was overtaken; what they typed stands in the form."""
    return _(
        "Orang lain baru saja mengubahnya, jadi belum ada yang tersimpan. Baca keadaan terbarunya, "
        "lalu kirim lagi. Tulisan Anda masih di sini."
    )
