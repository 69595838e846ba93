"""Simulated queues of the front line: who came for what, how long they waited, who sits there today.

Each day is lived through once by the desks that were open: whoever came first is called first, those whom the
rule puts first before them. The rows are what the verbs of `counters` would have written.
"""

from __future__ import annotations

import heapq
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from garda.cases.models import Case
from garda.cases.publishing import all_in_force, flow_by_id
from garda.counters.models import Period, Series, Ticket
from garda.demo.presence import SEATED, Officer, local_day, officers, working_days
from garda.people.models import City, Unit
from garda.rosters.desks import desks_of

DAYS = 9  # working days before today
# (how often, the letter, the channel): as `counters.taking` names them for a kiosk, a phone, an officer.
LETTERS = ((7, "A", "kiosk"), (2, "H", "phone"), (1, "L", "officer"))
A_DAY = (6, 14)
FIRST, PRIORITY = "lansia", "P"
MISSES, RATES, KNOWS_NOT, GOES_FIRST = 0.05, 0.4, 0.1, 0.08
PATIENCE = timedelta(minutes=3)  # how long a called number is waited for
CHUNK = 2000


@dataclass
class Visit:
    """One number of one day, before it is lived."""

    arrived: datetime
    letter: str
    channel: str
    number: int
    key: str
    first: str
    minutes: int
    misses: bool


def queue(city: City, until: datetime, seed: int) -> int:
    """Live the queues of the last days and of today up to `until`; returns how many numbers were taken."""
    rng = Random(seed + 5)
    services = _services(city, until)
    came = _came(city)
    tickets: list[Ticket] = []
    periods: list[Period] = []
    series: list[Series] = []
    today = local_day(city, until)
    for people in officers(city, today).values():
        unit = people[0].unit
        keys = services.get(unit.kind, [])
        desks = [desk.key for desk in desks_of(unit, until)] or ["loket-1"]
        for day, spans in working_days(unit, until, 2 * DAYS)[-DAYS - 1 :]:
            visits = _visits(rng, keys, spans[0][0], spans[-1][1], until)
            seats = [one for one in people if one.kind == SEATED] or people[:1]
            lived = _live(rng, unit, day, visits, desks[: len(seats)], seats, until)
            _continue(lived, came.get((unit.pk, day), []))
            for ticket, own in lived:
                tickets.append(ticket)
                periods += own
        series += _series(
            unit, today, [one for one in tickets if one.unit_id == unit.pk and one.day == today]
        )
    Series.objects.bulk_create(series, ignore_conflicts=True)
    Ticket.objects.bulk_create(tickets, batch_size=CHUNK)
    Period.objects.bulk_create(periods, batch_size=CHUNK)
    return len(tickets)


def _series(unit: Unit, today: date, given: list[Ticket]) -> list[Series]:
    """What the letters of the office stand at, so that the next number taken is another one."""
    last: dict[str, int] = defaultdict(int)
    for one in given:
        last[one.letter] = max(last[one.letter], one.number)
    kinds = [(letter, channel, False) for _, letter, channel in LETTERS] + [(PRIORITY, "kiosk", True)]
    return [
        Series(unit=unit, letter=letter, source=source, priority=first, day=today, last=last[letter])
        for letter, source, first in kinds
    ]


def _services(city: City, until: datetime) -> dict[str, list[str]]:
    """What one comes for, by kind of office: the services of the city that need a visit."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in all_in_force(city, until):
        flow = flow_by_id(row.pk)
        for kind in flow.offered if flow.visits else ():
            found[kind].append(flow.key)
    return {kind: sorted(keys) for kind, keys in found.items()}


def _came(city: City) -> dict[tuple[int, date], list[tuple[str, str]]]:
    """The simulated matters that were written down at a counter: (unit, day) → (number, service)."""
    found: dict[tuple[int, date], list[tuple[str, str]]] = defaultdict(list)
    rows = Case.objects.filter(city=city, simulated=True, channel="counter", parent__isnull=True)
    for unit_id, at, number, key in rows.values_list("first_unit_id", "opened_at", "number", "flow__key"):
        found[unit_id, local_day(city, at)].append((number, key))
    return found


def _visits(rng: Random, keys: list[str], opens: datetime, closes: datetime, until: datetime) -> list[Visit]:
    """Who comes on one day: more in the first hours, in the order of their numbers."""
    minutes = int((closes - opens).total_seconds() // 60)
    moments = sorted(
        opens + timedelta(minutes=int(minutes * rng.random() ** 1.6 * 0.9))
        for _ in range(rng.randint(*A_DAY))
    )
    given: dict[str, int] = defaultdict(int)
    found = []
    for at in moments:
        if at > until:
            break
        first = FIRST if rng.random() < GOES_FIRST else ""
        [(_, letter, channel)] = rng.choices(LETTERS, [share for share, _, _ in LETTERS])
        letter, channel = (PRIORITY, "kiosk") if first else (letter, channel)
        given[letter] += 1
        key = rng.choice(keys) if keys and rng.random() > KNOWS_NOT else ""
        misses = rng.random() < MISSES
        found.append(Visit(at, letter, channel, given[letter], key, first, rng.randint(4, 16), misses))
    return found


def _live(
    rng: Random,
    unit: Unit,
    day: date,
    visits: list[Visit],
    desks: list[str],
    seats: list[Officer],
    until: datetime,
) -> list[tuple[Ticket, list[Period]]]:
    """Call them one after the other to the desk that is free first."""
    free = [(visits[0].arrived, place) for place in range(len(desks))] if visits else []
    heapq.heapify(free)
    coming, lived = list(visits), []
    while coming:
        at, place = heapq.heappop(free)
        at = max(at, coming[0].arrived)
        waiting = [one for one in coming if one.arrived <= at]
        one = min(waiting, key=lambda visit: (not visit.first, visit.arrived, visit.letter))
        coming.remove(one)
        called = at + timedelta(seconds=rng.randint(10, 50))
        begun = called + timedelta(seconds=rng.randint(20, 70))
        ends = called + PATIENCE if one.misses else begun + timedelta(minutes=one.minutes)
        marks = [(Period.WAITING, one.arrived), (Period.CALLED, called)]
        marks += [] if one.misses else [(Period.SERVING, begun)]
        lived.append(_row(rng, unit, day, one, desks[place], seats[place], marks, ends, until))
        heapq.heappush(free, (ends, place))
    return lived


def _row(
    rng: Random,
    unit: Unit,
    day: date,
    one: Visit,
    desk: str,
    seat: Officer,
    marks: list[tuple[str, datetime]],
    ends: datetime,
    until: datetime,
) -> tuple[Ticket, list[Period]]:
    """The number as it stands at `until`, and its periods, the last one open if it is not over."""
    past = [(kind, start) for kind, start in marks if start <= until]
    over = ends <= until
    kind = past[-1][0]
    end_state = Ticket.MISSED if one.misses else Ticket.DONE
    called = kind != Period.WAITING
    ticket = Ticket(
        city_id=unit.city_id, unit=unit, day=day, letter=one.letter, number=one.number,
        token=uuid.UUID(int=rng.getrandbits(128), version=4).hex, key=one.key, first=one.first,
        channel=one.channel, state=end_state if over else kind,
        desk=desk if called else "", calls=int(called), arrived=one.arrived,
        changed=ends if over else past[-1][1], by_person_id=seat.person if called else None,
        rating=rng.choice((2, 3, 3, 4, 4)) if over and not one.misses and rng.random() < RATES else None,
        simulated=True,
    )  # fmt: skip
    stops = [start for _, start in past[1:]] + [ends if over else None]
    periods = [
        Period(
            ticket=ticket, kind=kind, desk=desk if kind != Period.WAITING else "",
            by_id=seat.person if kind != Period.WAITING else None, start=start, end=stop, simulated=True,
        )
        for (kind, start), stop in zip(past, stops, strict=True)
    ]  # fmt: skip
    return ticket, periods


def _continue(lived: list[tuple[Ticket, list[Period]]], came: list[tuple[str, str]]) -> None:
    """Some of the numbers became the matters that were written down there that day."""
    free = [ticket for ticket, _ in lived if ticket.state == Ticket.DONE]
    for number, key in came:
        ticket = next((one for one in free if one.key == key), free[0] if free else None)
        if ticket is None:
            return
        free.remove(ticket)
        ticket.key, ticket.case_number, ticket.rating = key, number, None
