"""The tick does what is due, keeps on after trouble, and stops when it is told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from garda import clock
from garda.cases import errands, papers, seals, waking
from garda.config import tick
from garda.letters import batching
from garda.notices import expiring, sending, talking

NOON = datetime(2025, 11, 26, 5, 0, tzinfo=UTC)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A beat without rows: each kind of work only notes that it had its turn."""
    turns: list[str] = []

    def noting(name: str, answer: int = 0):  # type: ignore[no-untyped-def]
        def work(*_: object) -> int:
            turns.append(name)
            return answer

        return work

    monkeypatch.setattr(waking, "due_cases", lambda *_: [])
    monkeypatch.setattr(errands, "work_off", noting("errands", 3))
    monkeypatch.setattr(papers, "sweep", noting("sweep"))
    monkeypatch.setattr(batching, "work", lambda *_: 0)
    monkeypatch.setattr(expiring, "expire", lambda _: 0)
    monkeypatch.setattr(tick.roster_words, "expire", lambda _: 0)
    monkeypatch.setattr(tick.helping, "ask_for_overdue", lambda _: 0)
    monkeypatch.setattr(tick.answering, "expire", lambda _: 0)
    monkeypatch.setattr(tick, "REMINDERS", ())
    monkeypatch.setattr(talking, "work_off", noting("read"))
    monkeypatch.setattr(sending.Carrier, "work_off", noting("send"))
    monkeypatch.setattr(tick.City.objects, "all", list)
    return turns


def test_a_beat_counts_what_was_done(quiet: list[str]) -> None:
    assert tick.beat() == 3
    assert quiet == ["errands", "read", "send", "sweep"]


def test_files_are_swept_once_an_hour(quiet: list[str]) -> None:
    mind = tick.Tick()
    for minutes in (0, 1, 59, 61, 62):
        with clock.moved_to(NOON + timedelta(minutes=minutes)):
            mind.beat()
    assert quiet.count("sweep") == 2


def test_trouble_in_one_kind_of_work_does_not_keep_the_others(
    quiet: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[int]:
        raise OSError("disk")

    monkeypatch.setattr(waking, "due_cases", broken)
    with pytest.raises(OSError, match="disk"):
        tick.beat()
    assert quiet == ["errands", "read", "send", "sweep"]


def test_one_case_that_cannot_wake_does_not_keep_the_others_asleep(
    quiet: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    woken = []

    def wake(case: int, _at: datetime) -> int:
        if case == 1:
            raise ValueError("broken")
        woken.append(case)
        return 1

    monkeypatch.setattr(waking, "due_cases", lambda *_: [1, 2, 3])
    monkeypatch.setattr(waking, "wake", wake)
    assert tick.beat() == 5
    assert woken == [2, 3]


def test_no_day_is_sealed_in_the_first_minutes_after_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = []

    class Jakarta:
        def local(self, at: datetime) -> datetime:
            return at + timedelta(hours=7)

    monkeypatch.setattr(tick.City.objects, "all", lambda: ["kota"])
    monkeypatch.setattr(tick, "city_calendar", lambda _: Jakarta())
    monkeypatch.setattr(seals, "seal_past_days", lambda city, at: sealed.append(at) or 1)
    midnight = datetime(2025, 11, 26, 17, 0, tzinfo=UTC)
    assert tick.Tick().seal(midnight + timedelta(minutes=9)) == 0
    assert tick.Tick().seal(midnight + timedelta(minutes=10)) == 1
    assert sealed == [midnight + timedelta(minutes=10)]


def test_the_tick_goes_on_after_trouble_and_stops_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    beats: list[int] = []

    def beat(_self: object) -> int:
        beats.append(len(beats))
        if len(beats) == 1:
            raise OSError("the database is away")
        if len(beats) == 3:
            stop.set()
        return 0

    monkeypatch.setattr(tick.Tick, "beat", beat)
    monkeypatch.setattr(tick, "REST", 0.001)
    monkeypatch.setattr(tick, "close_old_connections", lambda: None)
    monkeypatch.setattr(tick.connection, "close", lambda: None)
    tick.keep_on(stop)
    assert len(beats) == 3
