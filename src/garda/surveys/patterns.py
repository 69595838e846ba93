"""What does not look like visitors answering one by one: pure, on the sheets of one office and day.

A flag accuses nobody. Flagged sheets are counted and shown apart; a head above the office may set them aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from garda.texts.words import Words

DEVICE, BURST, IDENTICAL, OWN = "device", "burst", "identical", "own-device"
MOST_OF_ONE_DEVICE = 3  # a family shares a phone; more than three in a day are flagged
MOST_IN_A_MINUTE = 4  # nine questions take a minute each: an office with five desks has four at most
LONGEST_RUN = 7  # "all good" seven times on end happens; eight is flagged
FLAGS: Final = {
    DEVICE: Words("Banyak dari satu perangkat dalam sehari", "Many from one device in a day"),
    BURST: Words("Banyak dalam satu menit", "Many within a minute"),
    IDENTICAL: Words("Jawaban sama persis berturut-turut", "Identical sheets in a row"),
    OWN: Words("Dari perangkat milik kantor", "From the office's own device"),
}


@dataclass(frozen=True)
class Sheet:
    """What is looked at: when to the minute, by which device, what was ticked, and if it came from a device
    of the office. `apart` are sheets of which many by one device are as it should be: a kiosk, an officer."""

    id: int
    at: datetime | None
    device: str
    pattern: str
    own_device: bool
    apart: bool


def flagged(sheets: Sequence[Sheet]) -> dict[int, tuple[str, ...]]:
    """The flags of each sheet that has any; the same sheets give the same flags in any order."""
    found: dict[int, set[str]] = {}
    by_device = Counter(one.device for one in sheets if one.device and not one.apart)
    by_minute = Counter(one.at for one in sheets if one.at is not None)
    in_a_row = _in_a_row(sheets)
    for one in sheets:
        seen = found.setdefault(one.id, set())
        if one.own_device and not one.apart:
            seen.add(OWN)
        if not one.apart and by_device.get(one.device, 0) > MOST_OF_ONE_DEVICE:
            seen.add(DEVICE)
        if one.at is not None and by_minute[one.at] > MOST_IN_A_MINUTE:
            seen.add(BURST)
        if one.id in in_a_row:
            seen.add(IDENTICAL)
    return {id: tuple(sorted(seen)) for id, seen in found.items() if seen}


def _in_a_row(sheets: Iterable[Sheet]) -> set[int]:
    """The sheets that stand in too long a run of the same answers; those of one minute in any order."""
    timed = [one for one in sheets if one.at is not None]
    ordered = sorted(timed, key=lambda one: (one.at, one.pattern, one.id))
    found: set[int] = set()
    for _pattern, run in groupby(ordered, key=lambda one: one.pattern):
        ids = [one.id for one in run]
        if len(ids) > LONGEST_RUN:
            found.update(ids)
    return found
