"""What every test has: papers in a folder of its own, and no memory of another test's rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from garda import clock
from tests import town


@pytest.fixture(autouse=True)
def _a_clean_slate(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Caches are emptied, the clock runs as usual, papers go to the test's own folder."""
    settings.PAPERS = tmp_path / "papers"
    town.forget_kept()
    yield
    clock.move(None)
    town.forget_kept()
