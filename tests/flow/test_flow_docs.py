"""The page that explains the language, held against the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import garda.flow
from garda.flow import GUARDS, check, grammar
from garda.flow.language import (
    ACTORS,
    ENDS,
    FIELD_KINDS,
    ICONS,
    KINDS,
    LANGUAGE,
    NEEDS,
    PLACES,
    STANDARD,
)

PAGE = (Path(__file__).parents[2] / "docs" / "flow-language.md").read_text(encoding="utf-8")

HEADINGS = {
    "## The flow": grammar.FLOW,
    "## `[[requirement]]`": grammar.REQUIREMENT,
    "## `[[field]]`": grammar.FIELD,
    "## `[[category]]`": grammar.CATEGORY,
    "## `[letter]`": grammar.LETTER,
    "## `[[step]]`": grammar.STEP,
    "### `[[step.move]]`": grammar.MOVE,
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
    inner = {key for key, rule in table.items() if rule.shape == "tables" and key != "choices"}
    assert set(explained) == set(table) - inner
    for key, (shape, must, meaning) in explained.items():
        assert shape == table[key].shape, key
        assert must.startswith("yes") or not table[key].must, key
        assert meaning, key


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("## `[standard]`", STANDARD),
        ("### Kinds of field", FIELD_KINDS),
        ("### Needs", NEEDS),
        ("### Guards", tuple(GUARDS)),
    ],
)
def test_every_name_of_a_closed_list_is_explained(heading: str, names: tuple[str, ...]) -> None:
    assert tuple(rows(heading)) == names


def test_every_choice_is_named_where_its_key_is_explained() -> None:
    for heading, key, names in (
        ("## The flow", "kind", KINDS),
        ("## `[[step]]`", "place", PLACES),
        ("## `[[step]]`", "end", ENDS),
        ("## `[[step]]`", "icon", ICONS),
        ("### `[[step.move]]`", "by", ACTORS),
    ):
        assert set(names) <= set(re.findall(r"`([a-z-]+)`", rows(heading)[key][-1])), key
    assert f"version {LANGUAGE}" in PAGE


def test_the_example_on_the_page_can_be_published() -> None:
    text = PAGE.split("```toml\n")[1].split("```")[0]
    assert [one.sentence() for one in check(text, "contoh.toml") if one.grave] == []


def test_the_front_door_names_what_is_there() -> None:
    assert garda.flow.__all__ == sorted(
        garda.flow.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )
    assert all(hasattr(garda.flow, name) for name in garda.flow.__all__)
