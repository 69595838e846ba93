"""Adding up: the three figures of any units and days, never blended into one, and the cases behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from garda.figures.models import DayFigure, Shortfall, Stock

THREE = ("fast", "right", "accountable")


@dataclass(frozen=True)
class Three:
    """The counts of some units over some days. `overdue` is the stock at the end of the last day."""

    opened: int = 0
    closed: int = 0
    dropped: int = 0
    fast: int = 0
    right: int = 0
    accountable: int = 0
    all_three: int = 0
    late: int = 0
    reopened: int = 0
    rated_sum: int = 0
    rated_n: int = 0
    overdue: int = 0
    simulated: bool = False

    def of(self, which: str) -> int:
        """The denominator of "fast", "right", "accountable" or "all_three".

        What is overdue and still open can't be fast any more, so it is in the denominator of fast and
        of all three; whether it will be right or accountable is known at its closing.
        """
        return max(0, self.closed) + (max(0, self.overdue) if which in ("fast", "all_three") else 0)

    def share(self, which: str) -> int | None:
        """The figure in whole percent, halves up; None when there is nothing to count."""
        whole = self.of(which)
        part = max(0, int(getattr(self, which)))
        return min(100, (200 * part + whole) // (2 * whole)) if whole else None

    @property
    def rating(self) -> float | None:
        """Mean rating, 1 to 4; None when nobody rated."""
        return self.rated_sum / self.rated_n if self.rated_n > 0 else None


SUMS = tuple(one.name for one in fields(Three) if one.name not in ("overdue", "simulated"))


def three(unit_ids: Iterable[int], first: date, last: date, *, flow_key: str | None = None) -> Three:
    """The figures of these units over the local days `first` to `last`, both included; three queries."""
    where = Q(unit_id__in=list(unit_ids))
    if flow_key is not None:
        where &= Q(flow_key=flow_key)
    counts = DayFigure.objects.filter(where, day__range=(first, last)).aggregate(
        **{f"n_{name}": Sum(name, default=0) for name in SUMS},
        simulated=Count("pk", filter=Q(simulated=True)),
    )
    now = Stock.objects.filter(where).aggregate(n=Sum("overdue", default=0))["n"]
    since = DayFigure.objects.filter(where, day__gt=last).aggregate(n=Sum("overdue", default=0))["n"]
    return _filled(counts, now - since)


def of_periods(unit_ids: Iterable[int], periods: Sequence[tuple[date, date]]) -> list[Three]:
    """The figures of these units over several periods that end today or not long ago; two queries in all.

    The days are read once, up to now, and added up here; what has changed since a period is taken from
    the stock, as in `three`.
    """
    where = Q(unit_id__in=list(unit_ids))
    days = DayFigure.objects.filter(where, day__gte=min(first for first, _last in periods)).order_by()
    rows = list(
        days.values_list("day").annotate(
            **{f"n_{name}": Sum(name) for name in (*SUMS, "overdue")},
            n_simulated=Count("pk", filter=Q(simulated=True)),
        )
    )
    now = Stock.objects.filter(where).aggregate(n=Sum("overdue", default=0))["n"]
    found = []
    for first, last in periods:
        columns = list(zip(*(row for row in rows if first <= row[0] <= last), strict=True))
        sums = [sum(column) for column in columns[1:]] or [0] * (len(SUMS) + 2)
        counts = {f"n_{name}": n for name, n in zip(SUMS, sums, strict=False)}
        since = sum(row[-2] for row in rows if row[0] > last)
        found.append(_filled({**counts, "simulated": sums[-1]}, now - since))
    return found


def by_unit(unit_ids: Iterable[int], first: date, last: date) -> dict[int, Three]:
    """The figures of each unit by its id; units without any are left out; three queries."""
    where = Q(unit_id__in=list(unit_ids))
    stock = _overdue_by_unit(Stock.objects.filter(where))
    for unit, since in _overdue_by_unit(DayFigure.objects.filter(where, day__gt=last)).items():
        stock[unit] = stock.get(unit, 0) - since
    counted = (
        DayFigure.objects.filter(where, day__range=(first, last))
        .values("unit_id")
        .annotate(
            **{f"n_{name}": Sum(name) for name in SUMS}, any_simulated=Count("pk", filter=Q(simulated=True))
        )
    )
    found = {
        row["unit_id"]: _filled({**row, "simulated": row["any_simulated"]}, stock.get(row["unit_id"], 0))
        for row in counted
    }
    for unit, overdue in stock.items():
        if overdue and unit not in found:
            found[unit] = Three(overdue=overdue)
    return found


def _overdue_by_unit(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.values("unit_id").annotate(n=Sum("overdue")).values_list("unit_id", "n"))


def _filled(counts: dict[str, Any], stock: int) -> Three:
    return Three(
        **{name: counts[f"n_{name}"] for name in SUMS}, overdue=stock, simulated=bool(counts["simulated"])
    )


@dataclass(frozen=True)
class Behind:
    """A case behind a figure that fell short."""

    number: str
    unit: str
    day: date
    fast: bool
    right: bool
    accountable: bool
    simulated: bool


@dataclass(frozen=True)
class Failing:
    """The closings that fell short of one figure: how many in all, and the latest of them."""

    total: int
    cases: tuple[Behind, ...]


def failing(unit_ids: Iterable[int], first: date, last: date, which: str, *, limit: int = 50) -> Failing:
    """Closings of the period that fell short of `which` (one of THREE or "all_three"), latest first.

    A closing that was reopened within the period is not among them: it no longer counts as one.
    """
    rows = Shortfall.objects.filter(unit_id__in=list(unit_ids), day__range=(first, last))
    rows = rows.filter(Q(undone_on__isnull=True) | Q(undone_on__gt=last))
    if which in THREE:
        rows = rows.filter(**{which: False})
    elif which != "all_three":
        raise KeyError(which)
    shown = rows.order_by("-day", "-pk").annotate(number=F("case__number"), unit_name=F("unit__name"))[:limit]
    cases = tuple(
        Behind(row.number, row.unit_name, row.day, row.fast, row.right, row.accountable, row.simulated)
        for row in shown
    )
    return Failing(rows.count() if len(cases) == limit else len(cases), cases)
