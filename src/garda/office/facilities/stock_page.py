"""What one office has and lacks; one touch says that something broke, one asks for what is lacking."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.clock.words import joined
from garda.office.facilities.wording import state_of
from garda.office.office_setup import here, office_at
from garda.office.showing import lang, local_day, show, staff_of
from garda.registers import comforting, counting, requests, shortages, standards, states, supplying
from garda.registers.shortages import Held
from garda.registers.supplying import Asker
from garda.sight.doors import Staff, post, units_in_reach
from garda.texts.cleaning import whole
from garda.trails.writing import Overtaken

ADDRESS = "/kerja/sarana/"
NAMED = 3  # things named in the headline; the rest is counted


@require_safe
@post("see-facilities")
def stock(request: HttpRequest) -> HttpResponse:
    """`/kerja/sarana/`: everything the office should have, against what works there."""
    staff = staff_of(request)
    return page(request, staff, office_at(request, staff, "see-facilities"))


def page(request: HttpRequest, staff: Staff, unit: Any, said: str = "", status: int = 200) -> HttpResponse:
    """The page of an office, with what was refused on top."""
    at = clock.now()
    held = shortages.held_by(unit)
    found = comforting.past(unit, 1)
    asked = requests.of_unit(unit)
    standard = standards.standard()
    shown = {
        "unit": unit,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "headline": headline(held),
        "rows": [(one, row_words(one), used_by(one)) for one in sorted(held, key=_worst_first)],
        "counted": sum(one.counted_at is not None for one in held),
        "asked": [(one, *state_of(one, at)) for one in asked],
        "arrived": [one for one in asked if one.state == states.DELIVERED],
        "comfort": found[0] if found else None,
        "comfort_old": bool(found) and found[0].old(local_day(staff, at)),
        "may": staff.may("keep-facilities", unit),
        "sees_more": len(units_in_reach(staff, "see-facilities")) > 1,
        "doubtful": any(not one.item.sure for one in held),
        "decide": standard.decide.words(lang()),
        "errors": [("", said)] if said else [],
        "simulated": any(one.simulated for one in held) or any(one.simulated for one in asked),
    }
    return show(request, "office/facilities/stock.html", shown, status=status)


def headline(held: list[Held]) -> str:
    """ "Kurang 1 komputer dan 8 kursi tunggu", "Printer rusak", "Sarana lengkap"."""
    if not held:
        return _("Kantor ini tidak punya standar sarana")
    short = [one for one in held if one.short]
    broken = [one for one in held if one.broken and not one.short]
    if short:
        named = [one.item.counted(one.short, lang()) for one in short[:NAMED]]
        more = len(short) - len(named)
        named += [_("%(n)s jenis lain") % {"n": more}] if more else []
        return _("Kurang %(what)s") % {"what": joined(named, lang())}
    if broken:
        return _("Rusak: %(what)s") % {
            "what": joined([one.item.counted(one.broken, lang()) for one in broken[:NAMED]], lang())
        }
    if any(one.counted_at is None for one in held):
        known = sum(one.counted_at is not None for one in held)
        return (
            _("%(n)s dari %(all)s jenis sarana sudah dihitung") % {"n": known, "all": len(held)}
            if known
            else _("Sarana kantor ini belum dihitung")
        )
    return _("Sarana lengkap menurut standar")


def _worst_first(one: Held) -> tuple[bool, bool, bool]:
    return not one.short, not one.broken, one.counted_at is not None


def row_words(one: Held) -> tuple[str, str]:
    """How one thing stands: shape and words."""
    if one.counted_at is None:
        return ("late", _("rusak")) if one.broken else ("not", _("belum dihitung"))
    if one.short:
        return "late", _("kurang %(n)s") % {"n": one.short}
    if one.broken:
        return "pause", _("%(n)s rusak") % {"n": one.broken}
    return "done", _("cukup")


def used_by(one: Held) -> str:
    """What residents read while one of it is broken."""
    return one.item.broken.of(lang()) if one.broken and one.item.broken else ""


# ---- one touch -----------------------------------------------------------------------------------
TOUCHES = {"rusak": counting.report_broken, "baik": counting.report_mended}


@require_POST
@post("keep-facilities")
def touch(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """`/kerja/sarana/<item>/rusak/` and `/baik/`: said from the desk, once."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "keep-facilities")
    item = standards.item_of(key)
    if act not in TOUCHES or item is None:
        raise Http404
    try:
        row = TOUCHES[act](unit, key, by=staff.person, at=at, seen=whole(request.POST.get("seen"), 9))
    except Refused as no:
        return page(request, staff, unit, no.words.of(lang()), 422)
    except Overtaken:
        return page(request, staff, unit, _said_before(item), 409)
    if act == "rusak":
        said = _("Tercatat: %(item)s rusak. Warga membacanya di halaman layanan yang memerlukannya.")
        plain = _("Tercatat: %(item)s rusak.")
        messages.success(request, (said if item.needed_by else plain) % {"item": item.lower(lang())})
    else:
        left = row.broken
        said = _("%(item)s berfungsi lagi.") if not left else _("Tercatat. %(item)s: masih ada yang rusak.")
        messages.success(request, said % {"item": item.title.of(lang())})
    return HttpResponseRedirect(_back(request, here(staff, unit, ADDRESS)))


def _back(request: HttpRequest, usual: str) -> str:
    """To the page where it was touched: the desk's own, or this one."""
    return "/kerja/antrean/" if request.POST.get("dari") == "antrean" else usual


def _said_before(item: Any) -> str:
    return _("Seseorang baru saja mencatat sesuatu tentang %(item)s. Ini keadaan terbarunya.") % {
        "item": item.lower(lang())
    }


@require_POST
@post("keep-facilities")
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """`/kerja/sarana/minta/<item>/`: all that is lacking of it, as counted."""
    staff, at = staff_of(request), clock.now()
    unit = office_at(request, staff, "keep-facilities")
    by = asker(staff, unit)
    try:
        made, before = supplying.ask(unit, key, request.POST.get("words", ""), by=by, at=at)
    except Refused as no:
        return page(request, staff, unit, no.words.of(lang()), 422)
    messages.success(
        request,
        _("Sudah diminta sebelumnya. Ini permintaannya.") if before else _answer_by(staff, made),
    )
    return HttpResponseRedirect(f"{ADDRESS}permintaan/{made}/")


def _answer_by(staff: Staff, made: int) -> str:
    found = requests.one_of(staff.city, made)
    assert found is not None
    due: datetime = found[0].due_at
    words = clock.moment_words(due, staff.city.zone, lang(), year=False)
    return _("Permintaan terkirim. Jawabannya paling lambat %(due)s.") % {"due": words}


def asker(staff: Staff, unit: Any) -> Asker:
    """Who acts, in the post that they hold in the unit."""
    return Asker(staff.person, staff.by_for(unit.pk).post)
