"""Item 89: the same installation on PostgreSQL. Runs where the suite itself runs on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.config.place import Place
from tests.config.test_archiving import twin

SERVER = os.environ.get("GARDA_DATABASE_URL", "")

pytestmark = pytest.mark.skipif(not SERVER.startswith("postgres"), reason="needs a PostgreSQL server")


@contextmanager
def new_database() -> Iterator[str]:
    """The address of a new, empty database on the server of the test run, while the block lasts."""
    name = f"garda_place_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
        yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def address() -> Iterator[str]:
    """A new, empty database."""
    with new_database() as found:
        yield found


def test_item_89_from_sqlite_to_postgresql_and_on_from_there(
    place: Place, address: str, tmp_path: Path
) -> None:
    place.furnish()
    place.garda("export", tmp_path / "kota.zip")
    city = twin(place, tmp_path / "besar")
    city.settings["GARDA_DATABASE_URL"] = address
    city.garda("import", tmp_path / "kota.zip")
    assert "3 urusan" in (said := city.garda("verify"))
    assert "0 ketidakcocokan" in said
    # New rows get keys of their own after those that came in with theirs.
    assert city.furnish(2) == 5
    assert "0 ketidakcocokan" in city.garda("replay")
    # And the way back is open.
    city.garda("export", tmp_path / "kembali.zip")
    small = twin(place, tmp_path / "kecil")
    small.garda("import", tmp_path / "kembali.zip")
    assert "5 urusan" in (said := small.garda("verify"))
    assert "0 ketidakcocokan" in said


def test_item_89_a_copy_of_postgresql_brings_everything_back(
    place: Place, address: str, tmp_path: Path
) -> None:
    place.settings["GARDA_DATABASE_URL"] = address
    place.garda("manage", "migrate", "-v0")
    place.furnish(2)
    copy = tmp_path / "salinan.tar"
    place.garda("backup", copy)
    assert place.furnish(3) == 5
    assert "--timpa" in place.garda("restore", copy, code=3)
    place.garda("restore", copy, "--timpa")
    assert "2 urusan" in (said := place.garda("verify"))
    assert "0 ketidakcocokan" in said


def test_a_copy_of_one_kind_is_not_put_into_the_other(place: Place, address: str, tmp_path: Path) -> None:
    place.furnish(1)
    place.garda("backup", tmp_path / "salinan.tar")
    place.settings["GARDA_DATABASE_URL"] = address
    assert "jenis basis data lain" in place.garda("restore", tmp_path / "salinan.tar", code=3)
