"""Keeping counts: every answer is added to the counts of its place and month in its own transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction

from garda.people.models import City
from garda.surveys.models import Kept, Response

ASSISTED, FLAGGED, ASIDE = "a", "f", "x"
# How often this process changed the counts of (edition, month): what it holds in memory of them is old then.
_touched: Counter[tuple[int, date]] = Counter()


class Cell(NamedTuple):
    """Which counts a sheet belongs to."""

    instrument: int
    unit: int | None
    area: int | None
    service: str
    month: date
    marks: str
    simulated: bool

    @property
    def name(self) -> str:
        """The cell in one text."""
        return (
            f"{self.instrument}:{self.unit or 0}:{self.area or 0}:{self.service}:"
            f"{self.month:%Y-%m}:{self.marks}:{int(self.simulated)}"
        )


def cell_of(row: Response) -> Cell:
    """The cell of a sheet as it stands."""
    return Cell(
        row.instrument_id, row.unit_id, row.area_id, row.service, row.day.replace(day=1),
        marks_of(row.assisted_by_id is not None, bool(row.flags), row.aside), row.simulated,
    )  # fmt: skip


def marks_of(assisted: bool, flagged: bool, aside: bool) -> str:
    """The letters of what a reader must be able to tell apart."""
    return f"{ASSISTED if assisted else ''}{FLAGGED if flagged else ''}{ASIDE if aside else ''}"


def count(city_id: int, cell: Cell, pattern: str, change: int) -> None:
    """Add `change` sheets of this pattern to the cell; call it in the transaction of the sheet."""
    _touched[cell.instrument, cell.month] += 1
    row = Kept.objects.select_for_update().filter(cell=cell.name).first() or _made(city_id, cell)
    patterns = dict(row.patterns)
    patterns[pattern] = patterns.get(pattern, 0) + change
    if not patterns[pattern]:
        del patterns[pattern]
    # In order of what they say: the order in which they came is nobody's business.
    row.patterns = dict(sorted(patterns.items()))
    row.save(update_fields=["patterns"])


def touched(instrument: int, until: date) -> int:
    """How often this process changed counts of the edition up to the month `until`."""
    return sum(n for (one, month), n in _touched.items() if one == instrument and month <= until)


def _made(city_id: int, cell: Cell) -> Kept:
    try:
        with transaction.atomic():
            return Kept.objects.create(city_id=city_id, **_columns(cell))
    except IntegrityError:
        return Kept.objects.select_for_update().get(cell=cell.name)


def _columns(cell: Cell) -> dict[str, object]:
    return {
        "cell": cell.name, "instrument_id": cell.instrument, "unit_id": cell.unit, "area_id": cell.area,
        "service": cell.service, "month": cell.month, "marks": cell.marks, "simulated": cell.simulated,
    }  # fmt: skip


def recount(city: City) -> int:
    """Count every sheet of the city again; how many cells differed from what was kept."""
    with transaction.atomic():
        kept = {row.cell: row for row in Kept.objects.select_for_update().filter(city=city)}
        true = counted(Response.objects.filter(city=city).iterator(chunk_size=5000))
        differing = 0
        for cell, patterns in true.items():
            row = kept.pop(cell.name, None)
            if row is None:
                Kept.objects.create(city=city, **_columns(cell), patterns=patterns)
            elif row.patterns != patterns:
                Kept.objects.filter(pk=row.pk).update(patterns=patterns)
            else:
                continue
            differing += 1
        left = [row for row in kept.values() if row.patterns]
        Kept.objects.filter(pk__in=[row.pk for row in kept.values()]).delete()
    return differing + len(left)


def counted(rows: Iterable[Response]) -> Mapping[Cell, dict[str, int]]:
    """The counts of these sheets by cell."""
    found: dict[Cell, Counter[str]] = {}
    for row in rows:
        found.setdefault(cell_of(row), Counter())[row.pattern] += 1
    return {cell: dict(sorted(patterns.items())) for cell, patterns in found.items()}


def put_in(city: City, rows: Iterable[Response]) -> None:
    """Count many sheets that were put in at once, in cells that nothing was counted in yet."""
    kept = [kept_row(city, cell, patterns) for cell, patterns in counted(rows).items()]
    Kept.objects.bulk_create(kept, batch_size=500)


def kept_row(city: City, cell: Cell, patterns: dict[str, int]) -> Kept:
    """The row of a cell that nothing was counted in yet."""
    return Kept(city=city, **_columns(cell), patterns=patterns)
