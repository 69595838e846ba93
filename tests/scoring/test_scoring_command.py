"""`garda check` on instruments: a file, a folder, the shelf."""

from __future__ import annotations

from pathlib import Path

import pytest

from garda import shelf
from garda.config.cli import main
from tests.scoring.samples import GARDEN
from tests.scoring.shelves import FILES

pytestmark = pytest.mark.django_db


def test_one_file_is_checked_as_an_instrument(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kebun.toml"
    file.write_text(GARDEN.replace("from   = 70", "from   = 71").replace('["perda-kebun"]', "[]"), "utf-8")
    assert main(["check", str(file)]) == 1
    out = capsys.readouterr().out
    line = GARDEN.split("\n").index('key    = "tinggi"')
    assert f"BERAT  kebun.toml · baris {line} · tinggi: Ada celah antara kelas ini dan “rendah”." in out
    assert "rests_on: Dasar hukum belum ada" in out
    assert "1 berkas diperiksa, 1 di antaranya instrumen, 2 temuan berat." in out


def test_a_file_that_cannot_be_read_still_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rusak.toml"
    file.write_text(GARDEN + "key = [\n", "utf-8")
    assert main(["check", str(file)]) == 1
    assert "BERAT  rusak.toml · baris " in capsys.readouterr().out


def test_the_whole_shelf_is_checked_with_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(shelf.folder())]) == 0
    out = capsys.readouterr().out
    assert "BERAT" not in out
    assert f"{len(FILES)} di antaranya instrumen" in out
    assert "Kelengkapan standar:" in out


def test_a_folder_of_instruments_alone_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(shelf.folder("instruments"))]) == 0
    assert "0 temuan berat." in capsys.readouterr().out


def test_two_editions_of_one_day_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = GARDEN.replace('rests_on = ["perda-kebun"]', 'own = { id = "Sendiri.", en = "Own." }')
    (tmp_path / "lama.toml").write_text(own, "utf-8")
    (tmp_path / "baru.toml").write_text(own.replace("2025-01-01", "2025-12-31"), "utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "BERAT  baru.toml · from: berlaku pada hari yang sama dengan lama.toml." in capsys.readouterr().out
