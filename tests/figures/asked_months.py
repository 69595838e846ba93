"""Sheets of a whole month at once, as the verbs of surveys would have kept them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from garda.surveys import keeping, publishing
from garda.surveys.keeping import Cell
from tests.town import Town


def keep(
    town: Town, key: str, month: str, sheets: Sequence[tuple[Sequence[int], int]], *, unit: str = "melati",
    service: str = "sktm",
) -> None:  # fmt: skip
    """Keep (places of the answers, how many such sheets) in the counts of one office, service and month."""
    first = date.fromisoformat(f"{month}-01")
    edition = publishing.in_force(town.city, key, first)
    area = town.area(unit)
    assert edition is not None
    assert area is not None
    cell = Cell(edition.pk, town.units[unit].pk, area.pk, service, first, "", False)
    with transaction.atomic():
        for places, times in sheets:
            keeping.count(town.city.pk, cell, ",".join(str(place) for place in places), times)


def trust(town: Town, month: str, place: int, times: int = 40, unit: str = "melati") -> None:
    """Everybody gives the same answer about trust: place 3 of five is worth 80."""
    keep(town, "kepercayaan", month, [([place] * 6, times)], unit=unit)


def satisfaction(town: Town, month: str, place: int, times: int = 40, unit: str = "melati") -> None:
    """Everybody gives the same answer about the service: place 2 of four is worth 75."""
    keep(town, "skm", month, [([place] * 9, times)], unit=unit)


def expectation(town: Town, month: str, expected: int, met: int, service: str = "sktm") -> None:
    """Forty people whose expectation and experience come to these numbers out of 100, in steps of 5/8."""
    rows = [(high, low) for high, low in zip(_places(expected), _places(met), strict=True)]
    keep(town, "harapan", month, [([a] * 5 + [b] * 5, rows.count((a, b))) for a, b in sorted(set(rows))],
         service=service)  # fmt: skip


def _places(value: int) -> list[int]:
    """Forty places (0 to 3, worth 25 to 100) with this mean."""
    total = value * 40 // 25
    base, more = divmod(total, 40)
    assert base * 40 + more == total and value * 40 % 25 == 0
    return [base] * more + [base - 1] * (40 - more)
