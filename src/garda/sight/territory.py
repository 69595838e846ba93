"""The city's territories: to choose from a list, to draw as a map, and to find by a point.

The drawing is made from the boundaries once per city and kept: one unit is ten metres, north is up.
Boundaries are indicative, not legal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

from shapely import maximum_inscribed_circle
from shapely.geometry import MultiPolygon, Point, shape

from garda.people import places
from garda.people.models import Area, City
from garda.people.register import register_of

UNIT = 10.0  # metres to one unit of the drawing
DEGREE = 111_320.0  # metres to one degree of latitude
SMOOTH = 1.5  # units: a bend smaller than this is not drawn


@dataclass(frozen=True)
class Ward:
    """A kelurahan to choose: code, name, and the name of its kecamatan."""

    code: str
    name: str
    above: str


@dataclass(frozen=True)
class Shape:
    """A territory drawn: `d` is an SVG path, `box` is (x, y, width, height), `middle` a point inside."""

    code: str
    name: str
    level: str
    parent: str
    d: str
    box: tuple[int, int, int, int]
    middle: tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """What of the drawing is seen: origin in degrees (west, north) and the scale of one unit."""

    west: float
    north: float
    per_lng: float
    per_lat: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """(latitude, longitude) of a point of the drawing."""
        return self.north - y / self.per_lat, self.west + x / self.per_lng

    def spot(self, lat: float, lng: float) -> tuple[int, int]:
        """Where a place lies in the drawing."""
        return round((lng - self.west) * self.per_lng), round((self.north - lat) * self.per_lat)


@dataclass(frozen=True)
class Map:
    """All territories of a city drawn in one frame."""

    frame: Frame
    shapes: tuple[Shape, ...]

    def of(self, code: str) -> Shape | None:
        """The shape of a territory."""
        return next((one for one in self.shapes if one.code == code), None)

    def below(self, code: str) -> tuple[Shape, ...]:
        """The territories directly inside another."""
        return tuple(one for one in self.shapes if one.parent == code)

    def level(self, level: str) -> tuple[Shape, ...]:
        """All territories of one level."""
        return tuple(one for one in self.shapes if one.level == level)


def wards(city: City) -> list[tuple[str, list[Ward]]]:
    """Every kelurahan under the name of its kecamatan, both by name."""
    rows = [row for row in register_of(city).areas.values() if row.level in ("kecamatan", "kelurahan")]
    above = {row.code: row.name for row in rows if row.level == "kecamatan"}
    found: dict[str, list[Ward]] = {name: [] for name in sorted(above.values())}
    for row in sorted(rows, key=lambda row: row.name):
        if row.level == "kelurahan":
            parent = above.get(row.parent_code, "")
            found.setdefault(parent, []).append(Ward(row.code, row.name, parent))
    return [(name, inside) for name, inside in found.items() if inside]


def area_of(city: City, code: str) -> Area | None:
    """The kelurahan of that code, or None."""
    found = register_of(city).by_code.get(code)
    return found if found and found.level == "kelurahan" else None


def area_at(city: City, lat: float, lng: float) -> Area | None:
    """The kelurahan that holds the point, or None outside the city."""
    return places.area_at(city, lat, lng)


def map_of(city: City) -> Map | None:
    """The city's map, or None where no boundary is known."""
    return _map(city.pk, city.version)


@lru_cache(maxsize=16)
def _map(city_id: int, _version: int) -> Map | None:
    # Loading a city changes its version, so a changed boundary is drawn anew.
    rows = list(
        Area.objects.filter(city_id=city_id, boundary__isnull=False)
        .select_related("boundary")
        .order_by("code")
    )
    forms = {row.code: shape(row.boundary.geometry) for row in rows}
    if not forms:
        return None
    west = min(form.bounds[0] for form in forms.values())
    north = max(form.bounds[3] for form in forms.values())
    per_lat = DEGREE / UNIT
    frame = Frame(west, north, per_lat * cos(radians(north)), per_lat)
    return Map(frame, tuple(_shape(row, forms[row.code], frame) for row in rows))


def _shape(row: Area, form: Any, frame: Frame) -> Shape:
    drawn = form.simplify(SMOOTH / frame.per_lat, preserve_topology=True)
    rings = [part.exterior for part in (drawn.geoms if isinstance(drawn, MultiPolygon) else [drawn])]
    path = "".join(_ring([frame.spot(lat, lng) for lng, lat in ring.coords]) for ring in rings)
    (left, top), (right, bottom) = (
        frame.spot(form.bounds[3], form.bounds[0]),
        frame.spot(form.bounds[1], form.bounds[2]),
    )
    inside = Point(maximum_inscribed_circle(form, tolerance=0.0005).coords[0])
    return Shape(
        code=row.code,
        name=row.name,
        level=row.level,
        parent=row.parent_code,
        d=path,
        box=(left, top, right - left, bottom - top),
        middle=frame.spot(inside.y, inside.x),
    )


def _ring(points: list[tuple[int, int]]) -> str:
    """A closed path, each point relative to the one before it: short numbers."""
    x, y = points[0]
    parts = [f"M{x} {y}l"]
    for at, (next_x, next_y) in enumerate(points[1:-1]):
        parts.append(f"{' ' if at else ''}{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return "".join(parts) + "z"
