"""Staff rounds in the made-up town: an office with enough people, rounds lived through, sheets in boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from garda.people.models import Unit
from garda.surveys import closing, publishing, rounds
from garda.surveys.models import Box, Round
from tests.town import Town, build_post, build_town, moment

PULSE, EXERCISE = "denyut", "pola-layan"
FOUNDED = "2025-01-02"


def manned(*, more: int = 4) -> Town:
    """The town with the shelf's instruments and `more` officers at the counters of both wards."""
    town = build_town()
    for unit in ("melati", "kenanga"):
        for seat in range(3, 3 + more):
            build_post(town, unit, "petugas-loket", seat)
    publishing.stock(town.city, moment(FOUNDED))
    return town


def sheet(key: str, place: int) -> str:
    """A whole sheet with the same place everywhere."""
    return ",".join([str(place)] * {PULSE: 8, EXERCISE: 4}[key])


def hold(
    town: Town,
    key: str,
    month: int,
    boxes: Mapping[str, Sequence[int]],
    *,
    unit: Unit | None = None,
    year: int = 2025,
    closed: bool = True,
) -> Round:
    """A round of one month with these answers (places, one per person) by unit; closed on the day after."""
    first = date(year, month, 1)
    last = first + timedelta(days=27)
    held = rounds.open_round(
        town.city, key, unit=unit, first=first, last=last, at=moment(first.isoformat(), "08:00")
    )
    for name, places in boxes.items():
        patterns: dict[str, int] = {}
        for place in places:
            patterns[sheet(key, place)] = patterns.get(sheet(key, place), 0) + 1
        Box.objects.create(round_id=held.id, unit=town.units[name], patterns=patterns)
    if closed:
        closing.close_past(moment((last + timedelta(days=1)).isoformat(), "00:30"))
    return Round.objects.get(pk=held.id)
