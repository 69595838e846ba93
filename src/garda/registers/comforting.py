"""Looking at the comfort of an office on a day: seats, shade, toilet, access, privacy, signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from garda.cases.acting import Refused
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.registers.models import ComfortCheck
from garda.registers.standards import Point, standard
from garda.trails.writing import write


@dataclass(frozen=True)
class Looked:
    """What was found on a day: the points that were so, those that were not, who looked."""

    day: date
    met: tuple[Point, ...]
    unmet: tuple[Point, ...]
    by: str
    simulated: bool

    @property
    def count(self) -> int:
        """How many points were looked at."""
        return len(self.met) + len(self.unmet)

    def old(self, today: date) -> bool:
        """Whether it is time to look again."""
        return today - self.day > timedelta(days=standard().comfort_days)


def look(
    unit: Unit, answers: Mapping[str, bool], *, by: Person | None, at: datetime, simulated: bool = False
) -> None:
    """Keep what was found today; looked at twice on a day, the later counts. Raises Refused."""
    points = standard().points
    for key in points:
        if key not in answers:
            raise Refused(Words("Jawab ya atau tidak.", "Answer yes or no."), key)
    kept = {key: bool(answers[key]) for key in points}
    day = city_calendar(unit.city).local(at).date()
    with transaction.atomic():
        row, made = ComfortCheck.objects.select_for_update().get_or_create(
            unit=unit, day=day,
            defaults={"city": unit.city, "answers": kept, "by": by, "made_at": at, "simulated": simulated},
        )  # fmt: skip
        if not made:
            if row.answers == kept:
                return
            row.answers, row.by, row.made_at = kept, by, at
            row.save(update_fields=["answers", "by", "made_at"])
        facts = {"day": day.isoformat(), "met": sum(kept.values()), "of": len(kept)}
        write(
            unit.city, "comfort", row.pk, "comfort.checked", at=at, unit=unit, by=by, facts=facts,
            simulated=row.simulated,
        )  # fmt: skip


def latest(units: Iterable[Unit]) -> dict[int, Looked]:
    """What was last found in each of these offices; two queries."""
    ids = [unit.pk for unit in units]
    last = dict(
        ComfortCheck.objects.filter(unit_id__in=ids).values_list("unit_id").annotate(m=Max("day")).order_by()
    )
    rows = ComfortCheck.objects.filter(unit_id__in=list(last), day__in=set(last.values())).select_related(
        "by"
    )
    return {row.unit_id: looked(row) for row in rows if last[row.unit_id] == row.day}


def at_office(city: City, key: str, day: date) -> Looked | None:
    """What was last found at an office of that key, as anyone may read it; None when that is long ago."""
    row = ComfortCheck.objects.filter(unit__city=city, unit__key=key).order_by("-day").first()
    found = looked(row, named=False) if row is not None else None
    return (
        found if found is not None and not found.old(day - timedelta(days=standard().comfort_days)) else None
    )


def past(unit: Unit, limit: int = 12) -> list[Looked]:
    """What was found in the office, the latest first."""
    rows = ComfortCheck.objects.filter(unit=unit).select_related("by").order_by("-day")[:limit]
    return [looked(row) for row in rows]


def looked(row: ComfortCheck, *, named: bool = True) -> Looked:
    """The row as others read it; a question that the shelf does not ask any more is left out."""
    points = standard().points
    known = [(points[key], bool(said)) for key, said in row.answers.items() if key in points]
    return Looked(
        row.day,
        tuple(point for point, said in known if said),
        tuple(point for point, said in known if not said),
        row.by.name if named and row.by else "",
        row.simulated,
    )
