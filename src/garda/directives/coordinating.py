"""Coordinating a directive: to which units it goes and until when; moving a date, letting a unit go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from garda.cases.acting import Refused
from garda.directives import dates, states
from garda.directives.issuing import KIND, LONGEST, WHY, url_of
from garda.directives.models import Directive, Task
from garda.directives.taking import TASK, changeable, write
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.heads import head_person
from garda.texts.cleaning import one_line, plain
from garda.trails import writing


def coordinate(
    directive_id: int,
    units: Iterable[Unit],
    due: date | None,
    *,
    by: Person,
    by_post: int | None,
    seen: int | None,
    at: datetime,
) -> int:
    """Send the directive to these units, until `due` (its own date where none is named); how many are new.

    It may be done again for further units; one that has it already keeps its state and its date.
    """
    chosen = {unit.pk: unit for unit in units}
    if not chosen:
        raise Refused(Words("Pilih paling sedikit satu unit.", "Choose at least one unit."), "units")
    with transaction.atomic():
        row = _running(directive_id)
        until = _until(row, due, at)
        there = set(row.tasks.values_list("unit_id", flat=True))
        fresh = [unit for pk, unit in chosen.items() if pk not in there]
        if not fresh:
            raise Refused(
                Words("Unit itu sudah menerima arahan ini.", "These units have it already."), "units"
            )
        row.state, row.next_at = Directive.RUNNING, None
        row.coordinated_at = row.coordinated_at or at
        row.coordinated_by = row.coordinated_by or by
        row.save(update_fields=["state", "next_at", "coordinated_at", "coordinated_by"])
        facts = {"units": [unit.pk for unit in fresh], "due": until.isoformat()}
        writing.write(row.city, KIND, row.pk, "directive.coordinated", at=at, by=by, post=by_post,
                      facts=facts, seen=seen, simulated=row.simulated)  # fmt: skip
        for unit in fresh:
            _send(row, unit, until, by=by, by_post=by_post, at=at)
    return len(fresh)


def redate(
    task_id: int, due: date, why: str, *, by: Person, by_post: int | None, seen: int, at: datetime
) -> None:
    """Give one unit another date, with the reason."""
    said = _reason(why)
    with transaction.atomic():
        task = changeable(task_id, "redate")
        before, task.due = task.due, _until(task.directive, due, at)
        task.why_due, task.told, task.next_at = said, 0, dates.first_word(task, task.unit, at)
        task.save(update_fields=["due", "why_due", "told", "next_at"])
        write(task, "directive.redated", by=by, by_post=by_post, seen=seen, at=at,
              facts={"from": before.isoformat(), "to": task.due.isoformat()})  # fmt: skip
        _tell_head(task, "directive.redated", by=by, at=at)


def release(task_id: int, why: str, *, by: Person, by_post: int | None, seen: int, at: datetime) -> None:
    """Ask it of this unit no more, with the reason."""
    said = _reason(why)
    with transaction.atomic():
        task = changeable(task_id, "release")
        task.state, task.next_at = states.RELEASED, None
        task.verdict, task.verdict_at, task.verdict_by = said, at, by
        task.save(update_fields=["state", "next_at", "verdict", "verdict_at", "verdict_by"])
        write(task, "directive.released", by=by, by_post=by_post, seen=seen, at=at)
        _tell_head(task, "directive.released", by=by, at=at)


def _send(row: Directive, unit: Unit, until: date, *, by: Person, by_post: int | None, at: datetime) -> None:
    task = Task(
        directive=row, unit=unit, state=states.SENT, sent_at=at, due=until,
        catch_by=dates.by_term(unit, at, dates.terms().catch), simulated=row.simulated,
    )  # fmt: skip
    task.next_at = dates.first_word(task, unit, at)
    task.save(force_insert=True)
    writing.write(row.city, TASK, task.pk, "directive.sent", at=at, unit=unit, by=by, post=by_post,
                  facts={"directive": row.pk, "due": until.isoformat()}, simulated=row.simulated)  # fmt: skip
    _tell_head(task, "directive.sent", by=by, at=at)


def _tell_head(task: Task, name: str, *, by: Person, at: datetime) -> None:
    head = head_person(task.unit, at)
    if head is not None and head != by:
        book.tell(
            task.unit, head, name, at=at, simulated=task.simulated,
            facts={"title": task.directive.title, "day": task.due.isoformat()},
            url=url_of(task.directive_id, task.unit.key),
        )  # fmt: skip


def _running(directive_id: int) -> Directive:
    rows = Directive.objects.select_for_update(of=("self",)).select_related("city")
    row = rows.get(pk=directive_id)
    if row.state == Directive.WITHDRAWN:
        raise Refused(Words("Arahan ini sudah ditarik.", "This directive has been taken back."), "units")
    return row


def _until(row: Directive, due: date | None, at: datetime) -> date:
    until = due or row.due
    today = city_calendar(row.city).local(at).date()
    if not today <= until <= today + LONGEST:
        raise Refused(Words("Batasnya hari ini atau sesudahnya, paling lama tiga tahun lagi.",
                            "The date is today or later, at most three years ahead."), "due")  # fmt: skip
    return until


def _reason(why: str) -> str:
    said = one_line(plain(why))
    if not 5 <= len(said) <= WHY:
        raise Refused(
            Words(f"Tulis alasannya, 5 sampai {WHY} huruf.", f"Write why, 5 to {WHY} letters."), "why"
        )
    return said
