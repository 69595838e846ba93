"""Reading a record back: the row it makes, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from garda.cases import record, sealing
from garda.cases.models import Case, Event, Said
from garda.cases.saying import POINT, point_text
from garda.people.models import City


@dataclass(frozen=True)
class Fault:
    """Something in a record that does not hold."""

    number: str
    seq: int
    words: str


def replay(events: Iterable[Event]) -> dict[str, Any]:
    """The row that the events make, column by column (attribute names as in `record.ROW`)."""
    row: dict[str, Any] = {}
    for event in events:
        for name, value in event.facts.get("became", {}).items():
            row[name] = record.rich(name, value)
    return row


def row_at(event: Event) -> dict[str, Any]:
    """The row as it stood right after `event`, column by column; no query when that is now."""
    if event.case.seq == event.seq:
        return {name: getattr(event.case, name) for name in record.ROW}
    return replay(Event.objects.filter(case_id=event.case_id, seq__lte=event.seq).order_by("seq"))


def faults_of(case: Case, events: list[Event]) -> list[Fault]:
    """Every way in which the record of `case` does not hold: gaps, broken chain, a row that differs."""
    found: list[Fault] = []
    before = ""
    for expected, event in enumerate(events, start=1):
        if event.seq != expected:
            found.append(Fault(case.number, event.seq, f"urutan peristiwa melompat, seharusnya {expected}"))
        if event.before != before:
            found.append(Fault(case.number, event.seq, "sidik jari sebelumnya tidak cocok"))
        if record.fingerprint(event, case.uid) != event.fingerprint:
            found.append(Fault(case.number, event.seq, "isi peristiwa tidak cocok dengan sidik jarinya"))
        before = event.fingerprint
    if case.head != before or case.seq != len(events):
        found.append(Fault(case.number, case.seq, "kepala rekam tidak cocok dengan peristiwa terakhir"))
    if events and case.private is not events[0].facts.get("private", False):
        found.append(Fault(case.number, 1, "kerahasiaan tidak cocok dengan saat dibuka"))
    row = replay(events)
    for name in record.ROW:
        if name in row and getattr(case, name) != row[name]:
            found.append(Fault(case.number, case.seq, f"baris dan rekam berbeda pada {name}"))
    if not _wakes_rightly(case) or case.next_due_at != record.next_due(case):
        found.append(
            Fault(case.number, case.seq, "waktu bangun atau batas terdekat tidak sesuai dengan baris")
        )
    return found


def _misplaced(cases: list[Case], events: dict[int, list[Event]]) -> dict[int, list[Fault]]:
    """Matters whose point on the map is not the one that the record has the fingerprint of."""
    placed = {case.pk: case for case in cases if case.lat is not None and case.parent_id is None}
    rows = Said.objects.filter(case_id__in=list(placed), seq=1, key=POINT, erased_at__isnull=True)
    salts = dict(rows.values_list("case_id", "salt")) if placed else {}
    found: dict[int, list[Fault]] = {}
    for pk, case in placed.items():
        told = events[pk][0].facts if events[pk] else {}
        text = point_text(case.lat or 0.0, case.lng or 0.0)
        mark = sealing.fingerprint(text, salts[pk]) if pk in salts else ""
        if [POINT, mark] not in told.get("said", []):
            found[pk] = [Fault(case.number, 1, "titik di peta tidak cocok dengan sidik jarinya")]
    return found


def _wakes_rightly(case: Case) -> bool:
    """Never earlier than the row says; later only where the clock could do nothing and sleeps a while."""
    wakes = record.wakes(case)
    if wakes is None or case.wake_at is None:
        return wakes is case.wake_at
    return case.wake_at >= wakes


def texts(case: Case) -> list[tuple[int, str, str]]:
    """(seq, fingerprint, canonical text) of every event: what anyone needs to check the chain by hand."""
    rows = case.events.order_by("seq")
    return [(event.seq, event.fingerprint, record.canonical(event, case.uid)) for event in rows]


def walk(city: City | None = None, at_a_time: int = 500) -> Iterator[tuple[Case, list[Fault]]]:
    """Every case with its faults, in order of primary key, a bounded number in memory at a time."""
    last = 0
    while True:
        cases = Case.objects.filter(pk__gt=last).select_related("city").order_by("pk")
        if city is not None:
            cases = cases.filter(city=city)
        batch = list(cases[:at_a_time])
        if not batch:
            return
        by_case: dict[int, list[Event]] = {case.pk: [] for case in batch}
        for event in Event.objects.filter(case_id__in=list(by_case)).order_by("case_id", "seq"):
            by_case[event.case_id].append(event)
        places = _misplaced(batch, by_case)
        for case in batch:
            yield case, faults_of(case, by_case[case.pk]) + places.get(case.pk, [])
        last = batch[-1].pk
