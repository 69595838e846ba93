"""What became of the weakest points found before: how many were dealt with, and how soon.

The evaluation of service units asks for both beside the survey itself: the share followed up, and the speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from garda.people.calendars import city_calendar
from garda.people.models import City
from garda.surveys import periods
from garda.surveys.follow_up_models import FollowUp
from garda.surveys.follow_up_states import BETTER, DONE, DROPPED
from garda.surveys.following_up import Matter
from garda.surveys.periods import Period

DEALT_WITH = (DONE, BETTER)
MOST = 5000  # follow-ups of one city in two years


@dataclass(frozen=True)
class Followed:
    """Of so many weakest points found: how many were dealt with, how many were left with a reason, and in how
    many days half of those dealt with were done."""

    found: int
    done: int
    left: int
    days: int | None


def within(key: str, period: Period) -> bool:
    """Whether a follow-up found in the period of that key belongs to this one or to the one before it."""
    its = periods.read(key)
    return its is not None and periods.before(period).first <= its.first and its.last <= period.last


def of_matters(city: City, matters: Iterable[Matter], period: Period) -> Followed:
    """What became of the follow-ups of an office that belong to the period."""
    rows = [(one.state, one.done_on, one.opened_at) for one in matters if within(one.period, period)]
    return _counted(city, rows)


def of_city(city: City, key: str, period: Period) -> Followed:
    """The same of all offices; one query."""
    rows = FollowUp.objects.filter(city=city, key=key, period__in=_keys(period)).order_by("-pk")
    return _counted(city, list(rows.values_list("state", "done_on", "opened_at")[:MOST]))


def _keys(period: Period) -> list[str]:
    """Every month, quarter and year that lies in the period or in the one before it."""
    found = set()
    first, last = periods.before(period).first, period.last
    month = periods.month_at(first)
    while month.first <= last:
        for one in (month, periods.quarter_at(month.first), periods.year_at(month.first)):
            if first <= one.first and one.last <= last:
                found.add(one.key)
        month = periods.after(month)
    return sorted(found)


def _counted(city: City, rows: Sequence[tuple[str, date | None, datetime]]) -> Followed:
    calendar = city_calendar(city)
    took = sorted(
        max(0, (done_on - calendar.local(opened_at).date()).days)
        for state, done_on, opened_at in rows
        if state in DEALT_WITH and done_on is not None
    )
    return Followed(
        found=len(rows),
        done=sum(state in DEALT_WITH for state, _done_on, _opened_at in rows),
        left=sum(state == DROPPED for state, _done_on, _opened_at in rows),
        days=took[(len(took) - 1) // 2] if took else None,
    )
