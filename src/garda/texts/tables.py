"""Cells of a table that somebody opens in a spreadsheet."""

from __future__ import annotations

import re

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# An Indonesian spreadsheet divides by semicolons whatever the file does, so a cell may end within our words.
_WITHIN = re.compile(r"([;\t\r\n][ \"]*)(?=[=+\-@＝＋－＠])")


def inert(cell: str) -> str:
    """The cell as text to every spreadsheet, also where it, or what follows a divider in it, is a formula."""
    cell = _WITHIN.sub(r"\1'", cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS) else cell
