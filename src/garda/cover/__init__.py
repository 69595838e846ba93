"""Keeping an office staffed, minute by minute: who counts, where a gap opens, who can go, who should.

May import: the standard library, and nothing else (OR-Tools only if it is installed).
Never here: Django, a database row, a request, a person's name, or any other room.

A day is read in whole minutes since local midnight; a span [start, end) is half open, so that an absence
from 10.00 to 11.00 and one from 11.00 to 12.00 never meet.
"""
