"""Processes that come, go and watch at once, or die in between, each told line by line what to do next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from tests.cases.apart import ROOT, say

ROUNDS = 12


def starting(env: dict[str, str], me: int) -> subprocess.Popen[str]:
    """Start one process; it does a part per line of its input and answers with a line of JSON."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rosters.presence_apart", str(me)],
        env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _stage() -> tuple[Any, Any, Any, Any]:
    """(melati, kenanga, a person who may be on duty at both, devices by unit)."""
    from garda.people.models import Person, Unit
    from garda.rosters import devices
    from garda.rosters.models import Shift
    from tests.rosters.test_attending import at

    melati, kenanga = (Unit.objects.select_related("city").get(key=key) for key in ("melati", "kenanga"))
    person = Person.objects.select_related("city").get(username="petugas-loket1.melati")
    placed = {}
    for unit in (melati, kenanga):
        head = Person.objects.get(username=f"lurah.{unit.key}")
        there = devices.devices_of(unit)
        placed[unit.pk] = (
            there or [devices.register(unit, kind="loket", name="L", by=head, at=at("07:00"))[0]]
        )[0]
    if not Shift.objects.filter(unit=kenanga, person=person).exists():
        Shift.objects.create(unit=kenanga, person=person, day=at("07:00").date(), start=450, end=960)
    return melati, kenanga, person, placed


def prepare() -> None:
    """What the others need is there before they begin."""
    _stage()
    say("done")


def hurry() -> None:
    """The same person, coming and going at two offices from several devices at once."""
    from garda.cases.acting import Refused
    from garda.rosters import attending, watching
    from tests.rosters.test_attending import at

    melati, kenanga, person, placed = _stage()
    for n in range(ROUNDS):
        now = at("08:00") + timedelta(minutes=n * 5)
        unit = (melati, kenanga)[(n + int(sys.argv[1])) % 2]
        try:
            attending.check_in(unit, person, how="device", at=now, device=placed[unit.pk])
            if n % 3 == 2:
                attending.check_out(unit, person, how="device", at=now + timedelta(minutes=1))
        except Refused:
            pass
        watching.watch(melati.city, now + timedelta(minutes=3))
    say("done")


def empty() -> None:
    """Everybody has left; several ticks look at the same time."""
    from garda.rosters import watching
    from garda.rosters.models import Alarm, Presence
    from tests.rosters.test_attending import at

    melati, *_rest = _stage()
    assert not Presence.objects.filter(left__isnull=True).exists()
    watching.watch(melati.city, at("11:30"))
    say(Alarm.objects.filter(ended__isnull=True).count())


def leave() -> None:
    """Whoever is still there goes, and what was raised before has ended."""
    from garda.people.models import Unit
    from garda.rosters import attending
    from garda.rosters.models import Alarm
    from tests.rosters.test_attending import at

    _melati, _kenanga, person, placed = _stage()
    for unit in Unit.objects.select_related("city").filter(key__in=("melati", "kenanga")):
        attending.check_in(unit, person, how="device", at=at("11:00"), device=placed[unit.pk])
    attending.check_out(unit, person, how="device", at=at("11:10"))
    Alarm.objects.filter(ended__isnull=True).update(ended=at("11:10"))
    say("done")


def die() -> None:
    """Check in and be killed before the line of the book is written."""
    from garda.rosters import attending, book
    from tests.rosters.test_attending import at

    melati, _kenanga, person, placed = _stage()

    def killed(*_: Any, **__: Any) -> Any:
        os.kill(os.getpid(), signal.SIGKILL)

    book.write = killed
    attending.check_in(melati, person, how="device", at=at("11:20"), device=placed[melati.pk])


def told() -> None:
    """What stands in the end."""
    from garda.rosters.models import Alarm, Bell, Entry, Presence

    stays = list(Presence.objects.order_by("came", "pk").values_list("came", "left"))
    ended = [(came, left) for came, left in stays if left is not None]
    overlaps = [one for one, later in pairwise(ended) if one[1] > later[0]]
    names = list(Entry.objects.values_list("name", flat=True))
    say(
        {
            "open": Presence.objects.filter(left__isnull=True).count(),
            "stays": len(stays),
            "backwards": sum(left < came for came, left in ended),
            "overlaps": len(overlaps),
            "came": names.count("presence.came"),
            "gone": names.count("presence.left") + names.count("presence.moved"),
            "ended": len(ended),
            "raised": names.count("alarm.raised"),
            "alarms": Alarm.objects.count(),
            "open_alarms": Alarm.objects.filter(ended__isnull=True).count(),
            "bells": Bell.objects.filter(name="alarm.raised").count(),
        }
    )


PARTS: dict[str, Callable[..., None]] = {
    one.__name__: one for one in (prepare, hurry, empty, leave, die, told)
}

if __name__ == "__main__":
    import django

    from tests.cases import apart

    apart.leave_with_parent()
    django.setup()
    for line in sys.stdin:
        PARTS[line.strip()]()
