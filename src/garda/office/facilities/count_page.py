"""Counting everything at once: three numbers per thing, all kept or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from garda import clock
from garda.cases.acting import Refused
from garda.office.asks import Ask
from garda.office.facilities.stock_page import ADDRESS
from garda.office.office_setup import here, office_at
from garda.office.overtaking import mark, not_overtaken, status_of
from garda.office.showing import lang, show, staff_of
from garda.office.units import typed
from garda.people import changes
from garda.people.changes import Unfit
from garda.registers import counting, shortages, standards
from garda.registers.counting import Count
from garda.registers.shortages import Held
from garda.sight.doors import post
from garda.texts.cleaning import whole

PARTS = ("good", "worn", "broken")


@dataclass(frozen=True)
class Row:
    """One thing with its three inputs: (name of the input, what stands in it)."""

    held: Held
    inputs: tuple[tuple[str, str, str], ...]
    error: str


@require_http_methods(["GET", "HEAD", "POST"])
@post("keep-facilities")
def count(request: HttpRequest) -> HttpResponse:
    """`/kerja/sarana/hitung/`: good, worn, broken; what is left empty stays as it is."""
    staff = staff_of(request)
    unit = office_at(request, staff, "keep-facilities")
    held = shortages.held_by(unit)
    kept = _kept(held)
    tried, errors, wrong = kept, {}, None
    if request.method == "POST":
        tried = typed(request, *kept, most=8)
        try:
            with changes.one_at_a_time(staff.city):
                asks = [Ask(name, _label(name), short=True) for name in kept]
                not_overtaken(request, _kept(shortages.held_by(unit)), tried, asks)
                done = counting.count(unit, _counts(held, tried), by=staff.person, at=clock.now())
        except Unfit as no:
            errors, wrong = {no.field: no.said}, no
        except Refused as no:
            errors = {no.field or "": no.words.of(lang())}
        else:
            messages.success(request, _("Hitungan tersimpan.") if done else _("Tidak ada yang berubah."))
            return HttpResponseRedirect(here(staff, unit, ADDRESS))
    rows = [_row(one, tried, errors.get(one.item.key, "")) for one in held]
    shown: dict[str, Any] = {
        "unit": unit,
        "rows": rows,
        "query": "" if unit.pk == staff.unit.pk else f"?kantor={unit.key}",
        "errors": [(f"h-{key}-good" if key else "", said) for key, said in errors.items()],
        "semula": mark(kept),
        "simulated": any(one.simulated for one in held),
    }
    return show(request, "office/facilities/count.html", shown, status=status_of(errors, wrong))


def _kept(held: list[Held]) -> dict[str, str]:
    """What stands in the inputs: nothing where nobody has counted."""
    found = {}
    for one in held:
        known = one.counted_at is not None
        for part in PARTS:
            found[f"{one.item.key}-{part}"] = str(getattr(one, part)) if known else ""
    return found


def _counts(held: list[Held], tried: dict[str, str]) -> dict[str, Count]:
    """What was counted, of the things of which anything was typed. Raises Unfit."""
    found = {}
    for one in held:
        given = [tried[f"{one.item.key}-{part}"] for part in PARTS]
        if not any(given):
            continue
        numbers = [_number(text, one) for text in given]
        found[one.item.key] = Count(*numbers)
    return found


def _number(text: str, one: Held) -> int:
    found = whole(text or "0", 3)
    if found is None:
        raise Unfit(
            _("%(item)s: isi dengan angka 0 sampai 999.") % {"item": one.item.title.of(lang())}, one.item.key
        )
    return found


def _row(one: Held, tried: dict[str, str], error: str) -> Row:
    labels = {"good": _("baik"), "worn": _("perlu perawatan"), "broken": _("rusak")}
    inputs = tuple(
        (f"{one.item.key}-{part}", tried.get(f"{one.item.key}-{part}", ""), labels[part]) for part in PARTS
    )
    return Row(one, inputs, error)


def _label(name: str) -> str:
    key, _sep, part = name.rpartition("-")
    labels = {"good": _("baik"), "worn": _("perlu perawatan"), "broken": _("rusak")}
    return f"{standards.title_of(key, lang())}, {labels.get(part, part)}"
