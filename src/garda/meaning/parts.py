"""Which part of a service a text is about: the rule, the facilities, the behaviour; one or more.

A suggestion, never a decision: whoever sorts sees the words that spoke and confirms or corrects.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from garda import shelf
from garda.meaning.finding import Hit, Index, Line

PARTS: Final = ("rules", "facilities", "behaviour")
CLEAR = 42.0  # a part that fits less is only suggested where nothing fits better
BESIDE = 0.8  # a second part is suggested where it fits nearly as well as the first
SENTENCE = re.compile(r"[.!?;\n]+|,\s|\btapi\b|\btetapi\b|\bdan\b|\bbut\b|\band\b")


@dataclass(frozen=True)
class Said:
    """What a text was read as: parts with the words that spoke for each, and whether it is praise."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    praise: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The parts alone."""
        return tuple(part for part, _words in self.parts)


@lru_cache(maxsize=1)
def file() -> Mapping[str, Any]:
    """The file of the shelf, read once."""
    return tomllib.loads(shelf.folder("parts.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _index() -> Index:
    return Index(
        tuple(Line(phrase, part["key"], part["key"]) for part in file()["part"] for phrase in part["words"])
    )


def suggest(text: str) -> Said:
    """The parts that a text speaks of, in the order of PARTS; none where no word is known.

    Read sentence by sentence: a text may complain of two things in two breaths.
    """
    best: dict[str, Hit] = {}
    for piece in [text, *SENTENCE.split(text)][:12]:
        for hit in _index().find(piece, len(PARTS)) if piece.strip() else ():
            if hit.words and hit.score > (best[hit.key].score if hit.key in best else 0.0):
                best[hit.key] = hit
    if not best:
        return Said((), is_praise(text))
    highest = max(hit.score for hit in best.values())
    chosen = {
        key for key, hit in best.items() if hit.score == highest or hit.score >= max(CLEAR, BESIDE * highest)
    }
    return Said(tuple((part, best[part].words[:4]) for part in PARTS if part in chosen), is_praise(text))


def is_praise(text: str) -> bool:
    """Whether a text only praises: a word of praise, and none that takes it back."""
    said = file()["praise"]
    low = f" {' '.join(re.findall(r'[a-z]+', text.lower()))} "
    return any(f" {one} " in low for one in said["words"]) and not any(
        f" {one} " in low for one in said["against"]
    )
