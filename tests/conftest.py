"""What every test has: papers in a folder of its own, and no memory of another test's rows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import Settings

from garda import clock
from tests import once, order, spared, town, unordered

# No assertion on time: a busy machine is no fault of the code. On CI the same examples every time.
examples.register_profile(
    "garda", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
examples.load_profile("garda")


def pytest_configure(config: pytest.Config) -> None:
    """Every test is watched for what it has to do with the database, which keeps no order of its own."""
    unordered.turn()
    spared.find_sheets_once()
    config.pluginmanager.register(once.Watch())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files are begun first."""
    order.sort(items)


def pytest_collection_finish() -> None:
    """All that the tests import is there."""
    spared.look_seldom_for_cycles()


@pytest.fixture(autouse=True)
def _a_clean_slate(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Caches are emptied, the clock runs as usual, papers and models go to the test's own folder."""
    settings.PAPERS = tmp_path / "papers"
    settings.MODELS = tmp_path / "models"
    town.forget_kept()
    yield
    clock.move(None)
    town.forget_kept()
