"""The instruments on the shelf: there, sound, lawful, honest about what is unsure, and in plain words."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from garda import shelf
from garda.scoring import FORMULAS, check, doubts
from garda.scoring.doubting import DOUBTS
from garda.scoring.language import ASKING, DOUBTED, DOUBTED_WEIGHT
from tests.scoring.shelves import FILES, NAMES, instrument_of, text_of

PROMISED = {
    "skm-2017",
    "harapan",
    "kepercayaan",
    "tanda-percaya",
    "spak",
    "spkp",
    "tegas-santun",
    "denyut",
    "standar-14",
    "ombudsman-2022",
    "ombudsman-2025",
    "sakip-2021",
    "rb-2020",
    "rb-2023",
    "pekppp-2022",
    "keterbukaan-2025",
    "kemudahan",
    "tiga-sikap",
    "pola-layan",
}


def rules() -> frozenset[str]:
    found: set[str] = set()
    for file in shelf.folder("rules").glob("*.toml"):
        for rule in tomllib.loads(file.read_text("utf-8"))["rule"]:
            found.add(rule["key"])
            found |= {f"{rule['key']}#{one['key']}" for one in rule.get("article", [])}
    return frozenset(found)


def test_the_promised_instruments_are_there() -> None:
    assert set(NAMES) >= PROMISED


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_item_48_the_checker_has_nothing_against_an_instrument(file: Path) -> None:
    assert check(text_of(file.stem), file.name, rules()) == ()


def test_every_formula_is_in_use() -> None:
    assert {instrument_of(name).formula for name in NAMES} == set(FORMULAS)


def test_item_79_nine_elements_of_one_ninth() -> None:
    skm = instrument_of("skm-2017")
    assert [element.key for element in skm.elements] == [
        "requirements",
        "procedure",
        "time",
        "cost",
        "product",
        "competence",
        "behaviour",
        "complaints",
        "facilities",
    ]
    assert {element.weight for element in skm.elements} == {Fraction(1, 9)}
    assert (skm.minimum, skm.out_of) == ("krejcie-morgan", 100)
    assert all(len(scale.points) == 4 for scale in skm.scales)


def test_weights_are_those_of_the_published_tables() -> None:
    sakip = instrument_of("sakip-2021")
    assert [part.weight for part in sakip.parts] == [30, 30, 15, 25]
    for part in sakip.parts:
        shares = [element.weight / part.weight for element in sakip.of_part(part.key)]
        assert shares == [Fraction(20, 100), Fraction(30, 100), Fraction(50, 100)]
    ombudsman = instrument_of("ombudsman-2022")
    assert [str(float(part.weight)) for part in ombudsman.parts] == ["21.85", "32.37", "24.24", "21.54"]
    ipp = instrument_of("pekppp-2022")
    assert [ipp.parts[0].weight, *(one.weight for one in ipp.of_part(None))] == [24, 25, 18, 11, 10, 12]
    assert [one.weight for one in ipp.of_part("policy")] == [17, 14, 7, 14, 10, 17, 7, 7, 7]


@pytest.mark.parametrize(
    ("name", "table", "key", "doubt"),
    [
        ("sakip-2021", "parts", "planning", "weight"),
        ("rb-2023", "parts", "thematic", "weight"),
        ("rb-2023", "bands", "A-", "edge"),
        ("pekppp-2022", "bands", "A", "edge"),
        ("pekppp-2022", "elements", "staff", "elements"),
        ("ombudsman-2022", "elements", "competence", "weight"),
        ("tegas-santun", "parts", "firm", "edge"),
        ("skm-2017", "scales", "kompeten", "labels"),
        ("keterbukaan-2025", "elements", "kinds", "weight"),
    ],
)
def test_what_is_unsure_is_marked_with_where_it_comes_from(
    name: str, table: str, key: str, doubt: str
) -> None:
    instrument = instrument_of(name)
    row = next(one for one in getattr(instrument, table) if one.key == key)
    assert doubt in row.unsure
    assert row.source or instrument.source


def test_every_doubt_of_an_instrument_is_listed_in_words_with_its_source() -> None:
    assert set(DOUBTS) == {*DOUBTED, *DOUBTED_WEIGHT}
    listed = list(doubts(instrument_of("rb-2023")))
    assert ("part", "thematic", "weight") in [(one.table, one.key, one.what) for one in listed]
    for name in NAMES:
        for one in doubts(instrument_of(name)):
            assert one.source
            assert one.words.id
            assert one.title.id and one.title.id != one.key, "said in words, not by its key"
    assert {one.what for one in doubts(instrument_of("skm-2017")) if one.table == "instrument"} == {"dates"}


def test_a_doubted_scale_is_named_by_its_first_and_last_answer() -> None:
    scales = [one.title for one in doubts(instrument_of("skm-2017")) if one.table == "scale"]
    assert [one.id for one in scales] == [
        "Skala “Tidak kompeten” sampai “Sangat kompeten”", "Skala “Tidak ada” sampai “Dikelola dengan baik”",
    ]  # fmt: skip
    assert scales[0].en == "Scale “Not competent” to “Very competent”"


def test_what_the_law_does_not_set_says_that_it_is_our_own() -> None:
    for name in NAMES:
        instrument = instrument_of(name)
        assert bool(instrument.rests_on) != (instrument.own is not None), name


def test_people_are_asked_in_one_minute_and_in_whole_sentences() -> None:
    for name in NAMES:
        instrument = instrument_of(name)
        if instrument.formula in ASKING:
            assert len(instrument.elements) <= 10
            for element in instrument.elements:
                assert element.question is not None
                assert element.question.id[-1] in "?."
                assert len(element.question.id.split()) <= 20, element.question.id
