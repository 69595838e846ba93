"""Many processes that ask for the last place of the same office at once.

Run as `python -m tests.rosters.race PART …` on a database made by `tests.cases.apart.database`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from datetime import date, timedelta
from functools import partial
from multiprocessing.synchronize import Barrier

from tests.cases import apart

part = partial(apart.part, of="tests.rosters.race")
PEOPLE = 16
ROUNDS = 63  # times sixteen: a thousand and eight wishes
FIRST = date(2025, 11, 17)


def days() -> list[date]:
    """The days they all want: working days from the first on."""
    found: list[date] = []
    day = FIRST
    while len(found) < ROUNDS:
        if day.weekday() < 5 and day not in (date(2025, 12, 25),):
            found.append(day)
        day += timedelta(days=1)
    return found


def prepare() -> None:
    """Sixteen people in one office that must keep fifteen; its neighbour can spare nobody."""
    from garda.people.changes import changed
    from garda.people.models import Person, Post, Term, Unit
    from garda.rosters.models import Minimum

    unit, beside = Unit.objects.get(key="melati"), Unit.objects.get(key="kenanga")
    Term.objects.filter(post__unit=unit).delete()
    for seat in range(1, PEOPLE + 1):
        post, _new = Post.objects.get_or_create(
            unit=unit, kind="petugas-loket", seat=seat, defaults={"title": "Petugas loket"}
        )
        person = Person.objects.create(username=f"berebut{seat}", name=f"Berebut {seat}", city=unit.city)
        Term.objects.create(post=post, person=person, first=date(2024, 1, 1))
    Minimum.objects.create(unit=unit, people=PEOPLE - 1, neighbours=["kenanga"])
    Minimum.objects.create(unit=beside, people=Term.objects.filter(post__unit=beside).count())
    changed(unit.city)


def race() -> None:
    """Sixteen processes, started at one mark, each asking for every day and saying what became of it."""
    several = multiprocessing.get_context("fork")
    mark = several.Barrier(PEOPLE)
    people = [several.Process(target=_ask, args=(seat, mark)) for seat in range(1, PEOPLE + 1)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    sys.exit(any(one.exitcode for one in people))


def _ask(seat: int, mark: Barrier) -> None:
    from garda.people.models import Person, Unit
    from garda.rosters import asking
    from tests.town import moment

    unit = Unit.objects.select_related("city").get(key="melati")
    person = Person.objects.select_related("city").get(username=f"berebut{seat}")
    mark.wait()
    for day in days():
        wish = asking.Asking(
            unit, person, "izin-singkat", moment(str(day), "09:00"), moment(str(day), "10:00")
        )
        absence = asking.ask(wish, by=person, at=moment("2025-11-14", "12:00"))
        # One short write to a pipe is whole, however many write to it.
        os.write(1, json.dumps([str(day), absence.state]).encode() + b"\n")


if __name__ == "__main__":
    import django

    django.setup()
    {"prepare": prepare, "race": race}[sys.argv[1]]()
