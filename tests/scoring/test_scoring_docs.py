"""The page that explains the language of instruments, held against the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import garda.scoring
from garda.scoring import FORMULAS, check, grammar
from garda.scoring.language import ASKED, DOUBTED, DOUBTED_WEIGHT, LANGUAGE, MINIMA

PAGE = (Path(__file__).parents[2] / "docs" / "instrument-language.md").read_text(encoding="utf-8")

HEADINGS = {
    "## The instrument": grammar.INSTRUMENT,
    "## `[[scale]]`": grammar.SCALE,
    "### `[[scale.point]]`": grammar.POINT,
    "## `[[part]]`": grammar.PART,
    "## `[[element]]`": grammar.ELEMENT,
    "## `[[band]]`": grammar.BAND,
    "## `[[quadrant]]`": grammar.QUADRANT,
}


def rows(heading: str) -> dict[str, list[str]]:
    """The first table below a heading: the first cell, without its backquotes, to the others."""
    below = PAGE.split(f"\n{heading}\n", 1)[1]
    found: dict[str, list[str]] = {}
    for line in below[: below.find("\n#")].split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            found[cells[0].strip("`")] = cells[1:]
    return found


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_key_is_explained_with_its_shape_and_whether_it_must_be_there(heading: str) -> None:
    table = HEADINGS[heading]
    explained = rows(heading)
    assert set(explained) == {key for key, rule in table.items() if rule.shape != "tables"}
    for key, (shape, must, meaning) in explained.items():
        assert shape == table[key].shape, key
        assert (must == "yes") == table[key].must, key
        assert meaning, key


def test_every_name_of_a_closed_list_is_explained() -> None:
    assert tuple(rows("## Formulas")) == tuple(FORMULAS)
    top = rows("## The instrument")
    for key, names in (("asked", ASKED), ("minimum", MINIMA), ("unsure", DOUBTED)):
        assert set(names) <= set(re.findall(r"`([a-z-]+)`", top[key][-1])), key
    told = " ".join(rows(heading).get("unsure", [""])[-1] for heading in list(HEADINGS)[1:])
    assert set(DOUBTED_WEIGHT) <= set(re.findall(r"`([a-z-]+)`", told))
    assert f"version {LANGUAGE}" in PAGE


def test_the_example_on_the_page_is_sound() -> None:
    text = PAGE.split("```toml\n")[1].split("```")[0]
    assert check(text, "contoh.toml") == ()


def test_the_front_door_names_what_is_there() -> None:
    named = garda.scoring.__all__
    assert named == sorted(named, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert all(hasattr(garda.scoring, name) for name in named)
