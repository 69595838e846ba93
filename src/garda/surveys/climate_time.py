"""What time asks for in the climate of offices: a month's exercise begins, rounds close, dates go by."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.surveys import closing, leading, rechecking, rounds
from garda.surveys.models import Round
from garda.surveys.publishing import in_force
from garda.surveys.scenarios import KEY


def remind(at: datetime) -> int:
    """One round of it; how much was done."""
    begun = sum(begin_month(city, at) for city in City.objects.all())
    return begun + closing.close_past(at) + leading.remind(at) + rechecking.expire(at)


def begin_month(city: City, at: datetime) -> int:
    """Open this month's exercise for everybody in the city, if it is not open yet."""
    today = city_calendar(city).local(at).date()
    first = today.replace(day=1)
    if in_force(city, KEY, first) is None:
        return 0
    there = Round.objects.filter(
        city=city, audience=rounds.STAFF, unit__isnull=True, first=first, instrument__key=KEY
    )
    if there.exists():
        return 0
    rounds.open_round(city, KEY, first=first, last=_last_day(first), at=at)
    return 1


def _last_day(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
