"""Weighing two witnesses for a class: the words written for it, and what earlier matters taught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from garda.meaning.finding import Hit
from garda.meaning.learning import Model

SURE = 400  # with so many texts learned, both witnesses count alike
SHARP = 12.0  # how fast a lower score loses its share
LEAST, MOSTLY = 3, 0.6  # matters that must have ended at a unit, and their part, before it is suggested


@dataclass(frozen=True)
class Weighed:
    """Classes with their share of the certainty, the likeliest first; the words that spoke for that one."""

    ranked: tuple[tuple[str, float], ...]
    words: tuple[str, ...]
    texts: int = 0


def key_of(label: str) -> str:
    """A learned label as flows write the keys of classes: "jalan_jembatan" → "jalan-jembatan"."""
    return label.strip().lower().replace("_", "-").replace(" ", "-")


def weigh(hits: Sequence[Hit], model: Model | None, text: str) -> Weighed:
    """Both witnesses together; without a model the written words alone, without a word the last class."""
    parts = [hit for hit in hits if hit.part]
    raised = np.exp(np.array([hit.score for hit in parts]) / SHARP)
    words = {hit.part: float(one) for hit, one in zip(parts, raised / raised.sum(), strict=True)}
    spoke = {hit.part: hit.words for hit in parts}
    learned = {key_of(label): share for label, share in model.shares(text).items()} if model else {}
    part = model.texts / (model.texts + SURE) if model else 0.0
    if not any(hit.score for hit in parts):
        part = 1.0 if model else 0.0
    together = {key: (1 - part) * share + part * learned.get(key, 0.0) for key, share in words.items()}
    ranked = tuple(sorted(together.items(), key=lambda pair: -pair[1]))
    first = ranked[0][0] if ranked else ""
    said = list(spoke.get(first, ()))
    if model:
        place = next((n for n, label in enumerate(model.labels) if key_of(label) == first), None)
        said += model.words_for(text, place) if place is not None else ()
    return Weighed(ranked, tuple(dict.fromkeys(said))[:4], model.texts if model else 0)


@dataclass
class Ends:
    """Where matters of a class ended, counted: by class, and by class and kelurahan."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, category: str, area: str, unit: str) -> None:
        """One more matter of this class ended at this unit."""
        for key in (category, f"{category}|{area}") if area else (category,):
            self.counts.setdefault(key, Counter())[unit] += 1

    def usual(self, category: str, area: str = "") -> str:
        """The unit where matters of this class from this kelurahan mostly end; "" while too few tell."""
        for key in (f"{category}|{area}", category) if area else (category,):
            counted = self.counts.get(key, Counter())
            unit, often = next(iter(counted.most_common(1)), ("", 0))
            if often >= LEAST and often >= MOSTLY * counted.total():
                return unit
        return ""

    def plain(self) -> dict[str, dict[str, int]]:
        """As JSON keeps it."""
        return {key: dict(counted) for key, counted in self.counts.items()}

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Ends:
        """Read back from JSON."""
        return cls({key: Counter(counted) for key, counted in raw.items()})
