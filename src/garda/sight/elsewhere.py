"""What no flow of the city covers but somebody else does: who, and where to turn. Read from the shelf."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from garda import shelf
from garda.flow import Words
from garda.people.models import City, Unit
from garda.sight import likeness

CLEAR = 70.0


@dataclass(frozen=True)
class Giver:
    """Who gives what somebody looks for, how to reach them, and our own office's key if it is one."""

    title: str
    who: str
    how: str
    office_key: str = ""


@dataclass(frozen=True)
class _Entry:
    title: Words
    who: Words
    how: Words
    unit: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    raw = tomllib.loads(shelf.folder("elsewhere.toml").read_text("utf-8"))
    return tuple(
        _Entry(
            title=Words(one["title"]["id"], one["title"]["en"]),
            who=Words(one["who"]["id"], one["who"]["en"]),
            how=Words(one["how"]["id"], one["how"]["en"]),
            unit=one.get("unit", ""),
            words=tuple(one["words"]),
        )
        for one in raw["elsewhere"]
    )


@lru_cache(maxsize=1)
def _phrases() -> likeness.Phrases:
    """Everything by which an entry is found; the key is its place in the list."""
    return likeness.phrases(
        [
            (phrase, str(place), 1.0)
            for place, one in enumerate(_entries())
            for phrase in (*one.words, one.title.id)
        ]
    )


def find(city: City, typed: str, lang: str, beaten: float = 0.0) -> list[Giver]:
    """Who else gives what was typed, at most two, best first; only those that fit better than `beaten`."""
    fits = likeness.fits(likeness.stems(typed[:200]), _phrases())
    best_of: dict[str, float] = {}
    for place, fit in zip(_phrases().keys, fits, strict=True):
        best_of[place] = max(best_of.get(place, 0.0), float(fit))
    scored = [(best_of.get(str(place), 0.0), one) for place, one in enumerate(_entries())]
    best = sorted((pair for pair in scored if pair[0] >= max(CLEAR, beaten + 1)), key=lambda pair: -pair[0])[
        :2
    ]
    units = {unit.abbrev: unit for unit in Unit.objects.filter(
        city=city, abbrev__in=[one.unit for _, one in best if one.unit], closed_on__isnull=True
    )}  # fmt: skip
    found = []
    for _score, one in best:
        unit = units.get(one.unit)
        who = unit.name if unit else one.who.of(lang)
        found.append(Giver(one.title.of(lang), who, one.how.of(lang), unit.key if unit else ""))
    return found
