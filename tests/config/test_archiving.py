"""Item 89: everything can be carried out and brought in again, also into the other kind of database."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.config.place import Place


def archive_of(place: Place, tmp_path: Path) -> Path:
    place.furnish()
    archive = tmp_path / "kota.zip"
    assert "3 berkas" in place.garda("export", archive)
    return archive


def twin(place: Place, folder: Path) -> Place:
    """Another installation that holds the same keys."""
    folder.mkdir()
    for name in ("garda_key", "garda_secret"):
        (folder / name).write_bytes((place.folder / name).read_bytes())
    return Place(folder)


def test_item_89_what_is_exported_comes_back_to_the_byte(place: Place, tmp_path: Path) -> None:
    archive = archive_of(place, tmp_path)
    other = twin(place, tmp_path / "lain")
    said = other.garda("import", archive)
    assert "Perhatian" not in said
    assert other.rows() == place.rows()
    assert other.papers() == place.papers() != {}
    assert "0 ketidakcocokan" in other.garda("verify")
    assert other.furnish(1) == 4


def test_an_import_into_a_database_that_holds_something_is_refused(place: Place, tmp_path: Path) -> None:
    archive = archive_of(place, tmp_path)
    before = place.rows()
    assert "sudah berisi" in place.garda("import", archive, code=3)
    assert place.rows() == before


def test_an_archive_that_was_touched_is_refused_whole(place: Place, tmp_path: Path) -> None:
    archive = archive_of(place, tmp_path)
    touched = tmp_path / "disentuh.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(touched, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name,
                data.replace(b'"step":"received"', b'"step":"recaived"') if "cases.Case" in name else data,
            )
    other = twin(place, tmp_path / "lain")
    assert "tidak cocok dengan sidik jarinya" in other.garda("import", touched, code=3)
    assert all(rows == [] for rows in other.rows().values())


def test_another_key_is_told(place: Place, tmp_path: Path) -> None:
    archive = archive_of(place, tmp_path)
    other = Place(tmp_path / "lain")
    assert "GARDA_KEY di sini bukan kunci arsip ini" in other.garda("import", archive)


def test_a_file_that_is_no_archive_is_refused_in_a_sentence(place: Place, tmp_path: Path) -> None:
    wrong = tmp_path / "bukan.zip"
    wrong.write_bytes(b"bukan zip")
    assert "bukan arsip Garda" in place.garda("import", wrong, code=3)


def test_the_archive_names_its_format_and_shape(place: Place, tmp_path: Path) -> None:
    archive = archive_of(place, tmp_path)
    assert archive.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(archive) as file:
        manifest = json.loads(file.read("manifest.json"))
    assert manifest["garda"] == 1
    assert manifest["tables"]["cases.Case"]["rows"] == 3
    assert {manifest["tables"][f"rosters.{name}"]["rows"] for name in ("Presence", "Duty", "Absence")} == {1}
    assert manifest["tables"]["rosters.Entry"]["rows"] == 3
    assert {manifest["tables"][f"counters.{name}"]["rows"] for name in ("Ticket", "Period")} == {1}
    assert "cases.0001_initial" in manifest["shape"]
    assert "sessions.Session" not in manifest["tables"]
