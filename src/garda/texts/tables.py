"""Cells of a table that somebody opens in a spreadsheet."""

from __future__ import annotations

_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def inert(cell: str) -> str:
    """The cell as text to every spreadsheet, also where it begins like a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS) else cell
