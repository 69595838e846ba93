"""Five agencies of the made-up town and a directive of the mayor to all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from garda.cases.papers import Checked
from garda.directives import coordinating, issuing, taking, verifying
from garda.directives.issuing import Said
from garda.directives.models import Directive, Task
from garda.trails.reading import last_seq
from tests.town import Town, build_unit, moment, photo

AGENCIES = ("pu", "lh", "kesehatan", "sosial", "dukcapil")
WORDS = "Papan waktu layanan dipasang di setiap loket, dan diperbarui setiap Senin."
RESTATED = "Kami memasang papan di dua loket dan menunjuk satu petugas untuk memperbaruinya."
DONE = "Papan terpasang di dua loket; petugas piket memperbaruinya setiap Senin pagi."


def five_agencies(town: Town) -> None:
    """The town's two agencies and three more."""
    for place, key in enumerate(AGENCIES[2:]):
        build_unit(town, key, f"D{place}X", f"Dinas {key.title()}", "opd", "kota", "99.01")


def said(**more: Any) -> Said:
    """A directive as it is typed."""
    plain: dict[str, Any] = {
        "title": "Papan waktu layanan di setiap loket", "words": WORDS, "given_on": date(2025, 11, 4),
        "due": date(2025, 11, 18),
    }  # fmt: skip
    return Said(**{**plain, **more})


def issued(town: Town, *, form_key: str = "satu", parent: int | None = None, **more: Any) -> int:
    """A directive of the mayor, written down by the mayor's own hand."""
    post, person = town.posts["kota", "wali-kota", 1], town.persons["kota", "wali-kota", 1]
    return issuing.issue(
        town.city, post, said(**more), by=person, by_post=post.pk, form_key=form_key, at=moment(),
        parent=parent,
    )  # fmt: skip


def coordinated(town: Town, *units: str, due: date | None = None, **more: Any) -> int:
    """The same, sent to these units by the secretary."""
    pk = issued(town, **more)
    coordinating.coordinate(
        pk, [town.units[key] for key in units], due, by=town.persons["setda", "sekda", 1],
        by_post=town.posts["setda", "sekda", 1].pk, seen=last_seq(town.city, "directive", pk), at=moment(),
    )  # fmt: skip
    return pk


def task_of(town: Town, pk: int, unit: str) -> Task:
    """What it asks of one unit, as it stands."""
    return Task.objects.get(directive=pk, unit=town.units[unit])


def acting(town: Town, task: Task, unit: str, kind: str) -> dict[str, Any]:
    """Whoever holds that post, acting on the task as it stands."""
    return {
        "by": town.persons[unit, kind, 1], "by_post": town.posts[unit, kind, 1].pk,
        "seen": last_seq(town.city, taking.TASK, task.pk), "at": moment("2025-11-05"),
    }  # fmt: skip


def catch(town: Town, pk: int, unit: str, kind: str = "kepala-opd", words: str = RESTATED) -> None:
    """The unit catches it."""
    task = task_of(town, pk, unit)
    taking.catch(task.pk, words, **acting(town, task, unit, kind))


def implement(
    town: Town, pk: int, unit: str, kind: str = "kepala-opd", proofs: list[Checked] | None = None
) -> None:
    """The unit hands in what it did."""
    task = task_of(town, pk, unit)
    given = [photo()] if proofs is None else proofs
    taking.implement(task.pk, DONE, given, **acting(town, task, unit, kind))


def verify(town: Town, pk: int, unit: str, by: tuple[str, str] = ("setda", "sekda")) -> None:
    """Somebody looks at it and agrees."""
    task = task_of(town, pk, unit)
    verifying.verify(task.pk, "", by_unit=town.units[by[0]].pk, **acting(town, task, *by))


def give_back(town: Town, pk: int, unit: str, by: tuple[str, str] = ("setda", "sekda")) -> None:
    """Somebody looks at it and gives it back."""
    task = task_of(town, pk, unit)
    verifying.give_back(
        task.pk, "Foto loket dua belum ada.", by_unit=town.units[by[0]].pk, **acting(town, task, *by)
    )


def states_of(pk: int) -> dict[str, str]:
    """Unit → state."""
    return dict(Task.objects.filter(directive=pk).values_list("unit__key", "state"))


def row(pk: int) -> Directive:
    """The directive as it stands."""
    return Directive.objects.get(pk=pk)
