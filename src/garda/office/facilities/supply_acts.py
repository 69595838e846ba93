"""The acts on a request: decide, fund, deliver, look at what came, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from garda import clock
from garda.cases.acting import Refused
from garda.office.facilities.stock_page import ADDRESS, asker
from garda.office.facilities.supply_page import found_for, may, page
from garda.office.persons import day_of
from garda.office.showing import lang, staff_of
from garda.people.changes import Unfit
from garda.registers import supplying
from garda.registers.supplying import Asker
from garda.sight.doors import post
from garda.texts.cleaning import plain, some_lines, whole
from garda.trails.writing import Overtaken

Typed = Mapping[str, str]
Act = Callable[[int, Typed, Asker, datetime, int | None], None]


def _number(typed: Typed, name: str) -> int:
    found = whole(typed[name], 3)
    if found is None:
        raise Unfit(_("Isi dengan angka."), name)
    return found


def _decide(one: int, typed: Typed, by: Asker, at: datetime, seen: int | None) -> None:
    supplying.decide(one, _number(typed, "granted"), typed["why"], by=by, at=at, seen=seen)


def _fund(one: int, typed: Typed, by: Asker, at: datetime, seen: int | None) -> None:
    supplying.fund(one, typed["fund"], day_of(typed["expected"], "expected"), by=by, at=at, seen=seen)


def _deliver(one: int, typed: Typed, by: Asker, at: datetime, seen: int | None) -> None:
    supplying.deliver(one, _number(typed, "pieces"), by=by, at=at, seen=seen)


def _check(one: int, typed: Typed, by: Asker, at: datetime, seen: int | None) -> None:
    supplying.check(one, _number(typed, "sound"), typed["found"], by=by, at=at, seen=seen)


def _withdraw(one: int, _typed: Typed, by: Asker, at: datetime, seen: int | None) -> None:
    supplying.withdraw(one, by=by, at=at, seen=seen)


# Address → (the verb, who may, its inputs, what is said when it is done).
ACTS: Final[Mapping[str, tuple[Act, str, tuple[str, ...], str]]] = {
    "putus": (
        _decide,
        "decide",
        ("granted", "why"),
        gettext_noop("Keputusan tersimpan. Kantornya diberi tahu."),
    ),
    "dana": (_fund, "decide", ("fund", "expected"), gettext_noop("Sumber dana tersimpan.")),
    "kirim": (
        _deliver,
        "decide",
        ("pieces",),
        gettext_noop("Kiriman tercatat. Kantornya diminta memeriksa."),
    ),
    "periksa": (_check, "keep", ("sound", "found"), gettext_noop("Hasil pemeriksaan tersimpan.")),
    "tarik": (_withdraw, "keep", (), gettext_noop("Permintaan ditarik.")),
}


@require_POST
@post("keep-facilities", "decide-facilities")
def act(request: HttpRequest, supply_id: int, act: str) -> HttpResponse:
    """`/kerja/sarana/permintaan/<id>/<act>/`."""
    staff, at = staff_of(request), clock.now()
    one, _steps = found_for(staff, supply_id)
    if act not in ACTS:
        raise Http404
    verb, who, names, said = ACTS[act]
    if not may(staff, one, who):
        raise PermissionDenied
    typed = {name: some_lines(plain(request.POST.get(name, "")))[:2000] for name in names}
    try:
        verb(one.id, typed, asker(staff, one.unit), at, whole(request.POST.get("seen"), 9))
    except (Refused, Unfit) as no:
        words = no.words.of(lang()) if isinstance(no, Refused) else no.said
        now, lines = found_for(staff, supply_id)
        return page(request, staff, now, lines, typed, {no.field or "": words}, 422)
    except Overtaken:
        now, lines = found_for(staff, supply_id)
        words = _("Orang lain mendahului Anda. Baca dulu keadaan terbarunya; yang Anda tulis tidak hilang.")
        return page(request, staff, now, lines, typed, {"": words}, 409)
    messages.success(request, _(said))
    return HttpResponseRedirect(f"{ADDRESS}permintaan/{one.id}/")
