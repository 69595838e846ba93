"""Keeping an office staffed, minute by minute: who counts, where a gap opens, who can go, who should.

May import: the standard library, and nothing else (OR-Tools only if it is installed).
Never here: Django, a database row, a request, a person's name, or any other room.

A day is read in whole minutes since local midnight; a span [start, end) is half open, so that an absence
from 10.00 to 11.00 and one from 11.00 to 12.00 never meet.
"""

from .gaps import Gap, counted, gaps, opened_by, profile
from .spans import Span, joined, less, minutes, shared
from .staffing import Day, DeskNeed, Hand, on_duty, with_hand, without
from .windows import times

__all__ = [
    "Day",
    "DeskNeed",
    "Gap",
    "Hand",
    "Span",
    "counted",
    "gaps",
    "joined",
    "less",
    "minutes",
    "on_duty",
    "opened_by",
    "profile",
    "shared",
    "times",
    "with_hand",
    "without",
]
