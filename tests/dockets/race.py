"""Eight officers who report one article at once, and eight who send the same form.

Run as `python -m tests.dockets.race PART` on a database made by `tests.cases.apart.database`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from functools import partial
from multiprocessing.synchronize import Barrier

from tests.cases import apart

part = partial(apart.part, of="tests.dockets.race")
MANY = 8
ARTICLE = ("standar-pelayanan", "sktm")


def prepare() -> None:
    """The rules of the town."""
    from tests.dockets.land import lay_rules

    lay_rules("contoh")


def race() -> None:
    """All at one mark."""
    several = multiprocessing.get_context("fork")
    mark = several.Barrier(2 * MANY)
    all_of_them = [several.Process(target=_report, args=(n, n < MANY, mark)) for n in range(2 * MANY)]
    for one in all_of_them:
        one.start()
    for one in all_of_them:
        one.join()
    sys.exit(any(one.exitcode for one in all_of_them))


def _report(n: int, same: bool, mark: Barrier) -> None:
    from garda.dockets import reporting
    from garda.people.models import City, Person, Unit
    from tests.town import moment

    city = City.objects.get(key="contoh")
    unit = Unit.objects.select_related("city").get(key="melati" if n % 2 else "kenanga")
    person = Person.objects.get(username=f"petugas-loket1.{unit.key}")
    mark.wait()
    sent = reporting.report_rule(
        city, unit, person, kind="hard", rule=ARTICLE[0], article=ARTICLE[1], at=moment(),
        words="Pengantar RT diminta lagi.", form_key="one-form" if same else None,
    )  # fmt: skip
    # One short write to a pipe is whole, however many write to it.
    os.write(1, json.dumps([str(sent.id), str(sent.docket)]).encode() + b"\n")


def count() -> None:
    """What stands in the tables."""
    from garda.dockets.models import Docket, FromUnit, Report
    from garda.trails.reading import broken

    for docket in Docket.objects.all():
        kept = sum(FromUnit.objects.filter(docket=docket).values_list("count", flat=True))
        lines = len(list(broken(docket.city)))
        print(json.dumps([docket.reports, docket.units, kept, Report.objects.count(), lines]))  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    {"prepare": prepare, "race": race, "count": count}[sys.argv[1]]()
