"""The day strip: a due date as a row of days that a person can check with a finger on a calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .calendars import Calendar
from .dues import Due

_MOST = 10  # days shown one by one; above that whole weeks are folded

StripKind = Literal["start", "counted", "off", "end", "fold"]


@dataclass(frozen=True, slots=True)
class StripDay:
    """One cell. `number` counts the days of a term in days; `reason` says why a day is off.

    A "fold" stands for the days from `day` to `last`, whole weeks from Monday to Sunday; its `number`
    is the highest one folded away.
    """

    day: date
    kind: StripKind
    number: int | None = None
    reason: str | None = None
    last: date | None = None


def strip(due: Due, calendar: Calendar, lang: str = "id", fold: bool = True) -> tuple[StripDay, ...]:
    """The days from receipt to the due day. A term that ends on the day of receipt is one "end" cell.

    Of more than ten days, whole weeks in the middle are folded into one cell unless `fold` is False.
    """
    cells = _cells(due, calendar, lang)
    return _folded(cells) if fold and len(cells) > _MOST else tuple(cells)


def end_day(due: Due) -> date:
    """The day on which it is due; a midnight at the end of a day belongs to that day."""
    return due.counted[-1]


def _cells(due: Due, calendar: Calendar, lang: str) -> list[StripDay]:
    last = end_day(due)
    numbered = due.term.unit == "day"
    off = {day for day, _ in due.skipped}
    cells = []
    number = 0
    day = due.received.date()
    while day <= last:
        if day in off:
            cells.append(StripDay(day, "off", reason=calendar.reason_off(day, lang)))
        elif day == due.received.date() and day != last:
            cells.append(StripDay(day, "start"))
        else:
            number += 1
            kind: StripKind = "end" if day == last else "counted"
            cells.append(StripDay(day, kind, number=number if numbered else None))
        day += timedelta(days=1)
    return cells


def _folded(cells: list[StripDay]) -> tuple[StripDay, ...]:
    first, last = cells[0].day, cells[-1].day
    monday = first + timedelta(days=7 - first.weekday())
    sunday = last - timedelta(days=last.weekday() + 1)
    inside = [cell for cell in cells if monday <= cell.day <= sunday]
    if not inside:
        return tuple(cells)
    numbers = [cell.number for cell in inside if cell.number is not None]
    middle = StripDay(monday, "fold", number=max(numbers, default=None), last=sunday)
    return (
        *(cell for cell in cells if cell.day < monday),
        middle,
        *(cell for cell in cells if cell.day > sunday),
    )
