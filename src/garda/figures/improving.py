"""The plan for a part that fails: what is done, by whom, until when, and what came of it.

A plan goes to a part that fails at that moment and to no other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

from django.db import IntegrityError, transaction

from garda.cases.acting import Refused
from garda.figures.models import PartPlan
from garda.figures.profiles import Profile
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rosters import book
from garda.trails import writing
from garda.trails.reading import last_seq

TRAIL = "part-plan"
SHORTEST, LONGEST = 5, 300
MOST_OPEN, LISTED, AT_ONCE = 12, 30, 200
OPEN, DONE = "open", "done"

# act → (states it may start from, the state it leads to)
ACTS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = MappingProxyType({"finish": ((OPEN,), DONE)})


@dataclass(frozen=True)
class Plan:
    """One plan as pages read it."""

    id: int
    unit_id: int
    part: str
    value: Decimal
    what: str
    owner: str
    owner_id: int
    due: date
    made_by: str
    made_at: datetime
    result: str
    done_at: datetime | None
    late: bool
    seen: int
    simulated: bool


def plan(
    profile: Profile, unit: Unit, part: str, what: str, owner: Person | None, due: date, form_key: str, *,
    by: Person, post: int | None, at: datetime, simulated: bool = False,
) -> int:  # fmt: skip
    """A plan for a part that fails; its id, the same again for the same form. Refused with the field."""
    said, value = " ".join(what.split()), profile.values.get(part)
    if part not in profile.failing or value is None:
        raise Refused(
            Words("Rencana dibuat untuk bagian yang gagal.", "A plan is for a part that fails."), "part"
        )
    if not SHORTEST <= len(said) <= LONGEST:
        raise Refused(Words(f"Tulis apa yang akan dilakukan, paling banyak {LONGEST} huruf.",
                            f"Write what will be done, at most {LONGEST} letters."), "what")  # fmt: skip
    if owner is None:
        raise Refused(Words("Pilih penanggung jawabnya.", "Choose who answers for it."), "owner")
    if not city_calendar(unit.city).local(at).date() <= due <= date(at.year + 2, 12, 31):
        raise Refused(Words("Isi hari sesudah hari ini.", "Write a day after today."), "due")
    try:
        with transaction.atomic():
            again = PartPlan.objects.filter(city=unit.city, form_key=form_key).first()
            if again is not None:
                return int(again.pk)
            if PartPlan.objects.filter(unit=unit, done_at__isnull=True).count() >= MOST_OPEN:
                raise Refused(
                    Words("Selesaikan dulu rencana yang ada.", "Finish the plans there are first."), "what"
                )
            row = PartPlan.objects.create(
                city=unit.city, unit=unit, part=part, what=said, owner=owner, due=due, made_by=by, made_at=at,
                value=Decimal(value.numerator) / Decimal(value.denominator), form_key=form_key,
                simulated=simulated,
            )  # fmt: skip
            facts = {"part": part, "value": str(_kept(row.value)), "due": due.isoformat(), "owner": owner.pk}
            writing.write(unit.city, TRAIL, row.pk, "part-plan.made", at=at, unit=unit, by=by, post=post,
                          facts=facts, simulated=simulated)  # fmt: skip
            if owner.pk != by.pk:
                _tell(row, owner, "part-plan.made", at)
            return int(row.pk)
    except IntegrityError:
        return int(PartPlan.objects.get(city=unit.city, form_key=form_key).pk)


def finish(plan_id: int, unit: Unit, result: str, *, by: Person, post: int | None, at: datetime) -> Plan:
    """What came of it; the bar itself tells whether it helped."""
    said = " ".join(result.split())
    with transaction.atomic():
        row = PartPlan.objects.select_for_update(of=("self",)).filter(pk=plan_id, unit=unit).first()
        if row is None:
            raise Refused(Words("Rencana ini tidak ada.", "There is no such plan."), "result")
        starts, _end = ACTS["finish"]
        if (DONE if row.done_at else OPEN) not in starts:
            raise Refused(Words("Rencana ini sudah selesai.", "This plan is finished already."), "result")
        if not SHORTEST <= len(said) <= LONGEST:
            raise Refused(Words(f"Tulis hasilnya, paling banyak {LONGEST} huruf.",
                                f"Write what came of it, at most {LONGEST} letters."), "result")  # fmt: skip
        row.result, row.done_at = said, at
        row.save(update_fields=["result", "done_at"])
        writing.write(unit.city, TRAIL, row.pk, "part-plan.finished", at=at, unit=unit, by=by, post=post,
                      facts={"part": row.part}, simulated=row.simulated)  # fmt: skip
    return _read(PartPlan.objects.select_related("owner", "made_by").get(pk=row.pk), at)


def plans(units: Collection[int], city: City, at: datetime) -> list[Plan]:
    """The plans of these offices, the open ones first; bounded."""
    rows = PartPlan.objects.filter(unit_id__in=list(units), city=city).select_related(
        "owner", "made_by", "city"
    )
    waiting = list(rows.filter(done_at__isnull=True).order_by("due", "pk")[:LISTED])
    ended = list(rows.filter(done_at__isnull=False).order_by("-done_at")[:LISTED])
    return [_read(row, at) for row in [*waiting, *ended]]


def one_of(city: City, plan_id: int, at: datetime) -> Plan | None:
    """One plan."""
    row = PartPlan.objects.select_related("owner", "made_by", "city").filter(pk=plan_id, city=city).first()
    return _read(row, at, last_seq(city, TRAIL, plan_id)) if row else None


def remind(at: datetime) -> int:
    """Plans whose day is over: their owner and whoever made them are told, once. How many were."""
    tomorrow = at.date() + timedelta(days=1)  # further east a day may be over that still runs here
    rows = PartPlan.objects.filter(done_at__isnull=True, reminded_at__isnull=True, due__lt=tomorrow)
    done = 0
    for row in rows.select_related("unit", "city", "owner", "made_by").order_by("due", "pk")[:AT_ONCE]:
        if row.due >= city_calendar(row.city).local(at).date():
            continue
        row.unit = register_of(row.city).unit(row.unit_id)
        with transaction.atomic():
            free = PartPlan.objects.filter(pk=row.pk, reminded_at__isnull=True, done_at__isnull=True)
            if not free.update(reminded_at=at):
                continue
            writing.write(row.city, TRAIL, row.pk, "part-plan.late", at=at, unit=row.unit,
                          facts={"part": row.part}, simulated=row.simulated)  # fmt: skip
            for person in {row.owner_id: row.owner, row.made_by_id: row.made_by}.values():
                _tell(row, person, "part-plan.late", at)
        done += 1
    return done


def _tell(row: PartPlan, person: Person, name: str, at: datetime) -> None:
    book.tell(row.unit, person, name, at=at, facts={"of": row.due.isoformat()},
              url=f"/kerja/profil/{row.unit.key}/", simulated=row.simulated)  # fmt: skip


def _read(row: PartPlan, at: datetime, seen: int = 0) -> Plan:
    late = row.done_at is None and row.due < city_calendar(row.city).local(at).date()
    return Plan(
        row.pk, row.unit_id, row.part, _kept(row.value), row.what, row.owner.name, row.owner_id, row.due,
        row.made_by.name, row.made_at, row.result, row.done_at, late, seen, row.simulated,
    )  # fmt: skip


def _kept(value: Decimal) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
