"""Several ticks that empty one box at once, while the same form is sent again and again.

Run as `python -m tests.integrity.race PART` on a database made by `tests.cases.apart.database`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from functools import partial
from multiprocessing.synchronize import Barrier

from tests.cases import apart

part = partial(apart.part, of="tests.integrity.race")
TICKS, SENDERS, SLIPS = 4, 4, 30
WORDS = "Loket sering tutup sebelum pukul tiga, padahal antreannya panjang."


def _drop(key: str) -> str:
    from garda.integrity import boxing
    from garda.people.models import City, Unit
    from tests.town import moment

    unit = Unit.objects.select_related("city").get(key="melati")
    city = City.objects.get(key="contoh")
    return boxing.drop(city, unit, WORDS, kind=boxing.CRITICISM, at=moment(), form_key=key)


def prepare() -> None:
    """A full box."""
    for n in range(SLIPS):
        _drop(f"kunci-{n:020}")


def race() -> None:
    """All at one mark."""
    several = multiprocessing.get_context("fork")
    mark = several.Barrier(TICKS + SENDERS)
    all_of_them = [several.Process(target=_empty, args=(mark,)) for _ in range(TICKS)]
    all_of_them += [several.Process(target=_send, args=(mark,)) for _ in range(SENDERS)]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    sys.exit(any(one.exitcode for one in all_of_them))


def _empty(mark: Barrier) -> None:
    from garda.integrity import emptying
    from tests.town import moment

    mark.wait()
    emptying.remind(moment("2025-11-10"))


def _send(mark: Barrier) -> None:
    mark.wait()
    # One short write to a pipe is whole, however many write to it.
    os.write(1, json.dumps([_drop("one-form-sent-again-and-again")]).encode() + b"\n")


def count() -> None:
    """What stands in the tables once the box was emptied again."""
    from garda.integrity import emptying
    from garda.integrity.models import Criticism, Slip
    from garda.people.models import City
    from garda.trails.models import Line
    from garda.trails.reading import broken
    from tests.town import moment

    emptying.remind(moment("2025-11-10"))
    lines = Line.objects.filter(name="criticism.received").count()
    wrong = len(list(broken(City.objects.get(key="contoh"))))
    print(json.dumps([Slip.objects.count(), Criticism.objects.count(), lines, wrong]))  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    {"prepare": prepare, "race": race, "count": count}[sys.argv[1]]()
