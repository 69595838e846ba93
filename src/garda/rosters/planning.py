"""Month plans in the making: put together from the rows, made, copied, changed by hand, thrown away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from garda.cover import Span, joined, less, minutes
from garda.cover import planning_exact as exact
from garda.cover import planning_greedy as greedy
from garda.cover.planning import Made, Month, PlanDay, Shifts, Way, ways_of
from garda.cover.planning_findings import Finding, Standing, standing
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.days import days_of
from garda.rosters.models import Plan, Shift

FRIDAY_PAUSE, PAUSE = 90, 60  # minutes of break: Perpres 21/2023, article 4
MOST_DRAFTS = 6
AHEAD = 400  # days
SECONDS = 8.0  # the longest that a page waits for the solver


@dataclass(frozen=True)
class PlanPerson:
    """Somebody in a plan."""

    id: int
    name: str
    title: str


@dataclass(frozen=True)
class Frame:
    """A month of an office to be planned: days and rules, and who the people are."""

    unit: Unit
    first: date
    last: date
    month: Month
    people: Mapping[int, PlanPerson]


@dataclass(frozen=True)
class PlanRow:
    """A plan as lists show it."""

    id: int
    state: str
    method: str
    gap: float | None
    made_at: datetime
    made_by: str
    published_at: datetime | None
    facts: Mapping[str, int]
    simulated: bool


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def frame_of(unit: Unit, day: date) -> Frame:
    """Everything a plan of that month rests on; a handful of queries."""
    first, last = month_of(day)
    people: dict[int, PlanPerson] = {}
    made = []
    for (_unit, on), roster in sorted(days_of([unit], first, last).items(), key=lambda item: item[0][1]):
        skills = {hand.who: hand.skills for hand in roster.cover.hands}
        own = [one for one in roster.people if not one.stands_in]
        for one in own:
            people.setdefault(one.person, PlanPerson(one.person, one.name, one.title))
        made.append(
            PlanDay(
                on.toordinal(),
                roster.cover,
                {one.person: skills[one.person] for one in own},
                {one.person: joined(span for span, _kind, _state in one.away) for one in own if one.away},
                FRIDAY_PAUSE if on.weekday() == 4 else PAUSE,
            )
        )
    return Frame(unit, first, last, Month(tuple(made), carried=_carried(people, first)), people)


def _carried(people: Iterable[int], first: date) -> dict[tuple[int, int], int]:
    """What these people are planned to work in the days of the first week that lie before the month."""
    monday = first - timedelta(days=first.weekday())
    found: dict[tuple[int, int], int] = defaultdict(int)
    if monday < first:
        rows = Shift.objects.filter(
            person_id__in=list(people), plan__state=Plan.PUBLISHED, day__gte=monday, day__lt=first
        )
        for person, start, end in rows.values_list("person_id", "start", "end"):
            found[person, (first.toordinal() - 1) // 7] += end - start
    return found


def has_solver() -> bool:
    """True if the best plan can be asked for on this machine."""
    return exact.is_here()


# ---- reading -------------------------------------------------------------------------------------
def plans_of(unit: Unit, day: date) -> list[PlanRow]:
    """The plans of a month: the one in force, then drafts, newest first; those replaced are left out."""
    rows = Plan.objects.filter(unit=unit, month=month_of(day)[0]).exclude(state=Plan.REPLACED)
    found = [_row(row) for row in rows.select_related("made_by").order_by("-made_at", "-pk")]
    return sorted(found, key=lambda one: one.state != Plan.PUBLISHED)


def plan_of(unit: Unit, plan_id: int) -> tuple[PlanRow, date] | None:
    """One plan of the office with its month."""
    row = Plan.objects.filter(unit=unit, pk=plan_id).select_related("made_by").first()
    return (_row(row), row.month) if row else None


def _row(row: Plan) -> PlanRow:
    return PlanRow(
        row.pk, row.state, row.method, row.gap, row.made_at, row.made_by.name if row.made_by else "",
        row.published_at, row.facts, row.simulated,
    )  # fmt: skip


def shifts_of(plan_id: int) -> Shifts:
    """The shifts of a plan: (who, number of the day) → minutes; one query."""
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    rows = Shift.objects.filter(plan_id=plan_id).values_list("person_id", "day", "start", "end")
    for person, day, start, end in rows:
        found[person, day.toordinal()].append((start, end))
    return {key: joined(spans) for key, spans in found.items()}


# ---- verbs ---------------------------------------------------------------------------------------
def make(
    unit: Unit,
    day: date,
    *,
    by: Person | None,
    at: datetime,
    best: bool = False,
    seconds: float = SECONDS,
    simulated: bool = False,
) -> int:
    """Make a draft for the month of `day`: plainly, or (`best`) by the solver within `seconds`; its id.

    The thinking is done before the transaction, so that nobody waits for it.
    """
    check_month(unit, day, at)
    if best and not exact.is_here():
        raise Unfit(_("Penghitung rencana terbaik belum dipasang di mesin ini. Pakai cara biasa."), "cara")
    frame = frame_of(unit, day)
    if not frame.people:
        raise Unfit(_("Belum ada yang memegang jabatan di kantor ini."), "bulan")
    made = exact.plan(frame.month, seconds=seconds) if best else greedy.plan(frame.month)
    return _keep(frame, made, by=by, at=at, simulated=simulated)


def copy(unit: Unit, plan_id: int, *, by: Person | None, at: datetime) -> int:
    """A new draft with the shifts of another plan; its id."""
    row = Plan.objects.filter(unit=unit, pk=plan_id).first()
    if row is None:
        raise Unfit(_("Rencana itu sudah tidak ada."), "rencana")
    check_month(unit, row.month, at)
    frame = frame_of(unit, row.month)
    return _keep(frame, Made(shifts_of(plan_id), row.method, row.gap), by=by, at=at, simulated=row.simulated)


def _keep(frame: Frame, made: Made, *, by: Person | None, at: datetime, simulated: bool) -> int:
    figures = figures_of(standing(frame.month, made.shifts))
    with transaction.atomic():
        drafts = Plan.objects.filter(unit=frame.unit, month=frame.first, state=Plan.DRAFT)
        if drafts.count() >= MOST_DRAFTS:
            raise Unfit(
                _("Sudah ada %(n)s rancangan bulan ini. Buang dulu satu.") % {"n": MOST_DRAFTS}, "bulan"
            )
        row = Plan.objects.create(
            unit=frame.unit, month=frame.first, method=made.method, gap=made.gap, facts=figures,
            made_at=at, made_by=by, simulated=simulated,
        )  # fmt: skip
        write_shifts(row, made.shifts)
        facts = {"plan": row.pk, "month": frame.first.isoformat(), "method": made.method, **figures}
        book.write(frame.unit, "plan.made", at=at, by=by, facts=facts, simulated=simulated)
    return row.pk


def write_shifts(row: Plan, shifts: Shifts) -> None:
    """The rows of a plan's shifts."""
    Shift.objects.bulk_create(
        Shift(
            unit_id=row.unit_id, person_id=who, day=date.fromordinal(number), start=start, end=end, plan=row,
            simulated=row.simulated,
        )
        for (who, number), spans in sorted(shifts.items())
        for start, end in spans
    )  # fmt: skip


def check_month(unit: Unit, day: date, at: datetime) -> None:
    """Raises Unfit for a month that is over or too far ahead."""
    today = city_calendar(unit.city).local(at).date()
    if month_of(day)[1] < today:
        raise Unfit(_("Bulan itu sudah lewat."), "bulan")
    if (day - today).days > AHEAD:
        raise Unfit(_("Pilih bulan dalam setahun ke depan."), "bulan")


def figures_of(found: Standing) -> dict[str, int]:
    """What a plan comes to, as its row keeps it."""
    return {
        "uncovered": found.uncovered, "opened": found.opened, "apart": found.apart,
        "findings": len(found.findings),
    }  # fmt: skip


def change(
    unit: Unit,
    plan_id: int,
    person: int,
    day: date,
    spans: tuple[Span, ...],
    *,
    by: Person | None,
    at: datetime,
) -> None:
    """Set one person's day in a draft by hand; what it breaks is said, not forbidden."""
    frame = frame_of(unit, day)
    inside = next((one for one in frame.month.days if one.number == day.toordinal()), None)
    if inside is None or person not in inside.skills:
        raise Unfit(_("Hari itu ia belum atau tidak lagi memegang jabatan di sini."), "orang")
    if less(spans, inside.cover.opening):
        raise Unfit(_("Jam itu di luar jam buka loket."), "jam")
    with transaction.atomic():
        row = Plan.objects.select_for_update().filter(unit=unit, pk=plan_id, month=frame.first).first()
        if row is None or row.state != Plan.DRAFT:
            raise Unfit(_("Yang bisa diubah hanya rancangan. Salin dulu rencana ini."), "rencana")
        before = shifts_of(plan_id)
        after = {key: found for key, found in before.items() if key != (person, day.toordinal())}
        if spans:
            after[person, day.toordinal()] = joined(spans)
        Shift.objects.filter(plan=row, person_id=person, day=day).delete()
        write_shifts(row, {key: found for key, found in after.items() if key == (person, day.toordinal())})
        row.method, row.gap, row.facts = "hand", None, figures_of(standing(frame.month, after))
        row.save(update_fields=["method", "gap", "facts"])
        facts = {"plan": row.pk, "day": day.isoformat(), "became": [list(span) for span in joined(spans)]}
        about = Person.objects.get(pk=person)
        book.write(unit, "plan.changed", at=at, by=by, person=about, facts=facts, simulated=row.simulated)


def discard(unit: Unit, plan_id: int, *, by: Person | None, at: datetime) -> None:
    """Throw a draft away."""
    with transaction.atomic():
        row = Plan.objects.select_for_update().filter(unit=unit, pk=plan_id, state=Plan.DRAFT).first()
        if row is None:
            raise Unfit(_("Rancangan itu sudah tidak ada."), "rencana")
        facts = {"plan": row.pk, "month": row.month.isoformat()}
        simulated = row.simulated
        row.delete()
        book.write(unit, "plan.discarded", at=at, by=by, facts=facts, simulated=simulated)


# ---- before changing by hand ---------------------------------------------------------------------
@dataclass(frozen=True)
class Choice:
    """One way for a person's day: its minutes, what would newly be wrong, and what would be wrong no more."""

    spans: tuple[Span, ...]
    chosen: bool
    worse: tuple[Finding, ...]
    better: tuple[Finding, ...]

    @property
    def minutes(self) -> int:
        """How long it is."""
        return minutes(self.spans)


def choices(frame: Frame, shifts: Shifts, person: int, day: date) -> list[Choice]:
    """Every way for that day, off first, each with what it would change; writes nothing."""
    number = day.toordinal()
    inside = next(one for one in frame.month.days if one.number == number)
    now = shifts.get((person, number), ())
    ways = [Way(()), *ways_of(inside, person)]
    spans = list(dict.fromkeys([*(one.spans for one in ways), now]))
    return [would(frame, shifts, person, day, one) for one in spans]


def would(frame: Frame, shifts: Shifts, person: int, day: date, spans: tuple[Span, ...]) -> Choice:
    """What one way would change."""
    key = (person, day.toordinal())
    before = set(standing(frame.month, shifts).findings)
    after = {one: found for one, found in shifts.items() if one != key} | ({key: spans} if spans else {})
    then = set(standing(frame.month, after).findings)
    order = sorted(then - before, key=lambda one: (one.day, one.start))
    mended = sorted(before - then, key=lambda one: (one.day, one.start))
    return Choice(spans, shifts.get(key, ()) == spans, tuple(order), tuple(mended))
