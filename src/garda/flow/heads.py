"""The narrow drawing of a route: one small head for each step, with lanes that stretch beside its words.

A gutter of 84 px: the person's lane at 28, the counter at 47, the papers' lane at 66. The head is 72 px high;
below it the lanes run to the foot of the step, whatever the length of its words. Decoration for the eye.
"""

from __future__ import annotations

from garda.flow import glyphs
from garda.flow.routing import COUNTERS, DOOR, Route, runs, wait_of

GUTTER, HEAD = 84, 72
PERSON, WALL, PAPERS = 28, 47, 66
MIDDLE = 26  # how far below the top of the step its station stands
DESK, DISC, DOOR_DISC = 22, 16, 24


def draw_narrow_head(route: Route, place: int) -> str:
    """The head of the step at `place` (from 0), as one SVG element of class "head".

    It wants to lie at the top left of its list item and be as high as the item; the words begin at 100 px.
    """
    parts = [_person(route, place), _wall(route, place), _papers(route, place), _station(route, place)]
    return (
        f'<svg class="head" width="{GUTTER}" height="100%" aria-hidden="true" focusable="false" fill="none" '
        f'font-family="inherit">{"".join(parts)}</svg>'
    )


def _line(x: int, top: float | None, width: int, colour: str, extra: str = "", end: str = "100%") -> str:
    # A lane from above begins a little higher, so that no seam shows where two steps meet.
    begin = "-2" if top is None else glyphs.number(top)
    return (
        f'<line x1="{x}" y1="{begin}" x2="{x}" y2="{end}" stroke="{colour}" stroke-width="{width}"{extra}/>'
    )


def _lanes(route: Route, place: int) -> tuple[bool, bool, bool, bool]:
    """Whether the person's and the papers' lane run above, and below, the station at `place`."""
    stations = route.stations
    people = [at for at, station in enumerate(stations) if not station.in_back]
    above = bool(people) and people[0] < place <= people[-1]
    below = bool(people) and people[0] <= place < people[-1]
    papers_above = place > 0 and (stations[place].in_back or stations[place - 1].in_back)
    papers_below = place + 1 < len(stations) and (stations[place].in_back or stations[place + 1].in_back)
    return above, below, papers_above, papers_below


def _person(route: Route, place: int) -> str:
    above, below, _, _ = _lanes(route, place)
    drawn = ""
    if above:
        drawn += _line(PERSON, None, 8, glyphs.BRAND, end=str(MIDDLE))
    elif place == 0 and route.stations[0].place == DOOR:
        # The line begins outside the door.
        drawn += (
            f'<line x1="{PERSON}" y1="-10" x2="{PERSON}" y2="{MIDDLE}" stroke="{glyphs.BRAND}" '
            'stroke-width="8" stroke-linecap="round"/>'
        )
    if below:
        drawn += _line(PERSON, MIDDLE, 8, glyphs.BRAND)
    return drawn


def _wall(route: Route, place: int) -> str:
    """The counter stands between the lanes where both run."""
    above, below, papers_above, papers_below = _lanes(route, place)
    drawn = ""
    if above and papers_above:
        end = MIDDLE - 30 if not route.stations[place].in_back else MIDDLE
        drawn += _line(WALL, None, 4, glyphs.HAIR, end=str(end)) if end > 0 else ""
    if below and papers_below:
        drawn += _line(WALL, MIDDLE + 36 if not route.stations[place].in_back else MIDDLE, 4, glyphs.HAIR)
    return drawn


def _papers(route: Route, place: int) -> str:
    _, _, above, below = _lanes(route, place)
    stations = route.stations
    station = stations[place]
    if not (above or below):
        return ""
    if station.in_back:
        drawn = _lane(route, place, place - 1, None, str(MIDDLE)) if above else ""
        return drawn + (_lane(route, place, place + 1, MIDDLE, "100%") if below else "")
    edge = PERSON + (DESK if station.place in COUNTERS else DISC)
    drawn = ""
    if above:
        # Home again: the curve into the side of the station.
        curve = f"M{PAPERS} -2V0C{PAPERS} 12 {PAPERS - 5} {MIDDLE - 8} {edge} {MIDDLE - 4}"
        drawn += f'<path d="{curve}" stroke="{glyphs.BRAND}" stroke-width="2"/>'
    if below:
        curve = (
            f"M{edge} {MIDDLE + 4}C{PAPERS - 6} {MIDDLE + 8} {PAPERS} {MIDDLE + 24} {PAPERS} {MIDDLE + 40}"
        )
        drawn += f'<path d="{curve}" stroke="{glyphs.BRAND}" stroke-width="2"/>'
        drawn += _lane(route, place, place + 1, MIDDLE + 40, "100%")
    return drawn


def _lane(route: Route, place: int, other: int, top: float | None, end: str) -> str:
    """The papers' lane beside one station: solid in one office, dots on the way to another."""
    buildings = {route.stations[place].building, route.stations[other].building}
    if None not in buildings and len(buildings) == 2:
        return _line(PAPERS, top, 3, glyphs.BRAND, ' stroke-linecap="round" stroke-dasharray="0 8"', end)
    return _line(PAPERS, top, 2, glyphs.BRAND, end=end)


def _station(route: Route, place: int) -> str:
    station = route.stations[place]
    x = PAPERS if station.in_back else PERSON
    if station.place == DOOR:
        drawn, radius = glyphs.gate(x, MIDDLE, DOOR_DISC), DOOR_DISC
    elif station.place in COUNTERS:
        drawn = glyphs.desk(station.mark, x, MIDDLE, DESK, filled=station.place == "pickup")
        radius = DESK + 4
    else:
        drawn, radius = glyphs.disc(station.mark, x, MIDDLE, DISC + 0.5, stroke=1.5), DISC
    return _seat(route, place) + drawn + (glyphs.ring(x, MIDDLE, radius + 3) if station.broken else "")


def _seat(route: Route, place: int) -> str:
    """Beside the first back station after a desk: the person sits, or has gone home."""
    for first, after in runs(route.stations):
        mark, _ = wait_of(route.stations, first, after)
        if first == place and mark:
            return glyphs.disc(mark, PERSON, MIDDLE, DISC + 0.5, stroke=1.5)
    return ""
