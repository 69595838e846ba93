"""The kinds of absence, read from the shelf (`absences.toml`): what each asks for and how far it goes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from garda import shelf
from garda.flow import Words

CLASSES = ("short", "social", "duty", "leave")


@dataclass(frozen=True)
class AbsenceKind:
    """A kind of absence.

    `head`: waits for the head's yes. `urgent`: never waits for a substitute while somebody stays.
    `certain`: cannot be refused; a gap calls for a substitute all the same.
    `working_days`: most working days in a calendar year. `days`: most days at one time. 0 = no limit.
    """

    key: str
    title: Words
    kind_class: str
    head: bool = False
    urgent: bool = False
    certain: bool = False
    paper: Words | None = None
    working_days: int = 0
    days: int = 0
    rests_on: str = ""
    sure: bool = True

    @property
    def social(self) -> bool:
        """A social duty: fairness counts it, discipline does not."""
        return self.kind_class == "social"


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, AbsenceKind]:
    """All kinds by key, short ones first."""
    raw = tomllib.loads(shelf.folder("absences.toml").read_text("utf-8"))
    found = [
        AbsenceKind(
            key=key,
            title=Words(one["title"]["id"], one["title"]["en"]),
            kind_class=one["class"],
            head=bool(one.get("head", False)),
            urgent=bool(one.get("urgent", False)),
            certain=bool(one.get("certain", False)),
            paper=Words(one["paper"]["id"], one["paper"]["en"]) if "paper" in one else None,
            working_days=int(one.get("working_days", 0)),
            days=int(one.get("days", 0)),
            rests_on=str(one.get("rests_on", "")),
            sure=bool(one.get("sure", True)),
        )
        for key, one in raw.items()
    ]
    return {one.key: one for one in sorted(found, key=lambda one: CLASSES.index(one.kind_class))}


def title_of(key: str, lang: str) -> str:
    """What a kind is called; "stand-in" is somebody lent to another office."""
    if key == "stand-in":
        return Words("Menggantikan di kantor lain", "Standing in elsewhere").of(lang)
    found = kinds().get(key)
    return found.title.of(lang) if found else key
