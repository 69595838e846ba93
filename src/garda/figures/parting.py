"""Which part of a service a record speaks of: suggested from its words, confirmed or corrected by a person.

A row names a record and never holds its words; they are read where the record lies, by whoever may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction
from django.db.models import Count

from garda.cases import saying
from garda.cases.acting import Refused
from garda.cases.models import Case, Event
from garda.cases.publishing import flow_by_id
from garda.figures.models import PartClass
from garda.flow import Words
from garda.meaning import parts as meaning
from garda.meaning.parts import PARTS
from garda.people.models import City, Person, Unit
from garda.trails import writing
from garda.trails.reading import last_seq, lines

TRAIL = "part"
SHORTEST, LONGEST = 5, 300
POOR = 2  # a rating up to this, of four, is a complaint without words
KINDS: Final = ("case", "rating", "comment", "rule", "empty", "criticism")

# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        "confirm": ((PartClass.SUGGESTED,), PartClass.CONFIRMED),
        "correct": ((PartClass.SUGGESTED, PartClass.CONFIRMED, PartClass.CORRECTED), PartClass.CORRECTED),
    }
)


@dataclass(frozen=True)
class Classed:
    """One record with its parts as pages read it."""

    id: int
    unit_id: int
    kind: str
    key: str
    day: date
    parts: tuple[str, ...]
    suggested: tuple[str, ...]
    office: bool
    praise: bool
    state: str
    why: str
    by: str
    at: datetime
    simulated: bool


@dataclass(frozen=True)
class Change:
    """One line of the trace of a record: what was done, by whom, from what to what."""

    name: str
    at: datetime
    by: str
    before: tuple[str, ...]
    after: tuple[str, ...]


# ---- a record comes in ---------------------------------------------------------------------------
def follow(event: Event, at: datetime) -> None:
    """Follower: a complaint that ended, and a poor rating, come to be sorted."""
    if event.name == "resident.rated":
        if int(event.facts["rating"]) <= POOR:
            _rated(event)
        return
    case, flow = event.case, flow_by_id(event.case.flow_id)
    if flow.kind != "complaint" or case.parent_id is not None:
        return
    told = saying.spoken(case, "what", "story")
    office = case.category in meaning.file()["complaints"]["office"]
    unit = case.first_unit if office else case.unit
    said = meaning.suggest(" . ".join(told.values()))
    # Of the city around an office: what is broken there is a facility of the city.
    parts = said.keys if office else said.keys or ("facilities",)
    note(unit, "case", case.number, event.day, parts, office=office, at=event.at, simulated=event.simulated)


def _rated(event: Event) -> None:
    """A poor rating speaks by its words; where it has none, what was late or not right is the rule's part."""
    case = Case.objects.select_related("first_unit__city").get(pk=event.case_id)
    words = saying.spoken(case, "rating-words").get("rating-words", "")
    missed = case.late_at is not None or case.contested or case.reopened or case.bounces
    parts = meaning.suggest(words).keys or (("rules",) if missed else ())
    note(case.first_unit, "rating", case.number, event.day, parts, at=event.at, simulated=event.simulated)


def note(
    unit: Unit, kind: str, key: str, day: date, parts: Collection[str], *, at: datetime, office: bool = True,
    praise: bool = False, simulated: bool = False, sure: bool = False,
) -> int | None:  # fmt: skip
    """Keep what is suggested for a record, once; its row's id, None where it was there already.

    `sure`: its kind alone says which part it speaks of, or nobody may read it; it waits for nobody.
    """
    kept = joined(parts)
    with transaction.atomic():
        row, made = PartClass.objects.get_or_create(
            city_id=unit.city_id, kind=kind, key=str(key),
            defaults={
                "unit": unit, "day": day, "parts": kept, "suggested": kept, "office": office,
                "praise": praise, "at": at, "simulated": simulated,
                "state": PartClass.CONFIRMED if sure else PartClass.SUGGESTED,
            },
        )  # fmt: skip
        if not made:
            return None
        facts = {"kind": kind, "parts": kept, "office": office, "praise": praise}
        writing.write(
            unit.city, TRAIL, row.pk, "part.suggested", at=at, unit=unit, facts=facts, simulated=simulated
        )
    return int(row.pk)


# ---- a person decides ----------------------------------------------------------------------------
def settle(
    row_id: int, parts: Collection[str], *, office: bool, praise: bool, why: str = "", by: Person,
    post: int | None, at: datetime, seen: int | None = None,
) -> Classed:  # fmt: skip
    """Confirm what is suggested, or correct it with a reason. Refused; Overtaken when somebody was first."""
    chosen = joined(parts)
    if not chosen:
        raise Refused(Words("Pilih paling sedikit satu bagian.", "Choose at least one part."), "parts")
    with transaction.atomic():
        rows = PartClass.objects.select_for_update(of=("self",)).select_related("unit__city")
        row = rows.filter(pk=row_id).first()
        if row is None:
            raise Refused(Words("Catatan ini tidak ada.", "There is no such record."), "parts")
        if seen is not None and seen != last_seq(row.unit.city, TRAIL, row.pk):
            raise writing.Overtaken
        same = (row.parts, row.office, row.praise) == (chosen, office, praise)
        if same and row.state != PartClass.SUGGESTED:
            return classed(row)
        act = "confirm" if same else "correct"
        reason = why.strip()[:LONGEST]
        if act == "correct" and len(reason) < SHORTEST:
            raise Refused(Words("Tulis alasan perbaikannya.", "Write why it is corrected."), "why")
        starts, state = ACTS[act]
        assert row.state in starts
        facts = {
            "from": row.parts, "to": chosen, "office": office, "praise": praise,
        }  # fmt: skip
        row.parts, row.office, row.praise, row.state = chosen, office, praise, state
        row.why, row.by, row.at = (reason if act == "correct" else row.why), by, at
        row.save(update_fields=["parts", "office", "praise", "state", "why", "by", "at"])
        writing.write(
            row.unit.city, TRAIL, row.pk, f"part.{state}", at=at, unit=row.unit, by=by, post=post,
            facts=facts, simulated=row.simulated,
        )  # fmt: skip
        return classed(row)


def read(one: Classed, city: City, *, by: Person, post: int | None, at: datetime) -> None:
    """Note that somebody opened the words of a comment."""
    with transaction.atomic():
        writing.write(city, "part-log", one.id, "part.read", at=at, by=by, post=post, simulated=one.simulated)


# ---- reading -------------------------------------------------------------------------------------
def waiting(units: Iterable[int], *, office: bool = True, first: int = 0, most: int = 20) -> list[Classed]:
    """The records of these units that nobody has looked at, the latest first, from the place `first` on."""
    rows = PartClass.objects.filter(unit_id__in=list(units), state=PartClass.SUGGESTED, office=office)
    return [classed(row) for row in rows.select_related("by").order_by("-day", "-pk")[first : first + most]]


def count_waiting(units: Iterable[int]) -> tuple[int, int]:
    """How many wait: of those about offices, and of those about the city around them."""
    rows = PartClass.objects.filter(unit_id__in=list(units), state=PartClass.SUGGESTED)
    found = dict(rows.values_list("office").annotate(n=Count("pk")).order_by())
    return int(found.get(True, 0)), int(found.get(False, 0))


def one_of(city: City, row_id: int) -> Classed | None:
    """One record's row."""
    row = PartClass.objects.select_related("by").filter(pk=row_id, city=city).first()
    return classed(row) if row else None


def trace(city: City, row_id: int) -> list[Change]:
    """Everything that was said about the parts of a record, the oldest first."""
    return [
        Change(
            line.name, line.at, line.by.name if line.by else "", split(line.facts.get("from", "")),
            split(line.facts.get("to", line.facts.get("parts", ""))),
        )
        for line in lines(city, TRAIL, row_id)
    ]  # fmt: skip


def seen(city: City, row_id: int) -> int:
    """What a page hands over, so that two who sort at once are noticed."""
    return last_seq(city, TRAIL, row_id)


def joined(parts: Iterable[str]) -> str:
    """Parts as a row keeps them: known ones only, in their order."""
    chosen = set(parts)
    return ",".join(part for part in PARTS if part in chosen)


def split(kept: str) -> tuple[str, ...]:
    """Parts out of a row."""
    return tuple(part for part in kept.split(",") if part)


def classed(row: PartClass) -> Classed:
    """The row as others read it."""
    return Classed(
        row.pk, row.unit_id, row.kind, row.key, row.day, split(row.parts), split(row.suggested), row.office,
        row.praise, row.state, row.why, row.by.name if row.by else "", row.at, row.simulated,
    )  # fmt: skip
