"""What an office should have, read from the shelf (`facilities.toml`): items, funds, terms, comfort."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from garda import shelf
from garda.clock import Term
from garda.flow import Flow, Words

LETTERS, COUNTER, EVERY = "letters", "counter", "every"
DOOR, ENTRY, DESK, LETTER = "door", "entry", "desk", "letter"


@dataclass(frozen=True)
class Item:
    """One thing: how many an office of a kind should have, and what is slower while one is broken.

    `needed_by` is one of the three words above or keys of services; `felt_at`, one of the four words or keys
    of steps, says where on the route it is felt while broken. `sure` is False where the number is common
    practice, not a rule.
    """

    key: str
    title: Words
    many_en: str
    standard: Mapping[str, int]
    needed_by: str | tuple[str, ...]
    felt_at: str | tuple[str, ...]
    broken: Words | None
    rests_on: str
    sure: bool

    def needs(self, flow: Flow) -> bool:
        """Whether a service goes slower while one of these is broken."""
        if isinstance(self.needed_by, tuple):
            return flow.key in self.needed_by
        if self.needed_by == LETTERS:
            return flow.letter is not None
        return self.needed_by == EVERY or (self.needed_by == COUNTER and flow.visits > 0)

    def counted(self, n: int, lang: str) -> str:
        """ "1 komputer", "8 chairs": so many of it in a sentence."""
        if lang.startswith("en"):
            return f"{n} {self.title.en if n == 1 else self.many_en}"
        return f"{n} {self.lower('id')}"

    def so_many(self, n: int) -> Words:
        """The same in both languages."""
        return Words(self.counted(n, "id"), self.counted(n, "en"))

    def lower(self, lang: str) -> str:
        """Its name in the middle of a sentence; capitals inside a name stay."""
        said = self.title.of(lang)
        return said[:1].lower() + said[1:]


@dataclass(frozen=True)
class Point:
    """One question about the comfort of an office."""

    key: str
    title: Words
    question: Words


@dataclass(frozen=True)
class Standard:
    """The whole file."""

    items: Mapping[str, Item]
    funds: Mapping[str, Words]
    points: Mapping[str, Point]
    decide: Term
    check: Term
    comfort_days: int
    rests_on: str
    sure: bool


@lru_cache(maxsize=1)
def standard() -> Standard:
    """The standard of the shelf."""
    raw = tomllib.loads(shelf.folder("facilities.toml").read_text("utf-8"))
    terms = raw["terms"]
    return Standard(
        {key: _item(key, one) for key, one in raw["item"].items()},
        {key: Words(one["id"], one["en"]) for key, one in raw["fund"].items()},
        {
            key: Point(key, _words(one["title"]), _words(one["question"]))
            for key, one in raw["comfort"].items()
        },
        Term.parse(terms["decide"]),
        Term.parse(terms["check"]),
        int(terms["comfort"]),
        str(terms["rests_on"]),
        bool(terms["sure"]),
    )


def _item(key: str, one: Mapping[str, object]) -> Item:
    needed = one.get("needed_by", "")
    if isinstance(needed, str) and needed not in ("", LETTERS, COUNTER, EVERY):
        raise ValueError(f"facilities.toml, {key}: needed_by {needed!r} is none of letters, counter, every")
    felt = one.get("felt_at", ENTRY)
    if isinstance(felt, str) and felt not in (DOOR, ENTRY, DESK, LETTER):
        raise ValueError(f"facilities.toml, {key}: felt_at {felt!r} is none of door, entry, desk, letter")
    counts = one["standard"]
    assert isinstance(counts, Mapping)
    return Item(
        key,
        _words(one["title"]),
        str(one["many_en"]),
        {kind: int(n) for kind, n in counts.items()},
        needed if isinstance(needed, str) else tuple(needed),  # type: ignore[arg-type]
        felt if isinstance(felt, str) else tuple(felt),  # type: ignore[arg-type]
        _words(one["broken"]) if "broken" in one else None,
        str(one.get("rests_on", "")),
        bool(one.get("sure", True)),
    )


def _words(one: object) -> Words:
    assert isinstance(one, Mapping)
    return Words(str(one["id"]), str(one["en"]))


def item_of(key: str) -> Item | None:
    """One item of the standard, None where the shelf does not know it."""
    return standard().items.get(key)


def title_of(key: str, lang: str) -> str:
    """What an item is called in a sentence; the key itself where the shelf does not know it any more."""
    found = item_of(key)
    return found.lower(lang) if found else key


def counted(key: str, n: int, lang: str) -> str:
    """ "3 kursi tunggu": so many of an item in a sentence, also of one the shelf does not know any more."""
    found = item_of(key)
    return found.counted(n, lang) if found else f"{n} {key}"


def items_for(unit_kind: str) -> list[Item]:
    """What an office of that kind should have, in the order of the shelf."""
    return [one for one in standard().items.values() if one.standard.get(unit_kind)]
