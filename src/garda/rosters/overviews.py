"""Many offices at a glance: who is there now, where today falls short, what social duties they bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from garda import cover
from garda.cover import Span, joined
from garda.people.calendars import city_calendar
from garda.people.models import Unit
from garda.rosters import attending, duties, office_days
from garda.rosters.days import days_of


@dataclass(frozen=True)
class Overview:
    """One office today. `people` now, `short` the coming minutes below the limit, `empty` minutes so far.

    `duties`, `minutes`: the month's social duties; `apart`: minutes between who bore most and least.
    """

    unit: Unit
    opened_today: bool
    open_now: bool
    kept: bool
    people: int
    least: int
    short: tuple[Span, ...]
    empty: int | None
    duties: int
    minutes: int
    apart: int
    simulated: bool


def overviews_of(units: Sequence[Unit], day: date, at: datetime) -> list[Overview]:
    """The offices of one city today; as many queries for one as for all."""
    if not units:
        return []
    local = city_calendar(units[0].city).local(at)
    now = local.hour * 60 + local.minute
    rosters = days_of(units, day, day)
    there = attending.now_in_many(units, at)
    live = office_days.live(units, at)
    loads = duties.totals_of(units, day)
    found = []
    for unit in units:
        roster, staffing = rosters[unit.pk, day], there[unit.pk]
        short = joined((max(one.start, now), one.end) for one in cover.gaps(roster.cover) if one.end > now)
        counted = live.get(unit.pk)
        borne = {one.person: one.minutes for one in loads.get(unit.pk, [])}
        everybody = [borne.get(one.person, 0) for one in roster.people if not one.stands_in]
        found.append(
            Overview(
                unit=unit,
                opened_today=bool(roster.cover.opening),
                open_now=any(start <= now < end for start, end in roster.cover.opening),
                kept=staffing.kept,
                people=staffing.people,
                least=roster.cover.people,
                short=short,
                empty=counted.empty if counted else None,
                duties=sum(one.duties for one in loads.get(unit.pk, [])),
                minutes=sum(borne.values()),
                apart=max(everybody) - min(everybody) if len(everybody) > 1 else 0,
                simulated=staffing.simulated or any(one.simulated for one in loads.get(unit.pk, [])),
            )
        )
    return found
