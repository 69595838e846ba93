"""Answers that do not look like visitors one by one: by office and day, and set aside by a head above."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask, filled, on_top
from garda.office.overtaking import seen_in
from garda.office.showing import lang, local_day, show, staff_of
from garda.office.units import typed
from garda.people.register import register_of
from garda.sight.doors import Staff, post, units_in_reach
from garda.surveys import setting_aside
from garda.surveys.patterns import FLAGS
from garda.surveys.periods import out_on
from garda.trails.writing import Overtaken

BACK = timedelta(days=92)


def waits(staff: Staff, at: Any) -> int:
    """How many lots in the offices beneath wait for a decision; two queries."""
    today = local_day(staff, at)
    return sum(one.waits(today) and one.unit.pk not in staff.unit_ids for one in _lots(staff, at))


def _lots(staff: Staff, at: Any) -> list[setting_aside.Lot]:
    today = local_day(staff, at)
    return setting_aside.lots(staff.city, units_in_reach(staff, "follow-up"), today - BACK, today)


@require_safe
@post("follow-up")
def page(request: HttpRequest) -> HttpResponse:
    """`/kerja/survei/tanda/`: every lot of the last three months in reach."""
    staff, at = staff_of(request), clock.now()
    found = _lots(staff, at)
    today = local_day(staff, at)
    rows = [(one, _words(one), one.unit.pk in staff.unit_ids, one.waits(today)) for one in found]
    shown = {
        "rows": rows,
        "sheets": sum(one.count for one in found),
        "simulated": any(one.simulated for one in found),
    }
    return show(request, "office/surveys/flags.html", shown)


def _words(one: setting_aside.Lot) -> list[str]:
    """ "6 lembar: banyak dari satu perangkat dalam sehari"."""
    return [
        _("%(n)s lembar: %(what)s") % {"n": n, "what": FLAGS[flag].of(lang()).lower()}
        for flag, n in sorted(one.flags.items())
        if flag in FLAGS
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@post("follow-up")
def one(request: HttpRequest, edition_id: int, day: str) -> HttpResponse:
    """`/kerja/survei/tanda/<edition>/<day>/?kantor=`: one lot: what was seen, who decided."""
    staff = staff_of(request)
    unit = register_of(staff.city).by_key(request.GET.get("kantor", "").replace("\0", "")[:60])
    lot = _lot(staff, unit, edition_id, day)
    if request.method != "POST":
        return _page(request, staff, lot)
    kept = typed(request, "act", "reason", "seen", most=20)
    seen = seen_in(request)
    try:
        n = setting_aside.act(
            kept["act"], staff.city, lot.unit, lot.edition.pk, lot.day, reason=kept["reason"],
            by=staff.person, post=staff.by_for().post, own=staff.unit_ids, at=clock.now(), seen=seen,
        )  # fmt: skip
    except Refused as no:
        return _page(request, staff, lot, kept, {no.field or "reason": no.words.of(lang())})
    except Overtaken:
        said = _("Orang lain sudah memutus lebih dahulu. Lihat keadaannya sekarang, lalu putuskan lagi.")
        return _page(request, staff, _lot(staff, unit, edition_id, day), kept, {"reason": said}, status=409)
    done = _("%(n)s jawaban disisihkan.") if kept["act"] == "set-aside" else _("%(n)s jawaban dihitung lagi.")
    messages.success(request, done % {"n": n})
    return HttpResponseRedirect("/kerja/survei/tanda/")


def _lot(staff: Staff, unit: Any, edition_id: int, day: str) -> setting_aside.Lot:
    """The lot of that office, edition and day, or 404 out of reach."""
    try:
        on = date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong
    if unit is None or not staff.may("follow-up", unit) or edition_id >= 2**63:
        raise Http404
    found = setting_aside.lot(staff.city, unit, edition_id, on)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    staff: Staff,
    lot: setting_aside.Lot,
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 422,
) -> HttpResponse:
    reasons = [
        ("", _("Pilih alasannya")),
        *((key, one.of(lang())) for key, one in setting_aside.REASONS.items()),
    ]
    asks = [Ask("reason", _("Alasan"), "list", options=reasons, scope="tanda")]
    asks = filled(asks, kept or {}, errors or {})
    names = {"set-aside": _("disisihkan"), "take-back": _("dihitung lagi")}
    story = [
        (
            names[act],
            who,
            when,
            setting_aside.REASONS[reason].of(lang()) if reason in setting_aside.REASONS else "",
        )
        for act, who, when, reason in setting_aside.story(staff.city, lot)
    ]
    shown = {
        "lot": lot,
        "title": lot.edition.instrument.title.of(lang()),
        "flags": _words(lot),
        "own": lot.unit.pk in staff.unit_ids,
        "closed": local_day(staff, clock.now()) > lot.decided_by,
        "out_on": out_on(lot.day),
        "asks": asks if lot.state == setting_aside.COUNTED else [],
        "seen": setting_aside.seen_at(staff.city, lot),
        "story": story,
        "errors": on_top(asks, errors or {}),
        "simulated": lot.simulated,
    }
    return show(request, "office/surveys/flag.html", shown, status=status if errors else 200)
