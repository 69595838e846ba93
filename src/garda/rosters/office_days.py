"""What an office's day came to, to the minute, from presence: promised, covered, empty, below the minimum.

Counted live for today, and kept once a day is over. Counted again it comes out the same, for it is read from
nothing but the opening hours and the stays. Who came or left within a minute counts from or to its beginning.
A day before an office began to keep presence is not counted: nothing is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from garda import cover
from garda.cover import Span
from garda.people.calendars import city_calendar, counter_calendar
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.rosters import attending
from garda.rosters.days import opening_of as whole_opening
from garda.rosters.models import Minimum, OfficeDay, Presence

DAY = 1440


@dataclass(frozen=True)
class Minutes:
    """A day of one office in minutes; `gaps` are the empty ones, as spans since local midnight."""

    opened: int = 0
    covered: int = 0
    empty: int = 0
    below: int = 0
    gaps: tuple[Span, ...] = ()
    simulated: bool = False


@dataclass(frozen=True)
class Day:
    """A kept or live day of an office."""

    unit_id: int
    day: date
    minutes: Minutes
    live: bool = False


def minutes_of(opening: Iterable[Span], stays: Iterable[tuple[int, Span]], need: int = 1) -> Minutes:
    """The minutes of a day: `stays` are (person, span), `need` how many must be there. Pure.

    Somebody in two overlapping stays counts once.
    """
    stretches = cover.counted(opening, stays)
    opened = sum(end - start for start, end, _there in stretches)
    gaps = tuple((start, end) for start, end, there in stretches if not there)
    empty = cover.minutes(gaps)
    below = sum(end - start for start, end, there in stretches if there < need)
    return Minutes(opened, opened - empty, empty, below, gaps)


# ---- from the tables -----------------------------------------------------------------------------
def opening_of(unit: Unit, day: date, until: datetime | None = None) -> list[Span]:
    """The promised opening of the counter that day, in minutes; up to `until` where that is today."""
    stop = DAY
    if until is not None:
        now = counter_calendar(unit).local(until)
        stop = DAY if now.date() > day else 0 if now.date() < day else now.hour * 60 + now.minute
    return list(cover.shared(whole_opening(unit, day), [(0, stop)]))


def _minute(moment: datetime, day: date) -> int:
    """Whole minutes since the midnight that began the day, in its own zone."""
    days = (moment.date() - day).days
    return max(0, min(DAY, days * DAY + moment.hour * 60 + moment.minute))


def count(units: Sequence[Unit], day: date, at: datetime) -> dict[int, Minutes]:
    """The day of each office that keeps presence by then, up to `at`; three queries for any number."""
    ids = [unit.pk for unit in units]
    keeping = attending.began(ids)
    need = dict(Minimum.objects.filter(unit_id__in=ids).values_list("unit_id", "people"))
    stays: dict[int, list[tuple[int, Span]]] = {}
    made_up: set[int] = set()
    clocks = {unit.pk: city_calendar(unit.city).local for unit in units}
    for row in Presence.objects.filter(unit_id__in=list(keeping), day=day):
        local = clocks[row.unit_id]
        left = _minute(local(row.left), day) if row.left else DAY
        stays.setdefault(row.unit_id, []).append((row.person_id, (_minute(local(row.came), day), left)))
        made_up |= {row.unit_id} if row.simulated else set()
    found = {}
    for unit in units:
        if unit.pk in keeping and keeping[unit.pk] <= day:
            opening = opening_of(unit, day, at)
            one = minutes_of(opening, stays.get(unit.pk, []), max(1, need.get(unit.pk, 1)))
            found[unit.pk] = Minutes(**{**vars(one), "simulated": unit.pk in made_up})
    return found


def keep(units: Sequence[Unit], day: date, at: datetime) -> int:
    """Write down the day of these offices, or write it anew; a day without opening is no day. How many."""
    found = {pk: one for pk, one in count(units, day, at).items() if one.opened}
    rows = [
        OfficeDay(
            city_id=unit.city_id, unit=unit, day=day, opened=one.opened, covered=one.covered, empty=one.empty,
            below=one.below, gaps=[list(gap) for gap in one.gaps], counted_at=at, simulated=one.simulated,
        )
        for unit in units if (one := found.get(unit.pk))
    ]  # fmt: skip
    OfficeDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["unit", "day"],
        update_fields=["opened", "covered", "empty", "below", "gaps", "counted_at", "simulated"],
    )
    return len(rows)


def keep_past_days(city: City, at: datetime, most: int = 40) -> int:
    """Every day that is over and not kept yet, up to yesterday; stays that never ended end first."""
    today = city_calendar(city).local(at).date()
    every = register_of(city).units
    keeping = attending.began(every)
    units = [unit for pk, unit in every.items() if pk in keeping]
    for unit in _left_open(units, today):
        attending.lapse(unit, today - timedelta(days=1), at)
    kept = OfficeDay.objects.filter(unit_id__in=list(keeping))
    latest = dict(kept.values_list("unit_id").annotate(Max("day")).values_list("unit_id", "day__max"))
    done = 0
    one = timedelta(days=1)
    first = {pk: max(began, latest.get(pk, began - one) + one) for pk, began in keeping.items()}
    day = min(first.values(), default=today)
    while day < today and most > 0:
        due = [unit for unit in units if first[unit.pk] <= day]
        with transaction.atomic():
            done += keep(due, day, at)
        day, most = day + one, most - 1
    return done


def _left_open(units: Iterable[Unit], today: date) -> list[Unit]:
    open_ones = Presence.objects.filter(left__isnull=True, day__lt=today)
    ids = set(open_ones.values_list("unit_id", flat=True))
    return [unit for unit in units if unit.pk in ids]


# ---- reading -------------------------------------------------------------------------------------
def kept(units: Iterable[Unit], first: date, last: date) -> list[Day]:
    """The kept days of these offices, latest first; one query."""
    rows = OfficeDay.objects.filter(unit__in=[unit.pk for unit in units], day__gte=first, day__lte=last)
    return [_day(row) for row in rows.order_by("-day", "unit_id")]


def of_day(unit: Unit, day: date, at: datetime) -> Day | None:
    """One day of one office: counted live for today, else as it was kept. None: nothing is known of it."""
    if day >= city_calendar(unit.city).local(at).date():
        found = count([unit], day, at).get(unit.pk)
        return Day(unit.pk, day, found, live=True) if found else None
    row = OfficeDay.objects.filter(unit=unit, day=day).first()
    return _day(row) if row else None


def live(units: Sequence[Unit], at: datetime) -> dict[int, Minutes]:
    """Today so far, for many offices of one city."""
    today = city_calendar(units[0].city).local(at).date() if units else at.date()
    return count(units, today, at)


def summed(units: Sequence[Unit], first: date, last: date, at: datetime) -> dict[int, tuple[Minutes, int]]:
    """The offices that have days between two dates: their minutes summed, and over how many days.

    Today counts live where it lies between them; three queries more, however many offices.
    """
    today = city_calendar(units[0].city).local(at).date() if units else last
    over = min(last, today - timedelta(days=1))
    rows = OfficeDay.objects.filter(unit__in=[unit.pk for unit in units], day__gte=first, day__lte=over)
    sums = {f"all_{name}": Sum(name) for name in ("opened", "covered", "empty", "below")}
    made_up = Count("pk", filter=Q(simulated=True))
    grouped = rows.values_list("unit_id").annotate(days=Count("pk"), made_up=made_up, **sums).order_by()
    found: dict[int, tuple[Minutes, int]] = {}
    for unit_id, days, simulated, *counts in grouped:
        opened, covered, empty, below = (int(one) for one in counts)
        found[unit_id] = (Minutes(opened, covered, empty, below, (), bool(simulated)), days)
    if not (units and first <= today <= last):
        return found
    for unit_id, one in live(units, at).items():
        before, days = found.get(unit_id, (Minutes(), 0))
        found[unit_id] = (total([before, one]), days + bool(one.opened))
    return found


def _day(row: OfficeDay) -> Day:
    gaps = tuple((int(start), int(end)) for start, end in row.gaps)
    one = Minutes(row.opened, row.covered, row.empty, row.below, gaps, row.simulated)
    return Day(row.unit_id, row.day, one)


def total(days: Iterable[Minutes]) -> Minutes:
    """Several days in one, without their gaps."""
    opened = covered = empty = below = 0
    simulated = False
    for one in days:
        opened, covered = opened + one.opened, covered + one.covered
        empty, below = empty + one.empty, below + one.below
        simulated |= one.simulated
    return Minutes(opened, covered, empty, below, (), simulated)
