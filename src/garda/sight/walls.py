"""What fits on a wall: the signs of an office's desks, and whether a poster holds a flow on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from garda.cases.publishing import all_in_force, flow_by_id
from garda.flow import Flow, Route, Step
from garda.flow.paths import usual_way
from garda.people.models import City

WHOLE, TIGHT, TOO_LONG = "whole", "tight", "too long"
MOST_LINES, LINE = 17, 31  # lines of a sign that can be read from a few steps away, and letters in one
_COUNTERS = ("desk", "pickup")


@dataclass(frozen=True)
class Service:
    """One service at a desk: its name, its number's beginning, the version in force, what to do here."""

    title: str
    short: str
    version: int
    do: str


@dataclass
class Sign:
    """The sign of one desk: its number (or ""), what it is called, and what is done here by its sort."""

    desk: str
    number: str
    title: str
    hand_in: list[Service] = field(default_factory=list)
    fetch: list[Service] = field(default_factory=list)

    @property
    def services(self) -> list[Service]:
        """All services of this desk, each once."""
        return list({one.short: one for one in (*self.hand_in, *self.fetch)}.values())

    @property
    def only(self) -> Service | None:
        """The one service of this desk, if it is one."""
        found = [*self.hand_in, *self.fetch]
        return found[0] if len(found) == 1 else None

    @property
    def parts(self) -> list[tuple[str, list[Service]]]:
        """What the sign has room to name: ("hand-in" or "fetch", the services)."""
        given = [(sort, part) for sort, part in (("hand-in", self.hand_in), ("fetch", self.fetch)) if part]
        return [(sort, _first(part, MOST_LINES // len(given))) for sort, part in given]

    @property
    def more(self) -> int:
        """How many services the sign has no room to name."""
        return len(self.hand_in) + len(self.fetch) - sum(len(part) for _sort, part in self.parts)


def _first(part: list[Service], lines: int) -> list[Service]:
    """As many of the services as fit in so many lines."""
    found: list[Service] = []
    for one in part:
        lines -= _lines(one.title, LINE)
        if lines < 0:
            break
        found.append(one)
    return found


def flows_in(city: City, at: datetime) -> list[tuple[Flow, int]]:
    """Every flow in force in the city with its version."""
    return [(flow_by_id(row.pk), row.version) for row in all_in_force(city, at)]


def signs_of(flow: Flow, lang: str, version: int) -> list[Sign]:
    """The signs of every desk at which a service has the resident stand, in the order of the way."""
    return _signs([(flow, version, _stood(flow))], lang)


def signs_at(kind: str, flows: Iterable[tuple[Flow, int]], lang: str) -> list[Sign]:
    """The signs of every desk of an office of `kind`, by number, then by name."""
    found = [
        (
            flow,
            version,
            [step for step in _stood(flow) if (kind == step.at or (not step.at and kind in flow.offered))],
        )
        for flow, version in flows
    ]
    return sorted(_signs(found, lang), key=lambda one: (int(one.number or 99), one.title))


def _stood(flow: Flow) -> list[Step]:
    """The steps of the usual way at whose desk the resident stands."""
    way = usual_way(flow) if flow.visits else ()
    return [step for step in way if step.place in _COUNTERS and step.desk and not step.end]


def _signs(found: Iterable[tuple[Flow, int, list[Step]]], lang: str) -> list[Sign]:
    signs: dict[str, Sign] = {}
    for flow, version, steps in found:
        for step in steps:
            desk = str(step.desk)
            sign = signs.setdefault(desk, Sign(desk, _number(desk), _title(step, lang)))
            one = Service(flow.title.of(lang), flow.number, version, (step.do or step.shown).of(lang))
            (sign.fetch if step.place == "pickup" else sign.hand_in).append(one)
    return list(signs.values())


def first_desk(flow: Flow) -> str:
    """The key of the desk to which somebody who comes for the service should go first."""
    stood = _stood(flow)
    step = stood[0] if stood else flow.steps.get(flow.start)
    return str(step.desk or "") if step else ""


def desk_title(flow: Flow, desk: str, lang: str) -> str:
    """What a desk of the flow is called."""
    step = next((one for one in flow.steps.values() if one.desk == desk), None)
    return _title(step, lang) if step else desk


def _number(desk: str) -> str:
    found = re.search(r"([0-9]{1,2})$", desk)
    return found[1] if found else ""


def _title(step: Step, lang: str) -> str:
    """What the desk itself is called: the station's name up to its first comma ("Loket 2, ambil surat")."""
    return step.title.of(lang).split(",", 1)[0].strip()


# ---- one page or not -----------------------------------------------------------------------------
# Measured on the printed poster, in lines of its small type: what stands above and below the parts that
# grow, what one page holds, and how many letters stand in one line of each part.
FRAME, PAGE, PAGE_TIGHT = 19.0, 67.5, 72.0
LEFT, LEFT_SMALL, RIGHT, ACROSS = 38, 48, 46, 118


def fits(flow: Flow, route: Route) -> str:
    """Whether the poster of a flow fits one page: WHOLE, TIGHT (without the ways out), or TOO_LONG."""
    if FRAME + _steps(route) + max(_left(flow, route.lang, True), _right(flow, route.lang)) <= PAGE:
        return WHOLE
    if FRAME + _steps(route) + max(_left(flow, route.lang, False), _right(flow, route.lang)) <= PAGE_TIGHT:
        return TIGHT
    return TOO_LONG


def _lines(text: str, letters: int) -> int:
    return max(1, ceil(len(text) / letters))


def _steps(route: Route) -> float:
    stations = [(one.label, f"{one.words} {one.broken}".rstrip(), one.time) for one in route.stations]
    if not route.is_wide:
        return sum(_lines(" ".join(said), ACROSS) + 0.6 for said in stations)
    column = ACROSS // max(1, len(stations)) - 2
    tallest = max(
        (
            _lines(label, column - 2) * 1.2 + _lines(words, column) + bool(time)
            for label, words, time in stations
        ),
        default=0.0,
    )
    return 14.0 + tallest


def _left(flow: Flow, lang: str, ways_out: bool) -> float:
    if not flow.requirements and flow.kind == "complaint":
        return 4 + sum(_lines(one.title.of(lang), 34) * 1.25 for one in flow.categories)
    total = 3.0
    for one in flow.requirements:
        title = one.title.of(lang) + (f", {one.copies.of(lang)}" if one.copies else "")
        total += _lines(title, LEFT) * 1.25 + 0.9
        if ways_out and one.lack:
            total += _lines(one.lack.of(lang), LEFT_SMALL) * 1.1
    return total


def _right(flow: Flow, lang: str) -> float:
    return 16.0 + sum(_lines(one.of(lang), RIGHT) * 1.2 + 0.5 for one in flow.promises)
