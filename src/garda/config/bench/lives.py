"""A few lives of matters, lived once through the real verbs, then kept as patterns to be filled in.

A pattern is what the verbs wrote, with the places marked where one matter differs from another: its
number and moments, its unit, its officer. The chain is made anew for every matter.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from garda import clock
from garda.cases import record
from garda.cases.acting import By
from garda.cases.models import Case, Event, Said
from garda.cases.moving import move_case
from garda.cases.opening import Filing, open_case
from garda.cases.publishing import in_force
from garda.cases.residents import confirm
from garda.config.bench.city import Officer
from garda.figures.counting import changes_of, shortfall_of
from garda.people.calendars import city_calendar
from garda.people.models import Unit
from garda.people.register import register_of

MARK = re.compile(r'"\$(\w+)\$"')
COMPLAINT = {"what": "Lampu jalan mati di Gang 3", "landmark": "Depan musala"}
IDEA = {"what": "Tambah bangku taman"}


class Undone(Exception):
    """What was lived is taken back."""


@dataclass(frozen=True)
class Plan:
    """One life: the flow, what was said, then (hours after opening, move) one after the other."""

    flow: str
    answers: dict[str, str]
    category: str
    moves: tuple[tuple[float, str], ...]


# closed lives, by how often they occur; the rest of the record is made of the open ones below
CLOSED = (
    (50, Plan("pengaduan", COMPLAINT, "penerangan-jalan",
              ((2, "handling"), (26, "answered"), (29, "confirm")))),
    (20, Plan("pengaduan", COMPLAINT, "sampah-kebersihan", ((3, "refused"),))),
    (20, Plan("aspirasi", IDEA, "", ((2, "weighing"), (50, "answered"), (52, "confirm")))),
    (10, Plan("pengaduan", COMPLAINT, "pohon-taman",
              ((336, "handling"), (338, "answered"), (360, "confirm")))),
)  # fmt: skip
OPEN = (
    (70, Plan("pengaduan", COMPLAINT, "jalan-jembatan", ())),
    (30, Plan("pengaduan", COMPLAINT, "drainase-banjir", ((2, "handling"),))),
)
NEEDS = {
    "reason": "Sudah kami periksa di tempat.",
    "answer": "Sudah kami perbaiki pagi ini.",
    "rule": "uu-25-2009",
}


@dataclass(frozen=True)
class Written:
    """One event as a pattern: its canonical text, its facts, its moment, and what it adds to the counts."""

    name: str
    by_kind: str
    after: timedelta
    canonical: str
    facts: str
    counts: tuple[tuple[str, dict[str, int]], ...]
    short: tuple[bool, bool, bool] | None


@dataclass(frozen=True)
class Life:
    """A whole matter as a pattern: the row's columns at its end, moments as time after opening."""

    columns: dict[str, Any]
    events: tuple[Written, ...]
    said: tuple[Said, ...]


def live(plan: Plan, unit: Unit, who: Officer, begun: datetime) -> Life:
    """Live a plan in `unit` from `begun` on, keep what was written as a pattern, and take it all back."""
    kept: list[Life] = []
    try:
        with transaction.atomic():
            case = _lived(plan, unit, who, begun)
            kept.append(_pattern(case, begun))
            raise Undone
    except Undone:
        return kept[0]


def _lived(plan: Plan, unit: Unit, who: Officer, begun: datetime) -> Case:
    published = in_force(unit.city, plan.flow, begun)
    assert published is not None
    filing = Filing(
        published=published, unit=unit, answers=plan.answers, category=plan.category, area=unit.area
    )
    case = open_case(filing, by=By("resident"), at=begun).case
    for hours, move in plan.moves:
        at = begun + timedelta(hours=hours)
        case.refresh_from_db()
        if move == "confirm":
            confirm(case.pk, at=at)
            continue
        by = By("post", who.person, who.post, (case.desk,), case.unit_id)
        move_case(case.pk, move, by=by, at=at, words=NEEDS)
    return Case.objects.get(pk=case.pk)


def _pattern(case: Case, begun: datetime) -> Life:
    columns: dict[str, Any] = {}
    for field in Case._meta.concrete_fields:
        value = getattr(case, field.attname)
        columns[field.attname] = value - begun if isinstance(value, datetime) else value
    rows = list(case.events.select_related("case__city").order_by("seq"))
    # fingerprints of words are kept as they are: so are the words, their salt and their seal
    return Life(columns, tuple(_written(row, case, begun) for row in rows), tuple(case.said.order_by("pk")))


def _written(event: Event, case: Case, begun: datetime) -> Written:
    facts = _marked(event.facts, case, begun)
    shortfall = shortfall_of(event)
    signed = (("person", event.by_person_id), ("post", event.by_post_id))
    head = {
        "at": "$at$",
        "before": "$before$",
        "by": [event.by_kind, *("$" + name + "$" if there else None for name, there in signed)],
        "case": "$uid$",
        "facts": facts,
        "name": event.name,
        "seq": event.seq,
    }  # fmt: skip
    return Written(
        name=event.name,
        by_kind=event.by_kind,
        after=event.at - begun,
        canonical=_fillable(json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=False)),
        facts=_fillable(json.dumps(facts, ensure_ascii=False)),
        counts=tuple((change.flow_key, dict(change.columns)) for change in changes_of(event)),
        short=(shortfall.fast, shortfall.right, shortfall.accountable) if shortfall else None,
    )


def _marked(value: Any, case: Case, begun: datetime, key: str = "") -> Any:
    """Facts with a mark in the place of whatever is this one matter's own."""
    if isinstance(value, dict):
        return {name: _marked(one, case, begun, name) for name, one in value.items()}
    if key == "number":
        return "$number$"
    if key in ("unit_id", "first_unit", "unit") and value == case.unit_id:
        return "$unit$"
    if key == "area_id" and value is not None:
        return "$area$"
    if (key in record.MOMENTS or key == "due") and isinstance(value, str):
        after = datetime.fromisoformat(value) - begun
        return f"$t{int(after.total_seconds() * 1_000_000)}{'d' if key == 'due' else ''}$"
    return value


NUMBERS = ("unit", "area", "person", "post")


def _fillable(text: str) -> str:
    """JSON with marks as a %-pattern: numbers bare, texts in their quotes."""

    def place(found: re.Match[str]) -> str:
        return f"%({found[1]})s" if found[1] in NUMBERS else f'"%({found[1]})s"'

    return MARK.sub(place, text.replace("%", "%%"))


class Moments(dict[str, Any]):
    """Values for a pattern; moments ("t" and microseconds after opening) are worked out when asked for."""

    begun: datetime

    def __missing__(self, key: str) -> str:
        after = timedelta(microseconds=int(key[1:].removesuffix("d")))
        at = (self.begun + after).astimezone(UTC)
        self[key] = text = at.isoformat() if key.endswith("d") else at.isoformat(timespec="microseconds")
        return text


def chained(life: Life, values: Moments) -> list[tuple[Written, datetime, str, str, str]]:
    """(pattern, moment, facts, fingerprint before, own fingerprint) of each event of one matter."""
    found = []
    before = ""
    for one in life.events:
        at = values.begun + one.after
        values["at"], values["before"] = at.astimezone(UTC).isoformat(timespec="microseconds"), before
        own = hashlib.sha256((one.canonical % values).encode()).hexdigest()
        found.append((one, at, one.facts % values, before, own))
        before = own
    return found


def morning(unit: Unit, days_ago: int) -> datetime:
    """The next Tuesday 09.00 of the city on or after the day so many days ago."""
    local = city_calendar(unit.city).local(clock.now() - timedelta(days=days_ago))
    local = local.replace(hour=9, minute=0, second=0, microsecond=0)
    return (local + timedelta(days=(1 - local.weekday()) % 7)).astimezone(UTC)


def spread(shares: Sequence[tuple[int, Life]]) -> Callable[[int], Life]:
    """Which life the n-th matter lives, each as often as its share says."""
    order = [life for share, life in shares for _ in range(share)]
    return lambda n: order[(n * 37) % len(order)]


def local_day(at: datetime, unit: Unit) -> date:
    """The city's day of a moment."""
    return city_calendar(register_of(unit.city).city).local(at).date()
