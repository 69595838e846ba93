"""A flow carried by commands from city to city, and the catalogue written to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from garda import clock, shelf
from garda.cases.models import Parcel
from garda.cases.publishing import in_force
from garda.config.cli import main
from garda.people.models import City
from garda.rules.loading import load_rules
from tests.town import Town, build_town, moment


@pytest.fixture
def towns(db: None, tmp_path: Path) -> Any:
    """Two cities; only the first gives the statement of domicile."""
    load_rules(shelf.folder("rules"))
    own = shelf.folder("rules", "malang.toml").read_text("utf-8").replace("malang", "contoh")
    (tmp_path / "contoh.toml").write_text(own, "utf-8")
    load_rules(tmp_path)
    with clock.moved_to(moment()):
        yield build_town(flows=("pengaduan", "domisili")), build_town(key="tetangga", flows=("pengaduan",))


def test_item_8_a_flow_goes_from_city_to_city_as_one_signed_file(
    towns: tuple[Town, Town], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "domisili.paket.json"
    assert main(["export-flow", "domisili", "--city", "contoh", "--out", str(file)]) == 0
    assert "Sidik kunci: " in capsys.readouterr().out
    assert main(["export-flow", "domisili", "--city", "contoh", "--out", str(file)]) == 3
    assert main(["export-flow", "terbang", "--city", "contoh", "--out", str(tmp_path / "x")]) == 3
    capsys.readouterr()
    assert main(["import-flow", str(file), "--city", "tetangga", "--draft"]) == 0
    out = capsys.readouterr().out
    assert "baru pertama kali" in out
    assert "beda   " in out
    assert "aturan dibawa sebagai salinan yang perlu dicocokkan: " in out
    there = City.objects.get(key="tetangga")
    assert in_force(there, "domisili", clock.now()) is None
    assert main(["import-flow", str(file), "--city", "tetangga"]) == 0
    assert "domisili versi 1 berlaku di" in capsys.readouterr().out
    assert in_force(City.objects.get(key="tetangga"), "domisili", clock.now()) is not None
    assert Parcel.objects.count() == 1
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_bytes(file.read_bytes().replace(b"Domisili", b"Domisilu", 1))
    assert main(["import-flow", str(spoilt), "--city", "tetangga"]) == 1
    assert "berubah sejak ditandatangani" in capsys.readouterr().err
    assert main(["import-flow", "/nowhere/a.json", "--city", "tetangga"]) == 3


def test_another_key_of_a_known_sender_halts_until_it_is_trusted(
    towns: tuple[Town, Town], tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert main(["export-flow", "domisili", "--city", "contoh", "--out", str(first)]) == 0
    assert main(["import-flow", str(first), "--city", "tetangga"]) == 0
    settings.PARCEL_KEY = "A" * 43 + "="
    assert main(["export-flow", "pengaduan", "--city", "contoh", "--out", str(second)]) == 0
    key = capsys.readouterr().out.rsplit("Sidik kunci: ", 1)[1].strip()
    assert main(["import-flow", str(second), "--city", "tetangga"]) == 1
    assert "lain dari dulu" in capsys.readouterr().err
    assert Parcel.objects.count() == 1
    assert main(["import-flow", str(second), "--city", "tetangga", "--trust", key]) == 0
    settings.PARCEL_KEY = "bukan kunci"
    assert main(["export-flow", "domisili", "--city", "contoh", "--out", str(tmp_path / "3.json")]) == 3


def test_item_8_the_catalogue_is_written_as_json_and_sheets(
    towns: tuple[Town, Town], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, sheets = tmp_path / "katalog.json", tmp_path / "lembar"
    words = ["catalogue", "--city", "contoh", "--out", str(out), "--pdf", str(sheets)]
    words += ["--bpmn", str(tmp_path / "gambar")]
    assert main(words) == 0
    assert {one["kunci"] for one in json.loads(out.read_text("utf-8"))} == {"pengaduan", "domisili"}
    assert {file.name for file in sheets.iterdir()} == {"pengaduan.pdf", "domisili.pdf"}
    assert (tmp_path / "gambar" / "domisili.bpmn").read_bytes().startswith(b"<?xml")
    capsys.readouterr()
    assert main(["catalogue", "domisili", "--city", "contoh"]) == 0
    assert json.loads(capsys.readouterr().out)["kunci"] == "domisili"
    assert main(["catalogue", "terbang", "--city", "contoh"]) == 3
