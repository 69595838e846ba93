"""The guides for residents and staff name buttons and headings as the pages have them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.house.test_words import asked_for
from tests.house.tracked import ROOT, SOURCE, place, tracked

GUIDES = [file for file in tracked() if place(file).startswith("docs/panduan/")]
NAMED = re.compile(r"\*\*([^*]+)\*\*")
LINKED = re.compile(r"\]\(([^)#]+)")
# Said in bold for its weight, not as the name of something on a page.
WEIGHTY = {"nomor dan kode", "Meja", "Urusan"}


@cache
def on_pages() -> tuple[re.Pattern[str], ...]:
    """Every sentence of the pages and every Indonesian word of the flows, placeholders open."""
    said = {text for _context, text in asked_for()}
    for file in (SOURCE / "shelf" / "flows").glob("*.toml"):
        said.update(indonesian(tomllib.loads(file.read_text("utf-8"))))
    return tuple(
        re.compile(re.sub(r"%\\?\(\w+\\?\)s", ".*", re.escape(text)), re.IGNORECASE) for text in sorted(said)
    )


def indonesian(value: Any) -> Iterator[str]:
    """The words of a flow."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for inner in value.values():
            yield from indonesian(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from indonesian(inner)


@pytest.mark.parametrize("guide", GUIDES, ids=place)
def test_a_guide_names_what_the_pages_show(guide: Path) -> None:
    named = {" ".join(found.split()) for found in NAMED.findall(guide.read_text("utf-8"))} - WEIGHTY
    assert named, "a guide without a single button"
    unknown = {
        name
        for name in named
        if not any(
            said.fullmatch(name) or said.pattern.startswith(f"{re.escape(name)}\\ ") for said in on_pages()
        )
    }
    assert unknown == set()


@pytest.mark.parametrize("guide", GUIDES, ids=place)
def test_a_guide_is_short_and_its_links_lead_somewhere(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert len(text.split()) < 700
    assert [link for link in LINKED.findall(text) if not (guide.parent / link).exists()] == []


def test_every_guide_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.id.md").read_text("utf-8")
    assert [place(guide) for guide in GUIDES if place(guide) not in readme] == []
