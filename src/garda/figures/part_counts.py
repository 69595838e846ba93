"""How many records fault which part of which office, and which they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from garda.figures.models import PartClass
from garda.figures.parting import Classed, classed, split
from garda.people.models import Unit
from garda.registers.models import Holding
from garda.registers.standards import item_of

LISTED = 30
# What an office reports itself is counted beside its bar, never against it: reporting must not cost anything.
REPORTED = frozenset({"rule"})


@dataclass
class Faults:
    """The records about how an office served that fault it, by part; and all there are by part and kind."""

    by_part: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    unsure: Counter[str] = field(default_factory=Counter)  # of by_part, those that nobody has looked at
    simulated: bool = False


def faults(units: Collection[int], first: date, last: date) -> dict[int, Faults]:
    """The faults of each office in these days; one query. Praise and what is about the city count nowhere."""
    rows = _rows(units, first, last).values_list("unit_id", "parts", "kind", "state")
    counted = rows.annotate(n=Count("pk"), made_up=Count("pk", filter=Q(simulated=True))).order_by()
    found: dict[int, Faults] = {}
    for unit, parts, kind, state, n, made_up in counted:
        one = found.setdefault(unit, Faults())
        one.simulated = one.simulated or bool(made_up)
        for part in split(parts):
            one.by_kind.setdefault(part, Counter())[kind] += n
            if kind in REPORTED:
                continue
            one.by_part[part] += n
            if state == PartClass.SUGGESTED:
                one.unsure[part] += n
    return found


def behind(
    unit: int, part: str, first: date, last: date, kinds: Collection[str], page: int = 1
) -> list[Classed]:
    """The records of these kinds behind one bar, the latest first, so many a page."""
    rows = _rows([unit], first, last).filter(parts__contains=part, kind__in=list(kinds)).select_related("by")
    start = (page - 1) * LISTED
    return [classed(row) for row in rows.order_by("-day", "-pk")[start : start + LISTED]]


@dataclass(frozen=True)
class Comments:
    """What visitors wrote on their sheets to one office: how many, how many only praise, the latest ones."""

    n: int
    praise: int
    latest: tuple[Classed, ...]


def comments(unit: int, first: date, last: date) -> Comments:
    """The comments of these days that came to be classed: whole months, of five or more; two queries."""
    rows = PartClass.objects.filter(unit_id=unit, day__range=(first, last), kind="comment")
    told = rows.aggregate(n=Count("pk"), praise=Count("pk", filter=Q(praise=True)))
    latest = rows.select_related("by").order_by("-day", "-pk")[:LISTED]
    return Comments(told["n"], told["praise"], tuple(classed(row) for row in latest))


def one_behind(unit: int, part: str, row_id: int) -> Classed | None:
    """One record, if it stands behind this bar."""
    rows = _about(PartClass.objects.filter(pk=row_id, unit_id=unit, parts__contains=part))
    row = rows.select_related("by").first()
    return classed(row) if row else None


def stock(units: Sequence[Unit]) -> dict[int, tuple[int, int]]:
    """(working, asked for by the standard) of each office, of the things that were counted there; one query.

    What is beyond the standard of one thing does not make up for the lack of another.
    """
    kinds = {unit.pk: unit.kind for unit in units}
    found: dict[int, tuple[int, int]] = {}
    for row in Holding.objects.filter(unit_id__in=list(kinds), counted_at__isnull=False):
        item = item_of(row.item)
        wanted = item.standard.get(kinds[row.unit_id], 0) if item else 0
        works, of = found.get(row.unit_id, (0, 0))
        found[row.unit_id] = (works + min(row.good + row.worn, wanted), of + wanted)
    return found


def _rows(units: Collection[int], first: date, last: date) -> QuerySet[PartClass]:
    return _about(PartClass.objects.filter(unit_id__in=list(units), day__range=(first, last)))


def _about(rows: QuerySet[PartClass]) -> QuerySet[PartClass]:
    """Those that say how an office served, and find fault."""
    return rows.filter(office=True, praise=False)
