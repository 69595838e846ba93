"""A made-up service of the made-up town, the garden mark, and matters walked from its desk to the hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from garda.cases import errands, moving, publishing
from garda.cases.models import Case, PublishedFlow
from tests.flow.samples import REQUEST, changed
from tests.town import FOUNDED, Town, file_matter, moment

WAY = (("signing", "petugas-loket"), ("pickup", "lurah"), ("done", "petugas-loket"))


def publish_garden(town: Town, *changes: tuple[str, str], at: datetime | None = None) -> PublishedFlow:
    """The garden mark in force from `at` (else the founding), with each first text replaced by the second."""
    text = changed(REQUEST, *changes)
    town.flows["tanda-kebun"] = publishing.publish(town.city, text, at=at or moment(FOUNDED, "07:30"))
    return town.flows["tanda-kebun"]


def asked_for(town: Town, **more: Any) -> Case:
    """A garden mark asked for."""
    answers = {"nama": "Bunga Contoh", "nik": "9901014107900001"}
    return file_matter(town, flow="tanda-kebun", answers=answers, brought=["ktp"], **more).case


def mark(town: Town, *, start: datetime, minutes: int = 3, **more: Any) -> Case:
    """A garden mark asked for at `start` and handed over, each step after `minutes`."""
    case = asked_for(town, at=start, **more)
    at = start
    for move, kind in WAY:
        at += timedelta(minutes=minutes)
        moving.move_case(case.pk, move, by=town.by("melati", kind), at=at)
    return case


def follow(at: datetime) -> None:
    """Do every errand that is due."""
    while errands.work_off(at):
        pass


def every_unit(town: Town) -> list[int]:
    """The ids of all units."""
    return [unit.pk for unit in town.units.values()]
