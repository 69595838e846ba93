"""What a checker has to say about a text, in words an officer understands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar

from garda.texts.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or could be better, in one file.

    `line` counts from 1. `part` is the key of the step or element and `field` the key inside it, where there
    is one. `grave` forbids using the text; the others are advice.
    """

    file: str
    line: int | None
    part: str | None
    field: str | None
    words: Words
    grave: bool = True

    PART: ClassVar[Words] = Words("bagian", "part")

    def sentence(self, lang: str = "id") -> str:
        """The finding on one line: file, line, part, field, words."""
        where = [self.file]
        if self.line is not None:
            where.append(f"{'line' if lang.startswith('en') else 'baris'} {self.line}")
        if self.part:
            where.append(f"{self.PART.of(lang)} {self.part}")
        if self.field:
            where.append(self.field)
        return f"{', '.join(where)}: {self.words.of(lang)}"


class Unreadable(ValueError):
    """The text is not what it should be. `findings` say why; at least one of them is grave."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(one.sentence() for one in self.findings if one.grave))


def nearest(word: str, among: Iterable[str]) -> Words:
    """ "Maksud Anda …?" with the closest of `among`, or nothing when none is close."""
    close = get_close_matches(word[:80], list(among), n=1, cutoff=0.6)
    if not close:
        return Words("", "")
    return Words(f" Maksud Anda “{close[0]}”?", f" Did you mean “{close[0]}”?")
