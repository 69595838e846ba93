"""What a change of a rule came to: a service before and after it, with counts on both sides.

Times and refusals come from the kept counts of two versions, what a resident must bring from the two texts,
reports from the dockets. Where either side has fewer than ENOUGH matters, nothing is said about times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from garda.cases.publishing import flow_by_id
from garda.dockets import reports
from garda.dockets.listing import Renewed
from garda.figures.effects import Effect, Times, Use, times, uses
from garda.flow.burden import burden
from garda.people.models import City
from garda.people.register import register_of


@dataclass(frozen=True)
class Side:
    """One version: how it was used, how long it took, what it asks."""

    version: int
    use: Use
    times: Times
    documents: int
    desks: int
    visits: int

    @property
    def decided(self) -> int:
        """Matters that came to an answer, good or not."""
        return self.use.done + self.use.refused


@dataclass(frozen=True)
class Reform:
    """One service before and after a change."""

    key: str
    title: str
    since: datetime
    before: Side
    after: Side

    @property
    def effect(self) -> Effect:
        """Whether the times may be compared."""
        return Effect(self.before.times, self.after.times)


@dataclass(frozen=True)
class Reported:
    """Reports on the article in as many days before as have passed since the change."""

    days: int
    before: int
    after: int


def reforms(city: City, renewed: Iterable[Renewed], lang: str) -> list[Reform]:
    """Each renewed service before and after; two queries for each."""
    units = list(register_of(city).units)
    found = []
    for one in renewed:
        used, took = uses(city, units, key=one.key), times(city, units, key=one.key)
        sides = [
            _side(flow_id, version, used, took)
            for flow_id, version in ((one.before, one.version - 1), (one.after, one.version))
        ]
        title = flow_by_id(one.after).title.of(lang)
        found.append(Reform(one.key, title, one.since, *sides))
    return found


def _side(flow_id: int, version: int, used: dict[int, Use], took: dict[int, Times]) -> Side:
    asks = burden(flow_by_id(flow_id))
    return Side(
        version, used.get(flow_id, Use()), took.get(flow_id, Times()), asks.documents, asks.desks, asks.visits
    )


def reported(city: City, reference: str, since: datetime, at: datetime) -> Reported:
    """Reports on the article before and after the change, over spans of the same length; two queries."""
    span = at - since
    before = sum(reports.by_kind_since(city, reference, since - span, since))
    after = sum(reports.by_kind_since(city, reference, since, at))
    return Reported(max(0, span.days), before, after)
