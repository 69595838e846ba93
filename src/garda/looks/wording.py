"""How a page writes days, times, lengths, numbers and the city's two-language words.

The words are `garda.clock`'s; here only the page's language and zone are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from garda import clock
from garda.looks.zones import local


def speaks() -> str:
    """ "id" or "en", the language of the page."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def here(zone: str = "") -> str:
    """The zone given, otherwise the page's."""
    return zone or timezone.get_current_timezone_name()


def moment(at: datetime | None, zone: str = "", *, year: bool = True) -> str:
    """ "Kamis 27 November 2025 pukul 14.00" on the clocks of the zone; nothing for nothing."""
    return clock.moment_words(at, here(zone), speaks(), year) if at else ""


def day(at: date | datetime | None, zone: str = "", *, year: bool = True) -> str:
    """ "Kamis 27 November 2025"; a moment is taken on the clocks of the zone."""
    if not at:
        return ""
    if isinstance(at, datetime):
        at = local(at, here(zone)).date()
    return clock.day_words(at, speaks(), year)


def hour(at: datetime | None, zone: str = "") -> str:
    """ "14.00"."""
    return clock.time_words(at, here(zone), speaks()) if at else ""


def duration(minutes: int | None) -> str:
    """Working minutes as words: "1 jam 12 menit"."""
    return clock.length_words(minutes, lang=speaks()) if isinstance(minutes, int) else ""


def number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """ "12.345" in Indonesian, "12,345" in English."""
    return clock.number_words(value, speaks(), decimals) if isinstance(value, int | float | Decimal) else ""


def rupiah(amount: int | Decimal | None) -> str:
    """ "Rp0", "Rp12.500"."""
    return clock.rupiah(amount, speaks()) if isinstance(amount, int | Decimal) else ""


def words(saying: Any) -> str:
    """The page's language of a `Words`, of a mapping {"id": …, "en": …}, or plain text as it is."""
    if saying is None:
        return ""
    if isinstance(saying, Mapping):
        return str(saying.get(speaks()) or saying.get("id") or "")
    of = getattr(saying, "of", None)
    return str(of(speaks())) if callable(of) else str(saying)


def initials(name: str) -> str:
    """ "Siti Rahayu" as "S. R.": lists never show a resident's full name."""
    return " ".join(f"{part[0].upper()}." for part in name.split()[:3] if part[0].isalpha())
