"""The shape that only instruments have: an exact number. Their findings carry the key of the element."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from garda.scoring.exact import exact
from garda.scoring.findings import Finding
from garda.scoring.grammar import TABLES
from garda.texts import shapes
from garda.texts.lines import Path
from garda.texts.words import Words


class Shaper(shapes.Shaper[Finding]):
    """Reads the tables of an instrument; its parts are elements, parts, scales, bands and quadrants."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name, Finding, tuple(TABLES))

    def _shapes(self) -> dict[str, Callable[[object, Path], Any]]:
        return super()._shapes() | {"exact": self._exact}

    def _exact(self, raw: object, path: Path) -> Fraction | None:
        number = exact(raw)
        if number is not None and number >= 0:
            return number
        self.find(
            path,
            Words(
                "Di sini harus ada bilangan pasti, 0 atau lebih: 25, 21.85, atau “1/9”.",
                "An exact number, 0 or more, must stand here: 25, 21.85 or “1/9”.",
            ),
        )
        return None
