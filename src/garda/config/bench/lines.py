"""What the walls of 62 offices cost on a day with 20,000 numbers: the queue read, then the page a wall shows.

Every office has as many numbers done with as it has had today, a few at its desks and some who wait.
"""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from garda import clock
from garda.config.bench.city import FRONT
from garda.config.bench.shapes import Measure
from garda.counters.models import Period, Ticket
from garda.counters.queues import queue_of
from garda.people.calendars import city_calendar
from garda.people.models import City, Unit
from garda.people.register import register_of

NUMBERS, WAIT, AT_DESKS = 20_000, 12, 2
CHUNK = 2000


def offices(city: City) -> list[Unit]:
    """The front line."""
    return [unit for unit in register_of(city).open_units() if unit.kind in FRONT]


def fill(city: City, numbers: int = NUMBERS) -> int:
    """Today's numbers, laid down at once; returns how many."""
    if found := Ticket.objects.filter(city=city).count():
        return found
    at, units = clock.now().replace(microsecond=0), offices(city)
    day = city_calendar(city).local(at).date()
    tickets: list[Ticket] = []
    for place in range(numbers):
        unit, n = units[place % len(units)], place // len(units) + 1
        left = numbers // len(units) - n
        state = Ticket.WAITING if left < WAIT else Ticket.SERVING if left < WAIT + AT_DESKS else Ticket.DONE
        desk = "" if state == Ticket.WAITING else f"loket-{1 + n % AT_DESKS}"
        arrived = at - timedelta(minutes=5 + left)
        tickets.append(
            Ticket(
                city=city, unit=unit, day=day, letter="A", number=n, token=UUID(int=place).hex, desk=desk,
                channel="kiosk", state=state, arrived=arrived, changed=arrived + timedelta(minutes=4),
            )
        )  # fmt: skip
    Ticket.objects.bulk_create(tickets, batch_size=CHUNK)
    periods = [period for ticket in tickets for period in _periods(ticket)]
    Period.objects.bulk_create(periods, batch_size=CHUNK)
    return len(tickets)


def _periods(ticket: Ticket) -> list[Period]:
    begun = ticket.arrived + timedelta(minutes=1)
    if ticket.state == Ticket.WAITING:
        return [Period(ticket=ticket, kind=Period.WAITING, start=ticket.arrived)]
    over = ticket.changed if ticket.state == Ticket.DONE else None
    return [
        Period(ticket=ticket, kind=Period.WAITING, start=ticket.arrived, end=begun),
        Period(ticket=ticket, kind=Period.SERVING, desk=ticket.desk, start=begun, end=over),
    ]


def read(city: City, rounds: int = 4) -> Measure:
    """The queue of every office, one after the other, as a wall or an officer's desk asks for it."""
    at, units = clock.now(), offices(city)
    for unit in units[:3]:
        queue_of(unit, at)
    waits, cpu = [], time.process_time()
    for _ in range(rounds):
        for unit in units:
            begun = time.perf_counter()
            found = queue_of(unit, at)
            waits.append(1000 * (time.perf_counter() - begun))
            assert found.count
    waits.sort()
    count, spent = len(waits), time.process_time() - cpu
    return Measure(
        "an office's queue read", 1000 * count / sum(waits), waits[count // 2], waits[int(count * 0.95)],
        waits[int(count * 0.99)], 1000 * spent / count, count,
    )  # fmt: skip
