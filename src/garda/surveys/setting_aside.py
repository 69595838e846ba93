"""Flagged sheets, apart: seen by office and day, set aside by a head above the office, with a reason.

A flag alone changes no figure. Sheets that were set aside are left out of the score; both values are shown.
It is decided before the figures of the month come out. Afterwards nothing of it changes: whoever kept the
earlier figure could subtract the later one from it, and would hold what a few had said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.surveys import keeping
from garda.surveys.models import Kept, Response
from garda.surveys.periods import decided_by
from garda.surveys.publishing import Edition, editions
from garda.texts.words import Words
from garda.trails import reading, writing

KIND = "survey-flags"
COUNTED, ASIDE = "counted", "aside"
# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "set-aside": ((COUNTED,), ASIDE),
    "take-back": ((ASIDE,), COUNTED),
}
LINES = {"set-aside": "answers.set-aside", "take-back": "answers.taken-back"}
REASONS: Final[Mapping[str, Words]] = {
    "officers": Words("Diisi oleh petugas kantor itu sendiri", "Filled in by the office's own officers"),
    "one-person": Words("Satu orang mengisi berkali-kali", "One person filled in many times"),
    "trial": Words("Percobaan alat atau pelatihan", "A trial or a training"),
}
LISTED = 200


@dataclass(frozen=True)
class Lot:
    """The flagged sheets of one office, instrument and day; `flags` says how many have which."""

    unit: Unit
    edition: Edition
    day: date
    count: int
    flags: Mapping[str, int]
    state: str
    simulated: bool

    @property
    def decided_by(self) -> date:
        """The last day on which it may be set aside or taken back."""
        return decided_by(self.day)

    def waits(self, today: date) -> bool:
        """Whether it may still be set aside."""
        return self.state == COUNTED and today <= self.decided_by

    @property
    def key(self) -> str:
        """Under which its acts stand in the trail."""
        return key_of(self.unit.pk, self.edition.pk, self.day)


def key_of(unit_id: int, edition_id: int, day: date) -> str:
    """The name of a lot."""
    return f"{unit_id}-{edition_id}-{day.isoformat()}"


def after(state: str, act: str) -> str | None:
    """The state that `act` leads to; None when it can't be done. KeyError for an unknown act."""
    starts, end = ACTS[act]
    return end if state in starts else None


def lots(city: City, units: Collection[int], first: date, last: date) -> list[Lot]:
    """The lots of these offices over these days, the latest first."""
    known = {one.pk: one for one in editions(city)}
    cells = Kept.objects.filter(
        instrument_id__in=list(known), unit_id__in=list(units), month__range=(first.replace(day=1), last),
        marks__contains=keeping.FLAGGED,
    ).values_list("instrument_id", "unit_id", flat=False)  # fmt: skip
    where = {(instrument, unit) for instrument, unit in cells}
    if not where:
        return []
    rows = Response.objects.filter(
        instrument_id__in={one for one, _unit in where}, unit_id__in={unit for _one, unit in where},
        day__range=(first, last),
    ).exclude(flags=[])  # fmt: skip
    found: dict[tuple[int, int, date], list[tuple[list[str], bool, bool]]] = {}
    columns = ("unit_id", "instrument_id", "day", "flags", "aside", "simulated")
    for unit, instrument, day, flags, aside, made_up in rows.values_list(*columns):
        found.setdefault((unit, instrument, day), []).append((flags, aside, made_up))
    units_of = register_of(city).units
    made = [
        Lot(
            units_of[unit], known[instrument], day, len(sheets),
            Counter(flag for flags, _aside, _made_up in sheets for flag in flags),
            ASIDE if all(aside for _flags, aside, _made_up in sheets) else COUNTED,
            any(made_up for _flags, _aside, made_up in sheets),
        )
        for (unit, instrument, day), sheets in found.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.day.toordinal(), one.unit.pk, one.edition.key))[:LISTED]


def lot(city: City, unit: Unit, edition_id: int, day: date) -> Lot | None:
    """One lot; None where nothing is flagged."""
    there = lots(city, [unit.pk], day, day)
    return next((one for one in there if one.edition.pk == edition_id), None)


def act(
    name: str,
    city: City,
    unit: Unit,
    edition_id: int,
    day: date,
    *,
    reason: str = "",
    by: Person,
    post: int | None = None,
    own: Collection[int],
    at: datetime,
    seen: int | None = None,
) -> int:
    """Set the flagged sheets of a day aside, or take them back; how many. `own` are the offices of `by`.

    Refused for one's own office: whoever answers for a figure does not choose what counts in it. Refused
    once the month is being reckoned: what is out stays as it is.
    """
    if unit.pk in own:
        raise Refused(
            Words("Jawaban kantor sendiri hanya dapat disisihkan atasan kantor ini.",
                  "Answers about one's own office are set aside by the head above it.")
        )  # fmt: skip
    if name not in ACTS:
        raise Refused(Words("Pilih salah satu.", "Choose one."), "reason")
    if name == "set-aside" and reason not in REASONS:
        raise Refused(Words("Pilih alasannya.", "Choose the reason."), "reason")
    if city_calendar(city).local(at).date() > decided_by(day):
        raise Refused(
            Words("Angka bulan itu sudah dihitung dan tidak berubah lagi.",
                  "The figures of that month are reckoned and change no more.")
        )  # fmt: skip
    with transaction.atomic():
        City.objects.select_for_update().get(pk=city.pk)
        rows = list(
            Response.objects.select_for_update().filter(instrument_id=edition_id, unit=unit, day=day)
            .exclude(flags=[]).defer("comment")
        )  # fmt: skip
        state = ASIDE if rows and all(row.aside for row in rows) else COUNTED
        if not rows or after(state, name) is None:
            raise Refused(Words("Jawaban ini sudah diputus.", "This has been decided already."))
        for row in rows:
            keeping.count(city.pk, keeping.cell_of(row), row.pattern, -1)
            row.aside = name == "set-aside"
            row.save(update_fields=["aside"])
            keeping.count(city.pk, keeping.cell_of(row), row.pattern, 1)
        facts = {"sheets": len(rows), "reason": reason, "edition": edition_id, "day": day.isoformat()}
        writing.write(
            city, KIND, key_of(unit.pk, edition_id, day), LINES[name], at=at, unit=unit, by=by, post=post,
            facts=facts, seen=seen, simulated=any(row.simulated for row in rows),
        )  # fmt: skip
    return len(rows)


def seen_at(city: City, one: Lot) -> int:
    """What a page hands over as `seen`."""
    return reading.last_seq(city, KIND, one.key)


def story(city: City, one: Lot) -> list[tuple[str, str, datetime, str]]:
    """Who set it aside or took it back: (act, who, when, reason), the oldest first."""
    names = {line: act_name for act_name, line in LINES.items()}
    return [
        (names[row.name], row.by.name if row.by else "", row.at, str(row.facts.get("reason", "")))
        for row in reading.lines(city, KIND, one.key)
    ]
