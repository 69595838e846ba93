"""Many processes that answer with one invitation at once, and one that is killed while it answers.

Run as `python -m tests.surveys.race PART …` on a database made by `tests.cases.apart.database`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from functools import partial
from multiprocessing.synchronize import Barrier

from tests.cases import apart

part = partial(apart.part, of="tests.surveys.race")
PEOPLE = 8
TOKENS = 12


def starting(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start one part and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.surveys.race", *words],
        env=env,
        cwd=apart.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def prepare(count: str) -> None:
    """The shelf's instruments, and so many invitations of Melati."""
    from garda.people.models import Unit
    from garda.surveys import inviting, publishing
    from tests.town import moment

    unit = Unit.objects.select_related("city").get(key="melati")
    publishing.stock(unit.city, moment("2025-01-02"))
    for place in range(int(count)):
        one = inviting.invite(
            unit.city, "case", f"race-{place}", unit=unit, served_on=moment().date(), at=moment()
        )
        _say(one.token)


def race(*tokens: str) -> None:
    """Eight processes, started at one mark, each answering with every invitation in the same order."""
    several = multiprocessing.get_context("fork")
    mark = several.Barrier(PEOPLE)
    people = [several.Process(target=_answer, args=(tokens, place, mark)) for place in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    sys.exit(any(one.exitcode for one in people))


def _answer(tokens: tuple[str, ...], place: int, mark: Barrier | None) -> None:
    from garda.cases.acting import Refused
    from garda.people.models import City
    from garda.surveys import answering, inviting
    from tests.town import moment

    city = City.objects.get()
    if mark is not None:
        mark.wait()
    for token in tokens:
        one = inviting.invitation(city, token)
        assert one is not None
        try:
            answering.answer(
                one, "skm", {"time": place % 4, "cost": place // 4}, device=f"{place}", at=moment()
            )
            said = "kept"
        except Refused:
            said = "refused"
        _say(token, said)


def one_by_one(*tokens: str) -> None:
    """One process that answers with one invitation after the other, until it is killed."""
    _answer(tokens, 1, None)


def _say(*words: str) -> None:
    # One short write to a pipe is whole, however many write to it.
    os.write(1, json.dumps(words).encode() + b"\n")


def count() -> None:
    """What is there: sheets, marks that somebody answered, the kept counts, and how many of them differ."""
    from garda.people.models import City
    from garda.surveys import keeping
    from garda.surveys.models import Kept, Response, Taken

    kept = sum(sum(row.patterns.values()) for row in Kept.objects.all())
    differ = keeping.recount(City.objects.get())
    _say(*(str(n) for n in (Response.objects.count(), Taken.objects.count(), kept, differ)))


if __name__ == "__main__":
    import django

    django.setup()
    {"prepare": prepare, "race": race, "one-by-one": one_by_one, "count": count}[sys.argv[1]](*sys.argv[2:])
