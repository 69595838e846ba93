"""Instruments grow from year to year: last year's score stays, and what is new and unowned is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from garda.scoring import (
    Element,
    Instrument,
    changes,
    clashes,
    fingerprint,
    in_force,
    owners_carried,
    read,
    unowned,
    weigh,
)
from garda.texts.words import Words
from tests.scoring.samples import TREE
from tests.scoring.shelves import NAMES, instrument_of, text_of

OLD, NEW = instrument_of("rb-2020"), instrument_of("rb-2023")
EVIDENCE = {element.key: 70 for element in OLD.elements}


def with_more(k: int) -> Instrument:
    """The old edition with k elements more."""
    more = tuple(Element(f"tambahan-{at}", Words("Baru", "New"), part="reform") for at in range(k))
    return replace(OLD, begins=date(2023, 1, 1), elements=(*OLD.elements, *more))


@pytest.mark.parametrize("k", [0, 1, 7])
def test_item_48_k_new_instruments_are_exactly_k_gaps(k: int) -> None:
    change = changes(OLD, with_more(k))
    owners = owners_carried(change, {element.key: "bagian-organisasi" for element in OLD.elements})
    assert [element.key for element in unowned(change, owners)] == [f"tambahan-{at}" for at in range(k)]
    assert change.gone == ()


def test_item_48_a_gap_closes_with_an_owner() -> None:
    change = changes(OLD, with_more(3))
    assert len(unowned(change, {"tambahan-1": "inspektorat"})) == 2
    assert len(unowned(change, {"tambahan-1": None})) == 3


def test_item_48_last_years_score_under_last_years_set_does_not_change() -> None:
    text = text_of("rb-2020")
    before, mark = weigh(OLD, EVIDENCE), fingerprint(text)
    assert len(NEW.elements) > len(OLD.elements)
    weigh(NEW, {})
    assert weigh(read(text, "rb-2020.toml"), EVIDENCE) == before
    assert before.value == 70
    assert fingerprint(text) == mark != fingerprint(text_of("rb-2023"))


def test_item_48_the_mapping_from_old_to_new_follows_what_lives_on() -> None:
    change = changes(OLD, NEW)
    assert change.kept == {
        "accountability": "sakip",
        "service-quality": "public-service",
        "integrity": "spi",
        "organisation": "key-results",
    }
    assert [element.key for element in change.gone] == ["fulfilment", "intermediate", "reform"]
    assert {element.key for element in change.new} == {element.key for element in NEW.elements} - set(
        change.kept.values()
    )
    assert owners_carried(change, {"integrity": "inspektorat"}) == {"spi": "inspektorat"}


@pytest.mark.parametrize(
    ("on", "begins"),
    [
        ("2019-12-31", None),
        ("2020-01-01", 2020),
        ("2022-12-31", 2020),
        ("2023-01-01", 2023),
        ("2030-01-01", 2023),
    ],
)
def test_the_edition_of_a_day_is_the_one_in_force(on: str, begins: int | None) -> None:
    found = in_force(map(instrument_of, NAMES), "rb", date.fromisoformat(on))
    assert (found.begins.year if found else None) == begins


def test_two_editions_never_hold_on_one_day() -> None:
    assert clashes(map(instrument_of, NAMES)) == ()
    endless = replace(OLD, ends=None)
    assert clashes([NEW, endless]) == ((endless, NEW),)
    assert clashes([replace(OLD, ends=NEW.begins), NEW]) != ()


def test_the_compliance_assessment_ends_with_2024_and_the_opinion_follows() -> None:
    every = [instrument_of(name) for name in NAMES]
    last = in_force(every, "ombudsman", date(2024, 12, 31))
    first = in_force(every, "ombudsman", date(2025, 1, 1))
    assert last is not None
    assert first is not None
    assert (last.bands[-1].title.id, first.bands) == ("Kualitas tertinggi (zona hijau)", ())
    assert [element.key for element in changes(last, first).new] == [
        "public-involved", "internal-control", "compensation", "public-trust",
    ]  # fmt: skip
    assert first.element("competence") in first.of_part("process"), "asked of the process since 2025"


def test_a_hand_written_tree_is_what_its_text_says() -> None:
    tree = weigh(read(TREE, "pohon.toml"), {"deep": 50, "wide": 100, "crown": 25})
    assert tree.value == Fraction(4 * 50 + 2 * 100 + 4 * 25, 10)
    assert [(node.key, node.depth, node.most) for node in tree.nodes] == [
        ("roots", 0, 60),
        ("deep", 1, 40),
        ("wide", 1, 20),
        ("crown", 0, 40),
    ]
