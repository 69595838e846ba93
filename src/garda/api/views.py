"""What a machine may read: whether Garda is well, a city's services with their published texts, its seals."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from garda import clock
from garda.api.answers import answer, machine, problem
from garda.cases import errands
from garda.notices import deliveries
from garda.sight import catalogue, doors, proofs, shelves


@machine
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers; what waits and what was given up, for the operator's alarm."""
    return answer({"status": "ok", "errands": errands.waiting(), "outgoing": deliveries.outgoing()})


@machine
def services(request: HttpRequest, city: str) -> HttpResponse:
    """The services in force in a city."""
    place = doors.city_at(city)
    rows = shelves.services(place, clock.now(), get_language() or "id")
    return answer({"city": place.key, "code": place.code, "services": [_service(row) for row in rows]})


@machine
def service(request: HttpRequest, city: str, key: str) -> HttpResponse:
    """One service in force: the facts of its page, and the fingerprint of the published text."""
    page = shelves.service(doors.city_at(city), key, clock.now(), get_language() or "id")
    if page is None:
        raise Http404
    found = _service(page.service)
    found |= {
        "in_force_from": page.since.isoformat(),
        "fingerprint": page.fingerprint,
        "requirements": [one.key for one in page.flow.requirements],
        "steps": list(page.flow.steps),
    }
    return answer(found)


@machine
def standards(request: HttpRequest, city: str) -> HttpResponse:
    """Every service in force, in the fields of the national catalogue of public services."""
    place = doors.city_at(city)
    found = catalogue.entries(place, clock.now(), get_language() or "id")
    return answer({"city": place.key, "layanan": found})


@machine
def standard(request: HttpRequest, city: str, key: str) -> HttpResponse:
    """One service in the fields of the national catalogue."""
    found = catalogue.entry(doors.city_at(city), key, clock.now(), get_language() or "id")
    if found is None:
        raise Http404
    return answer(found)


@machine
def seals(request: HttpRequest, city: str) -> HttpResponse:
    """Every sealed day: how many events, and the SHA-256 of its published file. Rehearsed days are apart."""
    wanted = request.GET.get("simulasi", "0")
    if wanted not in ("0", "1"):
        return problem(400, "Parameter 'simulasi' hanya 0 atau 1.", parameter="simulasi")
    place = doors.city_at(city)
    days = proofs.published(place, simulated=wanted == "1")
    return answer({"city": place.key, "simulated": wanted == "1", "seals": [_seal(day) for day in days]})


def _service(row: shelves.Service) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "title": row.title,
        "time": row.time,
        "fee_idr": row.fee,
        "offered_by": list(row.offered),
        "version": row.version,
        "being_reviewed": row.stale,
    }


def _seal(day: Any) -> dict[str, Any]:
    return {"day": day.day.isoformat(), "events": day.count, "before": day.before, "root": day.root}
