"""Simulated invitations, bereavements and leave: who was sent, who was away, and what lies ahead.

Each duty goes to whoever has borne least, as the page would propose. The rows are what the verbs of
`rosters` would have written; a few wait for an answer, so that a head finds something to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from garda.cases import sealing
from garda.demo.presence import Away, Officer, Spans, local_day, officers, working_days
from garda.people.calendars import counter_calendar
from garda.people.models import City
from garda.people.posts import heads_of
from garda.rosters.models import Absence, Duty, Entry

INVITED, MOURNING, LEAVE = "undangan", "duka", "cuti-tahunan"
# What, host, whether it is urgent.
INVITATIONS = (
    ("Pernikahan warga RW {rw}", "Keluarga di RW {rw}", False),
    ("Takziah di RW {rw}", "Keluarga yang berduka di RW {rw}", True),
    ("Tasyakuran khitan di RW {rw}", "Keluarga di RW {rw}", False),
    ("Pengajian rutin RW {rw}", "Pengurus RW {rw}", False),
    ("Kerja bakti RW {rw}", "Pengurus RW {rw}", False),
    ("Posyandu balita RW {rw}", "Kader posyandu RW {rw}", False),
)
PLACES = ("Balai RW {rw}", "Rumah warga RT {rt} RW {rw}", "Masjid RW {rw}", "Lapangan RW {rw}")
PER_OFFICE, AHEAD = 4, 2
WHY = "Menjenguk orang tua di luar kota."


@dataclass(frozen=True)
class _Drawn:
    """One duty of an office, before anybody is sent."""

    what: str
    host: str
    place: str
    urgent: bool
    start: datetime
    end: datetime


def fill(city: City, until: datetime, seed: int) -> Away:
    """Lay down the duties and leaves of the weeks before `until`, and some ahead; who is away by them."""
    rng = Random(seed + 4)
    away = Away()
    for people in officers(city, local_day(city, until)).values():
        _duties(rng, people, until, away)
        _leaves(rng, people, until, away)
    return away


def _duties(rng: Random, people: list[Officer], until: datetime, away: Away) -> None:
    unit = people[0].unit
    drawn = sorted(
        (_draw(rng, *rng.choice(working_days(unit, until))) for _ in range(PER_OFFICE)),
        key=lambda one: one.start,
    )
    drawn += [_ahead(rng, people, until, place) for place in range(1, AHEAD + 1)]
    # Whoever sits at the first desk stays: somebody is always there.
    borne = {one.person: 0.0 for one in people[1:]}
    for one in drawn:
        made = one.start - timedelta(days=0 if one.urgent else rng.randint(2, 6), hours=2)
        row = Duty.objects.create(
            unit=unit, kind=Duty.URGENT if one.urgent else Duty.PLANNED, what=one.what, host=one.host,
            place=one.place, start=one.start, end=one.end, made_at=min(made, until), simulated=True,
        )  # fmt: skip
        _write(people[0], "duty.planned", min(made, until), None, {"duty": row.pk, "kind": row.kind})
        if not borne or one.start > until:
            continue
        chosen = min(borne, key=lambda person: (borne[person], person))
        borne[chosen] += (one.end - one.start).total_seconds()
        sent = next(officer for officer in people if officer.person == chosen)
        row.sent_id = chosen
        row.save(update_fields=["sent"])
        kind = MOURNING if one.urgent else INVITED
        _grant(sent, _head(people), kind, one.start, one.end, made, away, duty=row)


def _draw(rng: Random, day: date, spans: Spans) -> _Drawn:
    start = spans[0][0] + timedelta(minutes=15 * rng.randint(4, 16))
    numbers = {"rw": f"{rng.randint(1, 12):02d}", "rt": f"{rng.randint(1, 9):02d}"}
    what, host, urgent = rng.choice(INVITATIONS)
    end = start + timedelta(minutes=30 * rng.randint(2, 5))
    return _Drawn(
        what.format(**numbers),
        host.format(**numbers),
        rng.choice(PLACES).format(**numbers),
        urgent,
        start,
        end,
    )


def _ahead(rng: Random, people: list[Officer], until: datetime, place: int) -> _Drawn:
    """An invitation on one of the next working days: nobody is sent yet."""
    calendar = counter_calendar(people[0].unit)
    day = local_day(people[0].unit.city, until) + timedelta(days=place)
    while not (spans := calendar.spans(day)):
        day += timedelta(days=1)
    drawn = _draw(rng, day, spans)
    while drawn.urgent:
        drawn = _draw(rng, day, spans)
    return drawn


def _leaves(rng: Random, people: list[Officer], until: datetime, away: Away) -> None:
    """Two days of leave for one or two people of the office; and one that waits for its head."""
    unit = people[0].unit
    days = working_days(unit, until)
    others = [one for one in people[1:] if one.kind not in heads_of(unit.kind)[:1]]
    for one in rng.sample(others, min(len(others), 2)):
        place = rng.randrange(max(1, len(days) - 3))
        taken = days[place : place + 2]
        if not taken or rng.random() < 0.3:
            continue
        start, end = taken[0][1][0][0] - timedelta(hours=1), taken[-1][1][-1][1] + timedelta(hours=1)
        _grant(one, _head(people), LEAVE, start, end, start - timedelta(days=5), away, why=WHY)
    if others:
        _waiting(rng, rng.choice(others), until)


def _waiting(rng: Random, one: Officer, until: datetime) -> None:
    calendar = counter_calendar(one.unit)
    day = local_day(one.unit.city, until) + timedelta(days=rng.randint(3, 9))
    while not (spans := calendar.spans(day)):
        day += timedelta(days=1)
    asked = until - timedelta(minutes=rng.randint(30, 600))
    row = Absence.objects.create(
        unit=one.unit, person_id=one.person, kind=LEAVE, start=spans[0][0], end=spans[-1][1],
        state=Absence.ASKED, why=sealing.seal(WHY), asked_at=asked, asked_by_id=one.person, simulated=True,
    )  # fmt: skip
    _write(one, "absence.asked", asked, one.person, _facts(row))


def _head(people: list[Officer]) -> Officer | None:
    heads = heads_of(people[0].unit.kind)
    return next((one for kind in heads for one in people if one.kind == kind), None)


def _grant(
    one: Officer,
    head: Officer | None,
    kind: str,
    start: datetime,
    end: datetime,
    asked: datetime,
    away: Away,
    *,
    duty: Duty | None = None,
    why: str = "",
) -> None:
    decided = asked + timedelta(minutes=40)
    row = Absence.objects.create(
        unit=one.unit, person_id=one.person, kind=kind, start=start, end=end, state=Absence.GRANTED,
        urgent=kind == MOURNING, duty=duty, why=sealing.seal(why) if why else b"", asked_at=asked,
        asked_by_id=one.person, decided_at=decided, decided_by_id=head.person if head else None,
        simulated=True,
    )  # fmt: skip
    _write(one, "absence.asked", asked, one.person, _facts(row))
    _write(one, "absence.granted", decided, head.person if head else None, _facts(row))
    away.add(one.person, start, end)


def _facts(row: Absence) -> Mapping[str, object]:
    return {
        "absence": row.pk, "kind": row.kind, "start": row.start.isoformat(), "end": row.end.isoformat()
    }  # fmt: skip


def _write(one: Officer, name: str, at: datetime, by: int | None, facts: Mapping[str, object]) -> None:
    Entry.objects.create(
        unit=one.unit, person_id=one.person if name.startswith("absence") else None, name=name,
        facts=dict(facts), at=at, day=local_day(one.unit.city, at), by_id=by, simulated=True,
    )  # fmt: skip
