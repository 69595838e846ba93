"""How simulated offices fare inside: pulses and exercises of past months, leaders' acts, habits, checks.

Boxes are what `take_part` would have written; everything else goes through the verbs at its own past moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from garda.demo.people import liveliest
from garda.demo.presence import Officer, local_day, officers
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters.heads import head_person
from garda.surveys import closing, habits, leading, rechecking, rounds
from garda.surveys.climate import months_on
from garda.surveys.models import Box
from garda.surveys.publishing import Edition, in_force
from garda.surveys.scenarios import KEY as EXERCISE

PULSE = "denyut"
MONTHS = 4  # before this one
LED = 6  # offices whose leader acts
PULSE_ODDS = {"good": (1, 3, 14, 50, 32), "tired": (6, 22, 36, 28, 8)}
EXERCISE_ODDS = ((4, 18, 44, 34), (3, 14, 43, 40), (2, 10, 42, 46), (1, 8, 40, 51))
ACTS = (
    ("mood", "Rapat pagi dipersingkat menjadi sepuluh menit", "Rapat kini delapan menit, loket tepat waktu"),
    ("circle", "Sarapan bersama tiap Jumat pertama, bergantian menyiapkan", ""),
    ("growth", "Satu petugas sebulan mengikuti pelatihan layanan", ""),
    ("habits", "Papan janji hari ini dipasang di ruang belakang", "Terpasang, diperbarui tiap pagi"),
)
HABITS = (
    "Menyapa warga lebih dulu di pintu",
    "Meja rapi sebelum pulang",
    "Apel pagi lima menit, tanpa pidato",
)
FOUND = "Tanggal di buku agenda berbeda satu hari dengan rekam."


def fare(city: City, until: datetime, seed: int) -> int:
    """The climate of the last months; returns how many rounds were held."""
    today = local_day(city, until)
    if in_force(city, PULSE, months_on(today, -MONTHS)) is None:
        return 0
    rng = Random(seed + 17)
    lively = liveliest(city)
    every = sorted(officers(city, today).items(), key=lambda one: (one[0] not in lively, one[0]))
    there = {pk: people for pk, people in every if people}
    held = 0
    for back in range(MONTHS, 0, -1):
        first = months_on(today, -back)
        for key, days in ((PULSE, 13), (EXERCISE, 27)):
            held += _hold(city, key, first, first + timedelta(days=days), there, MONTHS - back, rng)
    first = today - timedelta(days=3)
    rounds.open_round(
        city, PULSE, first=first, last=first + timedelta(days=13), at=_morning(city, first), simulated=True
    )
    units = [register_of(city).unit(pk) for pk in there]
    units = [one for one in units if one.kind == "kelurahan"]
    _lead(units[:LED], until, today, rng)
    _check(units[:LED], until, rng)
    return held


def _hold(
    city: City,
    key: str,
    first: date,
    last: date,
    there: Mapping[int, Sequence[Officer]],
    step: int,
    rng: Random,
) -> int:
    """One round of the whole city, answered and closed the morning after."""
    asked = in_force(city, key, first)
    if asked is None:
        return 0
    held = rounds.open_round(city, key, first=first, last=last, at=_morning(city, first), simulated=True)
    boxes = []
    for at, (unit, people) in enumerate(there.items()):
        # Most offices answer whole; some leave one out now and then, a few are too small to be told.
        n = len({one.person for one in people})
        n -= at % 9 == 4 and step % 2
        sheets = Counter(_sheet(asked, key, at, step, rng) for _ in range(n))
        boxes.append(
            Box(round_id=held.id, unit_id=unit, patterns=dict(sorted(sheets.items())), simulated=True)
        )
    Box.objects.bulk_create(boxes, batch_size=200)
    closing.close(held.id, _morning(city, last + timedelta(days=1)))
    return 1


def _sheet(asked: Edition, key: str, office: int, step: int, rng: Random) -> str:
    odds = EXERCISE_ODDS[step] if key == EXERCISE else PULSE_ODDS["tired" if office % 7 == 2 else "good"]
    return ",".join(str(rng.choices(range(len(odds)), odds)[0]) for _ in asked.instrument.elements)


def _lead(units: Sequence[Unit], until: datetime, today: date, rng: Random) -> None:
    """What leaders of some offices do, with its day; a habit or two kept for some weeks."""
    for at, unit in enumerate(units):
        head = head_person(unit, until)
        if head is None:
            continue
        made = today - timedelta(days=40 - at)
        part, words, result = ACTS[at % len(ACTS)]
        due = made + timedelta(days=21 + 10 * at)
        doing = leading.plan(unit, part, words, due, by=head, at=_morning(unit.city, made), simulated=True)
        if result:
            done = _morning(unit.city, min(due, today - timedelta(days=1)))
            leading.finish(unit.city, doing.id, result, by=head, at=done)
        _keep(unit, HABITS[at % len(HABITS)], head, today, rng)


def _keep(unit: Unit, title: str, head: Person, today: date, rng: Random) -> None:
    monday = habits.monday(today) - timedelta(weeks=8)
    habit = habits.begin(unit, title, by=head, at=_morning(unit.city, monday), simulated=True)
    for week in range(8):
        day = monday + timedelta(weeks=week, days=4)
        habits.mark(unit.city, habit, rng.random() < 0.8, by=head, at=_morning(unit.city, day))


def _check(units: Sequence[Unit], until: datetime, rng: Random) -> None:
    """Records drawn by lot last week; most of them held against the papers since."""
    for unit in units:
        head = head_person(unit, until)
        if head is None:
            continue
        drawn = until - timedelta(days=6)
        for day in (0, 1):
            rechecking.draw(unit, by=head, at=drawn + timedelta(days=day), chance=rng)
        for one in rechecking.of_unit(unit, but=head)[:8]:
            verdict = rng.choices(("right", "corrected", "wrong"), (8, 1, 1))[0]
            why = "" if verdict == "right" else FOUND
            rechecking.check(one.id, verdict, why, by=head, at=drawn + timedelta(days=2))


def _morning(city: City, day: date) -> datetime:
    return city_calendar(city).moment((day.toordinal(), 8 * 60))
