"""Good habits of an office: begun together, marked once a week as kept or not, and ended one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from garda.cases.acting import Refused
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.surveys.climate_models import Habit, HabitWeek
from garda.surveys.climate_states import HABIT, KEPT, after
from garda.texts.words import Words
from garda.trails import writing

KIND = "habit"
LONGEST = 120
MOST = 6  # an office that keeps more than a few keeps none
WEEKS = 26  # shown


@dataclass(frozen=True)
class Kept:
    """A habit with its last weeks: True kept, False not kept, None nobody said."""

    id: int
    unit_id: int
    title: str
    first: date
    state: str
    weeks: tuple[tuple[date, bool | None], ...]
    simulated: bool

    @property
    def kept(self) -> int:
        """In how many of the weeks shown it was kept."""
        return sum(one is True for _monday, one in self.weeks)

    @property
    def said(self) -> int:
        """Of how many weeks somebody said so or otherwise."""
        return sum(one is not None for _monday, one in self.weeks)

    def is_open(self, today: date) -> bool:
        """Whether this week waits for a mark."""
        return self.state == KEPT and (monday(today), None) in self.weeks


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def begin(
    unit: Unit, title: str, *, by: Person, at: datetime, form_key: str = "", simulated: bool = False
) -> int:
    """Begin a habit in an office; the same form again is the habit there is."""
    said = " ".join(title.replace("\0", " ").split())
    if len(said) < 5 or len(said) > LONGEST:
        raise Refused(
            Words(
                f"Tulis kebiasaannya dengan singkat, 5 sampai {LONGEST} huruf.",
                f"Write the habit briefly, in 5 to {LONGEST} letters.",
            ),
            "title",
        )
    today = city_calendar(unit.city).local(at).date()
    with transaction.atomic():
        City.objects.select_for_update().get(pk=unit.city_id)
        rows = Habit.objects.filter(unit=unit)
        known = rows.filter(form_key=form_key).first() if form_key else None
        if known is not None:
            return known.pk
        if rows.filter(state=KEPT).count() >= MOST:
            raise Refused(
                Words(
                    f"Paling banyak {MOST} kebiasaan sekaligus. Akhiri dulu satu.",
                    f"At most {MOST} habits at once. End one first.",
                ),
                "title",
            )
        row = Habit.objects.create(
            city_id=unit.city_id, unit=unit, title=said, first=monday(today), made_at=at, by=by,
            state=str(after(HABIT, "", "begin")), form_key=form_key or None, simulated=simulated,
        )  # fmt: skip
        _write(row, "habit.begun", by, at, {})
    return row.pk


def mark(city: City, habit_id: int, kept: bool, *, by: Person, at: datetime) -> None:
    """Say whether this week's habit was kept; the first one's word counts, for this week alone."""
    week = monday(city_calendar(city).local(at).date())
    with transaction.atomic():
        row = _taken(city, habit_id, "mark")
        _week, made = HabitWeek.objects.get_or_create(
            habit=row, monday=week, defaults={"kept": kept, "by": by, "simulated": row.simulated}
        )
        if not made:
            raise Refused(Words("Minggu ini sudah ditandai.", "This week is marked already."), "kept")
        _write(row, "habit.marked", by, at, {"week": week.isoformat(), "kept": kept})


def end(city: City, habit_id: int, *, by: Person, at: datetime) -> None:
    """End a habit: it lives by itself, or it did not take."""
    with transaction.atomic():
        row = _taken(city, habit_id, "end")
        row.state, row.ended_at = str(after(HABIT, row.state, "end")), at
        row.save(update_fields=["state", "ended_at"])
        _write(row, "habit.ended", by, at, {})


def _taken(city: City, habit_id: int, act: str) -> Habit:
    row = Habit.objects.select_for_update(of=("self",)).filter(city=city, pk=habit_id).first()
    if row is None or after(HABIT, row.state, act) is None:
        raise Refused(Words("Kebiasaan ini sudah diakhiri.", "This habit has ended."), "kept")
    return row


def of_unit(unit: Unit, today: date) -> list[Kept]:
    """The habits that the office keeps now, with their weeks; two queries."""
    rows = list(Habit.objects.filter(unit=unit, state=KEPT).order_by("first", "pk")[:MOST])
    weeks = HabitWeek.objects.filter(habit__in=rows, monday__gt=monday(today) - timedelta(weeks=WEEKS))
    marks = {(one.habit_id, one.monday): one.kept for one in weeks}
    return [
        _read(row, [(one, marks.get((row.pk, one))) for one in _mondays(row.first, today)]) for row in rows
    ]


def unit_of(city: City, habit_id: int) -> int | None:
    """Whose habit it is."""
    return Habit.objects.filter(city=city, pk=habit_id).values_list("unit_id", flat=True).first()


def _mondays(first: date, today: date) -> list[date]:
    begins = max(first, monday(today) - timedelta(weeks=WEEKS - 1))
    return [begins + timedelta(weeks=n) for n in range((monday(today) - begins).days // 7 + 1)]


def _read(row: Habit, weeks: Sequence[tuple[date, bool | None]]) -> Kept:
    return Kept(row.pk, row.unit_id, row.title, row.first, row.state, tuple(weeks), row.simulated)


def _write(row: Habit, name: str, by: Person, at: datetime, facts: dict[str, object]) -> None:
    writing.write(
        row.city, KIND, row.pk, name, at=at, unit=row.unit, by=by, facts=facts, simulated=row.simulated
    )
