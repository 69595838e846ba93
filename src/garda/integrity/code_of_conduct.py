"""The code of conduct and the dilemma cases, read from the shelf (`conduct.toml`, `dilemmas.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from garda import shelf
from garda.flow import Words


@dataclass(frozen=True)
class Article:
    """One sentence of the code."""

    key: str
    title: Words
    words: Words


@dataclass(frozen=True)
class Code:
    """One version of the code, in force from its first day."""

    number: int
    first: date
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Choice:
    """What one might do, and what speaks for or against it."""

    words: Words
    reason: Words
    best: bool


@dataclass(frozen=True)
class Dilemma:
    """A case to think about."""

    key: str
    title: Words
    words: Words
    article: Article
    choices: tuple[Choice, ...]


def _words(raw: dict[str, Any]) -> Words:
    return Words(raw["id"], raw["en"])


@lru_cache(maxsize=1)
def codes() -> tuple[Code, ...]:
    """Every version, the oldest first."""
    raw = tomllib.loads(shelf.folder("conduct.toml").read_text("utf-8"))
    found = [
        Code(
            one["number"], one["first"],
            tuple(Article(a["key"], _words(a["title"]), _words(a["words"])) for a in one["article"]),
        )
        for one in raw["version"]
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.first))


def in_force(day: date) -> Code:
    """The version in force on a day; before the first one, the first."""
    return next((one for one in reversed(codes()) if one.first <= day), codes()[0])


@lru_cache(maxsize=1)
def basis() -> tuple[str, str]:
    """What the code rests on, and what nobody has checked about it."""
    raw = tomllib.loads(shelf.folder("conduct.toml").read_text("utf-8"))
    return str(raw["rests_on"]), str(raw.get("unsure", ""))


@lru_cache(maxsize=1)
def dilemmas() -> tuple[Dilemma, ...]:
    """The dilemma cases in their order; each rests on an article of the newest code."""
    articles = {one.key: one for one in codes()[-1].articles}
    raw = tomllib.loads(shelf.folder("dilemmas.toml").read_text("utf-8"))
    return tuple(
        Dilemma(
            one["key"], _words(one["title"]), _words(one["words"]), articles[one["article"]],
            tuple(
                Choice(_words(c["words"]), _words(c["reason"]), bool(c.get("best"))) for c in one["choice"]
            ),
        )
        for one in raw["dilemma"]
    )  # fmt: skip
