"""What heads did with what people said: sorted it, planned, watched a desk, agreed on what to practise."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from garda.cases.acting import Refused
from garda.cases.publishing import all_in_force
from garda.demo.presence import officers
from garda.figures import improving, part_sources, parting, profiles
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import helping
from garda.rosters.heads import head_person
from garda.surveys import answering, coaching, inviting, periods

SORTED = 0.6  # of what came in
OFFICES = 6  # in which somebody watched a desk and agreed on practice
WATCHED = 9  # days before the end
WHY = ("Warga juga menyebut syaratnya.", "Yang dikeluhkan alatnya, bukan orangnya.", "Ini soal antrean.")
DONE = {
    "rules": "Tempel daftar syarat terbaru di tiap loket dan cocokkan dengan alur.",
    "facilities": "Usulkan kursi tunggu dan perbaikan printer ke kecamatan.",
    "behaviour": "Latihan menyapa dan menolak dengan sopan tiap Senin pagi.",
}
RULE, COURTESY = ("same-rule", "no-shortcut", "reason-given"), ("greeted", "polite-words", "way-out")
SEEN = (
    "Menyapa lebih dulu dan sabar. Sebutkan juga aturannya ketika menolak.",
    "Cepat dan teliti. Pandang orangnya ketika menjelaskan.",
    "Penjelasannya runtut. Tambahkan ke mana warga bisa pergi sesudah ditolak.",
)
PRACTISED = (
    ("reason-given", "Tiga kali menolak sambil menunjukkan bunyi aturannya."),
    ("way-out", "Setiap menolak, sebut satu hal yang masih bisa dilakukan."),
    ("greeted", "Menyapa sebelum warga bicara, sehari penuh."),
)


def coach(city: City, until: datetime, seed: int) -> None:
    """Fill the weeks before `until`, always alike."""
    rng = Random(seed * 14 + 15)
    _rate(city, until, rng)
    part_sources.gather_city(city, until)
    register = register_of(city)
    offices = [unit for unit in register.open_units() if unit.kind in ("kelurahan", "kecamatan", "opd")]
    _sort(city, offices, until, rng)
    today = city_calendar(city).local(until).date()
    period = periods.quarter_at(periods.latest(today).first)
    found = profiles.profiles(city, offices, period, today)
    for unit in [unit for unit in offices if found[unit.pk].failing][:OFFICES]:
        _plan(unit, found[unit.pk], today, until, rng)
    for unit in [unit for unit in offices if unit.kind == "kelurahan"][:OFFICES]:
        _watch(unit, until - timedelta(days=WATCHED), rng)


def _rate(city: City, until: datetime, rng: Random) -> None:
    """At two offices visitors of the months before said how their officers served: one lax, one rude."""
    calendar = city_calendar(city)
    flow = next((row for row in all_in_force(city, until) if row.kind == "request"), None)
    offices = [unit for unit in register_of(city).open_units() if unit.kind == "kelurahan"][:2]
    if flow is None:
        return
    there = officers(city, calendar.local(until).date())
    month = calendar.local(until).date().replace(day=1)
    for back in range(2):
        last = month - timedelta(days=1)
        month = last.replace(day=1)
        days = [day for n in range(last.day) if calendar.is_working_day(day := month + timedelta(days=n))]
        for unit, low in zip(offices, (RULE, COURTESY), strict=False):
            ids = [one.person for one in there.get(unit.pk, ())]
            for who in Person.objects.filter(pk__in=ids[:2]).order_by("pk"):
                for at in range(6):
                    _one(unit, flow, who, low, rng.choice(days), f"contoh-sikap-{who.pk}-{back}-{at}", rng)


def _one(unit: Unit, flow: Any, who: Person, low: Sequence[str], day: date, key: str, rng: Random) -> None:
    minute = 9 * 60 + rng.randint(0, 300)
    moment = city_calendar(unit.city).moment((day.toordinal(), minute))
    places = {name: rng.choice((0, 1, 1, 2) if name in low else (2, 3, 3)) for name in (*RULE, *COURTESY)}
    row = inviting.invite(
        unit.city, "ticket", key, unit=unit, service=flow.key, flow_version=flow.version, area=unit.area,
        officer=who, served_on=day, at=moment, simulated=True,
    )  # fmt: skip
    with suppress(Refused):
        answering.answer(row, coaching.KEY, places, at=moment)


def _sort(city: City, offices: list[Unit], until: datetime, rng: Random) -> None:
    """Most of what came in was looked at by the head; a little of it was corrected."""
    by_id = {unit.pk: unit for unit in offices}
    for one in parting.waiting(list(by_id), most=200):
        head = head_person(by_id[one.unit_id], until)
        if head is None or not one.simulated or not one.parts or rng.random() > SORTED:
            continue
        parts, why = one.parts, ""
        if rng.random() < 0.2 and len(parts) == 1:
            parts, why = parting.split(parting.joined({*parts, "rules"})), rng.choice(WHY)
        at = min(until, until - timedelta(hours=rng.randint(2, 40)))
        parting.settle(
            one.id, parts, office=True, praise=one.praise, why=why or WHY[0], by=head, post=None, at=at
        )


def _plan(unit: Unit, found: profiles.Profile, today: date, until: datetime, rng: Random) -> None:
    head = head_person(unit, until)
    team = helping.team_of(unit, until)
    if head is None or not team:
        return
    part = found.failing[0]
    improving.plan(
        found, unit, part, DONE[part], rng.choice(team), today + timedelta(days=rng.randint(5, 25)),
        f"demo-{unit.key}", by=head, post=None, at=until - timedelta(hours=3), simulated=True,
    )  # fmt: skip


def _watch(unit: Unit, at: datetime, rng: Random) -> None:
    head = head_person(unit, at)
    team = [who for who in helping.team_of(unit, at) if head is not None and who.pk != head.pk]
    if head is None or not team:
        return
    who: Person = rng.choice(team)
    places = {key: rng.choice((1, 2, 2, 3)) for key in (*RULE, *COURTESY)}
    element, words = rng.choice(PRACTISED)
    due = city_calendar(unit.city).local(at).date() + timedelta(days=rng.randint(4, 16))
    try:
        coaching.observe(
            unit, who, places, rng.choice(SEEN), f"demo-{unit.key}", by=head, post=None, at=at, simulated=True
        )
        given = coaching.give(
            unit, who, element, words, due, f"demo-{unit.key}", by=head, post=None,
            at=at + timedelta(minutes=20), simulated=True,
        )  # fmt: skip
        if rng.random() < 0.5:
            coaching.act(given, "try", by=who, post=None, at=at + timedelta(days=3))
    except Refused:
        return  # a city without the instrument has nobody watched
