"""Before a report of conduct is opened: its handler reads the cover and says whether it concerns them.

The cover is the office, and the name or post that the reporter gave. Only who says that it does not concern
them reads the words, and that is on record. Who says that it does never sees it again: at their own word it
goes to the other desk, or to whoever else sits at theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from garda.cases.acting import Refused
from garda.flow import Words
from garda.integrity import accused, boxing, handling, passing, states
from garda.integrity.models import Report
from garda.people.calendars import city_calendar
from garda.people.holding import Held
from garda.people.models import Person
from garda.people.register import register_of

OUTSIDE, NEAR, OWN = "outside", "near", "own"
ANSWERS: Final = (OUTSIDE, NEAR, OWN)


@dataclass(frozen=True)
class Reader:
    """Who opened the words, and on which day."""

    name: str
    day: date


def declare(
    report_id: int, answer: str, *, by: Person, held: Iterable[Held], at: datetime, seen: int | None = None
) -> Report:
    """What handlers say of themselves: "outside" opens it, "near" and "own" take it out of their hands."""
    if answer not in ANSWERS:
        raise Refused(Words("Pilih salah satu.", "Choose one."), "concerns")
    with transaction.atomic():
        row = handling.take(report_id, by, held)
        handling.not_overtaken(row, seen)
        if answer == OUTSIDE:
            if not handling.opened_by(row, by):
                handling.write_opened(row, by, at)
                _tell_colleagues(row, by, at)
            return row
        if states.after(states.REPORT, row.state, "aside") is None:
            raise Refused(Words("Laporan ini sudah selesai.", "This report has ended."), "concerns")
        row.barred = sorted({*row.barred, by.pk})
        if answer == OWN:
            _to_the_other_desk(row, by, at, seen)
        else:
            _to_the_others(row, by, at, seen)
    return row


def _tell_colleagues(row: Report, by: Person, at: datetime) -> None:
    """Whoever else handles it hears at once who opened it: a false word is seen while it can be put right."""
    facts = {"who": by.name, "day": handling.day_in(row.city, at).isoformat()}
    for person in handling.handlers_of(row, at):
        if person.pk != by.pk:
            handling.tell(row, person, "conduct.opened", facts, f"{handling.ADDRESS}{row.pk}/", at)


def _to_the_other_desk(row: Report, by: Person, at: datetime, seen: int | None) -> None:
    """It is about the handler or their office: so its office is that one, and the desk follows."""
    top = register_of(row.city).top
    own = accused.inspectorate_of(row.city) if row.desk == handling.INSPECTORATE else top
    passing.move(row, own or top, "", by, at, seen, name="aside")


def _to_the_others(row: Report, by: Person, at: datetime, seen: int | None) -> None:
    """Somebody else of the desk goes on; where there is nobody, the city's head must appoint one."""
    row.save(update_fields=["barred"])
    handling.add_step(row, "aside", "", by, at)
    handling.write_line(row, "conduct.aside", at, by=by, facts={"state": row.state}, seen=seen)
    others = handling.handlers_of(row, at)
    for person in others:
        handling.tell(row, person, "conduct.aside", {}, f"{handling.ADDRESS}{row.pk}/", at)
    if not others:
        handling.tell_nobody_is_there(row, at)


def cover(row: Report) -> str:
    """The name or post of the accused, as the reporter gave it."""
    return str(boxing.inside_of(row.sealed).get("who", ""))


def readers(row: Report) -> list[Reader]:
    """Everybody who ever opened it, each once, the first before: whoever handles it now should know that."""
    local = city_calendar(row.city).local
    found: dict[int, Reader] = {}
    for line in handling.openings(row):
        if line.by is not None:
            found.setdefault(line.by.pk, Reader(line.by.name, local(line.at).date()))
    return list(found.values())
