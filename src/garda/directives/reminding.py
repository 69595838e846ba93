"""Dates gone by: the unit's head hears first, then whoever is above, then whoever coordinates."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.directives import dates, states
from garda.directives.issuing import KIND, url_of
from garda.directives.models import Directive, Task
from garda.directives.taking import verifier, write
from garda.people.calendars import city_calendar
from garda.people.holding import holder_on
from garda.people.models import Person
from garda.people.register import register_of
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.trails import writing

AT_A_TIME = 100


def remind(at: datetime) -> int:
    """Say what is overdue to the next who has to hear it, each once; how many words went out."""
    done = 0
    for pk in (
        Task.objects.filter(next_at__lte=at).order_by("next_at").values_list("pk", flat=True)[:AT_A_TIME]
    ):
        done += _about_task(pk, at)
    rows = Directive.objects.filter(next_at__lte=at).order_by("next_at")
    for pk in rows.values_list("pk", flat=True)[:AT_A_TIME]:
        done += _about_directive(pk, at)
    return done


def _about_task(task_id: int, at: datetime) -> int:
    with transaction.atomic():
        rows = Task.objects.select_for_update(of=("self",)).filter(pk=task_id, next_at__lte=at)
        task = rows.select_related("directive__city", "unit__city").first()
        if task is None:
            return 0
        task.told += 1
        task.next_at = dates.next_word(task.unit, task.told, at)
        task.save(update_fields=["told", "next_at"])
        whom = _who_hears(task, at)
        facts = {"state": task.state, "level": task.told, "told": whom.pk if whom else None}
        write(task, "directive.reminded", by=None, by_post=None, seen=None, at=at, facts=facts)
        if whom is not None:
            book.tell(
                task.unit, whom, NAMES[task.state], at=at, simulated=task.simulated,
                facts={"title": task.directive.title, "day": task.due.isoformat()},
                url=url_of(task.directive_id, task.unit.key),
            )  # fmt: skip
    return 1


# What is overdue, by the state in which it stands still.
NAMES = {
    states.SENT: "directive.not-caught",
    states.CAUGHT: "directive.not-done",
    states.DONE: "directive.not-verified",
}


def _who_hears(task: Task, at: datetime) -> Person | None:
    """The unit's own head, then whoever verifies for it, then whoever gave the directive, today."""
    if task.state == states.DONE:
        # It lies with whoever verifies; after them, with whoever gave it.
        return verifier(task, at) if task.told == 1 else _giver(task.directive, at)
    if task.told == 1:
        return head_person(task.unit, at)
    return verifier(task, at) if task.told == 2 else _giver(task.directive, at)


def _giver(row: Directive, at: datetime) -> Person | None:
    """Who holds the office today from which it was given: a directive stays the office's."""
    term = holder_on(row.origin_post, city_calendar(row.city).local(at).date())
    return term.person if term else None


def _about_directive(directive_id: int, at: datetime) -> int:
    with transaction.atomic():
        rows = Directive.objects.select_for_update(of=("self",)).filter(pk=directive_id, next_at__lte=at)
        row = rows.select_related("city", "origin_post__unit__city").first()
        if row is None:
            return 0
        row.told += 1
        unit = row.origin_post.unit
        row.next_at = dates.next_word(unit, row.told, at) if row.told < 2 else None
        row.save(update_fields=["told", "next_at"])
        office = next((one for one in register_of(row.city).open_units() if one.kind == "sekretariat"), None)
        whom = head_person(office, at) if office and row.told == 1 else _giver(row, at)
        writing.write(row.city, KIND, row.pk, "directive.reminded", at=at, unit=unit, simulated=row.simulated,
                      facts={"state": row.state, "level": row.told, "told": whom.pk if whom else None},
                      )  # fmt: skip
        if whom is not None:
            book.tell(unit, whom, "directive.not-coordinated", at=at, facts={"title": row.title},
                      url=url_of(row.pk), simulated=row.simulated)  # fmt: skip
    return 1
