"""Counting what an office has; saying in one touch that something broke, and that it works again.

Each act is one transaction: the row and its line in the trail ("holding", the row's id).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.models import Person, Unit
from garda.registers.models import Holding
from garda.registers.standards import Item, item_of
from garda.trails.writing import write

KIND = "holding"
MOST = 999


@dataclass(frozen=True)
class Count:
    """What somebody counted of one thing."""

    good: int
    worn: int
    broken: int

    @property
    def working(self) -> int:
        """What works, worn or not."""
        return self.good + self.worn


def count(
    unit: Unit, counts: Mapping[str, Count], *, by: Person | None, at: datetime, simulated: bool = False
) -> int:
    """Keep what was counted in the office, all of it or nothing; how many rows changed. Raises Refused."""
    for key, one in counts.items():
        _known(key, unit)
        if max(one.good, one.worn, one.broken) > MOST or min(one.good, one.worn, one.broken) < 0:
            raise Refused(
                Words(f"Isi dengan angka 0 sampai {MOST}.", f"Write a number from 0 to {MOST}."), key
            )
    with transaction.atomic():
        return sum(_count_one(unit, key, one, by, at, simulated) for key, one in counts.items())


def _count_one(unit: Unit, key: str, now: Count, by: Person | None, at: datetime, simulated: bool) -> int:
    row = _locked(unit, key, at, simulated)
    before = Count(row.good, row.worn, row.broken)
    if before == now and row.counted_at is not None:
        return 0
    row.good, row.worn, row.broken = now.good, now.worn, now.broken
    row.broken_since = (row.broken_since or at) if now.broken else None
    row.counted_at = row.changed_at = at
    row.save()
    facts = {"item": key, "before": _numbers(before), "now": _numbers(now)}
    _write(row, unit, "holding.counted", facts, by, at, None)
    return 1


def report_broken(
    unit: Unit, key: str, *, by: Person | None, at: datetime, seen: int | None = None, simulated: bool = False
) -> Holding:
    """One of it works no longer. Also where nobody has counted yet: then only that is known.

    Raises Refused where none is left that could break, Overtaken (of trails) when somebody else was first.
    """
    _known(key, unit)
    with transaction.atomic():
        row = _locked(unit, key, at, simulated)
        if row.counted_at is not None and row.good + row.worn == 0:
            raise Refused(
                Words(
                    "Menurut catatan tidak ada lagi yang berfungsi. Hitung ulang bila keliru.",
                    "On record none of it works any more. Count again if that is wrong.",
                ),
                "item",
            )
        if row.counted_at is None and row.broken:
            raise Refused(
                Words("Rusaknya sudah tercatat.", "That it is broken is on record already."), "item"
            )
        row.worn, row.good = (row.worn - 1, row.good) if row.worn else (0, max(0, row.good - 1))
        row.broken += 1
        row.broken_since = row.broken_since or at
        row.changed_at = at
        row.save()
        facts = {"item": key, "working": row.good + row.worn, "broken": row.broken}
        _write(row, unit, "holding.broke", facts, by, at, seen)
    return row


def report_mended(
    unit: Unit, key: str, *, by: Person | None, at: datetime, seen: int | None = None
) -> Holding:
    """One that was broken works again. Raises Refused where none is."""
    _known(key, unit)
    with transaction.atomic():
        row = _locked(unit, key, at, False)
        if not row.broken:
            raise Refused(Words("Tidak ada yang rusak.", "None of it is broken."), "item")
        row.broken, row.good = row.broken - 1, row.good + 1
        row.broken_since = row.broken_since if row.broken else None
        row.changed_at = at
        row.save()
        facts = {"item": key, "working": row.good + row.worn, "broken": row.broken}
        _write(row, unit, "holding.mended", facts, by, at, seen)
    return row


def add(unit: Unit, key: str, pieces: int, *, by: Person | None, at: datetime, simulated: bool) -> None:
    """Pieces that came and work; called by whoever received them, inside that transaction."""
    row = _locked(unit, key, at, simulated)
    row.good += pieces
    row.counted_at = row.counted_at or at
    row.changed_at = at
    row.save()
    facts = {"item": key, "added": pieces, "working": row.good + row.worn, "broken": row.broken}
    _write(row, unit, "holding.added", facts, by, at, None)


def _locked(unit: Unit, key: str, at: datetime, simulated: bool) -> Holding:
    row, _made = Holding.objects.select_for_update().get_or_create(
        unit=unit, item=key, defaults={"city": unit.city, "changed_at": at, "simulated": simulated}
    )
    return row


def _known(key: str, unit: Unit) -> Item:
    item = item_of(key)
    if item is None or not item.standard.get(unit.kind):
        raise Refused(Words("Pilih sarananya.", "Choose the thing."), "item")
    return item


def _numbers(one: Count) -> list[int]:
    return [one.good, one.worn, one.broken]


def _write(
    row: Holding, unit: Unit, name: str, facts: Mapping[str, object], by: Person | None, at: datetime,
    seen: int | None,
) -> None:  # fmt: skip
    write(
        row.city, KIND, row.pk, name, at=at, unit=unit, by=by, facts=facts, seen=seen, simulated=row.simulated
    )
