"""Processes that sign at once, or die in the middle of it: `python -m tests.letters.apart PART …`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.cases import apart
from tests.cases.apart import say

ROOT = Path(__file__).resolve().parents[2]


def part(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run one part to its end, whatever end that is."""
    return subprocess.run(
        [sys.executable, "-m", "tests.letters.apart", *words],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def starting(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    """Start one part and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.letters.apart", *words],
        env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def bring(count: str) -> None:
    """Bring so many matters to the desk where their letter is signed."""
    from tests.letters import wards

    town = apart._town()
    for _ in range(int(count)):
        wards.at_signing(town)


def sign(me: str) -> None:
    """Sign whatever waits, in an order of one's own, when told to; print each number that was given."""
    from garda.cases.acting import Overtaken, Refused
    from garda.cases.models import Case
    from garda.letters import issuing
    from garda.letters.models import Letter
    from tests import town as towns

    town = apart._town()
    order = list(Case.objects.filter(step="signing").order_by("pk").values_list("pk", "seq"))
    Random(me).shuffle(order)
    sys.stdin.readline()
    for pk, seen in order:
        try:
            issuing.sign(pk, town.persons["melati", "lurah", 1], at=towns.moment(time="10:00"), seen=seen)
            say(Letter.objects.get(case_id=pk, state=Letter.SIGNED).n)
        except (Overtaken, Refused):
            continue


def die(where: str) -> None:
    """Begin to sign the first letter that waits, and be killed at the place that is named."""
    from garda.cases import papers, record
    from garda.cases.models import Case
    from garda.letters import issuing, rendering
    from tests import town as towns

    def killed(*_: Any, **__: Any) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    def kept_then_killed(*given: Any, **more: Any) -> Any:
        keep(*given, **more)
        killed()

    keep = papers.keep
    if where == "numbered":
        rendering.as_pdf = killed
    elif where == "file-kept":
        papers.keep = kept_then_killed
    elif where == "recorded":
        append = record.append

        def recorded(*given: Any, **more: Any) -> Any:
            append(*given, **more)
            killed()

        record.append = recorded
    case = Case.objects.filter(step="signing").order_by("pk").first()
    assert case is not None
    issuing.sign(case.pk, apart._town().persons["melati", "lurah", 1], at=towns.moment(time="10:00"))


def batch(kill_after: str) -> None:
    """Order what waits, if nobody has, and work it off; be killed after so many letters (0: never)."""
    from garda import clock
    from garda.cases.models import Case
    from garda.letters import batching, issuing
    from garda.letters.models import Batch
    from tests import town as towns

    clock.move(towns.moment(time="10:00"))
    town = apart._town()
    person = town.persons["melati", "lurah", 1]
    if not Batch.objects.exists():
        chosen = [(case, case.seq) for case in Case.objects.filter(step="signing")]
        batching.order(town.city, person, chosen, clock.now())
    real, done = issuing.sign, 0

    def counted(*given: Any, **more: Any) -> Any:
        nonlocal done
        answer = real(*given, **more)
        done += 1
        if done == int(kill_after):
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    issuing.sign = counted
    while batching.work(clock.now()):
        pass


def told() -> None:
    """What the register and the record say in the end."""
    from django.conf import settings

    from garda.cases import papers, replaying
    from garda.cases.models import Case, Counter, Event, Paper
    from garda.letters.models import Batch, Letter

    named = set(Paper.objects.values_list("name", flat=True))
    say(
        {
            "signed": sorted(Letter.objects.filter(state=Letter.SIGNED).values_list("n", flat=True)),
            "reserved": sorted(Letter.objects.filter(state=Letter.RESERVED).values_list("n", flat=True)),
            "last": Counter.objects.get(name="letter-2025").last,
            "steps": sorted(Case.objects.filter(flow__key="sktm").values_list("step", flat=True)),
            "events": Event.objects.filter(name="letter.signed").count(),
            "faults": [fault.words for _, found in replaying.walk() for fault in found],
            "whole": all(papers.content_of(row.paper) for row in Letter.objects.filter(state=Letter.SIGNED)),
            "loose": sum(file.name not in named for file in Path(settings.PAPERS).glob("??/*")),
            "open_batches": Batch.objects.filter(done_at__isnull=True).count(),
        }
    )


PARTS: dict[str, Callable[..., None]] = {one.__name__: one for one in (bring, sign, die, batch, told)}

if __name__ == "__main__":
    import django

    apart.leave_with_parent()
    django.setup()
    PARTS[sys.argv[1]](*sys.argv[2:])
