"""`garda find` and `garda suggest`: a line of JSON a phrase, and sentences where something is missing."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from garda import clock
from garda.config.cli import main
from tests.config.place import Place
from tests.town import Town, build_town, moment


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    with clock.moved_to(moment()):
        yield build_town(flows=("pengaduan", "sktm", "kematian"))


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_item_8_a_phrase_finds_its_service_by_command(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "bikin", "surat", "miskin"]) == 0
    assert capsys.readouterr().out.splitlines()[0].split()[1] == "sktm"
    assert main(["find", "lampu jalan mati", "--json"]) == 0
    (answer,) = said(capsys)
    assert answer["phrase"] == "lampu jalan mati"
    assert answer["answers"][0]["key"] == "pengaduan"
    assert answer["answers"][0]["category"] == "penerangan-jalan"
    assert 0 < answer["answers"][0]["score"] <= 100


def test_a_file_gives_a_line_of_json_for_each_phrase(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kalimat.txt"
    file.write_text("\ufeffsurat tdk mampu\n\nmbah sedo\r\nzzz qqq\n", encoding="utf-8")
    assert main(["find", "--file", str(file), "--city", "contoh", "--json"]) == 0
    lines = said(capsys)
    assert [line["phrase"] for line in lines] == ["surat tdk mampu", "mbah sedo", "zzz qqq"]
    assert [line["answers"][0]["key"] for line in lines[:2]] == ["sktm", "kematian"]
    assert lines[2]["answers"] == []


def test_nothing_found_and_wrong_use_have_their_own_codes(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "zzz qqq"]) == 1
    assert "dapat dicatat" in capsys.readouterr().out
    assert main(["find"]) == 2
    assert main(["find", "surat", "--file", "x"]) == 2
    assert main(["find", "--file", "/tiada/di/mana.txt"]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err
    assert main(["find", "surat", "--city", "atlantis"]) == 2
    assert "Kota 'atlantis' tidak ada di sini" in capsys.readouterr().err


def test_without_a_loaded_city_it_says_what_to_do(place: Place) -> None:
    for words in (("find", "surat"), ("suggest", "lampu mati"), ("find", "surat", "--city", "malang")):
        answer = place.garda(*words, code=3)
        assert "garda load" in answer
        assert "Traceback" not in answer


def table(path: Path, rows: list[tuple[str, str, str]]) -> str:
    """A packed table as cities export it: a title, a text of several lines, a label."""
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "text", "topic_coarse"])
        writer.writerows(rows)
    return str(path)


PLACES = ("gang satu", "pasar", "balai warga", "ujung kampung", "dekat kali")
ROWS = [
    (title, f"{words} di {place}.\nMohon ditindak", label)
    for place in PLACES
    for title, words, label in (
        ("Lampu", "lampu padam gelap", "penerangan_jalan"),
        ("", "sampah bau menumpuk", "sampah_kebersihan"),
        ("Kucing", "kucing hilang", "urusan kucing"),
    )
]


def test_a_labelled_table_teaches_and_its_labels_come_back_as_they_stand(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taught = table(tmp_path / "latih.csv.gz", [*ROWS, ("", "tanpa label", "")])
    assert main(["suggest", "--learn", taught, "--city", "contoh"]) == 0
    assert "Belajar dari 15 laporan, 3 kelas" in capsys.readouterr().err
    assert [file.name for file in Path(settings.MODELS).iterdir()] == ["contoh-taught.npz"]
    asked = table(tmp_path / "uji.csv.gz", [("", "lampu padam lagi", ""), ("Kucing", "hilang", "")])
    assert main(["suggest", "--file", asked, "--city", "contoh", "--json"]) == 0
    lamp, cat = said(capsys)
    assert (lamp["category"], lamp["unit"]) == ("penerangan_jalan", "DPU")
    assert lamp["top"][0] == "penerangan_jalan"
    assert len(lamp["top"]) == 3
    assert "padam" in lamp["words"]
    assert (cat["category"], cat["unit"]) == ("urusan kucing", "")


def test_a_model_may_lie_anywhere(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taught, path = table(tmp_path / "latih.csv.gz", ROWS), tmp_path / "di-sini.npz"
    assert main(["suggest", "sampah menumpuk", "--learn", taught, "--model", str(path), "--json"]) == 0
    assert said(capsys)[0]["category"] == "sampah_kebersihan"
    assert path.exists()
    assert not Path(settings.MODELS).exists()
    path.write_bytes(b"rusak")
    assert main(["suggest", "sampah", "--model", str(path)]) == 3
    assert "bukan hasil belajar" in capsys.readouterr().err


def test_without_learning_the_words_of_the_flow_suggest(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suggest", "got mampet air meluap", "--json"]) == 0
    (answer,) = said(capsys)
    assert (answer["category"], answer["unit"]) == ("drainase-banjir", "DPU")
    assert main(["suggest", "zzz qqq", "--json"]) == 0
    assert said(capsys)[0]["category"] == "lainnya"
    assert main(["suggest", "got mampet"]) == 0
    assert "dari kata: got" in capsys.readouterr().out


def test_a_table_without_labels_and_an_empty_command_are_wrong_use(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "tanpa.csv"
    bare.write_text("text\nlampu mati\n", encoding="utf-8")
    assert main(["suggest", "--learn", str(bare)]) == 2
    assert "tidak ada kolom label" in capsys.readouterr().err
    assert main(["suggest"]) == 2
    one = tmp_path / "satu.csv"
    one.write_text("text;kategori\nlampu mati;lampu\nlampu padam;lampu\n", encoding="utf-8")
    assert main(["suggest", "--learn", str(one)]) == 2
    assert "dua label" in capsys.readouterr().err
