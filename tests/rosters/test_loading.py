"""What a city's folder says of its offices: given once, and never against what an office set itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from garda import shelf
from garda.people.loading import Unloadable, load_city
from garda.people.models import Unit
from garda.rosters.desks import desks_of
from garda.rosters.loading import load_offices
from garda.rosters.minimums import Least, least_of, set_least
from garda.rosters.models import Desk, Entry, Minimum
from tests.town import Town, build_town, moment

pytestmark = pytest.mark.django_db

FOLDER = """
[office.kelurahan]
people = 2
rests_on = "contoh"

[[office.kelurahan.desk]]
key = "loket-1"
title = "Loket Satu"
essential = true

[office.kenanga]
people = 3
radius = 80
neighbours = ["melati"]
"""


@pytest.fixture
def town() -> Town:
    return build_town()


def folder(at: Path, text: str = FOLDER) -> Path:
    """A folder with these lines in its city.toml."""
    (at / "city.toml").write_text(text, "utf-8")
    return at


def test_a_kind_gives_to_all_its_units_and_a_unit_of_its_own_comes_first(town: Town, tmp_path: Path) -> None:
    assert load_offices(town.city, folder(tmp_path), moment()) == 2
    melati = Unit.objects.select_related("city").get(key="melati")
    kenanga = Unit.objects.select_related("city").get(key="kenanga")
    assert least_of(melati) == Least(2, rests_on="contoh")
    assert least_of(kenanga) == Least(3, radius=80, neighbours=("melati",))
    first = desks_of(melati, moment())[0]
    assert (first.title, first.essential) == ("Loket Satu", True)
    assert not Minimum.objects.filter(unit=town.units["pu"]).exists()
    assert set(Entry.objects.values_list("name", flat=True)) == {"minimum.set", "desk.set"}


def test_loading_again_leaves_what_an_office_set_itself(town: Town, tmp_path: Path) -> None:
    load_offices(town.city, folder(tmp_path), moment())
    melati = Unit.objects.select_related("city").get(key="melati")
    set_least(melati, Least(4), by=None, at=moment())
    Desk.objects.filter(unit=melati).update(title="Loket Kami")
    assert load_offices(town.city, folder(tmp_path), moment()) == 0
    assert least_of(melati) == Least(4)
    assert "Loket Kami" in {desk.title for desk in Desk.objects.filter(unit=melati)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[office.taman-bacaan]\npeople = 1", "bukan jenis unit"),
        ("[office.kelurahan]\norang = 1", "'orang' tidak dikenal"),
        ("[office.kelurahan]\npeople = 0", "Isi jumlah orang"),
        ("[office.melati]\nneighbours = ['pu']", "Pilih kantor dari daftar"),
        ("[[office.melati.desk]]\nkey = 'loket-1'", "title"),
        ("[[office.melati.desk]]\nkey = 'loket-1'\ntitle = 'L'\nkursi = 1", "'kursi' tidak dikenal"),
    ],
)
def test_what_cannot_be_loaded_is_said_and_nothing_is_kept(
    town: Town, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(Unloadable, match=said):
        load_offices(town.city, folder(tmp_path, text), moment())
    assert not Desk.objects.exists()
    assert not Minimum.objects.exists()


def test_a_city_on_the_shelf_gives_its_front_line_a_minimum_and_desks() -> None:
    city = load_city(shelf.folder("cities", "mojokerto")).city
    assert load_offices(city, shelf.folder("cities", "mojokerto"), moment()) == 21
    assert Minimum.objects.filter(unit__city=city, people__gte=1).count() == 21
    assert Desk.objects.filter(unit__city=city, essential=True).count() == 21
