"""Simulated coming and going at the front line: every working day, with a few minutes nobody kept.

The rows are what `rosters.attending` would have written, laid down in bulk. The empty minutes are known
beforehand (`KNOWN`), so that whoever looks at a demonstration can hold the count against them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import Q

from garda.demo.plans import DAYS
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.models import City, Term, Unit
from garda.rosters import office_days, reporting_empty
from garda.rosters.models import Absence, Alarm, Entry, Presence

FRONT = ("kecamatan", "kelurahan")
SEATED = "petugas-loket"
# (the n-th working day back, minutes after the door opened, minutes empty)
KNOWN = ((2, 95, 12), (4, 240, 7), (7, 0, 18), (11, 180, 25))
LATE = 0.03  # how often somebody comes after the door has opened
COMPLAINT = "Pintu terbuka, lampu menyala, tetapi tidak ada petugas sama sekali. Saya menunggu lalu pulang."
CHUNK = 2000
SOON = timedelta(minutes=10)

Span = tuple[datetime, datetime]
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Officer:
    """Somebody who holds a post in an office of the front line."""

    person: int
    unit: Unit
    kind: str


@dataclass
class Away:
    """When people are not there: person → spans; filled by what they were granted."""

    spans: dict[int, list[Span]] = field(default_factory=dict)

    def add(self, person: int, start: datetime, end: datetime) -> None:
        """Somebody is away from `start` to `end`."""
        self.spans.setdefault(person, []).append((start, end))

    def within(self, person: int, start: datetime, end: datetime) -> list[Span]:
        """The spans of a person that touch this one, in order."""
        return sorted(span for span in self.spans.get(person, []) if span[0] < end and span[1] > start)


def officers(city: City, today: date) -> dict[int, list[Officer]]:
    """Who holds a post in each office of the front line today, by unit; the counter first."""
    terms = Term.objects.filter(
        Q(last__isnull=True) | Q(last__gte=today),
        post__unit__city=city,
        post__unit__kind__in=FRONT,
        post__unit__closed_on__isnull=True,
        post__closed_on__isnull=True,
        first__lte=today,
        person__is_active=True,
    )
    units: dict[int, Unit] = {}
    found: dict[int, list[Officer]] = {}
    rows = terms.select_related("post__unit__city").order_by("post__unit_id", "post_id")
    for term in rows:
        unit = units.setdefault(term.post.unit_id, term.post.unit)
        unit.city = city
        if term.person_id is not None:
            found.setdefault(unit.pk, []).append(Officer(term.person_id, unit, term.post.kind))
    return {pk: sorted(there, key=lambda one: one.kind != SEATED) for pk, there in found.items()}


def working_days(unit: Unit, until: datetime, count: int = DAYS) -> list[tuple[date, Spans]]:
    """The days up to today on which the counter opens, oldest first, with their spans."""
    calendar = counter_calendar(unit)
    today = calendar.local(until).date()
    days = [today - timedelta(days=back) for back in range(count, -1, -1)]
    return [(day, spans) for day in days if (spans := calendar.spans(day))]


def attend(city: City, until: datetime, seed: int, away: Away) -> int:
    """Let everybody come and go up to `until`; returns how many stays there were."""
    rng = Random(seed + 3)
    there = officers(city, local_day(city, until))
    gaps = known_gaps(there, until)
    stays: list[Presence] = []
    for unit_id, people in there.items():
        for day, spans in working_days(people[0].unit, until):
            gap = gaps.get((unit_id, day))
            for place, one in enumerate(people):
                whole = _whole(rng, spans, place)
                stays += _stays(one, day, whole, away, gap, until)
    _keep(stays)
    _raise(there, gaps)
    _complain(there, gaps, until)
    office_days.keep_past_days(city, until, most=DAYS + 1)
    return len(stays)


def known_gaps(there: Mapping[int, list[Officer]], until: datetime) -> dict[tuple[int, date], Span]:
    """The minutes in which an office is left empty: (unit, day) → span; the same for the same offices."""
    found = {}
    for place, (back, after, minutes) in enumerate(KNOWN):
        units = list(there)
        if not units:
            break
        unit_id = units[(place * 17 + 5) % len(units)]
        days = working_days(there[unit_id][0].unit, until)
        if len(days) > back:
            day, spans = days[-1 - back]
            first, last = spans[0]
            start = min(first + timedelta(minutes=after), last - timedelta(minutes=minutes + 1))
            found[unit_id, day] = (start, start + timedelta(minutes=minutes))
    return found


def _whole(rng: Random, spans: Spans, place: int) -> Span:
    """From coming to going home; whoever sits at the first desk is always there in time."""
    early, stays = rng.randint(6, 45), rng.randint(3, 35)
    late = rng.random() < LATE and place > 1
    came = spans[0][0] + timedelta(minutes=rng.randint(6, 30)) if late else None
    return came or spans[0][0] - timedelta(minutes=early), spans[-1][1] + timedelta(minutes=stays)


def _stays(
    one: Officer, day: date, whole: Span, away: Away, gap: Span | None, until: datetime
) -> list[Presence]:
    """The stays of one day: what is left of it without absences and without the empty minutes."""
    pieces = [whole]
    for start, end in [*away.within(one.person, *whole), *([gap] if gap else [])]:
        pieces = [
            piece
            for first, last in pieces
            for piece in ((first, min(last, start)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    return [
        Presence(
            unit=one.unit, person_id=one.person, day=day, came=first, left=last if last <= until else None,
            how="device", left_how="device" if last <= until else "", simulated=True,
        )
        for first, last in pieces
        if first <= until
    ]  # fmt: skip


def _keep(stays: list[Presence]) -> None:
    Presence.objects.bulk_create(stays, batch_size=CHUNK)
    lines: list[tuple[datetime, Entry]] = []
    for row in stays:
        about = {"unit_id": row.unit_id, "person_id": row.person_id, "by_id": row.person_id, "day": row.day}
        lines.append(
            (
                row.came,
                Entry(name="presence.came", facts={"how": "device"}, at=row.came, simulated=True, **about),
            )
        )
        if row.left is not None:
            facts = {"how": "device", "came": row.came.isoformat()}
            lines.append(
                (row.left, Entry(name="presence.left", facts=facts, at=row.left, simulated=True, **about))
            )
    lines.sort(key=lambda line: line[0])
    Entry.objects.bulk_create([entry for _, entry in lines], batch_size=CHUNK)


def _raise(there: Mapping[int, list[Officer]], gaps: Mapping[tuple[int, date], Span]) -> None:
    """The alarms that the empty minutes raised, and their end."""
    for (unit_id, day), (start, end) in sorted(gaps.items()):
        cause = "presence.left"
        told = start + timedelta(minutes=1)
        alarm = Alarm.objects.create(
            unit_id=unit_id, began=start, told_at=told, ended=end, cause=cause, simulated=True
        )
        minutes = int((end - start).total_seconds() // 60)
        said = {"alarm": alarm.pk, "began": start.isoformat(), "cause": cause}
        Entry.objects.bulk_create(
            [
                Entry(
                    unit_id=unit_id, name="alarm.raised", facts=said, at=told, day=day, simulated=True
                ),
                Entry(
                    unit_id=unit_id, name="alarm.ended", facts={"alarm": alarm.pk, "minutes": minutes},
                    at=end, day=day, simulated=True,
                ),
            ]
        )  # fmt: skip


def begin_day(city: City, at: datetime) -> int:
    """A new morning of a demonstration: whoever kept presence before comes in again; how many did.

    Called when the counters are about to open. Only for offices whose presence is simulated, once a day.
    """
    today = local_day(city, at)
    made_up = Presence.objects.filter(unit__city=city, simulated=True)
    if not made_up.exists() or made_up.filter(day=today).exists():
        return 0
    rng = Random(today.toordinal())
    stays = []
    away = Away()
    for row in Absence.objects.filter(unit__city=city, state=Absence.GRANTED, end__gt=at):
        away.add(row.person_id, row.start, row.end)
    for people in officers(city, today).values():
        days = working_days(people[0].unit, at, 0)
        for day, spans in days:
            for place, one in enumerate(people):
                came, _ = _whole(rng, spans, place)
                stays += _stays(one, day, (min(came, at), spans[-1][1]), away, None, at)
    _keep(stays)
    return len(stays)


def _complain(
    there: Mapping[int, list[Officer]], gaps: Mapping[tuple[int, date], Span], until: datetime
) -> None:
    """A resident who stood before the door in the latest of the empty minutes, and wrote so."""
    for (unit_id, _day), (start, end) in sorted(gaps.items(), key=lambda one: one[1], reverse=True)[:1]:
        if until - start < reporting_empty.BACK:
            reporting_empty.report(
                there[unit_id][0].unit, when=start + (end - start) / 2, at=end + timedelta(minutes=9),
                words=COMPLAINT, simulated=True,
            )  # fmt: skip


def opens_soon(city: City, at: datetime) -> bool:
    """Whether the counters of the front line are open or open within SOON."""
    first = Unit.objects.filter(city=city, kind__in=FRONT).select_related("city").order_by("pk").first()
    if first is None:
        return False
    calendar = counter_calendar(first)
    return calendar.is_open(at) or calendar.is_open(at + SOON)


def local_day(city: City, at: datetime) -> date:
    """The day of the city's wall calendar."""
    return city_calendar(city).local(at).date()
