"""A small office: the civil servants' hours of Perpres 21/2023, and the holidays on the shelf."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta, timezone

from garda import shelf
from garda.clock import Calendar, DayOff, Hours, Season, Term

WIB = timezone(timedelta(hours=7))

USUAL = Hours((*(((450, 720), (780, 960)),) * 4, ((450, 690), (780, 990)), (), ()))
RAMADAN = Hours((*(((480, 720), (750, 900)),) * 4, ((480, 690), (750, 930)), (), ()))
RAMADAN_2026 = Season("Ramadan 1447 H", date(2026, 2, 19), date(2026, 3, 20), RAMADAN)


def holidays(*kinds: str) -> dict[date, DayOff]:
    """The national list; without `kinds` all of it."""
    with shelf.folder("holidays", "id.csv").open(encoding="utf-8", newline="") as file:
        return {
            date.fromisoformat(row["date"]): DayOff(row["name_id"], row["kind"], row["name_en"])
            for row in csv.DictReader(file)
            if not kinds or row["kind"] in kinds
        }


def calendar(
    *,
    zone: str = "Asia/Jakarta",
    hours: Hours = USUAL,
    seasons: tuple[Season, ...] = (),
    days_off: dict[date, DayOff] | None = None,
    known_years: frozenset[int] | None = None,
) -> Calendar:
    """The office's calendar, with all national holidays unless others are given."""
    days = holidays() if days_off is None else days_off
    years = frozenset(day.year for day in days) if known_years is None else known_years
    return Calendar(zone, hours, seasons, days, years)


OFFICE = calendar()


def at(text: str) -> datetime:
    """A moment on the wall clock of western Indonesia: "2025-11-20 14:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def term(text: str) -> Term:
    return Term.parse(text)
