"""When something is due, how much of its time is spent, and how much is left.

The counting rule for working days: the day of receipt is day 0 and counting starts on the next
working day; what comes in after closing or on a day off counts as received on the next working day;
the deadline is the end of working hours on day n. Terms in minutes or hours of working time walk the
open minutes, and plain terms (UU 27/2022: 72 hours) are plain time. A clock that runs from a complete
file stops while the office waits for the applicant.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .calendars import Calendar
from .errors import ClockError
from .terms import Term
from .years import Point

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment and what it was counted from. All moments are on the office's wall clock.

    `received` is `start` moved to working time; for a plain term it is `start`. `counted` are the days
    that were counted: days 1 to n of a term in days, else every day on which a minute was. `skipped`
    are the days off in between, each with its Indonesian reason. `unsure_years` are years that were
    counted through without a holiday list.
    """

    at: datetime
    start: datetime
    received: datetime
    term: Term
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]
    unsure_years: tuple[int, ...]


def due(start: datetime, term: Term, calendar: Calendar) -> Due:
    """When a matter that came in at `start` is due.

    Raises NaiveMoment, OutOfRange, and NoWorkingTime when the calendar never has enough of it.
    """
    point = calendar.point(start)
    if not term.working:
        return _plain_due(calendar.moment(point), term)
    years = calendar.years
    received = years.opening(point)
    if term.unit == "day":
        last = years.working_day(received[0], term.amount)
        end = _closing(last.toordinal(), calendar)
        first = received[0] + 1
    else:
        end = years.after(received, term.minutes)
        last = date.fromordinal(end[0])
        first = received[0]
    started = calendar.moment(point)
    return Due(
        at=calendar.moment(end),
        start=started,
        received=started if received == point else calendar.moment(received),
        term=term,
        counted=years.working_days(first, end[0]),
        skipped=years.off_days(first, end[0]),
        unsure_years=calendar.unsure_years(started.year, last.year),
    )


def spent(start: datetime, end: datetime, calendar: Calendar, term: Term | None = None) -> int:
    """Working minutes from start to end, negative when end comes first; they add up exactly.

    With a plain `term`, plain minutes. Raises NaiveMoment, OutOfRange.
    """
    first, last = calendar.point(start), calendar.point(end)
    if term is not None and not term.working:
        return (last[0] - first[0]) * 1440 + last[1] - first[1]
    if last < first:
        return -calendar.years.between(last, first)
    return calendar.years.between(first, last)


def left(at: datetime, due_at: datetime, calendar: Calendar, term: Term | None = None) -> int:
    """Working minutes left at a moment; negative exactly when it is late.

    Late by less than a working minute, such as on the evening after the deadline, is -1. With a plain
    `term`, plain minutes. Raises NaiveMoment, OutOfRange.
    """
    minutes = spent(at, due_at, calendar, term)
    return min(minutes, -1) if at > due_at else minutes


def due_after_pause(
    due_at: datetime, paused_at: datetime, resumed_at: datetime, term: Term, calendar: Calendar
) -> datetime:
    """The due moment after a lawful pause: what was left at the pause is left when it ends.

    Terms in working days keep their whole working days, so that the deadline stays the end of a day;
    others keep their minutes. A pause within one working day moves no such day, and no pause moves a
    due moment that had already passed, or makes one earlier.
    Raises ClockError when the pause ends before it begins, NaiveMoment, OutOfRange, NoWorkingTime.
    """
    if resumed_at < paused_at:
        raise ClockError("a pause cannot end before it begins")
    paused, resumed = calendar.point(paused_at), calendar.point(resumed_at)
    was = calendar.moment(calendar.point(due_at))
    if paused_at > due_at:
        return was
    if not term.working:
        return was + spent(paused_at, resumed_at, calendar, term) * _MINUTE
    if term.unit == "day":
        return max(was, _after_pause_in_days(due_at, paused, resumed, calendar))
    remaining = spent(paused_at, due_at, calendar)
    opening = calendar.years.opening(resumed)
    return max(was, calendar.moment(calendar.years.after(opening, remaining) if remaining else opening))


def _after_pause_in_days(due_at: datetime, paused: Point, resumed: Point, calendar: Calendar) -> datetime:
    years = calendar.years
    from_day, to_day = years.opening(paused)[0], years.opening(resumed)[0]
    if from_day == to_day:
        return due_at
    days = len(years.working_days(from_day + 1, _day_due(due_at, calendar)))
    last = years.working_day(to_day, days).toordinal() if days else to_day
    return calendar.moment(_closing(last, calendar))


def extended(due_at: datetime, extra: Term, calendar: Calendar) -> datetime:
    """The due moment after an extension, counted on from the old one. That it is granted only once,
    and on which rule, is for the flow to say.

    Raises NaiveMoment, OutOfRange, NoWorkingTime.
    """
    point = calendar.point(due_at)
    if not extra.working:
        return calendar.moment(point) + extra.minutes * _MINUTE
    if extra.unit == "day":
        last = calendar.years.working_day(_day_due(due_at, calendar), extra.amount)
        return calendar.moment(_closing(last.toordinal(), calendar))
    return calendar.moment(calendar.years.after(point, extra.minutes))


def _plain_due(start: datetime, term: Term) -> Due:
    at = start + term.minutes * _MINUTE
    days = (at.date() - start.date()).days
    counted = tuple(start.date() + timedelta(days=number) for number in range(1, days + 1))
    return Due(at, start, start, term, counted or (start.date(),), (), ())


def _closing(day: int, calendar: Calendar) -> Point:
    """The end of working hours on a working day."""
    return day, calendar.years.spans_on(day)[-1][1]


def _day_due(due_at: datetime, calendar: Calendar) -> int:
    """The day on which something is due; a midnight that ends a working day belongs to that day."""
    day, minute = calendar.point(due_at)
    if minute == 0:
        spans = calendar.years.spans_on(day - 1)
        if spans and spans[-1][1] == 1440:
            return day - 1
    return day
