"""One place reads the time, and it can be moved."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest

import garda
from garda.clock import NaiveMoment, move, moved_to, now, today
from tests.clock.office import at

# What asks the machine for the time of day. Measuring a length (time.monotonic, perf_counter) does not.
READERS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now"),
    *("datetime.datetime.utcnow", "datetime.date.today", "timezone.now", "timezone.localtime"),
    *("timezone.localdate", "time.time", "time.localtime", "time.gmtime"),
}

# One-time codes follow the clock of the authenticator in someone's pocket, moved or not; a session follows
# the machine's, as the framework writes its end.
BESIDE = {"config/commands/code.py", "demo/codes.py", "public/visits.py"}


def test_the_time_is_the_time() -> None:
    before = datetime.now(UTC)
    assert before <= now() <= datetime.now(UTC)
    assert now().tzinfo is UTC


def test_a_moved_clock_stands_still_and_goes_back() -> None:
    moment = at("2025-11-20 23:30")
    with moved_to(moment) as seen:
        assert now() == seen == moment
        assert now().tzinfo is UTC
        assert today("Asia/Jakarta") == date(2025, 11, 20)
        assert today("Asia/Jayapura") == date(2025, 11, 21)
        with moved_to(at("2026-01-01 08:00")):
            assert now() == at("2026-01-01 08:00")
        assert now() == moment
    assert now() > at("2026-02-01 00:00")


def test_a_moved_clock_goes_back_after_a_failure() -> None:
    with pytest.raises(RuntimeError), moved_to(at("2025-11-20 23:30")):
        raise RuntimeError
    assert now() > at("2026-02-01 00:00")


def test_a_moved_clock_holds_for_every_thread() -> None:
    seen: list[datetime] = []
    move(at("2025-11-20 09:00"))
    try:
        thread = Thread(target=lambda: seen.append(now()))
        thread.start()
        thread.join()
    finally:
        move(None)
    assert seen == [at("2025-11-20 09:00")]


def test_the_clock_is_not_moved_to_a_moment_without_a_zone() -> None:
    with pytest.raises(NaiveMoment):
        move(datetime(2025, 11, 20))  # noqa: DTZ001 - the very thing that is refused


def test_nobody_else_reads_the_time() -> None:
    house = Path(garda.__file__).parent
    found = [
        f"{file.relative_to(house)}:{node.lineno} {ast.unparse(node.func)}"
        for file in sorted(house.rglob("*.py"))
        if file.name != "reading_time.py" and file.relative_to(house).as_posix() not in BESIDE
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in READERS
    ]
    assert found == []
