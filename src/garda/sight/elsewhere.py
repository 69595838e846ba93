"""What no flow of the city covers but somebody else does: who, and where to turn. Read from the shelf."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from garda import shelf
from garda.flow import Words
from garda.meaning import Index, Line
from garda.people.models import City, Unit
from garda.sight.indexes import TYPED

CLEAR = 60.0


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
def _index() -> Index:
    """Everything by which an entry is found; the key is its place in the list."""
    return Index(
        tuple(
            Line(phrase, str(place))
            for place, one in enumerate(_entries())
            for phrase in (*one.words, one.title.id)
        )
    )


def find(city: City, typed: str, lang: str, beaten: float = 0.0) -> list[Giver]:
    """Who else gives what was typed, at most two, best first; only those that fit as well as `beaten`."""
    floor = max(CLEAR, beaten)
    best = [
        (hit.score, _entries()[int(hit.key)]) for hit in _index().find(typed[:TYPED], 2) if hit.score >= floor
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
