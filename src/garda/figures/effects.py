"""What a version changed: how matters come in, how long they take, how many came to the wrong desk.

Read from kept counts alone. Where either side has fewer than ENOUGH, nothing is said but how many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum

from garda.figures.models import Finish, Took, VersionFigure
from garda.people.models import City

ENOUGH = 10


@dataclass(frozen=True)
class Use:
    """How matters of a version came in and how they ended."""

    counter: int = 0
    web: int = 0
    chat: int = 0
    done: int = 0
    done_online: int = 0
    refused: int = 0
    dropped: int = 0
    simulated: bool = False

    @property
    def opened(self) -> int:
        """All that came in."""
        return self.counter + self.web + self.chat

    @property
    def online(self) -> int:
        """All that residents sent themselves."""
        return self.web + self.chat

    def share(self, part: int, whole: int) -> int:
        """Whole percent, halves up; 0 of 0 is 0."""
        return (200 * part + whole) // (2 * whole) if whole > 0 else 0

    @property
    def online_share(self) -> int:
        """Completed online of all completed, in whole percent: what nobody used is 0."""
        return self.share(max(0, self.done_online), max(0, self.done))

    def __add__(self, other: Use) -> Use:
        sums = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in _SUMMED}
        return Use(**sums, simulated=self.simulated or other.simulated)


_SUMMED = tuple(one for one in fields(Use) if one.name != "simulated")


@dataclass(frozen=True)
class Times:
    """How long matters took: how many, and the minutes within which half and nine tenths of them ended."""

    n: int = 0
    median: int = 0
    p90: int = 0
    simulated: bool = False

    @property
    def enough(self) -> bool:
        """Whether so few would not be chance."""
        return self.n >= ENOUGH


def uses(city: City, unit_ids: Iterable[int], since: date | None = None, key: str = "") -> dict[int, Use]:
    """Per version what its matters of these units did, in all or since the month of `since`; one query."""
    rows = VersionFigure.objects.filter(city=city, unit_id__in=list(unit_ids))
    if since is not None:
        rows = rows.filter(month__gte=since.replace(day=1))
    if key:
        rows = rows.filter(flow__key=key, flow__city=city)
    summed = rows.values("flow_id").annotate(
        **{f"n_{one.name}": Sum(one.name) for one in _SUMMED},
        any_simulated=Count("pk", filter=Q(simulated=True)),
    )
    found: dict[int, Use] = {}
    for kept in summed.order_by():
        row: dict[str, Any] = {**kept}
        sums = {one.name: row[f"n_{one.name}"] for one in _SUMMED}
        found[row["flow_id"]] = Use(**sums, simulated=bool(row["any_simulated"]))
    return found


def counter_by_office(city: City, unit_ids: Iterable[int], key: str = "") -> dict[tuple[int, int], int]:
    """Matters written down at the counter, by (version id, unit id); one query."""
    rows = VersionFigure.objects.filter(city=city, unit_id__in=list(unit_ids))
    if key:
        rows = rows.filter(flow__key=key, flow__city=city)
    summed = rows.values_list("flow_id", "unit_id").annotate(n=Sum("counter")).order_by()
    return {(flow, unit): n for flow, unit, n in summed}


def times(city: City, unit_ids: Iterable[int], key: str = "") -> dict[int, Times]:
    """Per version how long its matters of these units took; one query over the kept histogram."""
    rows = Took.objects.filter(flow__city=city, unit_id__in=list(unit_ids))
    if key:
        rows = rows.filter(flow__key=key)
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    simulated: set[int] = set()
    summed = rows.values("flow_id", "minutes").annotate(
        n=Sum("count"), s=Count("pk", filter=Q(simulated=True))
    )
    for row in summed.order_by("flow_id", "minutes"):
        if row["n"] > 0:
            steps[row["flow_id"]].append((row["minutes"], row["n"]))
            if row["s"]:
                simulated.add(row["flow_id"])
    return {flow: of_steps(found, flow in simulated) for flow, found in steps.items()}


def of_steps(steps: list[tuple[int, int]], simulated: bool = False) -> Times:
    """Median and ninth decile of a histogram in rising order: the smallest value that so many reach."""
    n = sum(count for _minutes, count in steps)
    return Times(n, _reached(steps, n, 50), _reached(steps, n, 90), simulated)


def _reached(steps: list[tuple[int, int]], n: int, percent: int) -> int:
    wanted, so_far = -(-n * percent // 100), 0
    for minutes, count in steps:
        so_far += count
        if so_far >= wanted:
            return minutes
    return 0


@dataclass(frozen=True)
class Effect:
    """Two versions side by side. `enough` only when both have enough matters to be compared."""

    before: Times
    after: Times

    @property
    def enough(self) -> bool:
        """Whether anything may be said."""
        return self.before.enough and self.after.enough


@dataclass(frozen=True)
class Finished:
    """A matter behind the times of a version."""

    number: str
    unit: str
    day: date
    minutes: int
    online: bool
    simulated: bool
    private: bool


def finished(
    city: City, unit_ids: Iterable[int], flow_ids: Iterable[int], since: date | None = None, limit: int = 60
) -> list[Finished]:
    """The matters that came to their good end under these versions, latest first."""
    rows = Finish.objects.filter(city=city, unit_id__in=list(unit_ids), flow_id__in=list(flow_ids))
    if since is not None:
        rows = rows.filter(day__gte=since.replace(day=1))
    rows = rows.order_by("-day", "-pk").annotate(
        number=F("case__number"), unit_name=F("unit__name"), private=F("case__private")
    )
    return [
        Finished(row.number, row.unit_name, row.day, row.minutes, row.online, row.simulated, row.private)
        for row in rows[:limit]
    ]
