"""The city folders: the tree of units, the territories under it, hours, holidays, office-holders."""

import csv
import json
import tomllib
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from shapely.geometry import shape

from garda import shelf

CITIES = ("malang", "mojokerto")
UNIT_KINDS = {"kota", "sekretariat", "bagian", "inspektorat", "opd", "kecamatan", "kelurahan"}
PARENT = {
    "sekretariat": "kota",
    "bagian": "sekretariat",
    "inspektorat": "kota",
    "opd": "kota",
    "kecamatan": "kota",
    "kelurahan": "kecamatan",
}


def rows(*names: str) -> list[dict[str, str]]:
    with shelf.folder(*names).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units(city: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("cities", city, "units.csv")}


def plan(city: str) -> dict[str, Any]:
    return tomllib.loads(shelf.folder("cities", city, "city.toml").read_text("utf-8"))


def areas(city: str) -> dict[str, dict[str, Any]]:
    features = json.loads(shelf.folder("cities", city, "areas.geojson").read_text("utf-8"))["features"]
    return {one["properties"]["code"]: one for one in features}


def test_a_path_never_leads_out_of_the_shelf() -> None:
    assert shelf.folder("cities", "malang").is_dir()
    with pytest.raises(ValueError):
        shelf.folder("..", "cases")


@pytest.mark.parametrize(("city", "kecamatan", "kelurahan"), [("malang", 5, 57), ("mojokerto", 3, 18)])
def test_item_1_front_line_units(city: str, kecamatan: int, kelurahan: int) -> None:
    count = Counter(row["kind"] for row in units(city).values())
    assert (count["kecamatan"], count["kelurahan"]) == (kecamatan, kelurahan)
    assert kecamatan + kelurahan == {"malang": 62, "mojokerto": 21}[city]


@pytest.mark.parametrize("city", CITIES)
def test_item_2_every_unit_has_one_parent_of_the_right_kind(city: str) -> None:
    tree = units(city)
    assert len(tree) == len(rows("cities", city, "units.csv"))
    for code, row in tree.items():
        assert row["kind"] in UNIT_KINDS
        if row["kind"] == "kota":
            assert row["parent"] == ""
        else:
            assert tree[row["parent"]]["kind"] == PARENT[row["kind"]], code


@pytest.mark.parametrize("city", CITIES)
def test_item_2_a_kelurahan_lies_in_the_kecamatan_it_belongs_to(city: str) -> None:
    tree = units(city)
    for row in tree.values():
        if row["kind"] == "kelurahan":
            assert row["area"].rpartition(".")[0] == tree[row["parent"]]["area"], row["code"]


@pytest.mark.parametrize("city", CITIES)
def test_parents_come_before_their_children(city: str) -> None:
    seen: set[str] = {""}
    for row in rows("cities", city, "units.csv"):
        assert row["parent"] in seen, row["code"]
        seen.add(row["code"])


@pytest.mark.parametrize("city", CITIES)
def test_abbreviations_are_three_letters_and_unlike(city: str) -> None:
    abbrevs = [row["abbrev"] for row in units(city).values()]
    assert len(set(abbrevs)) == len(abbrevs)
    assert all(len(one) == 3 and one.isascii() and one.isupper() for one in abbrevs)


@pytest.mark.parametrize("city", CITIES)
def test_every_unit_says_where_its_name_comes_from(city: str) -> None:
    assert all(row["source"] for row in units(city).values())


def test_item_2_inspektorat_and_bagian_exist_as_units() -> None:
    for city in CITIES:
        kinds = {row["kind"] for row in units(city).values()}
        assert {"inspektorat", "bagian", "sekretariat"} <= kinds
        assert "bag-pemerintahan" in units(city)
    assert sum(row["kind"] == "bagian" for row in units("malang").values()) == 8


@pytest.mark.parametrize("city", CITIES)
def test_areas_cover_every_unit(city: str) -> None:
    there = areas(city)
    assert {row["area"] for row in units(city).values()} <= set(there)
    for code, feature in there.items():
        about = feature["properties"]
        assert about["parent"] == ("" if about["level"] == "kota" else code.rpartition(".")[0])
        assert about["parent"] == "" or about["parent"] in there


@pytest.mark.parametrize("city", CITIES)
def test_a_kelurahan_boundary_lies_inside_its_kecamatan(city: str) -> None:
    there = areas(city)
    for code, feature in there.items():
        if feature["properties"]["level"] != "kelurahan":
            continue
        inside = shape(feature["geometry"]).representative_point()
        assert shape(there[code.rpartition(".")[0]]["geometry"]).covers(inside), code


@pytest.mark.parametrize("city", CITIES)
def test_the_week_is_37_and_a_half_hours_and_32_and_a_half_in_ramadan(city: str) -> None:
    def minutes(spans: list[str]) -> int:
        total = 0
        for span in spans:
            start, end = (int(part[:2]) * 60 + int(part[3:]) for part in span.split("-"))
            assert start < end
            total += end - start
        return total

    hours = plan(city)["hours"]
    for name, week in (("normal", 37.5), ("ramadan", 32.5)):
        assert sum(minutes(spans) for spans in hours[name]["work"].values()) == week * 60
        assert set(hours[name]["work"]) == set(hours[name]["counter"])


@pytest.mark.parametrize("city", CITIES)
def test_each_ramadan_ends_on_the_eve_of_idul_fitri(city: str) -> None:
    feasts = {
        date.fromisoformat(row["date"])
        for row in rows("holidays", "id.csv")
        if "Idul Fitri" in row["name_id"]
    }
    seasons = plan(city)["season"]
    assert [one["first"].year for one in seasons] == [2024, 2025, 2026, 2027]
    for one in seasons:
        assert 28 <= (one["last"] - one["first"]).days <= 29
        assert one["last"] + timedelta(days=1) in feasts
        assert one["estimated"] == ("perkiraan" in one["name"]["id"])


@pytest.mark.parametrize("city", CITIES)
def test_the_city_names_units_and_posts_that_exist(city: str) -> None:
    tree, posts = units(city), tomllib.loads(shelf.folder("posts.toml").read_text("utf-8"))
    assert plan(city)["ppid"] in tree
    assert plan(city)["desk"] in tree
    for row in rows("cities", city, "people.csv"):
        assert tree[row["unit"]]["kind"] in posts[row["post"]]["units"]
        assert row["manner"] in {"definitif", "pj", "plt", "plh"}
        assert row["dates"] in {"saksi", "perkiraan", "umum"}
        assert row["source"]


def test_item_3_the_two_acting_mayors_are_two() -> None:
    def mayor(on: str) -> dict[str, str]:
        (row,) = [
            one
            for one in rows("cities", "malang", "people.csv")
            if one["post"] == "wali-kota" and one["from"] <= on and (not one["to"] or on <= one["to"])
        ]
        return row

    assert (mayor("2023-07-26")["name"], mayor("2023-07-26")["manner"]) == ("Sutiaji", "definitif")
    assert (mayor("2024-05-06")["name"], mayor("2024-05-06")["manner"]) == ("", "pj")
    assert (mayor("2024-11-18")["name"], mayor("2024-11-18")["manner"]) == ("Iwan Kurniawan", "pj")


def test_item_85_a_vision_has_its_source_or_is_empty() -> None:
    assert "service city" in plan("mojokerto")["vision"]["id"]
    for city in CITIES:
        assert bool(plan(city)["vision"]["id"]) == bool(plan(city)["vision_source"])


def test_holidays_are_whole_and_estimates_are_marked() -> None:
    days = rows("holidays", "id.csv")
    assert {row["kind"] for row in days} == {"libur_nasional", "cuti_bersama"}
    assert {date.fromisoformat(row["date"]).year for row in days} == {2023, 2024, 2025, 2026, 2027}
    for row in days:
        assert (row["estimated"] == "yes") == ("perkiraan" in row["name_id"])
        assert row["name_en"]
    keys = [(row["date"], row["name_id"]) for row in days]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("city", CITIES)
def test_a_city_starts_without_local_closures(city: str) -> None:
    file = shelf.folder("cities", city, "holidays.csv").read_text("utf-8")
    assert file.strip() == "date,name_id,name_en,kind,rests_on"
