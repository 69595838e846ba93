"""The shapes that only flows have: terms, the words of a standard, a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from garda.clock import Term
from garda.flow.findings import Finding
from garda.flow.grammar import LETTER
from garda.flow.language import STANDARD
from garda.texts import shapes
from garda.texts.lines import Path
from garda.texts.shapes import Key
from garda.texts.words import Words

_LONGEST_TERM = {"minute": 60 * 24 * 366, "hour": 24 * 366 * 2, "day": 366 * 5}


class Shaper(shapes.Shaper[Finding]):
    """Reads the tables of a flow; its parts are steps."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name, Finding, ("step",))

    def _shapes(self) -> dict[str, Callable[[object, Path], Any]]:
        return super()._shapes() | {
            "term": self._term,
            "standard": self._standard,
            "letter": self._letter,
        }

    def _standard(self, raw: object, path: Path) -> dict[str, Words] | None:
        return self.table(raw, {key: Key("words") for key in STANDARD}, path)

    def _letter(self, raw: object, path: Path) -> dict[str, Any]:
        return self.table(raw, LETTER, path)

    def _term(self, raw: object, path: Path) -> Term | None:
        try:
            term = Term.parse(raw) if isinstance(raw, str) and len(raw) <= 60 else None
        except ValueError:
            term = None
        if term is not None and 0 < term.amount <= _LONGEST_TERM[term.unit]:
            return term
        self.find(
            path,
            Words(
                "Waktu ini tidak sah. Tulis misalnya “30 menit kerja”, “5 hari kerja”, “72 jam”, "
                "atau “14 hari”; tidak boleh nol, negatif, atau lebih dari lima tahun.",
                "This time is not lawful. Write for example “30 menit kerja”, “5 hari kerja”, “72 jam” "
                "or “14 hari”; never zero, negative or more than five years.",
            ),
        )
        return None
