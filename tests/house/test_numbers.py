"""A number that a program will read is written without the dots that people read: 24024, not 24.024."""

from __future__ import annotations

import re

from tests.house.tracked import SOURCE

READ_BACK = re.compile(
    r'(?<!data-label)="[^"]*\{\{\s*[\w.]*\.(?:pk|seq|version|year)\s*\}\}'
    r"|(?:\?|&amp;)[\w-]+=\{\{\s*[\w.]*\.id\s*\}\}"
)


def test_numbers_that_are_read_back_bear_no_dots() -> None:
    found = [
        f"{file.name}: {one.group(0)[-60:]}"
        for file in sorted(SOURCE.rglob("*.html"))
        for one in READ_BACK.finditer(file.read_text("utf-8"))
    ]
    assert found == [], "write {{ …|unlocalize }}: from 1000 on it would be sent back as 1.000"
