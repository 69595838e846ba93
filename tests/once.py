"""Which tests need no second run on another database: found by watching, never by a list.

Every test is watched from its first fixture to the last thing put away. It is *of no engine* when, all that
time, the door to the database stayed shut (pytest-django refuses every query of a test that did not ask for
it) and no process was started that could know where the run's database is. Nothing such a test does can
depend on that database, so `./do test` runs it on the first engine only: the report of that run names the
tests, and the second run is given the names in the file that GARDA_TESTS_ONCE points to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

ONCE = "of-no-engine"
GIVEN = "GARDA_TESTS_ONCE"
# Set for the whole run: a process that has it inherited all that this one knows, an address included.
MARK = "GARDA_TESTS_RUN"
ADDRESS = "GARDA_DATABASE_URL"
FORKS = {"os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.spawn", "os.system"}
STARTS = FORKS | {"subprocess.Popen"}


class Watch:
    """Counts the steps towards the database: the door opened, a process started that may know of it."""

    def __init__(self) -> None:
        self.steps = 0
        self.before = 0
        # Fixtures of more than one test that took such a step, each with the file or class it was made for.
        self.of_engine: set[tuple[str, str]] = set()
        os.environ[MARK] = "1"
        sys.addaudithook(self.hears)
        opens = DjangoDbBlocker.unblock

        def unblock(blocker: DjangoDbBlocker) -> Any:
            self.steps += 1
            return opens(blocker)

        DjangoDbBlocker.unblock = unblock  # type: ignore[method-assign]

    def hears(self, event: str, about: tuple[Any, ...]) -> None:
        """Told by Python itself before the thing is done; this cannot be taken away again."""
        if event not in STARTS:
            return  # told millions of times
        self.steps += event in FORKS or about[3] is None or knows(about[3])

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Iterator[None]:
        """What is made once for a class, a file or a run counts for every test there that uses it."""
        before = self.steps
        try:
            return (yield)
        finally:
            if self.steps > before and fixturedef.scope != "function":
                self.of_engine.add((fixturedef.argname, request.node.nodeid))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        """Where a test begins; a door that somebody left open counts as a step of its own."""
        self.before = self.steps - (not is_shut())
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        """Where it has ended: its report says so when it took no step."""
        try:
            return (yield)
        finally:
            around = {one.nodeid for one in item.listchain()}
            used = {(name, node) for name in getattr(item, "fixturenames", ()) for node in around}
            if self.steps == self.before and not used & self.of_engine:
                item.user_properties.append((ONCE, item.nodeid))

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what an earlier run has shown to be of no engine."""
        names = set(Path(os.environ[GIVEN]).read_text("utf-8").splitlines()) if GIVEN in os.environ else set()
        if left := [item for item in items if item.nodeid in names]:
            config.hook.pytest_deselected(items=left)
            items[:] = [item for item in items if item.nodeid not in names]


def is_second_run() -> bool:
    """Whether a whole run on another engine went before: `./do test` runs on PostgreSQL after SQLite.

    What that run asked of a page's making (colours, sizes, names for a reader of screens) need not be asked
    again: the page comes from the same template, the same sheet, the same town.
    """
    return GIVEN in os.environ


def is_shut() -> bool:
    """Whether pytest-django refuses every query at this moment."""
    return BaseDatabaseWrapper.ensure_connection.__name__ == "_blocking_wrapper"


def knows(environment: Mapping[Any, Any]) -> bool:
    """Whether a process with this environment could know where the run's database is."""
    names = {os.fsdecode(name) for name in environment}
    return MARK in names or ADDRESS in names
