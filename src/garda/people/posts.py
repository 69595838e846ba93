"""The register of post kinds, read from the shelf (`posts.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from garda import shelf


@dataclass(frozen=True)
class PostKind:
    """A kind of post: where it exists, whether it heads its unit, whether its holder signs."""

    key: str
    title_id: str
    title_en: str
    units: tuple[str, ...]
    head: bool
    signs: bool
    rank: int


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, PostKind]:
    """All post kinds by key."""
    raw = tomllib.loads(shelf.folder("posts.toml").read_text("utf-8"))
    return {
        key: PostKind(
            key=key,
            title_id=one["title"]["id"],
            title_en=one["title"]["en"],
            units=tuple(one["units"]),
            head=bool(one.get("head", False)),
            signs=bool(one.get("signs", False)),
            rank=int(one.get("rank", 0)),
        )
        for key, one in raw.get("post", raw).items()
    }


def heads_of(unit_kind: str) -> tuple[str, ...]:
    """Post kinds that may lead a unit of that kind: the head first, then by rank (deputies)."""
    there = [kind for kind in kinds().values() if unit_kind in kind.units]
    return tuple(kind.key for kind in sorted(there, key=lambda kind: (not kind.head, kind.rank, kind.key)))
