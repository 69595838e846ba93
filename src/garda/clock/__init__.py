"""Working time: calendars, terms, due dates, pauses, and the words that explain them.

May import: the standard library, and nothing else.
Never here: Django, a database row, a request, a city's name, or any other room. Only `reading_time`
asks what time it is; everything else is told.

A moment is an aware datetime; a naive one is refused. The clock's grain is the minute: every moment
is taken at the start of its minute, so that spans of time add up exactly. Lengths are whole minutes.
"""

from .calendars import Calendar, DayOff, Season
from .dues import Due, due, due_after_pause, extended, left, spent
from .errors import (
    ClockError,
    NaiveMoment,
    NoWorkingTime,
    OutOfRange,
    UnknownZone,
    UnreadableDay,
    UnreadableHours,
    UnreadableTerm,
)
from .explaining import explain, explain_extension, explain_left, explain_pause, explain_spent, length_words
from .hours import Hours, Span
from .reading_time import move, moved_to, now, today
from .strips import StripDay, strip
from .terms import Term
from .words import (
    day_words,
    moment_words,
    number_words,
    parse_day,
    rupiah,
    time_words,
    weekday_words,
)
from .zones import ZONES, zone_words

__all__ = [
    "ZONES",
    "Calendar",
    "ClockError",
    "DayOff",
    "Due",
    "Hours",
    "NaiveMoment",
    "NoWorkingTime",
    "OutOfRange",
    "Season",
    "Span",
    "StripDay",
    "Term",
    "UnknownZone",
    "UnreadableDay",
    "UnreadableHours",
    "UnreadableTerm",
    "day_words",
    "due",
    "due_after_pause",
    "explain",
    "explain_extension",
    "explain_left",
    "explain_pause",
    "explain_spent",
    "extended",
    "left",
    "length_words",
    "moment_words",
    "move",
    "moved_to",
    "now",
    "number_words",
    "parse_day",
    "rupiah",
    "spent",
    "strip",
    "time_words",
    "today",
    "weekday_words",
    "zone_words",
]
