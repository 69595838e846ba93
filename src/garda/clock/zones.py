"""Indonesia's three time zones.

Keppres 41/1987 divides the country into WIB, WITA and WIT, at seven, eight and nine hours ahead of
UTC, without summer time. They are therefore kept here as fixed offsets: a machine without a time
zone database, or with a newer one, must not promise another hour.
"""

from collections.abc import Mapping
from datetime import timedelta, timezone
from types import MappingProxyType

from .errors import UnknownZone

_WIB = timezone(timedelta(hours=7), "WIB")
_WITA = timezone(timedelta(hours=8), "WITA")
_WIT = timezone(timedelta(hours=9), "WIT")

ZONES: Mapping[str, timezone] = MappingProxyType(
    {
        "Asia/Jakarta": _WIB,
        "Asia/Pontianak": _WIB,
        "Asia/Makassar": _WITA,
        "Asia/Jayapura": _WIT,
    }
)


def zone_of(name: str) -> timezone:
    """The zone by its usual name, such as "Asia/Jakarta".

    Raises UnknownZone for any other name.
    """
    zone = ZONES.get(name)
    if zone is None:
        raise UnknownZone(f"{name!r} is not a time zone of Indonesia; use one of {', '.join(ZONES)}")
    return zone


def zone_words(name: str) -> str:
    """The zone as people write it: "WIB", "WITA" or "WIT"."""
    return str(zone_of(name))
