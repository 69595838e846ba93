"""A service as a promise: facts, route, what to bring, rights, law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from garda import clock, flow
from garda.clock.words import joined
from garda.dockets import listing
from garda.flow import Flow, Route
from garda.flow.burden import burden
from garda.flow.language import TOPICS
from garda.looks.wording import rupiah
from garda.people.calendars import city_calendar
from garda.public import satisfaction
from garda.public.city_pages import in_city, lang, ward_code
from garda.registers import hindrances
from garda.rules.reading import look_up_all
from garda.sight import offices, shelves

# What a promise speaks of, and its drawing; the first word found decides.
ICONS = (
    ("bila terlambat", "flag"),
    ("gratis", "free"),
    ("ditolak", "paper"),
    ("belum bisa", "paper"),
    ("hari", "clock"),
    ("jam", "clock"),
    ("menit", "clock"),
)
ONWARD = (" sejak ", " dan ", " paling ", " once ", " and ", " within ")


def page_of(city: Any, key: str) -> shelves.ServicePage:
    page = shelves.service(city, key, clock.now(), lang())
    if page is None:
        raise Http404
    return page


def today_in(city: Any) -> date:
    return city_calendar(city).local(clock.now()).date()


@require_safe
def _services(request: HttpRequest, city: Any) -> HttpResponseBase:
    """Every service of the city, by what in life it belongs to."""
    found = shelves.services(city, clock.now(), lang())
    asked = [one for one in found if one.kind == "request"]
    groups = [
        *((title.of(lang()), [one for one in asked if one.topic == key]) for key, title in TOPICS.items()),
        (_("Laporan, usul, dan informasi"), [one for one in found if one.kind != "request"]),
    ]
    return render(request, "public/services.html", {"groups": [group for group in groups if group[1]]})


@require_safe
def _service(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """The page of one service."""
    page = shelves.service(city, key, clock.now(), lang()) or shelves.example(city, key, clock.now(), lang())
    if page is None:
        return _gone(request, city, key)
    office = offices.office_in(city, ward_code(request)) if ward_code(request) else None
    here = office if office and office.kind in page.flow.offered else None
    sign = offices.sign_of(city, here.key, clock.now(), lang()) if here and page.flow.visits else None
    slower = hindrances.along(city, here.key, page.flow) if here else hindrances.everywhere(city, page.flow)
    broken = hindrances.at_stations(slower, lang())
    route = flow.route(page.flow, lang(), names=offices.post_names(lang()), broken=broken)
    said = satisfaction.of_service(city, key, today_in(city))
    made_up = [one for one in (sign, said, *slower) if one is not None and one.simulated]
    request.simulated = bool(made_up) or page.simulated  # type: ignore[attr-defined]
    givers = joined([offices.KINDS[kind].of(lang()) for kind in page.flow.offered], lang())
    context = {
        **shared(city, page),
        "wide": mark_safe(flow.draw_wide(route)),
        "heads": heads(page.flow, route),
        "route": route,
        "office": here,
        "sign": sign,
        "not_here": office if office and page.flow.offered and office.kind not in page.flow.offered else None,
        "giver_kind": givers,
        "givers": page.givers,
        "apply_url": "" if page.simulated else apply_url(city, page.flow),
        "slower": slower,
        "said": said,
        "brought_by": listing.brought_by(city, key, clock.now()),
    }
    return render(request, "public/service.html", context)


def apply_url(city: Any, asked: Flow) -> str:
    if asked.kind == "complaint":
        return f"/{city.key}/lapor/"
    return "" if asked.kind == "objection" else f"/{city.key}/layanan/{asked.key}/ajukan/"


def _gone(request: HttpRequest, city: Any, key: str) -> HttpResponseBase:
    """A service that was withdrawn or never was: what comes nearest."""
    near = shelves.find(city, key.replace("-", " "), clock.now(), lang())[:3]
    return render(request, "public/no_service.html", {"near": near}, status=404)


def shared(city: Any, page: shelves.ServicePage) -> dict[str, Any]:
    """What page, standard and poster all show: from one and the same version."""
    today, speaks = today_in(city), lang()
    asked = page.flow
    named = [*asked.rests_on, *(ref for one in asked.requirements for ref in one.rests_on)]
    cited = look_up_all(named, city_key=city.key, on=today, lang=speaks)
    return {
        "page": page,
        "flow": asked,
        "facts": _facts(asked, speaks),
        "asks": burden(asked),
        "rules": [cited[ref] for ref in asked.rests_on if ref in cited],
        "requirements": [
            (one, [cited[ref] for ref in one.rests_on if ref in cited]) for one in asked.requirements
        ],
        "musts": sum(not one.optional for one in asked.requirements),
        "maybes": sum(one.optional for one in asked.requirements),
        "promises": [(_icon(one.id), _split(one.of(speaks))) for one in asked.promises],
        "stale": page.service.stale,
    }


def _icon(promise: str) -> str:
    """The drawing that stands beside a promise, by what it speaks of."""
    said = promise.lower()
    return next((icon for word, icon in ICONS if word in said), "check")


def _split(promise: str) -> tuple[str, str]:
    """A promise as (what is printed strong, the rest): up to its first pause, or a word that goes on."""
    pauses = [place + 1 for sign in (", ", ". ") if 0 < (place := promise.find(sign)) < 48]
    onward = [place for word in ONWARD if 12 < (place := promise.find(word)) < 48]
    ends = pauses or onward
    return (promise[: min(ends)], promise[min(ends) :]) if ends else ("", promise)


def _facts(asked: Flow, speaks: str) -> list[tuple[str, str]]:
    papers = len([one for one in asked.requirements if not one.optional])
    time = asked.within.words(speaks)
    if asked.within.unit == "minute":
        time = time.removesuffix(" kerja").replace("working ", "")
    return [
        (_("Selesai dalam"), time),
        (_("Biaya"), rupiah(asked.fee)),
        (_("Datang"), _("%(n)s kali") % {"n": asked.visits} if asked.visits else _("tidak perlu")),
        (_("Dibawa"), _("%(n)s berkas") % {"n": papers} if papers else _("tidak ada")),
    ]


def heads(asked: Flow, route: Route) -> list[tuple[Any, Any, str]]:
    """Each station with its head for the narrow drawing, and who works there where that is one post."""
    found = []
    for place, station in enumerate(route.stations):
        step = asked.steps.get(station.key)
        who = station.who if step and station.in_back and len(step.posts) <= 2 else ""
        found.append((station, mark_safe(flow.draw_narrow_head(route, place)), who))
    return found


services, service = in_city(_services), in_city(_service)
