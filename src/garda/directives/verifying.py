"""Looking at what a unit says it has done: by somebody else, who agrees or gives it back with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from garda.cases.acting import Refused
from garda.directives import dates, states
from garda.directives.issuing import url_of
from garda.directives.models import Task
from garda.directives.taking import changeable, write
from garda.flow import Words
from garda.people.calendars import city_calendar
from garda.people.holding import posts_of
from garda.people.models import Person
from garda.rosters import book
from garda.texts.cleaning import one_line, plain

LONGEST = 1000


def verify(
    task_id: int, words: str, *, by: Person, by_post: int | None, by_unit: int, seen: int, at: datetime
) -> None:
    """What was done is found to be done. Never by who did it, nor from the unit that did it."""
    said = _said(words, least=0)
    with transaction.atomic():
        task = changeable(task_id, "verify")
        _somebody_else(task, by, by_unit, at)
        task.state, task.verdict, task.verdict_at, task.verdict_by = states.VERIFIED, said, at, by
        task.next_at = None
        task.save(update_fields=["state", "verdict", "verdict_at", "verdict_by", "next_at"])
        write(task, "directive.verified", by=by, by_post=by_post, seen=seen, at=at)
        _tell(task, "directive.verified", at)


def give_back(
    task_id: int, why: str, *, by: Person, by_post: int | None, by_unit: int, seen: int, at: datetime
) -> None:
    """It is not done yet: back to the unit with the reason; what it handed in stays readable."""
    said = _said(why, least=5)
    with transaction.atomic():
        task = changeable(task_id, "return")
        _somebody_else(task, by, by_unit, at)
        task.state, task.verdict, task.verdict_at, task.verdict_by = states.CAUGHT, said, at, by
        task.returned, task.told = task.returned + 1, 0
        task.next_at = dates.first_word(task, task.unit, at)
        task.save(
            update_fields=["state", "verdict", "verdict_at", "verdict_by", "returned", "told", "next_at"]
        )
        write(task, "directive.returned", by=by, by_post=by_post, seen=seen, at=at,
              facts={"times": task.returned})  # fmt: skip
        _tell(task, "directive.returned", at)


def _somebody_else(task: Task, by: Person, by_unit: int, at: datetime) -> None:
    if by.pk == task.done_by_id:
        raise Refused(
            Words("Yang melaksanakan tidak memeriksa pekerjaannya sendiri. Pemeriksanya orang lain.",
                  "Who did it does not verify it. Somebody else does."),
        )  # fmt: skip
    # Whoever stands in above verifies nothing of the unit that they hold themselves.
    today = city_calendar(task.unit.city).local(at).date()
    own = {held.unit.pk for held in posts_of(by, today)} | {by_unit}
    if task.unit_id in own and task.unit.parent_id is not None:
        raise Refused(
            Words("Pemeriksanya dari luar unit yang melaksanakan.",
                  "Who verifies comes from outside the unit that did it."),
        )  # fmt: skip


def _tell(task: Task, name: str, at: datetime) -> None:
    if task.done_by is not None:
        book.tell(
            task.unit, task.done_by, name, at=at, facts={"title": task.directive.title},
            url=url_of(task.directive_id, task.unit.key), simulated=task.simulated,
        )  # fmt: skip


def _said(words: str, least: int) -> str:
    said = one_line(plain(words))
    if not least <= len(said) <= LONGEST:
        raise Refused(
            Words(f"Tulis alasannya, 5 sampai {LONGEST} huruf.", f"Write why, 5 to {LONGEST} letters."), "why"
        )
    return said
