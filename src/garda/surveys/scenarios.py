"""The situations of the monthly exercise: read from the shelf, one of each element of the instrument a month.

Pure but for reading the file once. Answers are kept from the least to the most helpful; a page shows them in
an order that is drawn from the key, the same for everybody, so that their place tells nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from garda import shelf
from garda.scoring import Instrument
from garda.texts.words import Words

KEY = "pola-layan"
ANSWERS = 4


@dataclass(frozen=True)
class Scenario:
    """One situation: to which element and duty it belongs, what may be answered, why, and by which rule."""

    key: str
    element: str
    duty: Words
    story: Words
    answers: tuple[Words, ...]
    why: Words
    rests_on: str

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the answers as a page shows them."""
        return tuple(
            sorted(range(len(self.answers)), key=lambda at: sha256(f"{self.key} {at}".encode()).digest())
        )


@lru_cache(maxsize=1)
def scenarios() -> tuple[Scenario, ...]:
    """Every situation on the shelf, in the order of its file. ValueError when one is not whole."""
    raw = tomllib.loads(shelf.folder("scenarios.toml").read_text("utf-8"))
    found = tuple(_read(one) for one in raw["scenario"])
    if len({one.key for one in found}) != len(found):
        raise ValueError("scenarios.toml: one key twice")
    return found


def of_month(instrument: Instrument, day: date) -> tuple[Scenario, ...]:
    """The situations of that month: one for each element of the instrument, in its order, by turn."""
    month = day.year * 12 + day.month
    chosen = []
    for element in instrument.elements:
        own = [one for one in scenarios() if one.element == element.key]
        if own:
            chosen.append(own[month % len(own)])
    return tuple(chosen)


def _read(raw: Mapping[str, Any]) -> Scenario:
    one = Scenario(
        str(raw["key"]), str(raw["element"]), _words(raw["duty"]), _words(raw["story"]),
        tuple(_words(answer) for answer in raw["answers"]), _words(raw["why"]), str(raw["rests_on"]),
    )  # fmt: skip
    if len(one.answers) != ANSWERS:
        raise ValueError(f"scenarios.toml: {one.key} has no {ANSWERS} answers")
    return one


def _words(raw: Mapping[str, Any]) -> Words:
    return Words(str(raw["id"]), str(raw["en"]))
