"""The first start brings a city in; the next ones find it and leave it as it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.place import ROOT, START, Place, until

pytestmark = pytest.mark.crash


def count(place: Place, table: str) -> int:
    """How many rows."""
    return len(place.rows()[table])


def test_item_1_an_empty_city_stays_without_demo_people_on_every_start(tmp_path: Path) -> None:
    place = Place(tmp_path / "var")
    with place.served("--empty", "--city", "mojokerto") as city:
        assert "Kota Mojokerto" in city.page("/mojokerto/")
        assert "Tokoh demo" not in city.says()
    units = count(place, "people_unit")
    with place.served("--city", "mojokerto") as city:
        assert "Memuat kota" not in city.says()
        assert "Tokoh demo" not in city.says()
    assert count(place, "people_unit") == units
    assert count(place, "cases_case") == 0
    assert "bukan kota demo" in place.garda("simulate", code=3)


def test_item_1_two_cities_in_one_database_and_a_demo_to_sign_in_to(tmp_path: Path) -> None:
    place = Place(tmp_path / "var")
    with place.served("--empty", "--city", "malang"):
        pass
    with place.served("--city", "mojokerto", "--matters", 12) as city:
        assert "Kota Malang" in city.page("/malang/")
        assert "Kota Mojokerto" in city.page("/mojokerto/")
        assert "walikota" in city.says()
    cities = {row[1]: row[0] for row in place.rows()["people_city"]}
    assert set(cities) == {"malang", "mojokerto"}
    simulated = count(place, "cases_case")
    assert simulated >= 12
    assert "--city" in place.garda("simulate", code=2)
    assert "sudah ada" in place.garda("simulate", "--city", "mojokerto", code=3)
    assert "0 ketidakcocokan" in place.garda("verify")
    place.garda("forget-simulation", "--city", "mojokerto")
    assert count(place, "cases_case") == 0
    assert "0 ketidakcocokan" in place.garda("verify")
    with place.served("--city", "mojokerto") as city:
        assert "walikota" in city.says()
    assert count(place, "cases_case") == 0


def test_item_89_a_first_start_cut_off_begins_again(tmp_path: Path) -> None:
    place = Place(tmp_path / "var")
    place.folder.mkdir()
    said = tmp_path / "said.txt"
    with said.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-c", START, "run", "--empty", "--city", "mojokerto"],
            env=place.environment,
            stdout=sink,
            stderr=sink,
        )
    until(lambda: "Memuat kota" in said.read_text("utf-8"))
    process.send_signal(signal.SIGKILL)
    process.wait()
    with place.served("--empty", "--city", "mojokerto") as city:
        assert "Kota Mojokerto" in city.page("/mojokerto/")
    assert "0 ketidakcocokan" in place.garda("verify")


def test_an_unknown_city_is_told_with_those_there_are(place: Place) -> None:
    assert "mojokerto" in place.garda("run", "--city", "atlantis", "--port", 0, code=2)


NO_NETWORK = """
import os, socket

_connect, _look_up = socket.socket.connect, socket.getaddrinfo
_HERE = ("127.0.0.1", "::1", "localhost", None, "")


def _refuse(where):
    with open(os.environ["GARDA_TEST_TRIED"], "a", encoding="utf-8") as file:
        file.write(f"{where}\\n")
    raise OSError(101, "Network is unreachable")


def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _HERE:
        _refuse(address)
    return _connect(self, address)


def getaddrinfo(host, *more, **named):
    if host not in _HERE:
        _refuse(host)
    return _look_up(host, *more, **named)


socket.socket.connect, socket.getaddrinfo = connect, getaddrinfo
"""


def test_item_89_one_command_starts_it_all_with_no_network(tmp_path: Path) -> None:
    cut, tried = tmp_path / "cut", tmp_path / "tried.txt"
    cut.mkdir()
    (cut / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    path = f"{cut}{os.pathsep}{ROOT / 'src'}"
    place = Place(tmp_path / "var", {"PYTHONPATH": path, "GARDA_TEST_TRIED": str(tried)})
    probe = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    cut_off = subprocess.run([sys.executable, "-c", probe], env=place.environment, capture_output=True)
    assert b"Network is unreachable" in cut_off.stderr, "the cut is in force"
    tried.unlink()
    with place.served("--city", "mojokerto", "--matters", 3) as city:
        for page in ("", "layanan/", "layanan/sktm/", "lapor/", "peta/", "ikuti/"):
            assert "Kota Mojokerto" in city.page(f"/mojokerto/{page}"), page
    assert not tried.exists(), tried.read_text("utf-8")
