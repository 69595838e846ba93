"""What an office must keep while its counter is open: people, skills, the alarm, and whom it may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from garda.cases.papers import metres
from garda.people.changes import Unfit, changed
from garda.people.models import Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.models import Minimum
from garda.rosters.skills import offered_at, titles

MOST_PEOPLE = 50
MOST_ALARM = 120
RADII = (20, 2000)


@dataclass(frozen=True)
class Least:
    """What an office must keep; `skills` say how many with each must be there, `neighbours` are keys."""

    people: int = 1
    skills: Mapping[str, int] = field(default_factory=dict)
    alarm_after: int = 1
    radius: int = 150
    neighbours: tuple[str, ...] = ()
    rests_on: str = ""


def least_of(unit: Unit) -> Least:
    """The minimum of the office; one person where nobody set any. One query."""
    row = Minimum.objects.filter(unit=unit).first()
    return _least(row) if row else Least()


def _least(row: Minimum) -> Least:
    return Least(
        row.people, dict(row.skills), row.alarm_after, row.radius, tuple(row.neighbours), row.rests_on
    )  # fmt: skip


def neighbours_of(unit: Unit, keys: tuple[str, ...] = ()) -> list[Unit]:
    """Whom the office asks for a substitute, nearest first: those named, else its like beside it."""
    register = register_of(unit.city)
    named = [found for key in keys if (found := register.by_key(key)) and found.pk != unit.pk]
    if named:
        return named
    others = [
        one
        for one in register.open_units()
        if one.parent_id == unit.parent_id and one.kind == unit.kind and one.pk != unit.pk
    ]
    return sorted(others, key=lambda one: (_apart(unit, one), one.name))


def askable(unit: Unit) -> list[Unit]:
    """Every office that could be named as a neighbour, nearest first."""
    others = [one for one in register_of(unit.city).open_units() if one.kind == unit.kind and one != unit]
    return sorted(others, key=lambda one: (one.parent_id != unit.parent_id, _apart(unit, one), one.name))


def skill_titles(unit: Unit) -> dict[str, str]:
    """The skills that may be asked for, by key, in the page's language."""
    return titles((get_language() or "id")[:2])


def skills_asked(unit: Unit, least: Least, at: datetime) -> dict[str, str]:
    """The skills that the services in force there need, and those kept for the office, by key."""
    wanted = {*offered_at(unit, at), *least.skills}
    return {key: title for key, title in skill_titles(unit).items() if key in wanted}


def _apart(one: Unit, other: Unit) -> float:
    if one.lat is None or one.lng is None or other.lat is None or other.lng is None:
        return float("inf")
    return metres(one.lat, one.lng, other.lat, other.lng)


def set_least(unit: Unit, least: Least, *, by: Person | None, at: datetime) -> Least:
    """Keep what the office must have. Raises Unfit with the input that is wrong."""
    _check(unit, least)
    with transaction.atomic():
        Minimum.objects.get_or_create(unit=unit)
        row = Minimum.objects.select_for_update().get(unit=unit)
        was = _least(row)
        row.people, row.skills, row.alarm_after = least.people, dict(least.skills), least.alarm_after
        row.radius, row.neighbours, row.rests_on = least.radius, list(least.neighbours), least.rests_on
        row.save()
        if was != least:
            facts = {"was": _facts(was), "became": _facts(least)}
            book.write(unit, "minimum.set", at=at, by=by, facts=facts)
            changed(unit.city)
    return least


def _facts(least: Least) -> dict[str, object]:
    kept = asdict(least)
    kept.pop("rests_on")
    return kept | {"neighbours": list(least.neighbours)}


def _check(unit: Unit, least: Least) -> None:
    if not 1 <= least.people <= MOST_PEOPLE:
        raise Unfit(_("Isi jumlah orang, 1 sampai %(n)s.") % {"n": MOST_PEOPLE}, "people")
    if not 0 <= least.alarm_after <= MOST_ALARM:
        raise Unfit(_("Isi menit, 0 sampai %(n)s.") % {"n": MOST_ALARM}, "alarm_after")
    if not RADII[0] <= least.radius <= RADII[1]:
        raise Unfit(
            _("Isi jarak dalam meter, %(least)s sampai %(most)s.") % {"least": RADII[0], "most": RADII[1]},
            "radius",
        )
    known = {one.key for one in askable(unit)}
    if not set(least.neighbours) <= known:
        raise Unfit(_("Pilih kantor dari daftar."), "neighbours")
    if any(not 1 <= many <= least.people for many in least.skills.values()):
        raise Unfit(_("Keahlian tidak bisa lebih banyak daripada orangnya."), "skills")
    if len(least.rests_on) > 160:
        raise Unfit(_("Paling banyak 160 huruf."), "rests_on")
