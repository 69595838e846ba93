"""Made-up facilities: many offices of the front line have counted, some things are broken or asked for.

Everything goes through the real verbs, at its own past moment; half of what was asked has had its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from garda.cases.acting import Refused
from garda.demo.people import liveliest
from garda.demo.presence import Officer, officers
from garda.people.calendars import calendar_of, city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.registers import comforting, counting, deciders, standards, supplying
from garda.registers.counting import Count
from garda.registers.supplying import Asker

MOST = 26  # offices that have counted; the others are said not to have
ASKING = 12  # things asked for in the whole city
WORDS = (
    "Dua loket memakai satu komputer bergantian.",
    "Pengunjung berdiri pada hari Senin dan Selasa.",
    "Lansia perlu dibantu naik tangga.",
    "",
)
LATER = "Belum ada dana tahun ini; diusulkan pada perubahan APBD."


def furnish(city: City, until: datetime, seed: int) -> None:
    """Count, break, mend, ask and answer in the weeks before `until`."""
    rng = Random(seed + 13)
    there = officers(city, city_calendar(city).local(until).date())
    shown = sorted(pk for pk in liveliest(city) if pk in there)
    chosen = sorted(pk for pk in there if pk not in shown)
    rng.shuffle(chosen)
    units = [register_of(city).unit(pk) for pk in [*shown, *chosen][:MOST]]
    people = Person.objects.in_bulk({there[unit.pk][0].person for unit in units})
    for unit in units:
        _count(unit, _by(there[unit.pk], people), until, rng)
    for unit in [*units[:1], *rng.sample(units, len(units) // 4)]:
        _break(unit, _by(there[unit.pk], people), until, rng)
    _ask(units, {unit.pk: _by(there[unit.pk], people) for unit in units}, until, rng)


def _by(there: list[Officer], people: dict[int, Person]) -> Person:
    return people[there[0].person]


def _working(unit: Unit, until: datetime, back: int, minutes: int) -> datetime:
    """A moment in the office's hours so many days back."""
    calendar = calendar_of(unit)
    opens = calendar.next_opening(until - timedelta(days=back)) or until
    return min(until, opens + timedelta(minutes=minutes))


def _count(unit: Unit, by: Person, until: datetime, rng: Random) -> None:
    at = _working(unit, until, rng.randint(25, 32), rng.randint(20, 150))
    counts = {}
    for item in standards.items_for(unit.kind):
        least = item.standard[unit.kind]
        lacks = rng.randint(1, max(1, least // 2)) if rng.random() < 0.16 else 0
        worn = rng.randint(0, max(1, least // 4)) if rng.random() < 0.3 else 0
        working = max(0, least - lacks)
        counts[item.key] = Count(max(0, working - worn), min(worn, working), 0)
    counting.count(unit, counts, by=by, at=at, simulated=True)
    answers = {key: rng.random() < 0.82 for key in standards.standard().points}
    comforting.look(unit, answers, by=by, at=at + timedelta(minutes=40), simulated=True)


def _break(unit: Unit, by: Person, until: datetime, rng: Random) -> None:
    items = [one for one in standards.items_for(unit.kind) if one.needed_by]
    item = rng.choice(items[:3])
    at = _working(unit, until, rng.randint(0, 4), rng.randint(5, 60))
    try:
        counting.report_broken(unit, item.key, by=by, at=at, simulated=True)
    except Refused:
        return
    if rng.random() < 0.3:
        counting.report_mended(unit, item.key, by=by, at=max(at, until - timedelta(hours=1)))


def _ask(units: list[Unit], people: dict[int, Person], until: datetime, rng: Random) -> None:
    asked = 0
    for unit in units:
        for item in standards.items_for(unit.kind):
            if asked == ASKING:
                return
            at = _working(unit, until, rng.randint(2, 20), rng.randint(30, 200))
            by = Asker(people[unit.pk])
            try:
                supply, _again = supplying.ask(
                    unit, item.key, rng.choice(WORDS), by=by, at=at, simulated=True
                )
            except Refused:
                continue
            asked += 1
            _answer(unit, supply, by, at, until, rng)


def _answer(unit: Unit, supply: int, by: Asker, at: datetime, until: datetime, rng: Random) -> None:
    """How far it has come: not yet, no, granted, paid, delivered, received."""
    rung = deciders.decider(unit)
    person = deciders.person_at(rung, at) if rung else None
    if person is None or rng.random() < 0.35:
        return
    above, when = Asker(person), at + timedelta(days=rng.randint(1, 4))
    steps = rng.randint(0, 4)
    wanted = supplying.wanted(supply)
    if when >= until:
        return
    if not steps:
        supplying.decide(supply, 0, LATER, by=above, at=when)
        return
    supplying.decide(supply, wanted, "", by=above, at=when)
    day = city_calendar(unit.city).local(until).date() + timedelta(days=9)
    fund = rng.choice(["apbd", "kelurahan", "tsp"])
    acts: tuple[Callable[[datetime], None], ...] = (
        lambda then: supplying.fund(supply, fund, day, by=above, at=then),
        lambda then: supplying.deliver(supply, wanted, by=above, at=then),
        lambda then: supplying.check(supply, wanted, "", by=by, at=then),
    )
    for act in acts[: steps - 1]:
        when += timedelta(days=1)
        if when >= until:
            return
        act(when)
