"""Each choice that a stranger would question has its page, and the index names every page."""

from __future__ import annotations

import re

from tests.house.tracked import ROOT

FOLDER = ROOT / "docs" / "decisions"


def test_the_index_names_every_decision_with_its_title() -> None:
    index = (FOLDER / "README.md").read_text("utf-8")
    pages = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")
    assert pages
    for page in pages:
        title = page.read_text("utf-8").splitlines()[0].removeprefix("# ")
        assert f"[{title}]({page.name})" in index, f"docs/decisions/README.md must list {page.name}: {title}"
    assert len(re.findall(r"\]\(\d{4}-", index)) == len(pages)


def test_decisions_are_numbered_without_gap() -> None:
    numbers = sorted(int(page.name[:4]) for page in FOLDER.glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
