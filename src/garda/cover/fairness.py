"""Whose turn it is: who has borne least so far goes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Borne:
    """What one person has borne: minutes and times in this month, and minutes over a longer while."""

    who: int
    minutes: int = 0
    times: int = 0
    before: int = 0


def in_turn(loads: Iterable[Borne]) -> tuple[Borne, ...]:
    """Those who may go, whose turn it is first: by minutes this month, before, and times.

    Who always sends the first of those who are free keeps their loads of minutes within one duty of each
    other: nobody is sent while somebody free has borne less.
    """
    return tuple(sorted(loads, key=lambda one: (one.minutes, one.before, one.times, one.who)))


def apart(loads: Iterable[Borne]) -> int:
    """Minutes between who has borne most and who has borne least this month; 0 for fewer than two."""
    minutes = [one.minutes for one in loads]
    return max(minutes) - min(minutes) if len(minutes) > 1 else 0
