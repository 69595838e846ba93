"""The command line explains itself in Indonesian, and ends with a code that a script can use."""

from __future__ import annotations

from pathlib import Path

import pytest

from garda import clock, shelf
from garda.config.asking import known
from garda.config.cli import COMMANDS, main
from garda.rules.loading import load_rules
from garda.rules.models import Rule
from garda.sight.knowing import known_to
from tests.config.place import Place, free_port
from tests.town import build_city, build_town


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("Pemakaian: garda")
    assert "show this help" not in out


def test_without_a_command_the_list_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out = capsys.readouterr().out
    assert all(f"  {name}" in out for name in COMMANDS)
    assert main(["--help"]) == 0


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terbang"]) == 2
    assert "tidak ada perintah 'terbang'" in capsys.readouterr().err


def test_a_wrong_option_is_wrong_use_said_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["publish"])
    assert end.value.code == 2
    assert "belum ada" in capsys.readouterr().err


def test_a_missing_file_is_said_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "/nowhere/at/all.toml"]) == 3
    assert capsys.readouterr().err == "garda check: /nowhere/at/all.toml tidak ada.\n"


@pytest.mark.django_db
def test_check_names_the_place_of_a_finding(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "rusak.toml").write_text('language = 1\nkey = "x"\n', encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "BERAT" in out
    assert "rusak.toml" in out
    assert "1 berkas diperiksa" in out


@pytest.mark.django_db
def test_bytes_that_are_no_text_are_a_finding_not_a_crash(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "biner.toml").write_bytes(b"\xff\xfe\x00\x01")
    assert main(["check", str(tmp_path / "biner.toml")]) == 1
    assert "Traceback" not in capsys.readouterr().out


def test_a_database_that_is_away_is_said_in_a_sentence(place: Place) -> None:
    place.settings["GARDA_DATABASE_URL"] = f"postgresql://garda@127.0.0.1:{free_port()}/garda"
    said = place.garda("verify", code=3)
    assert "basis data tidak dapat dihubungi" in said
    assert "Traceback" not in said


def test_a_wrong_address_of_the_database_is_said_in_a_sentence(place: Place) -> None:
    place.settings["GARDA_DATABASE_URL"] = "mysql://localhost/garda"
    said = place.garda("verify", code=3)
    assert "GARDA_DATABASE_URL" in said
    assert "Traceback" not in said


@pytest.mark.django_db
def test_a_flow_is_held_against_the_rules_of_its_own_city_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = build_town()
    load_rules(shelf.folder("rules"))
    other = build_city(key="tetangga", name="Kota Tetangga")
    Rule.objects.create(
        city_key=other.key,
        key="perda-tetangga",
        kind="perda",
        number="1",
        year=2024,
        about_id="x",
        about_en="x",
    )
    Rule.objects.filter(key="uu-14-2008").update(last="2020-01-01")
    text = shelf.folder("flows", "sktm.toml").read_text("utf-8")
    for name, rule in (("theirs", "perda-tetangga"), ("gone", "uu-14-2008"), ("ours", "uu-25-2009#21")):
        (tmp_path / f"{name}.toml").write_text(text.replace("standar-pelayanan#sktm", rule), encoding="utf-8")

    def grave(name: str, *city: str) -> bool:
        return main(["check", str(tmp_path / f"{name}.toml"), *city]) == 1

    assert grave("theirs", "--city", town.city.key), "another city's rule"
    assert not grave("theirs", "--city", other.key)
    assert grave("theirs"), "two cities and none named: what every city knows"
    assert grave("gone", "--city", town.city.key), "no longer in force"
    assert not grave("ours", "--city", town.city.key)
    assert main(["check", str(tmp_path / "ours.toml"), "--city", "bulan"]) == 2
    assert main(["publish", str(tmp_path / "theirs.toml"), "--city", town.city.key]) == 1
    today = clock.now().date()
    assert known(other.key).rules == known_to(other, today).rules
    capsys.readouterr()


@pytest.mark.django_db
def test_item_74_check_says_how_whole_each_standard_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = build_town()
    text = shelf.folder("flows", "sktm.toml").read_text("utf-8")
    (tmp_path / "sktm.toml").write_text(text.replace("fee      = 0\n", ""), "utf-8")
    assert main(["check", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "13 dari 14  sktm, belum ada: biaya\n" in out
    assert "Kelengkapan standar: 13 dari 14 komponen, 1 layanan." in out
    load_rules(shelf.folder("rules"))
    Rule.objects.filter(city_key="malang").update(city_key=town.city.key)
    assert main(["check", "--city", town.city.key]) == 0
    assert "14 dari 14  sktm\n" in capsys.readouterr().out
    assert main(["check"]) == 2


@pytest.mark.django_db
def test_item_21_the_whole_shelf_is_checked_with_its_own_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(shelf.folder())]) == 0
    out = capsys.readouterr().out
    assert "aturan, 0 temuan berat." in out
    for name in ("flows", "rules"):
        (tmp_path / name).mkdir()
    (tmp_path / "rules" / "aturan.toml").write_text('[[rule]]\nkey = "Salah Tulis"\n', "utf-8")
    text = shelf.folder("flows", "sktm.toml").read_text("utf-8")
    bare = text.replace('rests_on = "standar-pelayanan#sktm"\nlack', "lack", 1)
    (tmp_path / "flows" / "sktm.toml").write_text(bare, "utf-8")
    assert main(["check", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "BERAT  aturan.toml" in out
    assert "tidak punya dasar aturan" in out
