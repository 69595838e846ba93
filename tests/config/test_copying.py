"""Item 89: a consistent copy while it runs, and the way back."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

from tests.config.place import ROOT, Place


def test_item_89_a_copy_brings_everything_back(place: Place, tmp_path: Path) -> None:
    place.furnish()
    rows, papers = place.rows(), place.papers()
    copy = tmp_path / "salinan.tar"
    place.garda("backup", copy)
    assert copy.stat().st_mode & 0o077 == 0
    place.furnish(2)
    assert "--timpa" in place.garda("restore", copy, code=3)
    place.garda("restore", copy, "--timpa")
    assert place.rows() == rows
    assert papers.items() <= place.papers().items()
    assert place.database.with_name("garda.sqlite3.before").exists()
    assert "0 ketidakcocokan" in place.garda("verify")


def test_item_89_a_copy_taken_while_others_write_is_whole(place: Place, tmp_path: Path) -> None:
    place.furnish(1)
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.config.furnish", "40"],
        env={**place.environment, "DJANGO_SETTINGS_MODULE": "garda.config.settings"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    copies = []
    while not copies or (writer.poll() is None and len(copies) < 3):
        copies.append(tmp_path / f"salinan-{len(copies)}.tar")
        place.garda("backup", copies[-1])
    assert writer.wait(120) == 0
    for turn, copy in enumerate(copies):
        other = Place(tmp_path / f"lain-{turn}")
        other.garda("restore", copy)
        assert "0 ketidakcocokan" in other.garda("verify")
        named = {str(row[-1]) for row in other.rows()["cases_paper"]}
        assert named
        assert len(other.papers()) >= len(other.rows()["cases_paper"])


def test_a_copy_that_was_touched_changes_nothing(place: Place, tmp_path: Path) -> None:
    place.furnish(1)
    copy, touched = tmp_path / "salinan.tar", tmp_path / "disentuh.tar"
    place.garda("backup", copy)
    with tarfile.open(copy) as old, tarfile.open(touched, "w") as new:
        for member in old:
            data = old.extractfile(member)
            assert data is not None
            if member.name == "garda.sqlite3":
                member.size -= 1
            new.addfile(member, data)
    before = place.rows()
    assert "tidak cocok dengan sidik jarinya" in place.garda("restore", touched, "--timpa", code=3)
    assert place.rows() == before


def test_a_name_that_leads_out_of_the_folder_is_refused(place: Place, tmp_path: Path) -> None:
    place.furnish(1)
    copy, wicked = tmp_path / "salinan.tar", tmp_path / "jahat.tar"
    place.garda("backup", copy)
    with tarfile.open(copy) as old, tarfile.open(wicked, "w") as new:
        for member in old:
            data = old.extractfile(member)
            if member.name.startswith("papers/"):
                member.name = "../../keluar"
            new.addfile(member, data)
    assert "dihentikan" in place.garda("restore", wicked, "--timpa", code=3)
    assert not list(tmp_path.rglob("keluar"))


def test_what_is_no_copy_is_refused_in_a_sentence(place: Place, tmp_path: Path) -> None:
    (tmp_path / "bukan.tar").write_bytes(b"bukan tar")
    assert "bukan hasil 'garda backup'" in place.garda("restore", tmp_path / "bukan.tar", "--timpa", code=3)
