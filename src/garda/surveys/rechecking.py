"""Records checked again: steps drawn by lot, held against the papers by somebody who did not take them.

Nobody chooses what is checked. A mistake that its maker had corrected before the check counts as honest.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Count, Q

from garda.cases import sealing
from garda.cases.acting import Refused
from garda.cases.models import Event
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.rosters import book
from garda.surveys.climate_models import Check
from garda.surveys.climate_states import CHECK, CORRECTED, DRAWN, RIGHT, WRONG, after
from garda.texts.words import Words
from garda.trails import writing

KIND = "recheck"
VERDICTS = ("right", "corrected", "wrong", "unclear")
BACK = timedelta(days=30)
DRAW = 5
MOST_OPEN = 20
LOOKED_AT = 3000
LONGEST = 500
KEPT_FOR = timedelta(days=365)  # the words of a check
LISTED = 40


@dataclass(frozen=True)
class Drawn:
    """One step that was drawn: of whose matter and when, and what the check said."""

    id: int
    unit_id: int
    person_id: int
    person: str
    number: str
    seq: int
    drawn_at: datetime
    state: str
    checked_at: datetime | None
    checked_by: str
    simulated: bool


def draw(unit: Unit, *, by: Person, at: datetime, chance: Random | None = None) -> int:
    """Draw steps of the last thirty days that officers of this unit took, not the drawer's own; how many."""
    lot = chance or secrets.SystemRandom()
    day = city_calendar(unit.city).local(at).date()
    with transaction.atomic():
        City.objects.select_for_update().get(pk=unit.city_id)
        room = min(DRAW, MOST_OPEN - Check.objects.filter(unit=unit, state=DRAWN).count())
        steps = list(
            Event.objects.filter(
                by_post__unit=unit, by_person__isnull=False, name="case.moved", day__range=(day - BACK, day)
            )
            .exclude(by_person=by)
            .order_by("-pk")
            .values_list("case_id", "seq", "by_person_id", "simulated")[:LOOKED_AT]
        )
        known = set(Check.objects.filter(case__in={one[0] for one in steps}).values_list("case_id", "seq"))
        free = [one for one in steps if (one[0], one[1]) not in known]
        for case, seq, person, simulated in lot.sample(free, max(0, min(room, len(free)))):
            row = Check.objects.create(
                city_id=unit.city_id, unit=unit, person_id=person, case_id=case, seq=seq, drawn_at=at,
                drawn_by=by, state=str(after(CHECK, "", "draw")), simulated=simulated,
            )  # fmt: skip
            _write(row, "recheck.drawn", by, at, {"seq": seq})
    return max(0, min(room, len(free)))


def check(check_id: int, verdict: str, why: str, *, by: Person, at: datetime) -> None:
    """Say what the papers say. A wrong or unclear one names its reason; the person concerned is told."""
    if verdict not in VERDICTS:
        raise Refused(Words("Pilih hasil pemeriksaan.", "Choose what the check found."), "verdict")
    said = " ".join(why.replace("\0", " ").split())
    if len(said) > LONGEST or (verdict != "right" and len(said) < 5):
        raise Refused(
            Words(
                f"Tulis apa yang ditemukan, 5 sampai {LONGEST} huruf.",
                f"Write what was found, in 5 to {LONGEST} letters.",
            ),
            "why",
        )
    with transaction.atomic():
        row = (
            Check.objects.select_for_update(of=("self",))
            .select_related("unit__city", "person", "case")
            .filter(pk=check_id)
            .first()
        )
        state = after(CHECK, row.state, verdict) if row is not None else None
        if row is None or state is None:
            raise Refused(Words("Catatan ini sudah diperiksa.", "This record is checked already."), "verdict")
        if row.person_id == by.pk:
            raise Refused(
                Words("Catatan Anda sendiri diperiksa orang lain.", "Somebody else checks your own records."),
                "verdict",
            )
        row.state, row.checked_at, row.checked_by = state, at, by
        row.checked_on = city_calendar(row.unit.city).local(at).date()
        row.why = sealing.seal(said) if said else None
        row.save(update_fields=["state", "checked_at", "checked_on", "checked_by", "why"])
        _write(row, "recheck.done", by, at, {"verdict": verdict})
        book.tell(
            row.unit, row.person, "recheck.done", at=at, facts={"number": row.case.number},
            url="/kerja/tiga-sikap/", simulated=row.simulated,
        )  # fmt: skip


def waiting(units: Iterable[int], but: Person) -> int:
    """How many drawn records wait in these offices, not the reader's own."""
    return Check.objects.filter(unit__in=list(units), state=DRAWN).exclude(person=but).count()


def of_unit(unit: Unit, *, but: Person) -> list[Drawn]:
    """What was drawn in an office and waits, the oldest first; not the reader's own."""
    rows = Check.objects.filter(unit=unit, state=DRAWN).exclude(person=but).order_by("drawn_at", "pk")
    return [_read(row) for row in rows.select_related("person", "case", "checked_by")[:LISTED]]


def of_person(person: Person, first: date) -> list[tuple[Drawn, str]]:
    """One's own checked records with what was said about them, the latest first."""
    rows = Check.objects.filter(person=person, checked_on__gte=first).order_by("-checked_on", "-pk")
    return [
        (_read(row), sealing.unseal(row.why) if row.why else "")
        for row in rows.select_related("person", "case", "checked_by")[:LISTED]
    ]


def one(check_id: int) -> Drawn | None:
    """The drawn record of that id."""
    row = Check.objects.select_related("person", "case", "checked_by").filter(pk=check_id).first()
    return _read(row) if row is not None else None


def counted(people: Iterable[int], first: date, last: date) -> Mapping[int, tuple[int, int]]:
    """(right or corrected in time, all that could be judged) by person, of checks on these days."""
    rows = Check.objects.filter(person__in=list(people), checked_on__range=(first, last))
    told = (
        rows.filter(state__in=(RIGHT, CORRECTED, WRONG))
        .order_by()
        .values_list("person_id")
        .annotate(good=Count("pk", filter=~Q(state=WRONG)), n=Count("pk"))
    )
    return {person: (good, n) for person, good, n in told}


def expire(at: datetime) -> int:
    """Words of checks older than a year are erased; what was found stays."""
    rows = Check.objects.filter(why__isnull=False, checked_on__lt=(at - KEPT_FOR).date())
    return rows.update(why=None)


def _read(row: Check) -> Drawn:
    return Drawn(
        row.pk, row.unit_id, row.person_id, row.person.name, row.case.number, row.seq, row.drawn_at,
        row.state, row.checked_at, row.checked_by.name if row.checked_by else "", row.simulated,
    )  # fmt: skip


def _write(row: Check, name: str, by: Person, at: datetime, facts: dict[str, object]) -> None:
    writing.write(
        row.city, KIND, row.pk, name, at=at, unit=row.unit, by=by, facts=facts, simulated=row.simulated
    )
