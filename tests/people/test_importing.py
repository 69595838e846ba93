"""A spreadsheet of units: judged row by row, kept whole or not at all, twice the same."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from garda import shelf
from garda.people import importing
from garda.people.changes import Unfit
from garda.people.holding import holder_on
from garda.people.models import Area, City, Person, Unit
from tests.town import build_city, moment

HEAD = [
    "Kode",
    "Singkatan",
    "Nama",
    "Jenis",
    "Induk",
    "Wilayah",
    "Alamat",
    "Telepon",
    "Kepala",
    "Pengguna",
    "Sejak",
]


def sheet(rows: list[list[str]], head: list[str] = HEAD) -> bytes:
    """An .xlsx of these rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in [head, *rows]:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def front_line(city: str) -> list[list[str]]:
    """The kecamatan and kelurahan of a city on the shelf, with the city's own row, as a sheet holds them."""
    with shelf.folder("cities", city, "units.csv").open(encoding="utf-8", newline="") as reader:
        rows = [row for row in csv.DictReader(reader) if row["kind"] in ("kota", "kecamatan", "kelurahan")]
    return [
        [
            row["code"],
            row["abbrev"],
            row["name"],
            row["kind"],
            row["parent"],
            "",
            row["address"],
            row["phone"],
        ]
        for row in rows
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("city", "count"), [("malang", 62), ("mojokerto", 21)])
def test_item_89_import_of_21_and_of_62_units_takes_minutes_not_code(city: str, count: int) -> None:
    town = build_city(key="kosong", name="Kota Kosong")
    rows = importing.read_sheet(sheet(front_line(city)), "unit.xlsx")
    began = time.monotonic()
    judged = importing.judge(town, rows)
    assert judged.sound, [
        (row.number, [one.said for one in row.findings]) for row in judged.rows if row.wrong
    ]
    importing.carry_out(town, judged, by=None, at=moment())
    assert time.monotonic() - began < 60
    there = Unit.objects.filter(city=town, kind__in=("kecamatan", "kelurahan"))
    assert there.count() == count
    assert all(unit.posts.exists() for unit in there)
    again = importing.judge(town, rows)
    assert (again.new, again.changed, again.same) == (0, 0, count + 1)
    importing.carry_out(town, again, by=None, at=moment())
    assert there.count() == count


@pytest.mark.django_db
def test_item_89_one_wrong_row_keeps_the_whole_sheet_out_and_says_which() -> None:
    town = build_city(key="kosong")
    rows = [
        ["kota", "KTA", "Pemerintah Kota", "kota", ""],
        ["kec-a", "KKA", "Kecamatan A", "kecamatan", "kota"],
        ["kel-1", "K01", "Kelurahan Satu", "kelurahan", ""],
        ["kel-2", "K01", "Kelurahan Dua", "kelurahan", "kec-a"],
        ["kel-1", "K03", "Kelurahan Tiga", "kelurahan", "kec-a"],
        ["kel-4", "K04", "", "desa", "kec-a"],
    ]
    judged = importing.judge(town, importing.read_sheet(sheet(rows), "x.xlsx"))
    wrong = {row.number: [one.said for one in row.findings] for row in judged.rows if row.wrong}
    assert set(wrong) == {4, 5, 6, 7}
    assert any("tepat satu kecamatan" in said for said in wrong[4])
    assert any("baris 4" in said for said in wrong[6])
    with pytest.raises(Unfit):
        importing.carry_out(town, judged, by=None, at=moment())
    assert not Unit.objects.filter(city=town).exists()


@pytest.mark.django_db
def test_heads_come_with_the_sheet_and_are_not_doubled() -> None:
    town = build_city(key="kosong")
    rows = [
        ["kota", "KTA", "Pemerintah Kota", "kota", ""],
        [
            "kec-a",
            "KKA",
            "Kecamatan A",
            "kecamatan",
            "kota",
            "",
            "",
            "",
            "Heru Santoso",
            "heru.santoso",
            "1/3/2025",
        ],
    ]
    given = importing.read_sheet(sheet(rows), "x.xlsx")
    passwords = importing.carry_out(town, importing.judge(town, given), by=None, at=moment())
    assert set(passwords) == {"heru.santoso"}
    post = Unit.objects.get(city=town, key="kec-a").posts.get(kind="camat")
    term = holder_on(post, moment().date())
    assert term is not None
    assert term.person is not None
    assert term.person.name == "Heru Santoso"
    assert importing.carry_out(town, importing.judge(town, given), by=None, at=moment()) == {}
    assert Person.objects.filter(city=town).count() == 1


@pytest.mark.django_db
def test_an_empty_cell_never_wipes_out_what_is_there() -> None:
    town = build_city(key="kosong")
    Area.objects.create(city=town, code="99.9", name="Wilayah", level="kota")
    full = [["kota", "KTA", "Pemerintah Kota", "kota", "", "99.9", "Jl. Tugu 1", "0341"]]
    importing.carry_out(
        town, importing.judge(town, importing.read_sheet(sheet(full), "a.xlsx")), by=None, at=moment()
    )
    bare = [["kota", "KTA", "Pemkot", "kota", ""]]
    importing.carry_out(
        town, importing.judge(town, importing.read_sheet(sheet(bare), "a.xlsx")), by=None, at=moment()
    )
    unit = Unit.objects.get(city=town, key="kota")
    assert (unit.name, unit.address, unit.phone) == ("Pemkot", "Jl. Tugu 1", "0341")
    assert unit.area is not None


@pytest.mark.django_db
def test_the_template_is_a_sheet_that_changes_nothing() -> None:
    town = build_city(key="kosong")
    rows = importing.read_sheet(sheet(front_line("mojokerto")), "x.xlsx")
    importing.carry_out(town, importing.judge(town, rows), by=None, at=moment())
    made = importing.template(City.objects.get(pk=town.pk))
    page = load_workbook(io.BytesIO(made)).active
    assert page is not None
    judged = importing.judge(town, importing.read_sheet(made, "unit.xlsx"))
    assert judged.sound
    assert (judged.new, judged.changed) == (0, 0)


def test_csv_with_semicolons_and_a_mark_at_its_start_is_read() -> None:
    text = "\ufeffkode;singkatan;nama;jenis;induk\nkota;KTA;Pemerintah Kota;kota;\n"
    rows = importing.read_sheet(text.encode(), "unit.csv")
    assert [row["nama"] for row in rows] == ["Pemerintah Kota"]


@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(str.encode)
    | st.binary(max_size=300).map(b"PK\x03\x04".__add__)
)
def test_any_bytes_give_rows_or_a_sentence(content: bytes) -> None:
    try:
        rows = importing.read_sheet(content, "lembar")
    except Unfit as no:
        assert no.said
    else:
        assert all(set(row) == set(importing.COLUMNS) for row in rows)
