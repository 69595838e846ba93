"""The wide drawing of a route: a plan of the office, the person's thick line and the papers' thin one.

Columns and heights are those of a view box of 1000 by 262, so that steps written below it in an equal
grid stand under their stations. Decoration for the eye: the ordered list beside it is the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from garda.flow import glyphs
from garda.flow.glyphs import number as n
from garda.flow.routing import COUNTERS, DOOR, HOUSE, Route, Station, minutes_words, runs, wait_of

WIDTH, HEIGHT = 1000, 262
HALL, COUNTER, BACK = 192, 112, 56
TOP, BOTTOM, BOTTOM_BEHIND = 16.5, 246.5, 120.5
DESK, DISC, DOOR_DISC = 26, 22, 28  # half a desk, and radii
EDGE, BETWEEN = 14, 20  # from a wall to the end of its column: at the ends, and where two plans meet
ROOM_FOR_WORDS = 190
LETTER = 7.8  # about the width of one letter


@dataclass(frozen=True, slots=True)
class _Plan:
    """One building: the stations first to last stand in it, between two walls."""

    first: int
    last: int
    left: float
    right: float
    is_whole: bool  # a hall and a counter, not only what lies behind


class _Sheet:
    """Where everything of one route stands."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.stations = route.stations
        self.column = WIDTH / len(self.stations)
        self.bend = min(90.0, self.column * 0.45)
        self.people = [place for place, station in enumerate(self.stations) if not station.in_back]
        self.plans = list(self._plans())

    def x(self, place: int) -> float:
        return self.column * (place + 0.5)

    def _plans(self) -> Iterator[_Plan]:
        place = 0
        while place < len(self.stations):
            building = self.stations[place].building
            first = place
            while place < len(self.stations) and self._inside(place, building):
                place += 1
            if place == first:
                place += 1
                continue
            last = place - 1
            left = self.x(first) if self.stations[first].place == DOOR else self.column * first + BETWEEN
            right = self.column * place - (EDGE if place == len(self.stations) else BETWEEN)
            whole = any(station.place in COUNTERS | {DOOR, "seat"} for station in self.stations[first:place])
            yield _Plan(first, last, left, right, whole)

    def _inside(self, place: int, building: int | None) -> bool:
        station = self.stations[place]
        return building is not None and station.building == building and station.place != "field"

    def apart(self, one: int, other: int) -> bool:
        """Whether one must travel from one office, or its field, to another."""
        buildings = {self.stations[one].building, self.stations[other].building}
        return None not in buildings and len(buildings) == 2


def draw_wide(route: Route) -> str:
    """The route as one SVG element, for pages of 1040 px and more; "" when it has too many stations for that.

    Colours are the tokens of the page by name, so it needs no styles of its own and obeys a strict policy.
    """
    if not route.is_wide:
        return ""
    sheet = _Sheet(route)
    parts = [_plan(sheet, plan) for plan in sheet.plans]
    parts += [_papers(sheet, first, after) for first, after in runs(sheet.stations)]
    parts.append(_person(sheet))
    parts.append(_at_home(sheet))
    parts += [_waiting(sheet, first, after) for first, after in runs(sheet.stations)]
    parts += [_station(sheet, place) for place in range(len(sheet.stations))]
    return (
        f'<svg class="wide" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false" '
        f'fill="none" font-family="inherit">{"".join(parts)}</svg>'
    )


def _plan(sheet: _Sheet, plan: _Plan) -> str:
    bottom = BOTTOM if plan.is_whole else BOTTOM_BEHIND
    left = _wall(plan.left, bottom, _openings(sheet, plan, plan.first - 1, plan.first))
    right = _wall(plan.right, bottom, _openings(sheet, plan, plan.last, plan.last + 1))
    across = f"M{n(plan.left)} {n(TOP)}H{n(plan.right)}M{n(plan.left)} {n(bottom)}H{n(plan.right)}"
    walls = (
        f'<path d="{across}{left}{right}" stroke="{glyphs.WALL}" stroke-opacity=".55" stroke-width="1.5"/>'
    )
    return walls + (_counter(sheet, plan) if plan.is_whole else "") + _names(sheet, plan)


def _openings(sheet: _Sheet, plan: _Plan, before: int, after: int) -> list[tuple[float, float]]:
    """Where a wall between two places is open: for the papers above, for the person below."""
    stations = sheet.stations
    if after < len(stations) and after == plan.first and stations[after].place == DOOR:
        return [(HALL - 41, HALL + 40)]
    openings: list[tuple[float, float]] = []
    if before < 0 or after >= len(stations):
        return openings
    if stations[before].in_back or stations[after].in_back:
        openings.append((BACK - 11, BACK + 11))
    if plan.is_whole and sheet.people and sheet.people[0] <= before and after <= sheet.people[-1]:
        openings.append((HALL - 20, HALL + 20))
    return openings


def _wall(x: float, bottom: float, openings: list[tuple[float, float]]) -> str:
    path, y = "", TOP
    for begin, end in openings:
        path += f"M{n(x)} {n(y)}V{n(begin)}"
        y = end
    return f"{path}M{n(x)} {n(y)}V{n(bottom)}"


def _counter(sheet: _Sheet, plan: _Plan) -> str:
    path, x = "", plan.left
    for place in range(plan.first, plan.last + 1):
        if sheet.stations[place].place in COUNTERS:
            path += f"M{n(x)} {COUNTER}H{n(sheet.x(place) - 38)}"
            x = sheet.x(place) + 38
    if x < plan.right:
        path += f"M{n(x)} {COUNTER}H{n(plan.right)}"
    return f'<path d="{path}" stroke="{glyphs.WALL}" stroke-opacity=".45" stroke-width="5"/>'


def _names(sheet: _Sheet, plan: _Plan) -> str:
    """The rooms: the name of the building where there are several or nobody enters, else its two sides."""
    english = sheet.route.lang.startswith("en")
    building = sheet.stations[plan.first].building
    name = sheet.route.buildings[building] if building is not None else ""
    if not plan.is_whole:
        return glyphs.text(_room(plan, name, 14), BOTTOM_BEHIND - 12, name, fill=glyphs.QUIET)
    if len(sheet.plans) == 1:
        name = "Behind the counter" if english else "Di balik loket"
    hall = "Waiting room" if english else "Ruang tunggu"
    # A station above would hide the name of the room: then it stands below the papers' line.
    height = BACK + 42 if sheet.stations[plan.first].in_back else 43
    said = glyphs.text(_room(plan, name, 24), height, name, fill=glyphs.QUIET)
    leaves = any(
        plan.first < first <= plan.last and wait_of(sheet.stations, first, after)[0] == HOUSE
        for first, after in runs(sheet.stations)
    )
    if plan.right - plan.left > 2 * ROOM_FOR_WORDS and not leaves:
        said += glyphs.text(plan.right - 14, 231, hall, anchor="end", fill=glyphs.QUIET)
    return said


def _room(plan: _Plan, name: str, inwards: float) -> float:
    """Where a name begins so that it stays between the walls, if there is room at all."""
    return max(plan.left + 4, min(plan.left + inwards, plan.right - 8 - LETTER * len(name)))


def _papers(sheet: _Sheet, first: int, after: int) -> str:
    """The thin line of one run of back stations, from whoever gives the papers to whoever gets them."""
    solid, dotted, leaves = "", "", ""
    for place in range(first - 1, after):
        if place < 0 or place + 1 >= len(sheet.stations):
            continue
        path = _rise(sheet, place) if place == first - 1 else ""
        path = path or f"M{n(sheet.x(place) + DISC)} {BACK}"
        path += _fall(sheet, place + 1) if place + 1 == after else f"H{n(sheet.x(place + 1) - DISC)}"
        if sheet.apart(place, place + 1):
            dotted += path
        else:
            solid += path
        leaves += _leaf((sheet.x(place) + sheet.x(place + 1)) / 2)
    line = f'<path d="{solid}" stroke="{glyphs.BRAND}" stroke-width="2"/>' if solid else ""
    if dotted:
        line += (
            f'<path d="{dotted}" stroke="{glyphs.BRAND}" stroke-width="3" stroke-linecap="round" '
            'stroke-dasharray="0 8"/>'
        )
    return line + leaves


def _rise(sheet: _Sheet, place: int) -> str:
    x, reach = sheet.x(place), sheet.bend * 0.8
    if sheet.stations[place].place in COUNTERS:
        return f"M{n(x)} {COUNTER - DESK}C{n(x)} 62 {n(x + reach * 0.45)} {BACK} {n(x + reach)} {BACK}"
    return f"M{n(x)} {HALL - DISC}C{n(x)} 92 {n(x + reach * 0.3)} {BACK} {n(x + reach)} {BACK}"


def _fall(sheet: _Sheet, place: int) -> str:
    x, reach = sheet.x(place), sheet.bend * 0.8
    if sheet.stations[place].place in COUNTERS:
        return f"H{n(x - reach)}C{n(x - reach * 0.45)} {BACK} {n(x)} 62 {n(x)} {COUNTER - DESK}"
    return f"H{n(x - reach)}C{n(x - reach * 0.3)} {BACK} {n(x)} 92 {n(x)} {HALL - DISC}"


def _leaf(x: float) -> str:
    """A small sheet of paper on the thin line."""
    sheet = "M1 1h8.5l4.5 4.5v12.5h-13zM4 9h7M4 13h7"
    return (
        f'<path transform="translate({n(x - 7.5)} {n(BACK - 9.5)})" d="{sheet}" fill="{glyphs.PANEL}" '
        f'stroke="{glyphs.BRAND}" stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _person(sheet: _Sheet) -> str:
    """The thick line: along the hall, up to each desk and down again."""
    dotted = ""
    people = sheet.people
    if not people:
        return ""
    at_door = sheet.stations[people[0]].place == DOOR
    x = 8.0 if at_door else sheet.x(people[0])
    path = f"M{n(x)} {HALL}"
    for place in people[1:]:
        here = sheet.x(place)
        meets = here - sheet.bend if sheet.stations[place].place in COUNTERS else here
        for begin, end in _ways_between(sheet, x, meets):
            path += f"H{n(begin)}M{n(end)} {HALL}"
            dotted += f"M{n(begin + 9)} {HALL}H{n(end - 4)}"
        path += f"H{n(meets)}"
        x = here
        if sheet.stations[place].place in COUNTERS:
            path += f"C{n(here - sheet.bend / 3)} {HALL} {n(here)} {HALL - 12} {n(here)} {COUNTER + DESK}"
            if place != people[-1]:
                x = here + sheet.bend
                path += f"C{n(here)} {HALL - 12} {n(here + sheet.bend / 3)} {HALL} {n(x)} {HALL}"
    round_ends = 'stroke-linecap="round" stroke-linejoin="round"'
    solid = f'<path d="{path}" stroke="{glyphs.BRAND}" stroke-width="8" {round_ends}/>'
    if dotted:
        solid += (
            f'<path d="{dotted}" stroke="{glyphs.BRAND}" stroke-width="8" stroke-linecap="round" '
            'stroke-dasharray="0 14"/>'
        )
    return solid


def _at_home(sheet: _Sheet) -> str:
    """Words on the line of who never has to come."""
    if not sheet.route.from_home or len(sheet.people) < 2:
        return ""
    middle = (sheet.x(sheet.people[0]) + sheet.x(sheet.people[-1])) / 2
    said = "you stay at home" if sheet.route.lang.startswith("en") else "Anda di rumah saja"
    return glyphs.text(middle, HALL - 13, said, anchor="middle", bold=500)


def _ways_between(sheet: _Sheet, begin: float, end: float) -> Iterator[tuple[float, float]]:
    """The gaps between two whole plans along the hall from `begin` to `end`: there the person travels."""
    whole = [plan for plan in sheet.plans if plan.is_whole]
    for one, other in pairwise(whole):
        if begin <= one.right and other.left <= end:
            yield one.right, other.left


def _waiting(sheet: _Sheet, first: int, after: int) -> str:
    """Where the person is while the papers go round: a seat with its minutes, or home."""
    mark, minutes = wait_of(sheet.stations, first, after)
    if not mark:
        return ""
    english = sheet.route.lang.startswith("en")
    if mark == HOUSE:
        said = "you may go home" if english else "Anda boleh pulang"
    else:
        length = minutes_words(minutes, sheet.route.lang)
        said = f"seated about {length}" if english else f"duduk sekitar {length}"
    if after >= len(sheet.stations) or sheet.stations[after].place not in COUNTERS:
        # The line itself ends at home.
        return glyphs.text(sheet.x(after) - DISC - 12, HALL - 12, said, anchor="end", bold=500)
    x = (sheet.x(first) + sheet.x(after - 1)) / 2
    drawn = glyphs.disc(mark, x, HALL, DISC)
    if sheet.x(after) - sheet.bend - x > ROOM_FOR_WORDS:
        return drawn + glyphs.text(x + 36, HALL - 11, said, bold=500)
    wall = next((plan.right for plan in sheet.plans if plan.first <= first <= plan.last), float(WIDTH))
    middle = min(x, wall - 10 - len(said) * LETTER / 2)
    return drawn + glyphs.text(middle, HALL - 34, said, anchor="middle", bold=500)


def _station(sheet: _Sheet, place: int) -> str:
    station: Station = sheet.stations[place]
    x = sheet.x(place)
    if station.place == DOOR:
        y, drawn, radius = HALL, glyphs.gate(x, HALL, DOOR_DISC), DOOR_DISC
    elif station.place in COUNTERS:
        y, radius = COUNTER, DESK + 10
        drawn = glyphs.desk(station.mark, x, COUNTER, DESK, filled=station.place == "pickup")
    else:
        y, radius = (BACK if station.in_back else HALL), DISC
        drawn = glyphs.disc(station.mark, x, y, DISC)
    return drawn + (glyphs.ring(x, y, radius + 6) if station.broken else "")
