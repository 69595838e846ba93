"""In which order files are begun: those that take long first, so that every process is busy to the end.

The tests are handed out file by file to as many processes as there are processors. A long file that is begun
last is waited for by all; left to itself, the tool that hands them out begins with the files of many tests,
and the long ones here have few. Nothing but time hangs on this: every file passes in any order, and alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent

# Those of ten seconds and more, the longest first; a place among them is worth nothing more than a guess.
LONG = (
    "config/test_wild.py",
    "config/test_open_pages.py",
    "cases/test_apart.py",
    "rosters/test_race.py",
    "config/test_first_day.py",
    "config/test_laying.py",
    "surveys/test_race.py",
    "config/test_bench.py",
    "letters/test_apart.py",
    "surveys/test_strange_worlds.py",
    "config/test_serving.py",
    "integrity/test_strange_authors.py",
    "demo/test_month.py",
    "counters/test_two_desks.py",
    "config/test_rekey.py",
    "house/test_query_budgets.py",
    "dockets/test_race.py",
    "config/test_copying.py",
    "config/test_archiving.py",
    "figures/test_top.py",
    "integrity/test_race.py",
    "house/test_once.py",
    # The journeys, which run by themselves.
    "journeys/test_officer.py",
    "journeys/test_leaders.py",
    "journeys/test_resident.py",
    "journeys/test_chat.py",
    "looks/test_browser.py",
    "journeys/test_bare.py",
    "journeys/test_letters.py",
    "journeys/test_carrying.py",
    "journeys/test_time.py",
    "journeys/test_rule_loop.py",
    "journeys/test_first_visit.py",
    "journeys/test_roster.py",
)
TURN = {HERE / name: place for place, name in enumerate(LONG)}


def sort(items: list[pytest.Item]) -> None:
    """The long files to the front; within a file, and among all others, nothing changes."""
    items.sort(key=lambda item: TURN.get(item.path, len(TURN)))
