"""Many desks that call at once, while a kiosk and phones go on giving numbers.

Run as `python -m tests.counters.race PART` on a database made by `tests.cases.apart.database`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from datetime import timedelta
from functools import partial
from multiprocessing.synchronize import Barrier

from tests.cases import apart

part = partial(apart.part, of="tests.counters.race")
DESKS, GIVERS, WAITING, MORE = 6, 2, 60, 10
NUMBERS = WAITING + GIVERS * MORE


def prepare() -> None:
    """A full waiting room."""
    from garda.counters.taking import take_number
    from garda.people.models import Unit
    from tests.town import moment

    unit = Unit.objects.select_related("city").get(key="melati")
    for n in range(WAITING):
        take_number(unit, at=moment(time="09:00") + timedelta(seconds=n), channel="phone")


def race() -> None:
    """Desks and givers, started at one mark."""
    several = multiprocessing.get_context("fork")
    mark = several.Barrier(DESKS + GIVERS)
    all_of_them = [several.Process(target=_call, args=(n, mark)) for n in range(DESKS)]
    all_of_them += [several.Process(target=_give, args=(mark,)) for _ in range(GIVERS)]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    sys.exit(any(one.exitcode for one in all_of_them))


def _say(*words: str) -> None:
    # One short write to a pipe is whole, however many write to it.
    os.write(1, json.dumps(words).encode() + b"\n")


def _call(desk: int, mark: Barrier) -> None:
    from garda.counters import calling
    from garda.people.models import Person, Unit
    from tests.town import moment

    unit = Unit.objects.select_related("city").get(key="melati")
    person = Person.objects.get(username="petugas-loket1.melati")
    at = moment(time="10:00")
    mark.wait()
    for _ in range(WAITING // DESKS):
        done = calling.call_next(unit, f"loket-{desk}", by=person, at=at)
        if done is not None:
            _say("called", done.code)
            calling.act(done.id, "serve", f"loket-{desk}", by=person, at=at)
            calling.act(done.id, "finish", f"loket-{desk}", by=person, at=at)


def _give(mark: Barrier) -> None:
    from garda.counters.taking import take_number
    from garda.people.models import Unit
    from tests.town import moment

    unit = Unit.objects.select_related("city").get(key="melati")
    mark.wait()
    for _ in range(MORE):
        _say("given", take_number(unit, at=moment(time="10:00"), channel="phone").code)


def count() -> None:
    """What stands in the tables."""
    from garda.counters.models import Period, Ticket

    for code, state in ((str(one), one.state) for one in Ticket.objects.order_by("pk")):
        _say(code, state)
    open_ones = Period.objects.filter(end__isnull=True).exclude(ticket__state__in=Ticket.OPEN)
    _say("open periods of ended tickets", str(open_ones.count()))


if __name__ == "__main__":
    import django

    django.setup()
    {"prepare": prepare, "race": race, "count": count}[sys.argv[1]]()
