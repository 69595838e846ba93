"""One team: goals and tasks, asking for help, giving it, saying thanks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.people.models import Person, Term, Unit
from garda.rosters import book
from garda.rosters.team_models import Goal, Task

ADDRESS = "/kerja/tim/"
MOST_OPEN = 60  # goals, and tasks of a goal
LONGEST = 160


def add_goal(
    unit: Unit, title: str, until: date, *, by: Person, at: datetime, simulated: bool = False
) -> int:
    """A new goal of the office; its id. Raises Unfit with the input that is wrong."""
    _check(title, until, unit, at)
    with transaction.atomic():
        if Goal.objects.filter(unit=unit, closed_at__isnull=True).count() >= MOST_OPEN:
            raise Unfit(_("Sudah terlalu banyak tujuan. Selesaikan dulu yang ada."), "title")
        row = Goal.objects.create(
            unit=unit, title=title, until=until, made_at=at, made_by=by, simulated=simulated
        )
        facts = {"goal": row.pk, "until": until.isoformat()}
        book.write(unit, "goal.set", at=at, by=by, facts=facts, simulated=simulated)
    return row.pk


def add_task(
    unit: Unit, goal_id: int, title: str, person: Person, due: date, *, by: Person, at: datetime,
    simulated: bool = False,
) -> int:  # fmt: skip
    """A task of one of the team towards a goal; its id. Raises Unfit with the input that is wrong."""
    _check(title, due, unit, at)
    if person.pk not in {one.pk for one in team_of(unit, at)}:
        raise Unfit(_("Pilih orangnya."), "person")
    with transaction.atomic():
        goal = Goal.objects.select_for_update().filter(pk=goal_id, unit=unit, closed_at__isnull=True).first()
        if goal is None:
            raise Unfit(_("Tujuan ini sudah tidak ada."), "goal")
        if goal.tasks.count() >= MOST_OPEN:
            raise Unfit(_("Tugas tujuan ini sudah terlalu banyak."), "title")
        row = Task.objects.create(
            unit=unit, goal=goal, title=title, person=person, due=due, made_at=at, made_by=by,
            simulated=simulated,
        )  # fmt: skip
        facts = {"task": row.pk, "goal": goal.pk, "due": due.isoformat()}
        book.write(unit, "task.set", at=at, by=by, person=person, facts=facts, simulated=simulated)
    return row.pk


def _check(title: str, day: date, unit: Unit, at: datetime) -> None:
    if not title or len(title) > LONGEST:
        raise Unfit(_("Tulis dengan singkat, paling banyak %(n)s huruf.") % {"n": LONGEST}, "title")
    today = city_calendar(unit.city).local(at).date()
    if not today <= day <= today + timedelta(days=400):
        raise Unfit(_("Pilih hari dalam setahun ke depan."), "due")


def close_goal(unit: Unit, goal_id: int, *, by: Person, at: datetime) -> None:
    """End a goal; its tasks stay as they are."""
    with transaction.atomic():
        row = Goal.objects.select_for_update().filter(pk=goal_id, unit=unit, closed_at__isnull=True).first()
        if row is None:
            raise Unfit(_("Tujuan ini sudah tidak ada."), "goal")
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        book.write(unit, "goal.closed", at=at, by=by, facts={"goal": row.pk}, simulated=row.simulated)


def finish(unit: Unit, task_id: int, *, by: Person, at: datetime) -> None:
    """The holder or the helper did it."""
    with transaction.atomic():
        row = _open(unit, task_id)
        if by.pk not in (row.person_id, row.helper_id):
            raise Unfit(_("Yang menandai selesai adalah pemegang tugas atau yang membantu."), "task")
        row.done_at = at
        row.save(update_fields=["done_at"])
        _write(row, "task.done", by, at)


def ask(unit: Unit, task_id: int, *, by: Person, at: datetime) -> None:
    """The holder asks the team for help."""
    with transaction.atomic():
        row = _open(unit, task_id)
        if by.pk != row.person_id:
            raise Unfit(_("Hanya pemegang tugas yang bisa minta bantuan."), "task")
        if row.asked_at is None:
            _ask(row, by, at)


def ask_for_overdue(at: datetime, most: int = 100) -> int:
    """Every task past its day asks its team for help, once; how many did."""
    done = 0
    rows = Task.objects.filter(done_at__isnull=True, asked_at__isnull=True, goal__closed_at__isnull=True)
    late = rows.filter(due__lt=at.date() + timedelta(days=1)).order_by("due", "pk")
    for task_id, unit_id in list(late.values_list("pk", "unit_id")[:most]):
        with transaction.atomic():
            row = Task.objects.select_for_update().get(pk=task_id, unit_id=unit_id)
            today = city_calendar(row.unit.city).local(at).date()
            if row.asked_at is None and row.done_at is None and row.due < today:
                _ask(row, None, at)
                done += 1
    return done


def _ask(row: Task, by: Person | None, at: datetime) -> None:
    row.asked_at = at
    row.save(update_fields=["asked_at"])
    _write(row, "help.asked", by, at)
    _tell(
        row, "help.asked", (one for one in team_of(row.unit, at) if one.pk != row.person_id), row.person, at
    )


def help_with(unit: Unit, task_id: int, *, by: Person, at: datetime) -> None:
    """A colleague helps; the first one counts."""
    with transaction.atomic():
        row = _open(unit, task_id)
        if by.pk == row.person_id:
            raise Unfit(_("Tugas ini tugas Anda sendiri."), "task")
        if row.helper_id is not None:
            raise Unfit(_("Sudah ada yang membantu. Terima kasih."), "task")
        row.helper, row.helped_at = by, at
        row.save(update_fields=["helper", "helped_at"])
        _write(row, "help.given", by, at)
        _tell(row, "help.given", [row.person], by, at)


def thank(unit: Unit, task_id: int, *, by: Person, at: datetime) -> None:
    """The holder thanks who helped, once."""
    with transaction.atomic():
        row = Task.objects.select_for_update().filter(pk=task_id, unit=unit).first()
        if row is None or row.helper is None or by.pk != row.person_id:
            raise Unfit(_("Terima kasih ditulis pemegang tugas kepada yang membantu."), "task")
        if row.thanked_at is None:
            row.thanked_at = at
            row.save(update_fields=["thanked_at"])
            _write(row, "help.thanked", by, at)
            _tell(row, "help.thanked", [row.helper], by, at)


def _open(unit: Unit, task_id: int) -> Task:
    row = Task.objects.select_for_update().filter(pk=task_id, unit=unit, done_at__isnull=True).first()
    if row is None:
        raise Unfit(_("Tugas ini sudah selesai atau tidak ada."), "task")
    return row


def _write(row: Task, name: str, by: Person | None, at: datetime) -> None:
    facts = {"task": row.pk, "goal": row.goal_id}
    book.write(row.unit, name, at=at, by=by, person=row.person, facts=facts, simulated=row.simulated)


def _tell(row: Task, name: str, people: Iterable[Person], about: Person, at: datetime) -> None:
    for one in people:
        facts = {"task": row.title, "person": about.pk}
        book.tell(row.unit, one, name, at=at, facts=facts, url=ADDRESS, simulated=row.simulated)


def team_of(unit: Unit, at: datetime) -> list[Person]:
    """Everybody who holds a post in the office today, by name; one query."""
    day = city_calendar(unit.city).local(at).date()
    terms = Term.objects.filter(post__unit=unit, post__closed_on__isnull=True, first__lte=day)
    held = terms.exclude(last__lt=day).values("person_id")
    return list(Person.objects.filter(pk__in=held, is_active=True).order_by("name", "pk"))
