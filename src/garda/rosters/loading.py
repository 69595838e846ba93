"""What a city's folder says about its offices: the minimum each must keep, and its desks.

`[office.KIND]` in city.toml holds for every unit of that kind, `[office.KEY]` for one unit and in its stead.
Loading gives what is not there yet, and never touches what an office has set itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from garda.people.changes import Unfit
from garda.people.loading import Unloadable
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.rosters.desks import DeskPlace, keep_desk
from garda.rosters.minimums import Least, set_least
from garda.rosters.models import Desk, Minimum

KEYS = frozenset({"people", "skills", "alarm_after", "radius", "neighbours", "rests_on", "desk"})
DESK_KEYS = frozenset({"key", "title", "number", "essential", "people", "skills"})


def load_offices(city: City, folder: Path, at: datetime) -> int:
    """Give the city's offices what the folder says of them; returns how many got something.

    Raises Unloadable with a sentence, and loads nothing then.
    """
    plans = tomllib.loads((folder / "city.toml").read_text("utf-8")).get("office", {})
    units = register_of(city).open_units()
    _all_known(plans, {unit.key for unit in units} | {unit.kind for unit in units})
    settled = set(Minimum.objects.filter(unit__city=city).values_list("unit_id", flat=True))
    there = set(Desk.objects.filter(unit__city=city).values_list("unit_id", "key"))
    count = 0
    with transaction.atomic():
        for unit in units:
            plan = plans.get(unit.key) or plans.get(unit.kind)
            if plan is None:
                continue
            try:
                count += _settle(unit, plan, at, unit.pk not in settled, there)
            except (Unfit, TypeError, ValueError, KeyError) as wrong:
                raise Unloadable(f"city.toml, office {unit.key}: {wrong}") from wrong
    return count


def _all_known(plans: Mapping[str, Any], names: set[str]) -> None:
    for name, plan in plans.items():
        if name not in names:
            raise Unloadable(f"city.toml: office.{name} bukan jenis unit atau kode unit di units.csv.")
        if unknown := sorted(set(plan) - KEYS):
            raise Unloadable(f"city.toml, office.{name}: '{unknown[0]}' tidak dikenal.")
        for desk in plan.get("desk", []):
            if unknown := sorted(set(desk) - DESK_KEYS):
                raise Unloadable(f"city.toml, office.{name}.desk: '{unknown[0]}' tidak dikenal.")


def _settle(
    unit: Unit, plan: Mapping[str, Any], at: datetime, fresh: bool, there: set[tuple[int, str]]
) -> int:
    given = 0
    if fresh:
        wanted = {name: plan[name] for name in KEYS - {"desk"} if name in plan}
        if "neighbours" in wanted:
            wanted["neighbours"] = tuple(wanted["neighbours"])
        set_least(unit, Least(**wanted), by=None, at=at)
        given = 1
    for place, desk in enumerate(plan.get("desk", []), start=1):
        if (unit.pk, desk["key"]) in there:
            continue
        keep_desk(
            unit,
            DeskPlace(
                desk["key"], desk["title"], int(desk.get("number", place)),
                bool(desk.get("essential", False)), int(desk.get("people", 1)), tuple(desk.get("skills", ())),
            ),
            by=None, at=at,
        )  # fmt: skip
        given = 1
    return given
