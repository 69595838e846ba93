"""The desks of an office: its own rows, else those that the flows offered there name."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction
from django.utils.translation import gettext as _

from garda import clock
from garda.cases.publishing import all_in_force, flow_of
from garda.flow import Flow
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit, changed
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.models import Desk

AT_COUNTER = frozenset({"desk", "pickup"})
MOST_DESKS = 40
MOST_PEOPLE = 20
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class DeskPlace:
    """A desk as pages, tickets and cover know it; `id` is None while only flows name it."""

    key: str
    title: str
    number: int
    essential: bool = False
    people: int = 1
    skills: tuple[str, ...] = ()
    id: int | None = None


def desks_of(unit: Unit, at: datetime | None = None) -> tuple[DeskPlace, ...]:
    """The open desks of the unit by number; kept until the city's version changes."""
    moment = at or clock.now()
    rows = own_desks(unit, city_calendar(unit.city).local(moment).date())
    return rows or named_desks(unit, moment)


def own_desks(unit: Unit, day: date) -> tuple[DeskPlace, ...]:
    """The desks that the office itself has entered and that are not closed on `day`."""
    return tuple(
        desk for desk, closed in _rows(unit.pk, unit.city_id, unit.city.version) if not closed or day < closed
    )


@lru_cache(maxsize=1024)
def _rows(unit_id: int, _city_id: int, _version: int) -> tuple[tuple[DeskPlace, date | None], ...]:
    rows = Desk.objects.filter(unit_id=unit_id).order_by("number", "key")
    return tuple((_place(row), row.closed_on) for row in rows)


def _place(row: Desk) -> DeskPlace:
    return DeskPlace(
        row.key, row.title, row.number, row.essential, row.people, tuple(row.skills), row.pk
    )  # fmt: skip


def forget() -> None:
    """Drop what is kept (the rows of another test had the same ids)."""
    _rows.cache_clear()


def named_desks(unit: Unit, at: datetime) -> tuple[DeskPlace, ...]:
    """The desks that the flows in force name for an office like this: "loket-1" is "Loket 1", number 1."""
    keys = {key for row in all_in_force(unit.city, at) for key in _named_in(flow_of(row), unit)}
    found = sorted(keys, key=lambda key: (_number(key) or 1000, key))
    taken = {_number(key) for key in found}
    free = (number for number in range(1, 1000) if number not in taken)
    return tuple(
        DeskPlace(key, key.replace("-", " ").capitalize(), _number(key) or next(free)) for key in found
    )


def _named_in(flow: Flow, unit: Unit) -> set[str]:
    """The desks at which a resident stands in `unit`, by one flow."""
    here = not flow.offered or unit.kind in flow.offered
    role = unit.city.settings
    return {
        step.desk
        for step in flow.steps.values()
        if step.desk
        and step.place in AT_COUNTER
        and (here if not step.at else unit.kind == step.at or unit.key == role.get(step.at))
    }


def _number(key: str) -> int:
    found = re.search(r"([0-9]{1,3})$", key)
    return int(found.group(1)) if found else 0


# ---- arranging -----------------------------------------------------------------------------------
def keep_desk(unit: Unit, desk: DeskPlace, *, by: Person | None, at: datetime) -> DeskPlace:
    """Create or correct one desk; the first one entered takes over those that flows had named.

    Raises Unfit with the input that is wrong.
    """
    _check(desk)
    with transaction.atomic():
        _take_over(unit, at)
        row = Desk.objects.select_for_update().filter(unit=unit, key=desk.key).first()
        others = Desk.objects.filter(unit=unit, closed_on__isnull=True).exclude(key=desk.key)
        if row is None and others.count() >= MOST_DESKS:
            raise Unfit(_("Satu kantor paling banyak %(n)s meja.") % {"n": MOST_DESKS}, "title")
        if others.filter(number=desk.number).exists():
            raise Unfit(_("Nomor ini sudah dipakai meja lain."), "number")
        was = _facts(_place(row)) if row else {}
        row = row or Desk(unit=unit, key=desk.key)
        row.title, row.number, row.essential = desk.title, desk.number, desk.essential
        row.people, row.skills, row.closed_on = desk.people, list(desk.skills), None
        row.save()
        book.write(
            unit, "desk.set", at=at, by=by, facts={"desk": desk.key, "was": was, "became": _facts(desk)}
        )
        changed(unit.city)
    return _place(row)


def close_desk(unit: Unit, key: str, *, by: Person | None, at: datetime) -> None:
    """Close a desk from today on; its past stays. Raises Unfit for the last one or an unknown one."""
    day = city_calendar(unit.city).local(at).date()
    with transaction.atomic():
        _take_over(unit, at)
        rows = list(Desk.objects.select_for_update().filter(unit=unit, closed_on__isnull=True))
        row = next((one for one in rows if one.key == key), None)
        if row is None:
            raise Unfit(_("Meja ini sudah tidak ada."), "desk")
        if len(rows) == 1:
            raise Unfit(_("Satu meja harus tetap ada."), "desk")
        row.closed_on = day
        row.save(update_fields=["closed_on"])
        book.write(unit, "desk.closed", at=at, by=by, facts={"desk": key})
        changed(unit.city)


def _take_over(unit: Unit, at: datetime) -> None:
    """Give the office rows of its own for the desks that flows name, once."""
    if Desk.objects.filter(unit=unit).exists():
        return
    for one in named_desks(unit, at):
        Desk.objects.create(unit=unit, key=one.key, title=one.title, number=one.number)


def key_for(title: str) -> str:
    """The key of a new desk, from its name: "Loket 3" is "loket-3"."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")


def _check(desk: DeskPlace) -> None:
    if not desk.title or len(desk.title) > 80:
        raise Unfit(_("Beri nama meja, paling banyak 80 huruf, misalnya Loket 1."), "title")
    if not _KEY.fullmatch(desk.key) or len(desk.key) > 60:
        raise Unfit(_("Nama meja perlu huruf atau angka, misalnya Loket 1."), "title")
    if not 1 <= desk.number <= 999:
        raise Unfit(_("Isi nomor meja, 1 sampai 999."), "number")
    if not 1 <= desk.people <= MOST_PEOPLE:
        raise Unfit(_("Isi jumlah orang, 1 sampai %(n)s.") % {"n": MOST_PEOPLE}, "people")


def _facts(desk: DeskPlace) -> dict[str, object]:
    kept = asdict(desk)
    return {name: kept[name] for name in ("number", "essential", "people")} | {"skills": list(desk.skills)}
