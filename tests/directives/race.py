"""Eight clicks at one moment on the button of a new directive, through its page.

Run as `python -m tests.directives.race PART` on a database made by `tests.cases.apart.database`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from functools import partial
from multiprocessing.synchronize import Barrier

from tests.cases import apart

part = partial(apart.part, of="tests.directives.race")
CLICKS = 8
TYPED = {
    "title": "Papan waktu layanan di setiap loket", "given_on": "4/11/2025", "due": "18/11/2025",
    "words": "Papan waktu layanan dipasang di setiap loket.", "units": ["melati", "kenanga"],
    "form_key": "c" * 32,
}  # fmt: skip


def race() -> None:
    """All at one mark."""
    several = multiprocessing.get_context("fork")
    mark = several.Barrier(CLICKS)
    clicks = [several.Process(target=_click, args=(mark,)) for _ in range(CLICKS)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    sys.exit(any(one.exitcode for one in clicks))


def _click(mark: Barrier) -> None:
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from garda import clock
    from garda.people.models import Post
    from tests.town import moment

    camat = Post.objects.get(unit__key="kec-taman", kind="camat").terms.select_related("person").get().person
    Authenticator.objects.get_or_create(user=camat, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    with clock.moved_to(moment()):
        client.force_login(camat)
        mark.wait()
        answer = client.post("/kerja/arahan/baru/", TYPED)
    said = [answer.status_code, answer.headers.get("Location", "")]
    # One short write to a pipe is whole, however many write to it.
    os.write(1, json.dumps(said).encode() + b"\n")


def count() -> None:
    """What stands in the tables."""
    from garda.directives.models import Directive, Task
    from garda.rosters.models import Bell
    from garda.trails.models import Line

    lines = Line.objects.filter(kind="directive").order_by("seq").values_list("name", flat=True)
    bells = Bell.objects.filter(name="directive.sent").count()
    print(json.dumps([Directive.objects.count(), Task.objects.count(), bells, list(lines)]))  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    {"race": race, "count": count}[sys.argv[1]]()
