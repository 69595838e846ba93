"""What people typed is never a formula to whoever opens a table of it."""

from __future__ import annotations

import csv
import io

import pytest

from garda.texts.tables import inert

FORMULA = '=HYPERLINK("http://contoh.id","lihat")'
SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("begins", ["=1+1", "+62", "-5", "@a", "\t=1", "\r=1", "\n=1", " =1+1", "＝1+1"])
def test_item_20_a_cell_that_begins_like_a_formula_is_text(begins: str) -> None:
    assert inert(begins).startswith("'")


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "halo;", "halo; ", 'halo;"', "dua\nbaris;", "baris\n", "a\tb\t"])
def test_item_20_no_spreadsheet_divides_a_cell_into_a_formula(divider: str, before: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow(["kantor", inert(before + FORMULA), "akhir"])
    for line in out.getvalue().splitlines():
        for cell in next(csv.reader([line], delimiter=divider)):
            assert not cell.strip(' "').startswith(SIGNS), (cell, out.getvalue())


@pytest.mark.parametrize("words", ["", "Kelurahan Melati", "antre lama; loket satu", "5 - 3 = 2", "a-b, c+d"])
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert inert(words) == words
