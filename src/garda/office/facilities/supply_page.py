"""One request: what happened to it, what is still to come, and the one act that is due now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock
from garda.office.asks import Ask, filled, left_over, on_top
from garda.office.facilities.wording import state_of, story
from garda.office.showing import lang, show, staff_of
from garda.registers import deciders, requests, standards, states
from garda.registers.requests import Asked
from garda.sight.doors import Staff, post

# State → (the act that is due, who may: "decide" above the office, "keep" in it).
DUE = {
    states.ASKED: ("putus", "decide"),
    states.GRANTED: ("dana", "decide"),
    states.FUNDED: ("kirim", "decide"),
    states.DELIVERED: ("periksa", "keep"),
}


@require_safe
@post("see-facilities")
def supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """`/kerja/sarana/permintaan/<id>/`."""
    staff = staff_of(request)
    one, steps = found_for(staff, supply_id)
    return page(request, staff, one, steps)


def found_for(staff: Staff, supply_id: int) -> tuple[Asked, list[Any]]:
    """The request and its lines, for whoever may see the office; else 404."""
    found = requests.one_of(staff.city, supply_id) if supply_id < 2**63 else None
    if found is None:
        raise Http404
    unit = found[0].unit
    if not staff.may("see-facilities", unit) and not deciders.may_decide(staff.held, unit):
        raise Http404
    return found


def may(staff: Staff, one: Asked, who: str) -> bool:
    """Whether this person does the acts of the office, or those of who decides for it."""
    return (
        deciders.may_decide(staff.held, one.unit)
        if who == "decide"
        else staff.may("keep-facilities", one.unit)
    )


def page(
    request: HttpRequest,
    staff: Staff,
    one: Asked,
    steps: list[Any],
    kept: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed and what is wrong with it."""
    at = clock.now()
    act, who = DUE.get(one.state, ("", ""))
    asks = filled(_asks(act, one), kept or {}, errors or {}) if act and may(staff, one, who) else []
    rung = deciders.decider(one.unit)
    above = rung.unit.name if rung else ""
    shown = {
        "one": one,
        "what": one.item.counted(one.granted or one.wanted, lang()),
        "headline": _headline(one, above, at),
        "state": state_of(one, at),
        "entries": story(one, steps, staff.city.zone),
        "act": act if asks else "",
        "asks": asks,
        "button": _button(act),
        "decider": above,
        "may_withdraw": one.state == states.ASKED and may(staff, one, "keep"),
        "decides": deciders.may_decide(staff.held, one.unit),
        "own": one.unit.pk in staff.unit_ids,
        "errors": on_top(asks, errors or {}),
        "lost": left_over(asks, kept or {}, "why", "found", "expected"),
        "simulated": one.simulated,
    }
    return show(request, "office/facilities/supply.html", shown, status=status)


def _headline(one: Asked, above: str, at: Any) -> str:
    what = one.item.counted(one.granted or one.wanted, lang())
    said = {
        states.ASKED: _("%(what)s menunggu keputusan %(above)s"),
        states.GRANTED: _("%(what)s disetujui, menunggu dana"),
        states.FUNDED: _("%(what)s menunggu dikirim"),
        states.DELIVERED: _("%(what)s sudah datang, menunggu diperiksa"),
        states.RECEIVED: _("%(what)s sudah diterima"),
        states.REFUSED: _("%(what)s tidak disetujui"),
        states.WITHDRAWN: _("Permintaan %(what)s ditarik"),
    }[one.state]
    if one.late(at):
        said = _("Jawaban tentang %(what)s terlambat")
    return said % {"what": what, "above": above or _("atasan")}


def _button(act: str) -> str:
    return {
        "putus": _("Simpan keputusan"),
        "dana": _("Simpan sumber dana"),
        "kirim": _("Catat kiriman"),
        "periksa": _("Simpan hasil pemeriksaan"),
    }.get(act, "")


def _asks(act: str, one: Asked) -> list[Ask]:
    """The inputs of the act that is due."""
    if act == "putus":
        return [
            Ask("granted", _("Disetujui berapa"), hint=_("0 berarti tidak disetujui."), most=3, short=True,
                value=str(one.wanted)),
            Ask("why", _("Alasan"), "lines", _("Wajib bila tidak semua disetujui; kantornya membaca."),
                required=False, most=500),
        ]  # fmt: skip
    if act == "dana":
        funds = [(key, title.of(lang())) for key, title in standards.standard().funds.items()]
        return [
            Ask("fund", _("Sumber dana"), "list", options=funds),
            Ask("expected", _("Diperkirakan datang"), hint=_("Seperti 17/8/2026."), most=20, short=True),
        ]
    if act == "kirim":
        return [Ask("pieces", _("Berapa yang dikirim"), most=3, short=True, value=str(one.left))]
    if act == "periksa":
        return [
            Ask("sound", _("Berapa yang berfungsi"), hint=_("Sudah dicoba, bukan hanya dilihat."), most=3,
                short=True, value=str(one.arrived)),
            Ask("found", _("Apa yang kurang"), "lines", _("Wajib bila tidak semuanya berfungsi."),
                required=False, most=500),
        ]  # fmt: skip
    return []
