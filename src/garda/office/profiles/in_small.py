"""The three bars of one's own office in small, for the page of whoever leads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from garda.figures import profiles
from garda.office.profiles.bars_said import bar_row, headline
from garda.office.profiles.profile_page import ADDRESS, SERVING
from garda.office.showing import lang, local_day
from garda.sight.doors import Staff
from garda.surveys import periods


def in_small(staff: Staff, at: datetime) -> dict[str, Any]:
    """The bars of the office that this head leads; nothing for who leads the city as a whole."""
    unit = staff.unit
    if unit.kind not in SERVING or not staff.may("see-results", unit):
        return {}
    today = local_day(staff, at)
    period = periods.quarter_at(periods.latest(today).first)
    one = profiles.profiles(staff.city, [unit], period, today)[unit.pk]
    return {
        "headline": headline(one),
        "bars": [bar_row(bar) for bar in one.bars],
        "period": period.words.of(lang()),
        "url": f"{ADDRESS}{unit.key}/",
        "key": unit.key,
        "simulated": one.simulated,
    }
