"""Places to start programs in: made once with their tables, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.config.place import Place


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database has all tables and no row."""
    folder = tmp_path_factory.mktemp("tables")
    Place(folder).garda("manage", "migrate", "-v0")
    return folder


@pytest.fixture
def place(tables: Path, tmp_path: Path) -> Place:
    """A fresh folder with an empty database."""
    shutil.copytree(tables, tmp_path / "var", ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    return Place(tmp_path / "var")
