"""A database of its own, and processes on it: races and crashes can't be rehearsed in one process.

Run as `python -m tests.cases.apart PART …` it is one of those processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
# Seconds in which a server must have let go of what a killed process held.
PATIENCE = 20.0


@contextmanager
def database(folder: Path) -> Iterator[dict[str, str]]:
    """A fresh migrated database with the made-up town in it; yields the environment of its processes."""
    from django.conf import settings

    plan = settings.DATABASES["default"]
    env = {**os.environ, "GARDA_VAR": str(folder), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    env |= {"DJANGO_SETTINGS_MODULE": "garda.config.settings", "PYTHONWARNINGS": "ignore"}
    if "postgresql" not in plan["ENGINE"]:
        env["GARDA_DATABASE_URL"] = f"sqlite:///{folder / 'apart.sqlite3'}"
        part(env, "build")
        yield env
        return
    import psycopg

    name = f"garda_apart_{uuid.uuid4().hex[:12]}"
    login = {"host": plan["HOST"], "port": plan["PORT"], "user": plan["USER"], "password": plan["PASSWORD"]}
    with psycopg.connect(**login, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            user = quote(plan["USER"]) + (f":{quote(plan['PASSWORD'])}" if plan["PASSWORD"] else "")
            host = quote(plan["HOST"], safe="")
            where = f"@{host}:{plan['PORT']}" if not plan["HOST"].startswith("/") else "@"
            tail = f"?host={quote(plan['HOST'])}&port={plan['PORT']}" if plan["HOST"].startswith("/") else ""
            env["GARDA_DATABASE_URL"] = f"postgres://{user}{where}/{name}{tail}"
            part(env, "build")
            yield env
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def part(env: dict[str, str], *words: str, of: str = "tests.cases.apart") -> list[Any]:
    """Run one part of a module to its end and return the lines of JSON it printed."""
    done = subprocess.run(
        [sys.executable, "-m", of, *words], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def starting(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start one part and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cases.apart", *words],
        env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def put_away(*processes: subprocess.Popen[str]) -> None:
    """Close what is left of processes that have ended."""
    for process in processes:
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()


def say(what: Any) -> None:
    """One line of JSON, at once: an acknowledgement that must survive a kill right after it."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


# ---- the parts ----------------------------------------------------------------------------------
def build() -> None:
    """Migrate, and build the town with ten matters in it."""
    from django.core.management import call_command

    from tests import town as towns

    call_command("migrate", verbosity=0)
    town = towns.build_town()
    for _ in range(10):
        towns.report(town)


def _town() -> Any:
    from garda.cases.models import PublishedFlow
    from garda.people.models import City, Post, Unit
    from tests.town import Town

    town = Town(City.objects.get())
    town.units = {unit.key: unit for unit in Unit.objects.select_related("city", "parent", "area")}
    for post in Post.objects.select_related("unit"):
        key = (post.unit.key, post.kind, post.seat)
        term = post.terms.select_related("person").get()
        town.posts[key], town.persons[key] = post, term.person
    town.flows = {row.key: row for row in PublishedFlow.objects.all()}
    return town


def race(me: str) -> None:
    """Try to move each of the ten matters on, as it was seen at the start; print each win."""
    from garda.cases.acting import Overtaken
    from garda.cases.models import Case
    from garda.cases.moving import move_case
    from tests import town as towns

    town = _town()
    by = town.by("melati", "petugas-loket", 1 + int(me) % 2)
    order = list(Case.objects.filter(parent__isnull=True).order_by("pk").values_list("pk", flat=True)[:10])
    Random(me).shuffle(order)
    sys.stdin.readline()
    for pk in order:
        try:
            move_case(pk, "handling", by=by, at=towns.moment(), seen=1)
            say(pk)
        except Overtaken:
            continue


def same_form(me: str) -> None:
    """Send the same form once, when told to; print the number and code."""
    from tests import town as towns

    town = _town()
    sys.stdin.readline()
    opened = towns.report(town, form_key="one-and-the-same")
    say([opened.case.number, opened.code])


def wrong_codes(me: str) -> None:
    """Try codes for one number from one's own address, when told to; print whether each was looked at."""
    from django.test import RequestFactory

    from garda.public import limiting
    from tests import town as towns

    request = RequestFactory().post("/contoh/ikuti/", REMOTE_ADDR=f"192.0.2.{me}")
    sys.stdin.readline()
    for _ in range(6):
        say(limiting.begin(request, "contoh", "MLT-25-0001", towns.moment()).allowed)


def many_moves(me: str) -> None:
    """Walk matters at random for ever, printing [case, seq] after each act that was acknowledged."""
    from garda.cases.models import Case
    from tests import town as towns
    from tests.cases.walker import walk

    town = _town()
    dice = Random(f"{me}{os.getpid()}")
    at = towns.moment()
    while True:
        case = towns.report(town).case if dice.random() < 0.3 else Case.objects.order_by("?").first()
        assert case is not None
        at += timedelta(minutes=1)
        if walk(town, case, dice, acts=1, at=at):
            say(list(Case.objects.filter(pk=case.pk).values_list("pk", "seq")[0]))


def tick() -> None:
    """Work errands off and wake the clock, for ever, as the tick does."""
    from garda.cases import errands, waking
    from tests import town as towns

    at = towns.moment()
    while True:
        at += timedelta(minutes=30)
        errands.work_off(at, limit=20)
        for pk in waking.due_cases(at, limit=5):
            waking.wake(pk, at)
        # A breath between beats, as the real tick takes: an embedded database has one writer at a time.
        time.sleep(0.05)


def finish() -> None:
    """Work off everything that is left, and print what the record says of itself."""
    from garda.cases import errands, replaying
    from garda.cases.models import Case, Counter, Errand, Event
    from garda.figures.models import DayFigure
    from garda.notices.models import Notice
    from tests import town as towns

    at = towns.moment("2027-01-04")
    undone = Errand.objects.filter(done_at__isnull=True)
    until = time.monotonic() + PATIENCE
    # A server may still hold what a process had in hand when it was killed: it is passed over, then done.
    while errands.work_off(at, limit=500) or (undone.exists() and time.monotonic() < until):
        time.sleep(0.02)
    faults = [fault.words for _, found in replaying.walk() for fault in found]
    told = Notice.objects.values("event_id", "receiver")
    doubled = told.count() - told.distinct().count()
    opened = sum(DayFigure.objects.values_list("opened", flat=True))
    say(
        {
            "faults": faults,
            "undone": [f"{one.follower} of {one.event.name}: {one.trouble}" for one in undone],
            "doubled": doubled,
            "opened": opened,
            "cases": Case.objects.filter(parent__isnull=True).count(),
            "limbs": Case.objects.filter(parent__isnull=False).count(),
            "numbers": [row.last for row in Counter.objects.all()],
            "seqs": list(Case.objects.values_list("pk", "seq")),
            "events": Event.objects.count(),
        }
    )


PARTS: dict[str, Callable[..., None]] = {
    one.__name__.replace("_", "-"): one
    for one in (build, race, same_form, wrong_codes, many_moves, tick, finish)
}


def leave_with_parent() -> None:
    """End this process when the one that started it is gone, so that none is left behind."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    parent = os.getppid()
    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    import django

    leave_with_parent()

    django.setup()
    PARTS[sys.argv[1]](*sys.argv[2:])
