"""Saying no, lawfully and politely: the wordings of the shelf, and what an observer looks for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from garda import shelf
from garda.texts.words import Words


@dataclass(frozen=True)
class Way:
    """One situation at a desk: what comes first, the rule, the way out, what is better not said."""

    key: str
    title: Words
    first: Words
    rule: Words
    way: Words
    avoid: Words


@lru_cache(maxsize=1)
def _file() -> tuple[tuple[Way, ...], Mapping[str, Words]]:
    raw = tomllib.loads(shelf.folder("refusals.toml").read_text("utf-8"))
    names = ("title", "first", "rule", "way", "avoid")
    ways = tuple(
        Way(one["key"], *(Words(one[name]["id"], one[name]["en"]) for name in names)) for one in raw["way"]
    )
    return ways, {key: Words(one["id"], one["en"]) for key, one in raw["observe"].items()}


def ways() -> tuple[Way, ...]:
    """Every situation, the commonest first."""
    return _file()[0]


def observed() -> Mapping[str, Words]:
    """What an observer looks for, by element of the instrument."""
    return _file()[1]
