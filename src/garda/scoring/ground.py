"""The ground a rule of the checker stands on: one instrument, the rules that are known, where findings go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from garda.scoring.language import Band, Element, Instrument, Part, Quadrant, Scale
from garda.scoring.shapes import Shaper
from garda.texts.lines import Path
from garda.texts.words import Words


@dataclass(frozen=True, slots=True)
class Ground:
    """One instrument under the checker; `rules` holds "rule" and "rule#article", or nothing."""

    instrument: Instrument
    shaper: Shaper
    rules: Set[str] = field(default_factory=frozenset)

    def find(self, path: Path, id: str, en: str, *, grave: bool = True) -> None:
        """Note something about the instrument as a whole."""
        self.shaper.find(path, Words(id, en), grave=grave)

    def find_in(self, table: str, key: str, path: Path, id: str, en: str, *, grave: bool = True) -> None:
        """Note something about one element, part, scale, band or quadrant."""
        tables: Mapping[str, Sequence[Scale | Part | Element | Band | Quadrant]] = {
            "scale": self.instrument.scales,
            "part": self.instrument.parts,
            "element": self.instrument.elements,
            "band": self.instrument.bands,
            "quadrant": self.instrument.quadrants,
        }
        place = next((at for at, one in enumerate(tables[table]) if one.key == key), 0)
        self.shaper.part = key
        self.shaper.find((table, place, *path), Words(id, en), grave=grave)
        self.shaper.part = None
