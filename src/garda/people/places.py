"""Which territory a point lies in: answered in the process, from the boundaries."""

from __future__ import annotations

from functools import lru_cache

from shapely import STRtree
from shapely.geometry import Point, shape

from garda.people.models import Area, Boundary, City, Unit
from garda.people.register import register_of


@lru_cache(maxsize=16)
def _tree(city_id: int, level: str, _version: int) -> tuple[STRtree, tuple[int, ...]]:
    rows = list(Boundary.objects.filter(area__city_id=city_id, area__level=level).order_by("area_id"))
    return STRtree([shape(row.geometry) for row in rows]), tuple(row.area_id for row in rows)


def area_at(city: City, lat: float, lng: float, level: str = "kelurahan") -> Area | None:
    """The territory of `level` that holds the point (degrees, WGS84), or None outside the city."""
    tree, ids = _tree(city.pk, level, city.version)
    found = tree.query(Point(lng, lat), predicate="intersects")
    return register_of(city).areas[ids[min(found)]] if len(found) else None


def office_of(area: Area) -> Unit | None:
    """The unit that serves the territory."""
    return register_of(area.city).office_of(area)


def forget() -> None:
    """Drop the kept boundaries after areas were loaded anew."""
    _tree.cache_clear()


def point_in(text: str) -> tuple[float, float] | None:
    """A point typed as "-7.98300, 112.62100" (degrees, WGS84, latitude first); None where nothing was typed.

    Raises ValueError for anything else.
    """
    if not text.strip():
        return None
    lat, lng = (float(part) for part in text.split(","))
    if not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise ValueError(text)
    return lat, lng


def point_text(lat: float | None, lng: float | None) -> str:
    """A kept point as it is typed; "" where none is kept."""
    return "" if lat is None or lng is None else f"{lat:.5f}, {lng:.5f}"
