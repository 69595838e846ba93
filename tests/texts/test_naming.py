"""A name is found as people say it; the same words under one key are one paper, other words another."""

from __future__ import annotations

import pytest

from garda.texts.naming import names, parts_of, words_of
from garda.texts.once import once

NAME = "Drs. H. Budi Santoso, M.Si"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Menurut BUDI  SANTOSO loket buka pagi", True), ("kata Budi\nSantoso: buka", True),
        ("Pak Budi-Santoso", True), ("Budi utama dibuka, santoso menyusul", False), ("Loket buka", False),
    ],
)  # fmt: skip
def test_a_name_is_found_without_its_degrees(said: str, meant: bool) -> None:
    assert names(words_of(said), NAME) is meant


def test_a_name_of_one_part_is_found_whole_and_an_empty_one_nowhere() -> None:
    assert parts_of(NAME) == ["budi", "santoso"]
    assert names(words_of("kata Sutrisno"), "Sutrisno, S.H.")
    assert not names(words_of("kata Sutrisnowati"), "Sutrisno")
    assert not names([], "") and not names(["kata"], "")


def test_one_paper_is_the_same_words_under_the_same_key() -> None:
    first = once("kunci", {"kata": "satu"}, ["melati"])
    assert first == once("kunci", {"kata": "satu"}, ["melati"]) and len(first) == 40
    others = {once("kunci", {"kata": "dua"}, ["melati"]), once("lain", {"kata": "satu"}, ["melati"])}
    assert len({first, *others}) == 3
