"""A first visit: which office, whether it is open, how far, until when to arrive, and what comes of it.

Only what is known is said: an office whose place nobody recorded has no distance, and a route whose steps
tell no minutes has no hour by which to arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, hypot, radians

from garda import clock
from garda.flow import Flow
from garda.flow.burden import burden
from garda.people.calendars import calendar_of, counter_calendar
from garda.people.models import Area, City, Unit
from garda.sight import offices
from garda.sight.territory import DEGREE

NEAR = 1000  # metres: below, a distance is told in metres


@dataclass(frozen=True)
class Visit:
    """What a visitor should know before leaving home. `arrive_by` and `due` may be unknown."""

    office: offices.Office | None
    sign: offices.Sign | None
    arrive_by: datetime | None = None
    closes: datetime | None = None
    due: datetime | None = None
    located: bool = False
    metres: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether its counter is open now, or should be."""
        return self.sign is not None and self.sign.state in ("open", "empty")


def visit(
    city: City,
    flow: Flow,
    area: Area | None,
    at: datetime,
    lang: str,
    point: tuple[float, float] | None = None,
) -> Visit:
    """The visit of somebody who lives in `area`, or has not said where."""
    unit = offices.counter_for(city, flow, area) if area else None
    if unit is None:
        return Visit(None, None)
    calendar = counter_calendar(unit)
    closes = calendar.closes(at)
    handed_in = at if not flow.visits else calendar.next_opening(at)
    located = unit.lat is not None and unit.lng is not None
    return Visit(
        office=offices.office(city, unit.key),
        sign=offices.sign_of(city, unit.key, at, lang),
        arrive_by=_arrive_by(flow, closes, at),
        closes=closes,
        due=_due(flow, unit, handed_in) if handed_in else None,
        located=located,
        metres=metres(unit, point) if located and point else None,
    )


def _arrive_by(flow: Flow, closes: datetime | None, at: datetime) -> datetime | None:
    """Until when one must come for all to be done before the counter closes; None when it is too late."""
    asked = burden(flow)
    if closes is None or asked.untimed or not asked.minutes or not asked.visits:
        return None
    latest = closes - timedelta(minutes=asked.minutes)
    return latest if latest > at else None


def _due(flow: Flow, unit: Unit, at: datetime) -> datetime | None:
    """When it is done at the latest if it is handed in now."""
    try:
        return clock.due(at, flow.within, calendar_of(unit)).at
    except clock.ClockError:
        return None


def metres(unit: Unit, point: tuple[float, float]) -> int | None:
    """As the crow flies from the office to a point; None when nobody recorded where the office stands."""
    if unit.lat is None or unit.lng is None:
        return None
    lat, lng = point
    east = (lng - unit.lng) * cos(radians(lat)) * DEGREE
    return round(hypot((lat - unit.lat) * DEGREE, east))


def far_words(far: int, lang: str) -> str:
    """ "650 m", "1,3 km": no more exact than a straight line can be."""
    if far < NEAR:
        return f"{max(50, round(far / 50) * 50)} m"
    return f"{clock.number_words(round(far / 1000, 1), lang, 1)} km"
