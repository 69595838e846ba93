"""Which territory a point lies in: answered in the process, from the boundaries."""

from __future__ import annotations

from functools import lru_cache

from shapely import STRtree
from shapely.geometry import Point, shape

from garda.people.models import Area, City, Unit


@lru_cache(maxsize=16)
def _tree(city_id: int, level: str) -> tuple[STRtree, tuple[int, ...]]:
    rows = list(Area.objects.filter(city_id=city_id, level=level, boundary__isnull=False).order_by("id"))
    return STRtree([shape(row.boundary) for row in rows]), tuple(row.pk for row in rows)


def area_at(city: City, lat: float, lng: float, level: str = "kelurahan") -> Area | None:
    """The territory of `level` that holds the point (degrees, WGS84), or None outside the city."""
    tree, ids = _tree(city.pk, level)
    found = tree.query(Point(lng, lat), predicate="intersects")
    return Area.objects.get(pk=ids[min(found)]) if len(found) else None


def office_of(area: Area) -> Unit | None:
    """The unit that serves the territory."""
    return (
        Unit.objects.filter(area=area, closed_on__isnull=True)
        .select_related("city", "parent", "area")
        .first()
    )


def forget() -> None:
    """Drop the kept boundaries after areas were loaded anew."""
    _tree.cache_clear()
