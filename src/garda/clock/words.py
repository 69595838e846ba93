"""Dates, times and numbers as people here write and read them, in Indonesian and in English.

`lang` is "id" or "en"; anything that does not begin with "en" is Indonesian.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from .errors import NaiveMoment, UnreadableDay
from .zones import zone_of, zone_words

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_SHORT_MONTHS = {"agt": 8, "agu": 8, "ags": 8, "nop": 11, "pebruari": 2, "peb": 2, "sept": 9}

_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NAMED = re.compile(r"(?:[a-z']+,?\s+)?([0-9]{1,2})\s+([a-z]+)\.?\s+([0-9]{4}|[0-9]{2})", re.IGNORECASE)


def language(lang: str) -> str:
    """ "en" or "id"."""
    return "en" if lang.startswith("en") else "id"


def weekday_words(day: date, lang: str = "id", short: bool = False) -> str:
    """ "Kamis", or short "Kam"."""
    name = _DAYS[language(lang)][day.weekday()]
    return name[:3] if short else name


def month_words(day: date, lang: str = "id") -> str:
    """ "November"."""
    return _MONTHS[language(lang)][day.month - 1]


def day_words(day: date, lang: str = "id", year: bool = True) -> str:
    """ "Kamis 27 November 2025"; without `year` "Kamis 27 November"."""
    text = f"{weekday_words(day, lang)} {day.day} {month_words(day, lang)}"
    return f"{text} {day.year}" if year else text


def time_words(at: datetime | time, zone: str | None = None, lang: str = "id") -> str:
    """ "14.00" (English "14:00"). A datetime needs the zone whose wall clock is meant."""
    if isinstance(at, datetime):
        if zone is None or at.utcoffset() is None:
            raise NaiveMoment(
                "a moment is worded on the wall clock of a zone; give an aware one and the zone"
            )
        at = at.astimezone(zone_of(zone)).time()
    mark = ":" if language(lang) == "en" else "."
    return f"{at.hour:02}{mark}{at.minute:02}"


def moment_words(at: datetime, zone: str, lang: str = "id", year: bool = True, label: bool = False) -> str:
    """ "Kamis 27 November 2025 pukul 14.00"; with `label` " WIB" behind it. Raises NaiveMoment."""
    if at.utcoffset() is None:
        raise NaiveMoment(f"{at.isoformat()} has no time zone")
    local = at.astimezone(zone_of(zone))
    text = f"{day_words(local, lang, year)} {at_word(lang)} {time_words(local.time(), lang=lang)}"
    return f"{text} {zone_words(zone)}" if label else text


def at_word(lang: str) -> str:
    """The word before a time: "pukul", "at"."""
    return "at" if language(lang) == "en" else "pukul"


def joined(parts: Sequence[str], lang: str = "id") -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    word = "and" if language(lang) == "en" else "dan"
    if len(parts) < 3:
        return f" {word} ".join(parts)
    return f"{', '.join(parts[:-1])}, {word} {parts[-1]}"


def number_words(value: int | float | Decimal, lang: str = "id", decimals: int | None = None) -> str:
    """ "1.234,5" (English "1,234.5"). With `decimals` rounded half up to that many; else as it is.

    Raises ValueError for what is not a finite number.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is not a number that can be shown")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        exact = abs(exact) if exact == 0 else exact
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if language(lang) == "en" else text.translate({ord(","): ".", ord("."): ","})


def rupiah(amount: int | Decimal, lang: str = "id") -> str:
    """ "Rp2.500"; sen only when there are any: "Rp2.500,50"."""
    sign = "-" if amount < 0 else ""
    whole = amount == int(amount)
    size = -amount if amount < 0 else amount
    return f"{sign}Rp{number_words(size, lang, decimals=0 if whole else 2)}"


def parse_day(text: str) -> date:
    """Reads a date, the day always first: "12/9/2024", "26/4/18", "12 September 2024", "2024-09-12".

    Dots and dashes may stand for the slashes, and the name of the weekday may come before a named
    month. Two-digit years: 00 to 68 are of this century, 69 to 99 of the last, as in POSIX, so that
    the same text never changes its meaning. Raises UnreadableDay.
    """
    plain = " ".join(text.split())
    if found := _NUMBERS.fullmatch(plain):
        day, month, year = int(found[1]), int(found[3]), found[4]
    elif found := _YEAR_FIRST.fullmatch(plain):
        day, month, year = int(found[3]), int(found[2]), found[1]
    elif found := _NAMED.fullmatch(plain):
        day, month, year = int(found[1]), _month_of(found[2], plain), found[3]
    else:
        raise UnreadableDay(f"{text!r} is not a date; write 12/9/2024 or 12 September 2024")
    try:
        return date(_year_of(year), month, day)
    except ValueError as wrong:
        raise UnreadableDay(f"{text!r} is not a day of the calendar") from wrong


def _year_of(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= 68 else 1900)


def _month_of(name: str, text: str) -> int:
    wanted = name.lower()
    if wanted in _SHORT_MONTHS:
        return _SHORT_MONTHS[wanted]
    for names in _MONTHS.values():
        for number, month in enumerate(names, start=1):
            if wanted in (month.lower(), month[:3].lower()):
                return number
    raise UnreadableDay(f"{text!r} names no month; write 12/9/2024 or 12 September 2024")
