"""One's own manner at the desk, for oneself alone: what visitors said, what was observed and is practised."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from garda import clock
from garda.cases.acting import Refused
from garda.office.profiles.manner_said import places, stretch_said
from garda.office.showing import lang, local_day, show, staff_of
from garda.rules import reading
from garda.scoring import Instrument
from garda.sight import shelves
from garda.sight.doors import Staff, post
from garda.surveys import coaching, manner, publishing, refusing
from garda.surveys.coaching import Practice, Seen

ADDRESS = "/kerja/sikap/"
COACH = f"{ADDRESS}kantor/"
ACTS = {"coba": "try", "selesai": "close", "batal": "drop"}


def instrument_of(staff: Staff, at: datetime) -> Instrument | None:
    """The instrument in force today."""
    edition = publishing.in_force(staff.city, manner.KEY, local_day(staff, at))
    return edition.instrument if edition else None


@require_safe
@post("take-part")
def mine(request: HttpRequest) -> HttpResponse:
    """`/kerja/sikap/`: my own, and nobody else's."""
    staff, at = staff_of(request), clock.now()
    own = manner.own(staff.city, staff.person, local_day(staff, at))
    instrument = instrument_of(staff, at)
    told = [stretch_said(one, instrument) for one in own.stretches] if instrument else []
    seen = coaching.observations_of(staff.person, at=at)
    practices = coaching.practices_of(staff.person, at)
    shown = {
        "now": told[0] if told else None,
        "earlier": told[1:],
        "waits": own.waits,
        "seen": [(one, observed_said(one, instrument)) for one in seen],
        "practices": [practice_said(one, instrument) for one in practices],
        "coaches": staff.may("coach"),
        "simulated": own.simulated
        or any(one.simulated for one in seen)
        or any(one.simulated for one in practices),
    }
    return show(request, "office/profiles/manner.html", shown)


@require_safe
@post("take-part")
def refusing_page(request: HttpRequest) -> HttpResponse:
    """`/kerja/sikap/menolak/`: how to say no; `?layanan=` with the papers and rules of a service."""
    staff, at, speaks = staff_of(request), clock.now(), lang()
    key = request.GET.get("layanan", "").replace("\0", "")[:60]
    page = shelves.service(staff.city, key, at, speaks) if key else None
    if key and page is None:
        raise Http404
    options = [(one.key, one.title) for one in shelves.services(staff.city, at, speaks)]
    shown = {
        "ways": [
            {name: getattr(way, name).of(speaks) for name in ("title", "first", "rule", "way", "avoid")}
            for way in refusing.ways()
        ],
        "service": page.service if page else None,
        "lines": _lines(staff, page, at, speaks) if page else [],
        "options": sorted(options, key=lambda one: one[1]),
    }
    return show(request, "office/profiles/refusing.html", shown)


def _lines(staff: Staff, page: Any, at: datetime, speaks: str) -> list[dict[str, str]]:
    """Each paper of the service with the rule that asks for it and the way out for who lacks it."""
    wanted = page.flow.requirements
    rules = [rule for one in wanted for rule in one.rests_on[:1]]
    cited = reading.look_up_all(rules, city_key=staff.city.key, on=local_day(staff, at), lang=speaks)
    return [
        {
            "title": one.title.of(speaks),
            "rule": cited[one.rests_on[0]].sentence if one.rests_on and one.rests_on[0] in cited else "",
            "lack": one.lack.of(speaks) if one.lack else "",
        }
        for one in wanted
    ]


@require_POST
@post("take-part")
def act(request: HttpRequest, coaching_id: int, name: str) -> HttpResponse:
    """`/kerja/sikap/latihan/<id>/<act>/`: tried, by the officer; closed or dropped, by who gave it."""
    staff = staff_of(request)
    if name not in ACTS:
        raise Http404
    try:
        coaching.act(coaching_id, ACTS[name], by=staff.person, post=staff.by_for().post, at=clock.now())
    except Refused as no:
        messages.error(request, no.words.of(lang()))
    else:
        messages.success(request, _("Tersimpan. Yang lain sudah dikabari."))
    return HttpResponseRedirect(ADDRESS if name == "coba" else COACH)


# ---- words ---------------------------------------------------------------------------------------
def observed_said(one: Seen, instrument: Instrument | None) -> list[tuple[str, str]]:
    """Element by element, what was seen; no number."""
    names = {value: word for value, word in places() if value}
    elements = instrument.elements if instrument else ()
    return [
        (element.title.of(lang()), names[str(one.places[element.key])])
        for element in elements
        if one.places.get(element.key) is not None
    ]


def practice_said(one: Practice, instrument: Instrument | None) -> dict[str, Any]:
    """One practice with its state in shape and words."""
    element = (
        next((each for each in instrument.elements if each.key == one.element), None) if instrument else None
    )
    if one.state == coaching.CLOSED:
        state = ("done", _("selesai"))
    elif one.state == coaching.DROPPED:
        state = ("not", _("dibatalkan"))
    elif one.state == coaching.TRIED:
        state = ("run", _("sudah dicoba, menunggu pembina"))
    else:
        state = ("late", _("terlambat")) if one.late else ("run", _("dilatih"))
    return {"one": one, "title": element.title.of(lang()) if element else one.element, "state": state}


def waits(staff: Staff, _at: datetime) -> int:
    """What waits for this person: practices to try, observations to read; two queries."""
    return coaching.waiting(staff.person)
