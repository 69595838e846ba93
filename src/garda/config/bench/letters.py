"""Letters a second in one process: typst setting the same letter alone, then letters issued as a whole."""

from __future__ import annotations

import time

from garda import clock
from garda.cases.acting import RESIDENT, By
from garda.cases.models import Case
from garda.cases.moving import move_case
from garda.cases.opening import Filing, open_case
from garda.cases.publishing import flow_of, in_force
from garda.config.bench import city as town
from garda.config.bench.shapes import Measure
from garda.letters import issuing, rendering
from garda.people.models import City

BARE, WHOLE = "typst alone (letter)", "letters issued"
ANSWERS = {
    "name": "Bunga Contoh", "nik": "3573994107900001", "address": "Gang 3 Nomor 5, RT 02 RW 01",
    "purpose": "sekolah",
}  # fmt: skip


def issued(city: City, most: int = 60) -> list[Measure]:
    """The two measures, the second beside the first: matters that wait for their letter are made before."""
    unit, head = town.measured_unit(city), town.holder(town.measured_unit(city), town.HEAD)
    cases = [_at_signing(city) for _ in range(most + 1)]
    data = issuing.preview_data(cases[0], head, clock.now())
    rendering.as_pdf(data)
    issuing.sign(cases[0].pk, head, at=clock.now())
    begun, cpu = time.perf_counter(), time.process_time()
    for place in range(most):
        rendering.as_pdf({**data, "number": str(place)})
    bare = _measure(BARE, most, time.perf_counter() - begun, time.process_time() - cpu)
    begun, cpu = time.perf_counter(), time.process_time()
    for case in cases[1:]:
        issuing.sign(case.pk, head, at=clock.now())
    whole = _measure(WHOLE, most, time.perf_counter() - begun, time.process_time() - cpu, bare)
    assert Case.objects.filter(unit=unit, step="pickup", flow=cases[0].flow_id).count() >= most
    return [bare, whole]


def _at_signing(city: City) -> Case:
    at, unit = clock.now(), town.measured_unit(city)
    published = in_force(city, "sktm", at)
    assert published is not None
    brought = [one.key for one in flow_of(published).requirements]
    filing = Filing(published=published, unit=unit, answers=ANSWERS, area=unit.area, brought=brought)
    case = open_case(filing, by=RESIDENT, at=at).case
    person = town.holder(unit, town.OFFICER).pk
    for move, kind in (("checking", "petugas-loket"), ("signing", "kasi-pemberdayaan")):
        case = move_case(case.pk, move, by=By("post", person, None, (kind,), unit.pk), at=at)
    return case


def _measure(name: str, count: int, seconds: float, cpu: float, limit: Measure | None = None) -> Measure:
    each, rate = 1000 * seconds / count, count / max(seconds, 1e-9)
    share = rate / limit.rate if limit else None
    named = limit.name if limit else ""
    return Measure(name, rate, each, each, each, 1000 * cpu / count, count, named, share)
