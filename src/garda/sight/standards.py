"""How whole the standards of a city's services are: fourteen components each, by service, office and city.

Read from the published flows as they stood at a moment; nothing of it is typed again or kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from garda.cases.publishing import all_in_force, flow_by_id
from garda.flow import Completeness, Component, Flow, components
from garda.flow.completing import ALL
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.sight.doubting import waiting


@dataclass(frozen=True)
class Standing:
    """One service's standard: its components, and the requirements that name no article."""

    key: str
    title: str
    version: int
    since: datetime
    flow: Flow
    components: tuple[Component, ...]
    bare: tuple[str, ...]
    waiting: int = 0  # components still to be held against the city's own regulation

    @property
    def stated(self) -> int:
        """How many of the fourteen the standard states."""
        return sum(one.stated for one in self.components)

    @property
    def lacking(self) -> tuple[Component, ...]:
        """The components that it does not state."""
        return tuple(one for one in self.components if not one.stated)


@dataclass(frozen=True)
class OfficeFigure:
    """The figure of one office: its services, and how many of their components are stated."""

    unit: Unit
    figure: Completeness
    services: int


def standings(city: City, at: datetime, lang: str) -> list[Standing]:
    """Every service in force at that moment, those that lack most first."""
    rows = []
    in_force = all_in_force(city, at)
    waits = waiting(in_force)
    for row in in_force:
        flow = flow_by_id(row.pk)
        bare = tuple(
            one.title.of(lang)
            for one in flow.requirements
            if not any("#" in reference for reference in one.rests_on)
        )
        found = components(flow)
        rows.append(
            Standing(
                row.key,
                flow.title.of(lang),
                row.version,
                row.in_force_from,
                flow,
                found,
                bare,
                waits.get(row.key, 0),
            )
        )
    return sorted(rows, key=lambda one: (one.stated, one.title))


def figure_of(rows: list[Standing]) -> Completeness:
    """The standards part of the compliance figure over these services."""
    return Completeness(sum(one.stated for one in rows), ALL * len(rows), len(rows))


def of_office(rows: list[Standing], unit: Unit) -> list[Standing]:
    """The services that an office gives."""
    return [one for one in rows if unit.kind in one.flow.offered]


def offices(city: City, rows: list[Standing]) -> list[OfficeFigure]:
    """Every office that gives at least one service, in the order of the city's tree, with its figure."""
    found = []
    for unit in sorted(register_of(city).open_units(), key=lambda one: (one.kind, one.name)):
        given = of_office(rows, unit)
        if given:
            found.append(OfficeFigure(unit, figure_of(given), len(given)))
    return found
