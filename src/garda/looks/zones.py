"""The time zone in which a page writes its times: the city's, otherwise the installation's."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone


def zone_of(city: Any) -> str:
    """IANA name of the city's zone ("Asia/Jakarta"), or of Django's current one."""
    return getattr(city, "zone", "") or timezone.get_current_timezone_name()


def local(at: datetime, zone: str) -> datetime:
    """`at` on the clocks of `zone`."""
    return at.astimezone(ZoneInfo(zone))
